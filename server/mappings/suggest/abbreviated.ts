/** True for several words of which some are cut short: “Stu. ID” for “Student ID”, “Pgm. Int.” for “Programme interest”. */
export function isAbbreviated(short: readonly string[], long: readonly string[]): boolean {
  return (
    short.length > 1 &&
    short.length === long.length &&
    short.every((word, at) => word === long[at] || isCut(word, long[at] ?? ''))
  );
}

/** First letters of words, which cutting them short leaves. */
export function initials(words: readonly string[]): string {
  return words.map((word) => word.slice(0, 1)).join(' ');
}

/** The word's first letter and some of the others, in their order. */
function isCut(short: string, word: string): boolean {
  if (short.length < 3 || short.length >= word.length || short[0] !== word[0]) return false;
  let at = 0;
  for (const letter of word) if (letter === short[at]) at++;
  return at === short.length;
}
