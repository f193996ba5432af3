import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { controls } from '../theme/controls.styles.js';
import { comboboxStyles } from './combobox.styles.js';
import { floatingStyles, follow } from './floating.js';
import { icon, type IconName } from './icons.js';
import { fold, indexOf, type ComboboxOption } from './option-index.js';
import { listOptions, type Objection, type OptionList } from './option-list.js';
import { optionViews } from './option-view.js';

export type { ComboboxOption } from './option-index.js';
export type { Objection } from './option-list.js';

/** The words that a combobox says; one object serves all of a page. */
export interface ComboboxWords {
  /** Names the clear button. */
  readonly clear: string;
  /** Shown when nothing matches. */
  readonly none: string;
  /** In the foot of a long list: how many of all match, and how many of them are drawn. */
  readonly count: (matching: number, total: number, shown: number) => string;
}

/** What happened to a control's value. */
export type ValueChange = CustomEvent<{ readonly value: string }>;

const english: ComboboxWords = {
  clear: 'Clear',
  none: 'No matches',
  count: (matching, total, shown) =>
    shown < matching ? `First ${shown} of ${matching}. Type to narrow` : `${matching} of ${total}`,
};

const longList = 12;
const page = 10;

/**
 * Chooses one of many options by typing or by pointing: an editable combobox with a list, manual selection (ARIA APG).
 *
 * `options` is data, and the same array may serve any number of comboboxes; pass a new array when it changes.
 * `.objection` says per option why it does not fit here; such options come last and can't be chosen.
 *
 * ```ts
 * html`<cc-combobox label="Source of Phone" placeholder="Choose a field" .options=${fields} .value=${row.source}
 *   .objection=${(field) => whyNot(field)} fit-heading="Fits Phone" unfit-heading="Does not fit Phone"
 *   @change=${(e: ValueChange) => choose(e.detail.value)}>
 *   <button slot="end" class="joined-end">8 of 9 values</button>
 *   <span slot="foot">Read just now</span> <button slot="foot" class="link">Field missing?</button>
 * </cc-combobox>`
 * ```
 *
 * Keys: Down and Up open and move, Alt+Down opens, Page Up and Page Down move by ten, Home and End move once an option
 * is active (before that they move the caret), Enter and Tab take the active option, Enter also the only match or the one
 * that was typed in full, Escape closes and puts the text back. Keys that end a composition are left to it.
 *
 * @fires {ValueChange} change - The person chose another option, or cleared the field (value '').
 * @slot end - A piece joined to the end of the box: a button with class `joined-end`.
 * @slot foot - More in the foot of the list, after the count: a hint, a link (class `link`).
 * @csspart field - The box.
 * @csspart list - What floats.
 */
export class Combobox extends LitElement {
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override styles = [controls, floatingStyles, comboboxStyles];

  /** The accessible name: what is chosen, and for what. */
  @property() label = '';
  /** More for screen readers, such as the message beside the field. */
  @property() description = '';
  @property() placeholder = '';
  @property({ attribute: false }) options: readonly ComboboxOption[] = [];
  /** The chosen option's value; '' for none, unless an option has that value. */
  @property() value = '';
  /** What to show for a value that is not, or no longer, among the options. */
  @property({ attribute: 'unknown-label' }) unknownLabel = '';
  /** Why an option does not fit here; undefined when it does. */
  @property({ attribute: false }) objection: Objection | undefined;
  @property({ attribute: 'fit-heading' }) fitHeading = '';
  @property({ attribute: 'unfit-heading' }) unfitHeading = '';
  @property({ attribute: false }) words: ComboboxWords = english;
  /** Replaces the leading icon, for example by a warning. */
  @property() icon: IconName | undefined;
  /** Colours the leading icon, and the box of a boxed field. */
  @property({ reflect: true }) tone: 'warning' | 'danger' | undefined;
  /** Strikes the text through: what was chosen is gone. */
  @property({ type: Boolean, reflect: true }) struck = false;
  /** Shows no box until hover or focus; the text stays where a box would have it. */
  @property({ type: Boolean, reflect: true }) quiet = false;
  /** Like quiet, its icon flush with the start edge and its text in medium weight: a row's title. */
  @property({ type: Boolean, reflect: true }) flush = false;
  @property({ type: Boolean, reflect: true }) invalid = false;
  @property({ type: Boolean, reflect: true }) disabled = false;
  @property({ type: Boolean, reflect: true }) readonly = false;
  @property({ type: Boolean }) required = false;
  /** Offers a button that empties the field; emptying the text does so too. */
  @property({ type: Boolean }) clearable = false;

  @state() private open = false;
  /** What the person typed since opening, or undefined while the text is the chosen label. */
  @state() private typed: string | undefined;
  @state() private active = -1;
  @state() private joined = false;
  private list: OptionList = { sections: [], shown: [], matching: 0, total: 0 };
  private unfollow: (() => void) | undefined;

  @query('input') private readonly input!: HTMLInputElement;
  @query('.field') private readonly field!: HTMLElement;
  @query('.floating') private readonly floating!: HTMLElement | null;

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.close();
  }

  protected override willUpdate(changed: PropertyValues) {
    if (!this.open || ![...changed.keys()].some((key) => key !== 'active' && key !== 'joined')) return;
    const { fitHeading, unfitHeading, objection } = this;
    const request = { query: this.typed ?? '', selected: this.value, objection, fitHeading, unfitHeading };
    this.list = listOptions(indexOf(this.options), request);
    this.active = Math.min(this.active, this.list.shown.length - 1);
  }

  protected override render() {
    const { chosen, text } = this;
    const hint = chosen?.showHint ? chosen.hint : undefined;
    const lead = this.open ? 'search' : (this.icon ?? chosen?.kind);
    const hasLead = this.flush || this.icon !== undefined || chosen?.kind !== undefined;
    const off = this.disabled || this.readonly;
    const state = `${this.open ? 'open' : 'closed'} ${this.joined ? 'joined' : ''}`;
    const muted = chosen?.muted && this.typed === undefined ? 'muted' : '';
    return html`
      <div
        class="field anchor ${state} ${muted}"
        part="field"
        @mousedown=${this.onPress}
        @click=${this.onClick}
        @focusout=${this.onFocusOut}
        @keydown=${this.onKey}
      >
        ${hasLead ? icon(lead ?? 'search', 's') : nothing}
        <span class="entry">
          <input
            role="combobox"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            aria-autocomplete="list"
            aria-label=${this.label}
            aria-describedby="more"
            aria-expanded=${this.open ? 'true' : 'false'}
            aria-controls=${this.open ? 'list' : nothing}
            aria-activedescendant=${this.open && this.active >= 0 ? `o${this.active}` : nothing}
            aria-invalid=${this.invalid ? 'true' : nothing}
            aria-required=${this.required ? 'true' : nothing}
            placeholder=${this.placeholder}
            ?disabled=${this.disabled}
            ?readonly=${this.readonly}
            @input=${this.onInput}
            @change=${(event: Event) => event.stopPropagation()}
          />
          ${
            hint && !this.open
              ? html`<span class="beside" aria-hidden="true"
                  ><span>${text}</span><span class="api cut">${hint}</span></span
                >`
              : nothing
          }
        </span>
        ${
          this.clearable && this.value && !off
            ? html`<button
                class="clear"
                type="button"
                tabindex="-1"
                aria-label="${this.words.clear}: ${this.label}"
                @click=${this.onClear}
              >
                ${icon('close', 's')}
              </button>`
            : nothing
        }
        ${this.readonly ? nothing : icon('chevron-down', 's')} ${this.open ? this.renderList() : nothing}
      </div>
      <slot name="end" @slotchange=${this.onEnd}></slot>
      <span id="more" class="hidden">${hint} ${this.description}</span>
      <span class="hidden" role="status">${this.open && this.typed !== undefined ? this.count : ''}</span>
    `;
  }

  private renderList() {
    const wide = this.options.some((option) => option.kind ?? option.hint);
    return html`<div
      class="floating ${wide ? 'wide' : ''}"
      part="list"
      popover="manual"
      @mousedown=${this.onListPress}
    >
      <div
        id="list"
        class="list"
        role="listbox"
        tabindex="-1"
        aria-label=${this.label}
        ?hidden=${!this.list.shown.length}
      >
        ${optionViews(this.list, {
          active: this.active,
          value: this.value,
          query: this.typed ?? '',
          onChoose: ({ option, blocked }) => this.choose(option, blocked),
        })}
      </div>
      ${this.list.shown.length ? nothing : html`<div class="none">${this.words.none}</div>`}
      <div class="foot" ?hidden=${this.list.total <= longList && !this.querySelector('[slot=foot]')}>
        ${this.list.total > longList ? html`<span>${this.count}</span>` : nothing}
        <slot name="foot"></slot>
      </div>
    </div>`;
  }

  protected override updated(changed: PropertyValues) {
    // Only when it differs: writing the same text would end a composition.
    if (this.input.value !== this.text) this.input.value = this.text;
    if (!this.open) return;
    if (changed.has('open') && this.floating) {
      this.floating.showPopover();
      this.unfollow = follow(this.field, this.floating);
    }
    const at = this.active >= 0 ? `#o${this.active}` : changed.has('open') ? '[aria-selected=true]' : '';
    if (at) this.renderRoot.querySelector(at)?.scrollIntoView({ block: 'nearest' });
  }

  /** Opens the list, as a click on the field does. */
  show() {
    if (this.open || this.disabled || this.readonly) return;
    this.open = true;
    this.active = -1;
    this.input.select();
  }

  private get chosen(): ComboboxOption | undefined {
    return indexOf(this.options).byValue.get(this.value);
  }

  private get text(): string {
    return this.typed ?? this.chosen?.label ?? this.unknownLabel;
  }

  private get count(): string {
    const { matching, total, shown } = this.list;
    return matching ? this.words.count(matching, total, shown.length) : this.words.none;
  }

  private close() {
    this.open = false;
    this.typed = undefined;
    this.unfollow?.();
    this.unfollow = undefined;
  }

  private choose(option: ComboboxOption, blocked: boolean) {
    if (!blocked) this.commit(option.value);
  }

  private commit(value: string) {
    this.close();
    void this.updateComplete.then(() => this.matches(':focus-within') && this.input.select());
    if (value === this.value) return;
    this.value = value;
    const detail = { value };
    this.dispatchEvent(new CustomEvent('change', { detail, bubbles: true }) satisfies ValueChange);
  }

  /** Takes what the person typed as an answer, if it can only mean one thing. */
  private settle(entered: boolean) {
    if (this.typed?.trim() === '' && this.clearable) return this.commit('');
    if (!entered || !this.typed?.trim()) return this.close();
    const open = this.list.shown.filter(({ blocked }) => !blocked);
    const wanted = fold(this.typed.trim());
    const same = open.filter(
      ({ option }) => fold(option.label) === wanted || option.hint === this.typed?.trim(),
    );
    const only = same.length === 1 ? same[0] : open.length === 1 ? open[0] : undefined;
    if (only) this.commit(only.option.value);
  }

  private move(to: number) {
    this.active = Math.min(Math.max(0, to), this.list.shown.length - 1);
  }

  private async openAt(first: boolean) {
    this.show();
    await this.updateComplete;
    const { shown } = this.list;
    const chosen = shown.findIndex(({ option }) => option.value === this.value);
    if (shown.length) this.active = chosen >= 0 ? chosen : first ? 0 : shown.length - 1;
  }

  private onPress(event: MouseEvent) {
    if (event.target === this.input || this.disabled) return;
    event.preventDefault();
    this.input.focus();
  }

  private onListPress(event: MouseEvent) {
    event.preventDefault();
    event.stopPropagation();
  }

  private onClick(event: MouseEvent) {
    const path = event.composedPath();
    if ((this.floating && path.includes(this.floating)) || event.defaultPrevented) return;
    if (this.open && event.target !== this.input) this.close();
    else this.show();
  }

  private onClear(event: Event) {
    event.preventDefault();
    this.commit('');
    this.input.focus();
  }

  private onInput(event: Event) {
    event.stopPropagation();
    this.typed = this.input.value;
    this.open = true;
    this.active = -1;
  }

  private onFocusOut({ relatedTarget: to }: FocusEvent) {
    if (to instanceof Node && (this.field.contains(to) || (this.contains(to) && this.isInFoot(to)))) return;
    if (this.open) this.settle(false);
  }

  private isInFoot(node: Node): boolean {
    return [...this.querySelectorAll('[slot=foot]')].some((piece) => piece.contains(node));
  }

  private onEnd(event: Event) {
    this.joined = event.target instanceof HTMLSlotElement && event.target.assignedElements().length > 0;
  }

  private onKey(event: KeyboardEvent) {
    if (event.isComposing || event.keyCode === 229 || this.disabled || this.readonly) return;
    if (event.key === 'Escape') {
      if (!this.open) return;
      this.close();
      this.input.focus();
      event.stopPropagation();
      return event.preventDefault();
    }
    if (event.target !== this.input || event.ctrlKey || event.metaKey) return;
    if (this.open ? this.onOpenKey(event) : this.onClosedKey(event)) event.preventDefault();
  }

  private onClosedKey({ key, altKey }: KeyboardEvent): boolean {
    if (key !== 'ArrowDown' && key !== 'ArrowUp') return false;
    if (altKey) this.show();
    else void this.openAt(key === 'ArrowDown');
    return true;
  }

  /** Says whether the key was meant for the list, and so not for the text. */
  private onOpenKey({ key, altKey, shiftKey }: KeyboardEvent): boolean {
    const active = this.list.shown[this.active];
    const last = this.list.shown.length - 1;
    switch (key) {
      case 'ArrowDown':
        if (!altKey) this.move(this.active === last ? 0 : this.active + 1);
        return true;
      case 'ArrowUp':
        if (altKey) this.close();
        else this.move(this.active <= 0 ? last : this.active - 1);
        return true;
      case 'PageDown':
        this.move(this.active + page);
        return true;
      case 'PageUp':
        this.move(this.active - page);
        return true;
      case 'Home':
      case 'End':
        if (!active || shiftKey) return false;
        this.move(key === 'Home' ? 0 : last);
        return true;
      case 'Enter':
        if (active) this.choose(active.option, active.blocked);
        else this.settle(true);
        return true;
      case 'Tab':
        if (active && !active.blocked && !shiftKey) this.choose(active.option, false);
        return false;
      default:
        return false;
    }
  }
}
