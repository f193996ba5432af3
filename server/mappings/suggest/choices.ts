import type { CrmField, SourceField } from '../../contract/model/index.js';
import { normalised } from '../../contract/rules/options.js';

/** The choices of a field as one text in any order, by what they read and by what they are; none for those that say little. */
export function choicesOf({
  options,
}: Pick<SourceField, 'options'> | Pick<CrmField, 'options'>): readonly string[] {
  if (!options || options.length < least) return [];
  return [
    ...new Set([listed(options.map(({ label }) => label)), listed(options.map(({ value }) => value))]),
  ].filter((list) => list !== '');
}

/** Fewer are shared by chance. */
const least = 3;

function listed(texts: readonly string[]): string {
  const words = [...new Set(texts.map(normalised))].sort();
  const ownWords = words.filter((word) => /\p{L}{2}/u.test(word) && !common.has(word));
  return ownWords.length < least ? '' : words.join('|');
}

/** Answers that many questions have. */
const common = new Set(
  'yes no maybe other none unknown unsure not sure high medium low small large new open closed active inactive n a'.split(
    ' ',
  ),
);
