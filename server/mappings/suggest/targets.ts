import type { CrmField, CrmObject } from '../../contract/model/index.js';
import { normalised } from '../../contract/rules/options.js';
import { choicesOf } from './choices.js';
import { meaningOf, type Meaning } from './meaning.js';
import { standardNames } from './vocabulary.js';
import { isApart } from './apart.js';
import { isOfPackage, wordsOfLabel, wordsOfName } from './words.js';

/** A CRM field as its label and its API name read. */
export interface Target {
  readonly field: CrmField;
  readonly label: string;
  /** Of the label, cleaned. */
  readonly words: readonly string[];
  readonly byLabel: Meaning;
  readonly byName: Meaning;
  readonly name: string;
  readonly choices: readonly string[];
  /** Where the CRM itself keeps it: meaning, and how far down the list of such fields. */
  readonly standard: readonly [Meaning, number] | null;
  readonly isOfPackage: boolean;
  /** The name or the label says that it is another one, an old one, or not for use. */
  readonly isApart: boolean;
}

/** Reads the names of all fields of an object once, without the marks that a house puts before them. */
export function targetsOf(object: CrmObject, fields: readonly CrmField[]): readonly Target[] {
  const read = fields.map((field) => ({
    field,
    label: wordsOfLabel(field.label),
    name: wordsOfName(field.name),
  }));
  const own = read.filter(({ field }) => field.custom);
  const labelMarks = marks(own.map(({ label }) => label));
  const nameMarks = marks(own.map(({ name }) => name));
  return read.map(({ field, label, name }) => {
    const bareLabel = without(label, labelMarks);
    const bareName = without(name, nameMarks);
    return {
      field,
      label: normalised(field.label),
      words: bareLabel,
      byLabel: meaningOf(bareLabel, object.role, field.type),
      byName: meaningOf(bareName, object.role, field.type),
      name: bareName.join(' '),
      choices: choicesOf(field),
      standard: field.custom ? null : (standard.get(field.name) ?? null),
      isOfPackage: isOfPackage(field.name),
      isApart: [...bareLabel, ...bareName].some(isApart),
    };
  });
}

const standard: ReadonlyMap<string, readonly [Meaning, number]> = new Map(
  Object.entries(standardNames).flatMap(([meaning, names]) =>
    names.split(' ').map((name, at) => [name, [`@${meaning}`, at]] as const),
  ),
);

/** Short first words that many fields of a house share, such as “ACM”. */
function marks(names: readonly (readonly string[])[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const [first = '', ...rest] of names) {
    if (rest.length > 0 && first.length <= 5 && !telling.has(first)) {
      counts.set(first, (counts.get(first) ?? 0) + 1);
    }
  }
  const enough = Math.max(4, names.length * 0.12);
  return new Set([...counts].filter(([, count]) => count >= enough).map(([first]) => first));
}

/** Short words that say something, however many fields begin with them. */
const telling = new Set(
  'home last first next main work ship bill date best old sub is has mail email phone job team web fax zip city state time full lead utm ip test count total days start end host video zoom other'.split(
    ' ',
  ),
);

function without(words: readonly string[], marked: ReadonlySet<string>): readonly string[] {
  const [first = '', ...rest] = words;
  return rest.length > 0 && marked.has(first) ? rest : words;
}
