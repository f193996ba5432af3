import type { CrmField, Row, Suggestion } from '../../server/contract/model/index.js';
import type { Words } from '../locales/words.js';
import type { ComboboxOption } from '../ui/combobox.js';
import type { Editor } from './editor.js';
import { targetChoices } from './field-options.js';
import { rowsOf } from './draft.js';
import type { MapperView } from './view.js';

/** What an order hangs on, besides the row's source. */
interface Ordered {
  readonly by: readonly unknown[];
  readonly bySource: Map<string, readonly ComboboxOption[]>;
}

const orders = new WeakMap<readonly CrmField[], Ordered>();

/**
 * CRM fields in the order in which a person looks for them: what looks like a match, what is required and has no row
 * yet, then by name. Rows with the same matches share an array, so that comboboxes index it once.
 */
export function orderedTargets({ editor, words }: MapperView, row: Row): readonly ComboboxOption[] {
  const fields = editor.knownFields();
  const options = targetChoices(fields, words);
  const marked = editor.mapping.objects[editor.object]?.required ?? none;
  const mapped = mappedNames(editor);
  const by = [options, editor.suggestions, marked, mapped];
  const known = orders.get(fields);
  const ordered =
    known && by.every((each, i) => each === known.by[i])
      ? known
      : { by, bySource: new Map<string, readonly ComboboxOption[]>() };
  orders.set(fields, ordered);
  const [first] = row.sources;
  const source = first && 'field' in first ? first.field : '';
  const matches = matching(editor, source);
  const key = matches.join();
  const made =
    ordered.bySource.get(key) ?? inOrder(options, matches, openOnes(fields, marked, mapped), words);
  ordered.bySource.set(key, made);
  return made;
}

const none: readonly string[] = [];

/** Names of fields that look like a match, the best first: of this source, or of any while none is chosen. */
function matching({ suggestions = [], object }: Editor, source: string): readonly string[] {
  const fromIt = ({ sources }: Suggestion) =>
    source === '' || sources.some((each) => 'field' in each && each.field === source);
  return suggestions
    .filter((each) => each.object === object && fromIt(each))
    .sort((one, other) => other.confidence - one.confidence)
    .map(({ target }) => target);
}

/** Required fields that no row fills. */
function openOnes(
  fields: readonly CrmField[],
  marked: readonly string[],
  mapped: string,
): ReadonlySet<string> {
  const taken = new Set(mapped.split('\n'));
  const open = fields.filter(
    ({ name, required }) => (required !== null || marked.includes(name)) && !taken.has(name),
  );
  return new Set(open.map(({ name }) => name));
}

/** One text, so that an edit that maps no other field leaves the order alone. */
function mappedNames({ mapping, object }: Editor): string {
  return rowsOf(mapping, object)
    .map(({ target }) => target)
    .join('\n');
}

function inOrder(
  options: readonly ComboboxOption[],
  matches: readonly string[],
  open: ReadonlySet<string>,
  words: Words,
): readonly ComboboxOption[] {
  const byName = alphabetical(options, words);
  const best = matches.flatMap((name) => options.find(({ value }) => value === name) ?? []);
  const isBest = new Set(best);
  const required = byName.filter((option) => open.has(option.value) && !isBest.has(option));
  return [
    ...best.map((option) => ({ ...option, group: words.say('mapper.bestMatches') })),
    ...required.map((option) => ({ ...option, group: words.say('mapper.requiredOpen') })),
    ...byName.filter((option) => !isBest.has(option) && !required.includes(option)),
  ];
}

const sorted = new WeakMap<readonly ComboboxOption[], readonly ComboboxOption[]>();

/** By name, sorted once for the rows of all sources. */
function alphabetical(options: readonly ComboboxOption[], words: Words): readonly ComboboxOption[] {
  const known = sorted.get(options);
  if (known) return known;
  const { compare } = new Intl.Collator(words.locale, { numeric: true });
  const byName = [...options].sort((one, other) => compare(one.label, other.label));
  sorted.set(options, byName);
  return byName;
}
