import { html, nothing } from 'lit';
import { icon } from './icons.js';
import { highlight } from './option-index.js';
import type { OptionList, ShownOption } from './option-list.js';

/** What the drawn options have to show besides themselves. */
export interface OptionState {
  /** The position of the active option, -1 for none. */
  readonly active: number;
  /** The chosen value. */
  readonly value: string;
  /** What was typed, to mark it in the labels. */
  readonly query: string;
  /** How many are drawn; those after them come with a later drawing. */
  readonly drawn: number;
  readonly onChoose: (option: ShownOption) => void;
}

/** Draws the options of a listbox, in groups where they have a heading. Ids are `o` and the position. */
export function optionViews({ sections, matching }: OptionList, state: OptionState) {
  return sections.map(({ heading, options }, i) => {
    const views = options
      .filter(({ position }) => position < state.drawn)
      .map((option) => optionView(option, matching, state));
    if (!views.length) return nothing;
    if (!heading) return views;
    return html`<div role="group" aria-labelledby="h${i}">
      <div id="h${i}" class="heading" role="presentation">${heading}</div>
      ${views}
    </div>`;
  });
}

function optionView(shown: ShownOption, matching: number, { active, value, query, onChoose }: OptionState) {
  const { option, hintShown, position, blocked, reason } = shown;
  const selected = option.value === value;
  const label = query
    ? highlight(option.label, query).map((part, i) => (i % 2 ? html`<b>${part}</b>` : part))
    : option.label;
  return html`<div
    id="o${position}"
    class="option ${position === active ? 'active' : ''}"
    role="option"
    aria-selected=${selected ? 'true' : 'false'}
    aria-disabled=${blocked ? 'true' : nothing}
    aria-posinset=${position + 1}
    aria-setsize=${matching}
    @click=${() => onChoose(shown)}
  >
    ${option.kind ? icon(option.kind) : nothing}
    <span class="words">
      <span class="line"
        ><span>${label}</span
        >${hintShown && option.hint ? html`<span class="api">${option.hint}</span>` : nothing}</span
      >
      ${reason ? html`<small>${reason}</small>` : nothing}
    </span>
    ${option.typeLabel && !blocked ? html`<span class="type">${option.typeLabel}</span>` : nothing}
    ${selected ? icon('check') : nothing}
  </div>`;
}
