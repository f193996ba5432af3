import { LitElement, css, html, type PropertyValues } from 'lit';
import { property, query } from 'lit/decorators.js';
import { controlsMore } from '../theme/controls-more.styles.js';
import { controls } from '../theme/controls.styles.js';
import { icon } from './icons.js';

/**
 * A modal dialog on the platform's `<dialog>`: labelled by its heading, focus comes back to where it was.
 *
 * ```ts
 * html`<cc-dialog ?open=${editing} heading="Match values" close-label="Close" @close=${() => (editing = false)}>
 *   <span slot="lead">Team size to Segment.</span> …
 *   <span slot="foot">8 of 9 matched</span> <button slot="actions" class="button primary">Done</button>
 * </cc-dialog>`
 * ```
 *
 * What is slotted can ask its width with `@container dialog (inline-size < 520px)`, and is to keep `--pad` from its sides.
 *
 * @fires {Event} close - It closed: by its button, by Escape, or because `open` was taken away.
 * @slot - The body, from edge to edge.
 * @slot lead - A line under the heading.
 * @slot foot - Words at the start of the foot.
 * @slot actions - Buttons at the end of the foot.
 */
export class Dialog extends LitElement {
  static override styles = [
    controlsMore,
    controls,
    css`
      :host {
        display: contents;
      }
      dialog {
        inline-size: min(var(--cc-dialog-width, 640px), 100vw - 24px);
        max-inline-size: none;
        max-block-size: calc(100dvh - 48px);
        margin: auto;
        padding: 0;
        border: 0;
        border-radius: calc(var(--_r) * 1.5);
        background: var(--_raised);
        color: var(--_text);
        box-shadow: var(--_shadow);
        overflow: clip;
      }
      dialog::backdrop {
        background: rgb(15 18 25 / 0.32);
      }
      .inner {
        container: dialog / inline-size;
        --pad: 24px;
        display: flex;
        flex-direction: column;
        max-block-size: inherit;
      }
      header {
        display: flex;
        align-items: flex-start;
        gap: 12px;
        padding-block: 20px 12px;
        padding-inline: var(--pad) 16px;
      }
      h2 {
        font-size: 1rem;
        font-weight: 600;
        line-height: 1.5rem;
        letter-spacing: -0.01em;
        outline: none;
      }
      .lead {
        margin-block-start: 2px;
        color: var(--_muted);
        font-size: 0.8125rem;
        line-height: 1.25rem;
      }
      .body {
        flex: 0 1 auto;
        min-block-size: 0;
        overflow-y: auto;
        overscroll-behavior: contain;
      }
      footer {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        gap: 8px;
        padding: 12px var(--pad);
        border-block-start: 1px solid var(--_border);
        color: var(--_muted);
        font-size: 0.8125rem;
      }
      .actions {
        display: flex;
        gap: 8px;
        margin-inline-start: auto;
      }
      .inner:not(:has(footer .on)) footer {
        display: none;
      }
      @container dialog (inline-size < 520px) {
        .inner > * {
          --pad: 16px;
        }
        .actions {
          flex: 1 1 100%;
        }
        ::slotted([slot='actions']) {
          flex: 1 1 0;
          min-block-size: 36px;
        }
      }
      @media (forced-colors: active) {
        dialog {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) open = false;
  @property() heading = '';
  @property({ attribute: 'close-label' }) closeLabel = 'Close';

  @query('dialog') private readonly dialog!: HTMLDialogElement;
  #opener: HTMLElement | null | undefined;

  override disconnectedCallback() {
    super.disconnectedCallback();
    // The browser gives focus back when a dialog closes, not when it is taken off the page.
    if (this.open) this.giveBack();
  }

  protected override render() {
    return html`<dialog aria-labelledby="heading" @close=${this.onClose}>
      <div class="inner">
        <header>
          <div class="grow">
            <h2 id="heading" tabindex="-1" autofocus>${this.heading}</h2>
            <p class="lead"><slot name="lead"></slot></p>
          </div>
          <button
            class="icon-button"
            type="button"
            aria-label=${this.closeLabel}
            @click=${() => this.dialog.close()}
          >
            ${icon('close')}
          </button>
        </header>
        <div class="body"><slot></slot></div>
        <footer>
          <slot name="foot" @slotchange=${this.onFoot}></slot>
          <span class="actions"><slot name="actions" @slotchange=${this.onFoot}></slot></span>
        </footer>
      </div>
    </dialog>`;
  }

  protected override updated(changed: PropertyValues<this>) {
    // What it is about changed, so that it is read from its start again.
    if (changed.has('heading') && this.dialog.open) this.renderRoot.querySelector('h2')?.focus();
    if (!changed.has('open') || this.open === this.dialog.open) return;
    if (this.open) {
      this.#opener = focused();
      this.dialog.showModal();
    } else this.dialog.close();
  }

  /** What opened it may be hidden by now, such as the foot of a list: then what it belongs to takes focus. */
  private giveBack() {
    for (let to = this.#opener; to && document.activeElement === document.body; to = to.parentElement)
      to.focus();
  }

  private onClose() {
    this.open = false;
    this.giveBack();
    this.dispatchEvent(new Event('close'));
  }

  private onFoot({ target }: Event) {
    if (target instanceof HTMLSlotElement)
      target.classList.toggle('on', target.assignedElements().length > 0);
  }
}

function focused(): HTMLElement | undefined {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element instanceof HTMLElement ? element : undefined;
}
