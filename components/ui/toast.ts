import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { controlsMore } from '../theme/controls-more.styles.js';
import { controls } from '../theme/controls.styles.js';
import { icon } from './icons.js';

/** A short message, with one thing to do about it at most. */
export interface Message {
  readonly text: string;
  /** The action in a word, such as "Undo". */
  readonly action?: string | undefined;
  readonly onAction?: (() => void) | undefined;
  /** Milliseconds until it leaves by itself; it stays without this, and it always stays while it has an action. */
  readonly lasts?: number | undefined;
}

/**
 * The one place for passing messages. Put one in the element's template, always; then call `show()`.
 * The live region is in the page from the start, so that screen readers hear a text that is set later.
 *
 * ```ts
 * html`<cc-toast close-label="Dismiss"></cc-toast>`; toast.show({ text: 'Saved version 8', action: 'Undo', onAction });
 * toast.announce('3 rows added'); // heard, not seen
 * ```
 */
export class Toast extends LitElement {
  static override styles = [
    controlsMore,
    controls,
    css`
      :host {
        display: contents;
      }
      .toast {
        position: fixed;
        inset: auto 0 20px;
        align-items: center;
        gap: 12px;
        inline-size: fit-content;
        max-inline-size: calc(100vw - 24px);
        min-block-size: 40px;
        margin: 0 auto;
        padding-block: 6px;
        padding-inline: 14px 6px;
        border: 0;
        border-radius: var(--_r);
        background: var(--_raised);
        color: var(--_text);
        box-shadow: var(--_shadow);
        font-size: 0.8125rem;
        line-height: 1.25rem;
      }
      .toast:popover-open {
        display: flex;
      }
    `,
  ];

  @property({ attribute: 'close-label' }) closeLabel = 'Dismiss';
  @state() private message: Message | undefined;
  @state() private heard = '';
  private timer: ReturnType<typeof setTimeout> | undefined;

  @query('.toast') private readonly toast!: HTMLElement;

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  protected override render() {
    const message = this.message;
    return html`
      <span class="hidden" role="status">${this.heard}</span>
      <div class="toast" popover="manual">
        ${
          message
            ? html`<span>${message.text}</span>
                ${
                  message.action
                    ? html`<button class="link" type="button" @click=${this.onAction}>
                        ${message.action}
                      </button>`
                    : nothing
                }
                <button
                  class="icon-button"
                  type="button"
                  aria-label=${this.closeLabel}
                  @click=${this.dismiss}
                >
                  ${icon('close', 's')}
                </button>`
            : nothing
        }
      </div>
    `;
  }

  protected override updated(changed: PropertyValues) {
    if (changed.has('message')) this.toast.togglePopover(this.message !== undefined);
  }

  /** Shows a message in place of the last one, and says it. */
  show(message: Message) {
    this.message = message;
    this.announce(message.text);
    clearTimeout(this.timer);
    if (message.lasts && !message.action) this.timer = setTimeout(() => this.dismiss(), message.lasts);
  }

  /** Says a text to screen readers, also when it is the same as the last one. */
  announce(text: string) {
    this.heard = this.heard === text ? `${text}\u00a0` : text;
  }

  /** Takes the message away. */
  dismiss() {
    clearTimeout(this.timer);
    this.message = undefined;
  }

  private onAction() {
    const act = this.message?.onAction;
    this.dismiss();
    act?.();
  }
}
