import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { setFallback } from './edits.js';
import type { Slot } from './slots.js';
import type { MapperView } from './view.js';

/** What to use when the sources give nothing, for a multiple choice, which needs room to be chosen from. */
export function fallbackChoices({ editor, words }: MapperView, { row, field }: Pick<Slot, 'row' | 'field'>) {
  if (field?.type !== 'multi_enum') return nothing;
  const value = row.fallback?.value;
  const now = Array.isArray(value) ? value.map(String) : [];
  const toggle = (item: string, checked: boolean) =>
    void setFallback(editor, row, field, checked ? [...now, item] : now.filter((each) => each !== item));
  return html`<fieldset>
    <legend>${words.say('mapper.fallbackChoices')}</legend>
    ${field.options
      .filter(({ active }) => active)
      .map(
        (option) =>
          html`<label class="choice"
            ><input
              type="checkbox"
              .checked=${live(now.includes(option.value))}
              @change=${({ target }: Event) => target instanceof HTMLInputElement && toggle(option.value, target.checked)}
            />${option.label}</label
          >`,
      )}
  </fieldset>`;
}
