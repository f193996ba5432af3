import { css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { ValueChange } from './combobox.js';
import { icon, type IconName } from './icons.js';
import { PopoverButton } from './popover-button.js';

/** One action of a menu. */
export interface MenuItem {
  readonly value: string;
  readonly label: string;
  readonly icon?: IconName | undefined;
  /** Draws a line above. */
  readonly separated?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** A second, quiet line; for a disabled item, why. */
  readonly note?: string | undefined;
}

/**
 * A button that opens a menu of actions (ARIA APG menu button); three dots unless the `button` slot says otherwise.
 *
 * ```ts
 * html`<cc-menu label="More for Phone" .items=${[{ value: 'when', label: 'When to write' }]}
 *   @choose=${(e: ValueChange) => act(e.detail.value)}></cc-menu>`
 * ```
 *
 * Keys: Enter, Space or Down opens at the first item, Up at the last; arrows, Home, End and the first letters of an item move; Escape and
 * Tab close.
 *
 * @fires {ValueChange} choose - An item was chosen; focus is back on the button.
 * @slot button - Replaces the dots: words, for a button with text.
 */
export class Menu extends PopoverButton {
  static override styles = [
    super.styles,
    css`
      .floating {
        min-inline-size: 176px;
        max-inline-size: min(320px, 100vw - 16px);
        max-block-size: max(176px, 50vh - 24px);
        padding: 4px;
        overflow-y: auto;
      }
      .item {
        display: flex;
        gap: 9px;
        inline-size: 100%;
        min-block-size: 32px;
        padding: 6px 10px;
        border: 0;
        border-radius: var(--_r2);
        background: none;
        font-size: 0.8125rem;
        line-height: 1.25rem;
        text-align: start;
        cursor: pointer;
      }
      .item > .icon {
        margin-block-start: 2px;
        color: var(--_muted);
      }
      .item:is(:hover, :focus) {
        background: var(--_hover);
        outline: none;
      }
      .item:focus-visible {
        outline: 2px solid var(--_accent-ink);
        outline-offset: -2px;
      }
      .item[aria-disabled] {
        color: var(--_muted);
        cursor: default;
      }
      small {
        display: block;
        color: var(--_muted);
        font-size: 0.75rem;
        line-height: 1rem;
      }
      hr {
        margin: 4px -4px;
        border: 0;
        border-block-start: 1px solid var(--_border);
      }
    `,
  ];

  @property({ attribute: false }) items: readonly MenuItem[] = [];
  /** Draws the button with a border and a chevron around the `button` slot. */
  @property({ type: Boolean }) outlined = false;
  @property({ type: Boolean, reflect: true }) disabled = false;

  private opensAtEnd = false;
  private typed = '';
  private typedAt = 0;

  protected override render() {
    return html`
      <button
        class="anchor ${this.outlined ? 'button compact' : 'icon-button'}"
        part="button"
        type="button"
        popovertarget="menu"
        aria-haspopup="menu"
        aria-expanded=${this.open ? 'true' : 'false'}
        aria-label=${this.label || nothing}
        ?disabled=${this.disabled}
        @keydown=${this.onButtonKey}
      >
        <slot name="button">${icon('dots')}</slot>${this.outlined ? icon('chevron-down', 's') : nothing}
      </button>
      <div
        id="menu"
        class="floating end"
        popover
        role="menu"
        aria-label=${this.label}
        @toggle=${this.onToggle}
        @keydown=${this.onKey}
      >
        ${this.open ? this.items.map((item) => this.renderItem(item)) : nothing}
      </div>
    `;
  }

  private renderItem(item: MenuItem) {
    return html`${item.separated ? html`<hr />` : nothing}
      <button
        class="item"
        type="button"
        role="menuitem"
        tabindex="-1"
        aria-disabled=${item.disabled ? 'true' : nothing}
        @click=${() => this.choose(item)}
      >
        ${item.icon ? icon(item.icon) : nothing}
        <span>${item.label}${item.note ? html`<small>${item.note}</small>` : nothing}</span>
      </button>`;
  }

  private get choices(): HTMLElement[] {
    return [...this.floating.querySelectorAll<HTMLElement>('.item')];
  }

  private choose(item: MenuItem) {
    if (item.disabled) return;
    this.close();
    const detail = { value: item.value };
    this.dispatchEvent(new CustomEvent('choose', { detail, bubbles: true }) satisfies ValueChange);
  }

  private close() {
    this.floating.hidePopover();
    this.button.focus();
  }

  protected override opened() {
    this.choices.at(this.opensAtEnd ? -1 : 0)?.focus();
    this.opensAtEnd = false;
    this.typed = '';
  }

  private onButtonKey(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.opensAtEnd = event.key === 'ArrowUp';
    this.floating.showPopover();
  }

  private onKey(event: KeyboardEvent) {
    const { choices } = this;
    const at = choices.findIndex((choice) => choice.matches(':focus'));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + choices.length, Home: 0, End: choices.length - 1 }[
      event.key
    ];
    if (to !== undefined) choices[to % choices.length]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') this.close();
    else if (event.key.length === 1 && event.key !== ' ') this.jump(event, at);
    else return;
    // Tab goes on from the button, to which focus has just returned.
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
  }

  private jump({ key, timeStamp }: KeyboardEvent, from: number) {
    const { choices } = this;
    const letter = key.toLocaleLowerCase();
    this.typed = (timeStamp - this.typedAt < 1000 ? this.typed : '') + letter;
    this.typedAt = timeStamp;
    // One letter again and again goes round; several that differ stay where they fit.
    const isOne = this.typed === letter.repeat(this.typed.length);
    const first = isOne ? from + 1 : Math.max(from, 0);
    const order = [...choices.slice(first), ...choices.slice(0, first)];
    const wanted = isOne ? letter : this.typed;
    order.find((choice) => choice.textContent?.trim().toLocaleLowerCase().startsWith(wanted))?.focus();
  }
}
