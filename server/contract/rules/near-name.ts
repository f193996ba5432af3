/**
 * Which of the known names a misspelt one was probably to be: the same but for case and separators, else one slip of
 * the hand away, or two in a long name. Undefined where none is that near.
 */
export function nearName(name: string, known: readonly string[]): string | undefined {
  const plain = bare(name);
  if (plain === '') return undefined;
  const [best] = known
    .map((one) => ({ one, off: slips(plain, bare(one)) }))
    .filter(({ one, off }) => off <= (Math.min(plain.length, one.length) < 8 ? 1 : 2))
    .sort((a, b) => a.off - b.off);
  return best?.one;
}

function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Letters that were added, left out, mistaken or swapped with their neighbour; far apart is merely far. */
function slips(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return Infinity;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const differs = one[i - 1] === other[j - 1] ? 0 : 1;
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row[j] = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + differs,
        isSwap ? (before[j - 2] ?? 0) + 1 : Infinity,
      );
    }
    before = last;
    last = row;
  }
  return last[other.length] ?? Infinity;
}
