import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { controls } from '../theme/controls.styles.js';
import { ComboboxList } from './combobox-list.js';
import { listStyles } from './combobox-list.styles.js';
import { comboboxStyles } from './combobox.styles.js';
import { floatingStyles } from './floating.js';
import { icon, type IconName } from './icons.js';
import type { ComboboxOption } from './option-index.js';
import type { Objection } from './option-list.js';

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
  static override styles = [controls, comboboxStyles, floatingStyles, listStyles];

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

  /** True while a person chooses. */
  @state() open = false;
  /** What the person typed since opening, or undefined while the text is the chosen label. */
  @state() typed: string | undefined;
  @state() private joined = false;
  #chosen: ComboboxOption | undefined;
  #list: ComboboxList | undefined;

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.close();
  }

  protected override willUpdate(changed: PropertyValues) {
    if (changed.has('options') || changed.has('value')) {
      this.#chosen = this.options.find(({ value }) => value === this.value);
    }
    if (this.open) this.#list?.follow(changed);
  }

  protected override render() {
    const chosen = this.#chosen;
    const text = this.#text;
    const list = this.open ? this.#list : undefined;
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
        @mousedown=${this.#onPress}
        @click=${this.#onClick}
        @focusout=${this.#onFocusOut}
        @keydown=${this.#onKey}
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
            aria-expanded=${list ? 'true' : 'false'}
            aria-controls=${list ? 'list' : nothing}
            aria-activedescendant=${list?.activeId ?? nothing}
            aria-invalid=${this.invalid ? 'true' : nothing}
            aria-required=${this.required ? 'true' : nothing}
            placeholder=${this.placeholder}
            ?disabled=${this.disabled}
            ?readonly=${this.readonly}
            @input=${this.#onInput}
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
                @click=${this.#onClear}
              >
                ${icon('close', 's')}
              </button>`
            : nothing
        }
        ${this.readonly ? nothing : icon('chevron-down', 's')} ${list?.render()}
      </div>
      <slot name="end" @slotchange=${this.#onEnd}></slot>
      <span id="more" class="hidden">${hint} ${this.description}</span>
      <span class="hidden" role="status">${this.typed !== undefined ? list?.count : ''}</span>
    `;
  }

  protected override updated() {
    // Only when it differs: writing the same text would end a composition.
    if (this.input.value !== this.#text) this.input.value = this.#text;
    if (this.open) this.#list?.reveal();
  }

  /** Opens the list, as a click on the field does. */
  show() {
    if (this.open || this.disabled || this.readonly) return;
    this.open = true;
    this.input.select();
    this.#opened.start();
  }

  /** Closes the list and puts the text back. */
  close() {
    this.open = false;
    this.typed = undefined;
    this.#list?.end();
  }

  /** Takes an option's value as the person's choice. */
  commit(value: string) {
    this.close();
    void this.updateComplete.then(() => this.matches(':focus-within') && this.input.select());
    if (value === this.value) return;
    this.value = value;
    const detail = { value };
    this.dispatchEvent(new CustomEvent('change', { detail, bubbles: true }) satisfies ValueChange);
  }

  /** Where a person types; there once the first drawing stands. */
  get input(): HTMLInputElement {
    return this.renderRoot.querySelector('input')!;
  }

  /** The box, which the list stands beside. */
  get field(): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>('.field')!;
  }

  get #text(): string {
    return this.typed ?? this.#chosen?.label ?? this.unknownLabel;
  }

  /** The list, made when it is first opened: most never are. */
  get #opened(): ComboboxList {
    return (this.#list ??= new ComboboxList(this));
  }

  #onPress(event: MouseEvent) {
    // Pressed on, a selected text loses its selection only after the click that is to select it.
    if (!this.open) this.input.setSelectionRange(0, 0);
    if (event.target === this.input || this.disabled) return;
    event.preventDefault();
    this.input.focus();
  }

  #onClick(event: MouseEvent) {
    const path = event.composedPath();
    if (this.#list?.holds(path) || event.defaultPrevented) return;
    if (this.open && event.target !== this.input) this.close();
    else this.show();
  }

  #onClear(event: Event) {
    event.preventDefault();
    this.commit('');
    this.input.focus();
  }

  #onInput(event: Event) {
    event.stopPropagation();
    this.typed = this.input.value;
    this.open = true;
    this.#opened.start();
  }

  #onFocusOut({ relatedTarget: to }: FocusEvent) {
    if (to instanceof Node && (this.field.contains(to) || (this.contains(to) && this.#isInFoot(to)))) return;
    if (this.open) this.#giveUp();
  }

  #giveUp() {
    if (this.typed?.trim() === '' && this.clearable) this.commit('');
    else this.close();
  }

  #isInFoot(node: Node): boolean {
    return [...this.querySelectorAll('[slot=foot]')].some((piece) => piece.contains(node));
  }

  #onEnd(event: Event) {
    this.joined = event.target instanceof HTMLSlotElement && event.target.assignedElements().length > 0;
  }

  #onKey(event: KeyboardEvent) {
    if (event.isComposing || event.keyCode === 229 || this.disabled || this.readonly) return;
    if (event.key === 'Escape') {
      if (!this.open) return;
      this.close();
      this.input.focus();
      event.stopPropagation();
      return event.preventDefault();
    }
    if (event.target !== this.input || event.ctrlKey || event.metaKey) return;
    if (this.#opened.takes(event)) event.preventDefault();
  }
}
