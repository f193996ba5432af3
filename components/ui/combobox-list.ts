import { html, nothing, type PropertyValues } from 'lit';
import type { Combobox } from './combobox.js';
import { follow } from './floating.js';
import { fold, indexOf } from './option-index.js';
import { listOptions, type OptionList, type ShownOption } from './option-list.js';
import { optionViews } from './option-view.js';

const longList = 12;
const page = 10;
/** More than fit in sight: the first frame needs no more. */
const inSight = 20;

/** The list of an open combobox: what is in it, which option is active, and what the keys do with it. */
export class ComboboxList {
  #options: OptionList = { sections: [], shown: [], matching: 0, total: 0 };
  #active = -1;
  #unfollow: (() => void) | undefined;

  constructor(private readonly box: Combobox) {}

  /** Nothing is active: it was opened, or something was typed. */
  start(): void {
    this.#activate(-1);
  }

  /** It was closed. */
  end(): void {
    this.#active = -1;
    this.#unfollow?.();
    this.#unfollow = undefined;
  }

  /** Lists anew before a drawing for which something other than the active option changed. */
  follow(changed: PropertyValues): void {
    if (this.#unfollow && ![...changed.keys()].some((key) => key !== 'joined')) return;
    this.#read();
  }

  #read(): void {
    const { fitHeading, unfitHeading, objection, typed: query = '', value: selected } = this.box;
    const request = { query, selected, objection, fitHeading, unfitHeading };
    this.#options = listOptions(indexOf(this.box.options), request);
    this.#active = Math.min(this.#active, this.#options.shown.length - 1);
  }

  /** Id of the active option's element. */
  get activeId(): string | undefined {
    return this.#active >= 0 ? `o${this.#active}` : undefined;
  }

  /** How many options match, in words. */
  get count(): string {
    const { matching, total, shown } = this.#options;
    const { words } = this.box;
    return matching ? words.count(matching, total, shown.length) : words.none;
  }

  render() {
    const { box } = this;
    const { shown, total } = this.#options;
    const counted = total > longList && shown.length > 0;
    const wide = box.options.some((option) => option.kind ?? option.hint);
    return html`<div
      class="floating ${wide ? 'wide' : ''}"
      part="list"
      popover="manual"
      @mousedown=${onPress}
    >
      <div
        id="list"
        class="list"
        role="listbox"
        tabindex="-1"
        aria-label=${box.label}
        ?hidden=${!shown.length}
      >
        ${optionViews(this.#options, {
          active: this.#active,
          value: box.value,
          query: box.typed ?? '',
          drawn: this.#unfollow ? Infinity : this.#first,
          onChoose: (option) => this.#choose(option),
        })}
      </div>
      ${shown.length ? nothing : html`<div class="none">${box.words.none}</div>`}
      <div class="foot" ?hidden=${!counted && !box.querySelector('[slot=foot]')}>
        ${counted ? html`<span>${this.count}</span>` : nothing}
        <slot name="foot"></slot>
      </div>
    </div>`;
  }

  /** How many options the first drawing needs: those in sight once the active or the chosen one is. */
  get #first(): number {
    const chosen = this.#options.shown.findIndex(({ option }) => option.value === this.box.value);
    return inSight + Math.max(0, this.#active, chosen);
  }

  /** Shows what was drawn, with the active or the chosen option in sight. */
  reveal(): void {
    const floating = this.#floating;
    if (!floating?.isConnected) return;
    const opens = !this.#unfollow;
    if (opens) {
      floating.showPopover();
      this.#unfollow = follow(this.box.field, floating);
      requestAnimationFrame(() => this.box.requestUpdate());
    }
    const at = this.#active >= 0 ? `#o${this.#active}` : opens ? '[aria-selected=true]' : '';
    if (at) this.box.renderRoot.querySelector(at)?.scrollIntoView({ block: 'nearest' });
  }

  /** True when an event came from within. */
  holds(path: readonly EventTarget[]): boolean {
    return this.#floating !== null && path.includes(this.#floating);
  }

  get #floating() {
    return this.box.renderRoot.querySelector<HTMLElement>('.floating');
  }

  /** Does what a key means; says whether it was meant for the list, and so not for the text. */
  takes(event: KeyboardEvent): boolean {
    if (this.box.open) return this.#onOpenKey(event);
    const { key, altKey } = event;
    if (key !== 'ArrowDown' && key !== 'ArrowUp') return false;
    this.box.show();
    if (!altKey) this.#openAt(key);
    return true;
  }

  /** Begins at the chosen option, or at the end that an arrow key means. */
  #openAt(key: string): void {
    if (!this.box.open) return;
    this.#read();
    const { shown } = this.#options;
    const chosen = shown.findIndex(({ option }) => option.value === this.box.value);
    if (shown.length) this.#activate(chosen >= 0 ? chosen : key === 'ArrowDown' ? 0 : shown.length - 1);
  }

  #onOpenKey({ key, altKey, shiftKey }: KeyboardEvent): boolean {
    // Pressed before the first drawing.
    if (!this.#unfollow) this.#read();
    const active = this.#options.shown[this.#active];
    const last = this.#options.shown.length - 1;
    switch (key) {
      case 'ArrowDown':
        if (!altKey) this.#move(this.#active === last ? 0 : this.#active + 1);
        return true;
      case 'ArrowUp':
        if (altKey) this.box.close();
        else this.#move(this.#active <= 0 ? last : this.#active - 1);
        return true;
      case 'PageDown':
        this.#move(this.#active + page);
        return true;
      case 'PageUp':
        this.#move(this.#active - page);
        return true;
      case 'Home':
      case 'End':
        if (!active || shiftKey) return false;
        this.#move(key === 'Home' ? 0 : last);
        return true;
      case 'Enter':
        if (active) this.#choose(active);
        else this.#settle();
        return true;
      case 'Tab':
        if (active && !active.blocked && !shiftKey) this.#choose(active);
        return false;
      default:
        return false;
    }
  }

  #move(to: number): void {
    this.#activate(Math.min(Math.max(0, to), this.#options.shown.length - 1));
  }

  #activate(position: number): void {
    this.#active = position;
    this.box.requestUpdate();
  }

  #choose({ option, blocked }: ShownOption): void {
    if (!blocked) this.box.commit(option.value);
  }

  /** Takes what the person typed as an answer, if it can only mean one thing. */
  #settle(): void {
    const typed = this.box.typed?.trim();
    if (typed === '' && this.box.clearable) return this.box.commit('');
    if (!typed) return this.box.close();
    const open = this.#options.shown.filter(({ blocked }) => !blocked);
    const wanted = fold(typed);
    const same = open.filter(({ option }) => fold(option.label) === wanted || option.hint === typed);
    const only = same.length === 1 ? same[0] : open.length === 1 ? open[0] : undefined;
    if (only) this.box.commit(only.option.value);
  }
}

function onPress(event: MouseEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
