import { LitElement, css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { controls } from '../theme/controls.styles.js';
import type { ValueChange } from './combobox.js';

/** One tab: its value, and what stands in it, words or a template with badges. */
export interface Tab {
  readonly value: string;
  readonly content: unknown;
}

/**
 * Tabs with automatic activation (ARIA APG); the default slot is the one panel, whose content follows `value`.
 *
 * ```ts
 * html`<cc-tabs label="Objects" .tabs=${[{ value: 'Lead', content: html`Leads ${ring(2, 3)}` }]} .value=${object}
 *   @change=${(e: ValueChange) => show(e.detail.value)}>…the panel…</cc-tabs>`
 * ```
 *
 * Keys: arrows along the reading direction, Home, End. Inside a tab `.sub` is a quiet remark, `.danger` and the like colour.
 *
 * @fires {ValueChange} change - Another tab was chosen.
 * @slot - The panel.
 * @csspart tabs - The row of tabs.
 * @csspart panel - What the chosen tab shows.
 * @cssprop --cc-inset - Room at both ends of the row; 20px by default.
 */
export class Tabs extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .tabs {
        display: flex;
        gap: 24px;
        padding-inline: var(--cc-inset, var(--_s5));
        border-block-end: 1px solid var(--_border);
        overflow-x: auto;
        contain: inline-size;
        scrollbar-width: none;
        scroll-padding-inline: 40px;
      }
      .tabs > button {
        position: relative;
        display: inline-flex;
        flex: none;
        align-items: center;
        gap: 7px;
        min-block-size: 40px;
        padding: 0;
        border: 0;
        background: none;
        color: var(--_muted);
        font-size: 0.8125rem;
        font-weight: 500;
        line-height: 1.25rem;
        white-space: nowrap;
        cursor: pointer;
      }
      .tabs > button:hover {
        color: var(--_text);
      }
      .tabs > button:focus-visible {
        outline-offset: -4px;
        border-radius: var(--_r2);
        outline-width: 2px;
      }
      .tabs > [aria-selected='true'] {
        color: var(--_text);
        font-weight: 600;
      }
      .tabs > [aria-selected='true']::after {
        content: '';
        position: absolute;
        inset: auto 0 0;
        block-size: 2px;
        border-radius: 2px 2px 0 0;
        background: var(--_accent);
      }
      .sub {
        color: var(--_muted);
        font-size: 0.75rem;
        font-weight: 400;
      }
      .faded {
        --start: #000;
        --end: #000;
        mask-image: linear-gradient(to right, var(--start), #000 32px calc(100% - 32px), var(--end));
      }
      .faded.start {
        --start: transparent;
      }
      .faded.end {
        --end: transparent;
      }
      @container (inline-size < 640px) {
        .tabs {
          gap: 20px;
          padding-inline: var(--cc-inset, var(--_s4));
        }
      }
      @media (forced-colors: active) {
        .tabs > [aria-selected='true']::after {
          background: Highlight;
        }
      }
    `,
  ];

  /** The accessible name of the row of tabs. */
  @property() label = '';
  @property({ attribute: false }) tabs: readonly Tab[] = [];
  /** The chosen tab; the first one when no tab has this value. */
  @property() value = '';

  #sizes: ResizeObserver | undefined;

  override connectedCallback() {
    super.connectedCallback();
    this.#sizes = new ResizeObserver(() => this.#fade());
    this.#sizes.observe(this);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#sizes?.disconnect();
  }

  protected override render() {
    const chosen = this.#chosen;
    return html`
      <div
        class="tabs"
        part="tabs"
        role="tablist"
        aria-label=${this.label}
        @scroll=${this.#fade}
        @keydown=${this.#onKey}
      >
        ${this.tabs.map(
          ({ value, content }, i) =>
            html`<button
              id="t${i}"
              type="button"
              role="tab"
              tabindex=${i === chosen ? 0 : -1}
              aria-selected=${i === chosen ? 'true' : 'false'}
              aria-controls=${i === chosen ? 'panel' : nothing}
              @click=${() => this.#choose(value)}
            >
              ${content}
            </button>`,
        )}
      </div>
      <div id="panel" part="panel" role="tabpanel" aria-labelledby="t${chosen}"><slot></slot></div>
    `;
  }

  protected override updated() {
    this.#fade();
  }

  /** Moves focus to the chosen tab. */
  override focus(options?: FocusOptions) {
    this.#chosenTab?.focus(options);
  }

  get #row(): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>('.tabs')!;
  }

  get #chosenTab() {
    return this.renderRoot.querySelector<HTMLElement>('[aria-selected=true]');
  }

  get #chosen(): number {
    return Math.max(
      0,
      this.tabs.findIndex((tab) => tab.value === this.value),
    );
  }

  #choose(value: string) {
    if (value === this.tabs[this.#chosen]?.value) return;
    this.value = value;
    this.dispatchEvent(new CustomEvent('change', { detail: { value }, bubbles: true }) satisfies ValueChange);
  }

  /** Fades the end behind which more tabs are. */
  #fade() {
    const row = this.#row;
    const { scrollLeft, scrollWidth, clientWidth, classList } = row;
    const hidden = scrollWidth - clientWidth;
    const left = getComputedStyle(row).direction === 'rtl' ? hidden + scrollLeft : scrollLeft;
    classList.toggle('faded', hidden > 1);
    classList.toggle('start', left > 1);
    classList.toggle('end', left < hidden - 1);
  }

  #onKey(event: KeyboardEvent) {
    const forwards = getComputedStyle(this).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const count = this.tabs.length;
    const to = {
      ArrowLeft: this.#chosen + (forwards === 'ArrowLeft' ? 1 : -1),
      ArrowRight: this.#chosen + (forwards === 'ArrowRight' ? 1 : -1),
      Home: 0,
      End: count - 1,
    }[event.key];
    const tab = to === undefined ? undefined : this.tabs[(to + count) % count];
    if (!tab) return;
    event.preventDefault();
    this.#choose(tab.value);
    void this.updateComplete.then(() => {
      this.focus();
      this.#chosenTab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
  }
}
