import type { ObjectRole, SourceField } from '../../contract/model/index.js';
import { normalised } from '../../contract/rules/options.js';
import { isAbbreviated } from './abbreviated.js';
import { choicesOf } from './choices.js';
import { isKnown, meaningOf, type Meaning } from './meaning.js';
import { shared, telling } from './overlap.js';
import type { Target } from './targets.js';
import { servesAs } from './vocabulary.js';
import { wordsOfLabel, wordsOfName } from './words.js';

/** A source field as its label and key read on an object of some role. */
export interface Origin {
  readonly field: SourceField;
  readonly label: string;
  readonly name: string;
  /** Of the label and of the key, cleaned. */
  readonly words: readonly (readonly string[])[];
  readonly byLabel: Meaning;
  readonly byName: Meaning;
  readonly choices: readonly string[];
  /** Asked in a whole sentence, with words that no field would be called by. */
  readonly isSentence: boolean;
}

/** How alike a source and a target are by name, and why. */
export interface Likeness {
  readonly code: 'same_label' | 'same_name' | 'known_name' | 'similar_name' | 'same_choices';
  readonly confidence: number;
}

/** Reads the names of a source field. The built-in ones mean what their keys say. */
export function originOf(field: SourceField, role: ObjectRole): Origin {
  const name = wordsOfName(field.key);
  const meant: Meaning = `@${field.key}`;
  const words = field.builtIn ? [] : wordsOfLabel(field.label);
  return {
    field,
    label: normalised(field.label),
    name: name.join(' '),
    words: field.builtIn ? [] : [words, name],
    byLabel: field.builtIn ? meant : meaningOf(words, role, field.type),
    byName: field.builtIn ? meant : meaningOf(name, role, field.type),
    choices: field.builtIn ? [] : choicesOf(field),
    isSentence: /[?؟？]\s*$/.test(field.label) || field.label.trim().split(/\s+/).length > 4,
  };
}

/** Meanings under which targets of a source are found. */
export function soughtBy(origin: Origin): readonly Meaning[] {
  const own = [...new Set([origin.byLabel, origin.byName])];
  return [...own, ...own.flatMap(related)].filter((meaning) => meaning !== '');
}

/** Compares names; null for those that have nothing in common or say something else besides. */
export function alike(origin: Origin, target: Target): Likeness | null {
  const found = byNames(origin, target);
  if (!found) return null;
  const isSameLabel = origin.label === target.label;
  if (target.isApart && !isSameLabel && ![origin.byLabel, origin.byName].includes(target.byLabel))
    return null;
  // “City” whose API name is Billing_City__c is not just the city.
  if (target.isApart && isKnown(target.byLabel) && !isKnown(target.byName)) return null;
  const own = [origin.byLabel, origin.byName];
  const [meaning = '', place = 0] = target.standard ?? [];
  const isRelabelled = isKnown(target.byLabel) && ![meaning, ...related(meaning)].includes(target.byLabel);
  const isUsual = own.includes(meaning) && meaning !== '' && !isRelabelled;
  const named = found.confidence + (target.field.custom ? 0 : 0.05) - (target.isOfPackage ? 0.05 : 0);
  // What everybody has belongs where every account keeps it, before a look-alike that somebody made.
  const confidence = isUsual ? Math.max(named, 0.98 - 0.03 * place) : named;
  return { code: found.code, confidence };
}

function byNames(origin: Origin, target: Target): Likeness | null {
  if (origin.label === target.label) return { code: 'same_label', confidence: 0.95 };
  const own = [origin.byLabel, origin.byName];
  if (origin.byLabel !== '' && origin.byLabel === target.byLabel) {
    const isWordForWord = origin.words[0]?.join(' ') === target.words.join(' ');
    return { code: 'known_name', confidence: isWordForWord ? 0.93 : 0.9 };
  }
  if (origin.byName !== '' && origin.byName === target.byLabel) {
    // The key is an afterthought where the label is known to mean something else.
    return isKnown(origin.byLabel) ? null : { code: 'known_name', confidence: 0.86 };
  }
  if (target.byName !== '' && own.includes(target.byName)) {
    // A custom field that its label calls something else has been put to another use.
    if (target.field.custom && isKnown(target.byLabel)) return null;
    if (!target.standard && saysMore(target.byLabel, target.byName)) return null;
    const code = origin.name === target.name ? 'same_name' : 'known_name';
    return { code, confidence: target.field.custom ? 0.82 : 0.86 };
  }
  if (target.standard && own.includes(target.standard[0]) && !isKnown(target.byLabel)) {
    return { code: 'known_name', confidence: 0.86 };
  }
  if (origin.words.some((words) => isAbbreviated(target.words, words))) {
    return { code: 'known_name', confidence: 0.8 };
  }
  const rank = own.flatMap(related).indexOf(target.byLabel);
  if (rank >= 0) return { code: 'known_name', confidence: 0.78 - 0.03 * rank };
  if (target.isApart) return null;
  const topic = shared(origin.byLabel, target.byLabel, origin.isSentence);
  const choices = sameChoices(origin, target);
  if (choices > 0) return { code: 'same_choices', confidence: choices + (topic === 'all' ? 0.05 : 0) };
  return topic === 'nothing' ? null : { code: 'similar_name', confidence: topic === 'all' ? 0.75 : 0.7 };
}

/** How much the same answers count: less where the questions share no word, nothing where they are known to differ. */
function sameChoices(origin: Origin, target: Target): number {
  if (!origin.choices.some((list) => target.choices.includes(list))) return 0;
  const known = [origin.byLabel, target.byLabel].filter(isKnown).length;
  if (known < 2 && telling(origin.byLabel).some((part) => telling(target.byLabel).includes(part))) return 0.8;
  return known === 0 ? 0.72 : 0;
}

/** “Phone (SFDC)” is not just the phone, whatever its API name. */
function saysMore(label: Meaning, name: Meaning): boolean {
  return isKnown(name) && label.split(' + ').includes(name) && label !== name;
}

function related(meaning: Meaning): readonly Meaning[] {
  return (servesAs[meaning.slice(1)] ?? []).map((other) => `@${other}`);
}
