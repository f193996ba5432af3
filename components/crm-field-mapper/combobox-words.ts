import type { Words } from '../locales/words.js';
import type { ComboboxWords } from '../ui/combobox.js';

/** What the comboboxes of fields say themselves. */
export function comboboxWords(words: Words): ComboboxWords {
  return {
    clear: words.say('mapper.clear'),
    none: words.say('mapper.none'),
    count: (matching, total, shown) =>
      shown < matching
        ? words.say('mapper.narrow', { shown, matching })
        : words.say('mapper.ofFields', { matching, total }),
  };
}
