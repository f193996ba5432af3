import type { CrmField, SourceField } from '../../server/contract/model/index.js';
import type { Words } from '../locales/words.js';
import type { ComboboxOption } from '../ui/combobox.js';
import { valueIcon } from '../ui/value-icons.js';

/** Value of the choice to take no field, and always use the fallback. */
export const noField = ' ';

/** Choices of where a value comes from; one array for all rows. */
export const sourceChoices = shared((sources: readonly SourceField[], words) => [
  { value: noField, label: words.say('mapper.noField'), muted: true },
  ...sources.map(({ key, label, type, group }): ComboboxOption => ({
    value: key,
    label,
    kind: valueIcon(type),
    typeLabel: words.say(`mapper.type.${type}`),
    group,
  })),
]);

/** Choices of the CRM field to fill; one array for all rows of an object. */
export const targetChoices = shared((fields: readonly CrmField[], words) =>
  fields.map(({ name, label, type, custom, group }): ComboboxOption => ({
    value: name,
    label,
    hint: name,
    showHint: custom,
    kind: valueIcon(type),
    typeLabel: words.say(`mapper.type.${type}`),
    keywords: group ?? undefined,
  })),
);

/** Makes an array of options once per data and language, so that comboboxes index it once. */
function shared<Data extends object>(make: (data: Data, words: Words) => readonly ComboboxOption[]) {
  const made = new WeakMap<Data, { readonly words: Words; readonly options: readonly ComboboxOption[] }>();
  return (data: Data, words: Words): readonly ComboboxOption[] => {
    const known = made.get(data);
    if (known?.words === words) return known.options;
    const options = make(data, words);
    made.set(data, { words, options });
    return options;
  };
}
