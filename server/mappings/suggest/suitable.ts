import type { CrmField, CrmObject, SourceField, SourceOption } from '../../contract/model/index.js';
import { readValue } from '../../contract/rules/field-value.js';
import { fits } from '../../contract/rules/fits.js';
import { findOption } from '../../contract/rules/options.js';
import { matchValues } from '../../contract/rules/value-match.js';

/** How well values of a source go into a field, beside what the two are called. */
export interface Suitability {
  /** Off the confidence. */
  readonly cost: number;
  readonly values: Readonly<Record<string, string>> | null;
  /** A choice that may well be among other things than the source tells: a role in a purchase is no job title. */
  readonly isDoubtful?: boolean;
}

/** Judges kind and choices; null where a pair would be refused, or would rarely say anything. */
export function suitability(source: SourceField, target: CrmField): Suitability | null {
  const fit = fits(source, target);
  if (fit.fits === 'no') return null;
  const isChoice = target.type === 'enum' || target.type === 'multi_enum';
  const { options } = source;
  if (!options || options.length === 0) {
    const isText = source.type === 'text' || source.type === 'multiline';
    // Long texts are no choices; what people type is one at times.
    if (isChoice && source.type === 'multiline') return null;
    if (isChoice && source.type === 'text' && target.restricted && target.options.length < 4) return null;
    // What every host sends must be among the choices, or most bookings would have none.
    const isRefused = source.builtIn && source.sample !== undefined && !readValue(source.sample, target).ok;
    if (isChoice && target.restricted && isRefused) return null;
    if (source.builtIn && isText && target.type === 'url') return null;
    if (isText && !['text', 'multiline', 'email', 'phone', 'url', 'enum', 'multi_enum'].includes(target.type))
      return null;
    const isDoubtful =
      isChoice && source.builtIn === true && !findOption(target.options, String(source.sample));
    const cost = fit.fits === 'convert' ? (isChoice && target.restricted ? 0.08 : 0.03) : 0;
    return { cost, values: null, isDoubtful };
  }
  if (!isChoice)
    return options.every(takenBy(target)) ? { cost: fit.fits === 'convert' ? 0.03 : 0, values: null } : null;
  const values = matchValues(options, target.options);
  const share = Object.keys(values).length / options.length;
  if (share === 0 && (target.restricted || target.options.length > 0)) return null;
  return { cost: (1 - share) * 0.25, values: Object.keys(values).length > 0 ? values : null };
}

function takenBy(target: CrmField): (option: SourceOption) => boolean {
  return ({ value }) => readValue(value, target).ok;
}

/**
 * How far off a field of the other kind is: what a booking tells of the person, or a person of the meeting. Null where
 * only a name that leaves no doubt would do.
 */
export function distance(object: CrmObject, source: SourceField, isNamesake: boolean): number | null {
  const person = object.role === 'person';
  if (person === (source.object === 'contact')) return 0;
  if (source.builtIn) {
    const fitting = person ? onPeopleToo : object.role === 'case' ? onCasesToo : none;
    return fitting.has(source.key) ? 0.05 : null;
  }
  return isNamesake ? 0.05 : null;
}

const none: ReadonlySet<string> = new Set();
const onPeopleToo = new Set(['timeZone']);
const onCasesToo = new Set(['email', 'fullName', 'phone', 'company']);
