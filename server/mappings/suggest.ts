import type {
  CrmField,
  CrmObject,
  Mapping,
  ObjectMapping,
  SourceField,
  SourceOption,
  Suggestion,
} from '../contract/model/index.js';
import { readValue } from '../contract/rules/field-value.js';
import { fits } from '../contract/rules/fits.js';
import { normalised } from '../contract/rules/options.js';
import { matchValues } from '../contract/rules/value-match.js';
import { synonyms } from './synonyms.js';

/** What suggestions are made from. */
export interface SuggestionInput {
  readonly mapping: Mapping;
  readonly objects: readonly CrmObject[];
  readonly fields: Readonly<Record<string, readonly CrmField[]>>;
  readonly sources: readonly SourceField[];
}

/** Mappings worth proposing, best first within each object: one per source, none for what is mapped already. */
export function suggestions(input: SuggestionInput): readonly Suggestion[] {
  return input.objects.flatMap((object) => {
    const mapping = input.mapping.objects[object.name];
    return mapping ? forObject(object, mapping, input) : [];
  });
}

function forObject(
  object: CrmObject,
  mapping: ObjectMapping,
  { fields, sources }: SuggestionInput,
): readonly Suggestion[] {
  const taken = new Set(mapping.rows.map(({ target }) => target));
  // A group that one field covers is not asked for a second time: start, end and duration would have to agree.
  const settled = new Set(
    object.requiredGroups.filter((group) => group.some((name) => taken.has(name))).flat(),
  );
  const used = new Set(
    mapping.rows.flatMap((row) => row.sources.flatMap((source) => ('field' in source ? [source.field] : []))),
  );
  const targets = (fields[object.name] ?? []).filter(
    ({ name, createable, updateable, type }) =>
      createable &&
      updateable &&
      type !== 'unsupported' &&
      type !== 'reference' &&
      !taken.has(name) &&
      !settled.has(name) &&
      name !== object.who?.target,
  );
  const proposals = sources
    .filter(({ key }) => !used.has(key))
    .flatMap((source) => targets.flatMap((target) => proposal(object, source, target) ?? []))
    .sort((a, b) => b.confidence - a.confidence);

  const chosen: Suggestion[] = [];
  for (const { key, ...suggestion } of proposals) {
    if (taken.has(suggestion.target) || used.has(key)) continue;
    taken.add(suggestion.target);
    used.add(key);
    chosen.push(suggestion);
  }
  return chosen;
}

function proposal(
  object: CrmObject,
  source: SourceField,
  target: CrmField,
): (Suggestion & { readonly key: string }) | null {
  const likeness = alike(source, target);
  if (!likeness) return null;
  const person = object.role === 'person';
  const ofOther = person !== (source.object === 'contact');
  // What describes the booking may also be kept on the person, but only where the name leaves no doubt.
  if (ofOther && (!person || likeness.code === 'known_name')) return null;
  const fit = fits(source, target);
  if (fit.fits === 'no' || (source.options && !takesOptions(source.options, target))) return null;

  const values = pairs(source, target);
  const share = values && source.options ? Object.keys(values).length / source.options.length : 1;
  if (share === 0) return null;
  // What every host has belongs where every account keeps it, before a look-alike that somebody made.
  const confidence =
    likeness.confidence -
    (source.builtIn && target.custom ? 0.06 : 0) -
    (ofOther ? 0.15 : 0) -
    (fit.fits === 'convert' ? 0.05 : 0) -
    (1 - share) * 0.3;
  return {
    key: source.key,
    object: object.name,
    target: target.name,
    sources: [{ field: source.key }],
    ...(values && !identical(values) && { values }),
    confidence: Math.round(confidence * 100) / 100,
    reason: {
      code: likeness.code,
      params: { source: source.label, target: target.label },
      sentence: likeness.sentence(source.label, target.label),
    },
  };
}

/** A choice that the field would refuse as it is, such as “11-50” for a number, makes no likely pair. */
function takesOptions(options: readonly SourceOption[], target: CrmField): boolean {
  if (target.type === 'enum' || target.type === 'multi_enum') return true;
  return options.every(({ value }) => readValue(value, target).ok);
}

interface Likeness {
  readonly code: 'same_label' | 'same_name' | 'known_name';
  readonly confidence: number;
  readonly sentence: (source: string, target: string) => string;
}

function alike(source: SourceField, target: CrmField): Likeness | null {
  const label = normalised(target.label);
  const name = words(target.name);
  const own = [normalised(source.label), words(source.key)];
  if (own.includes(label)) {
    return {
      code: 'same_label',
      confidence: 0.95,
      sentence: (s, t) => (s === t ? `Both are called ${t}.` : `${s} and ${t} have the same name.`),
    };
  }
  if (own.includes(name)) {
    return {
      code: 'same_name',
      confidence: 0.9,
      sentence: (s, t) => `The technical name of ${t} is that of ${s}.`,
    };
  }
  const known = synonyms[source.key]?.findIndex((word) => word === label || word === name) ?? -1;
  if (known < 0) return null;
  return {
    code: 'known_name',
    // The likelier names of a list stand first.
    confidence: 0.85 - known * 0.02,
    sentence: (s, t) => `${t} is where ${s} is usually kept.`,
  };
}

/** `Time_Zone__c`, `timeZone` and `timezone__c` as words: “time zone”. */
function words(name: string): string {
  return normalised(name.replace(/__\w$/, '').replace(/([a-z\d])([A-Z])/g, '$1 $2'));
}

function pairs(source: SourceField, target: CrmField): Readonly<Record<string, string>> | null {
  const choices = target.type === 'enum' || target.type === 'multi_enum';
  return choices && source.options ? matchValues(source.options, target.options) : null;
}

function identical(values: Readonly<Record<string, string>>): boolean {
  return Object.entries(values).every(([from, to]) => from === to);
}
