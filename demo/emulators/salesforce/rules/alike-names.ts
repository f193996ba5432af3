import type { Value } from '../records/values.js';

type Values = Readonly<Record<string, Value>>;

/** Whether two people's first and last names are close enough for the fuzzy engine: a typing slip apart, or a nickname. */
export function alikeNames(a: Values, b: Values): boolean {
  const last = [plain(a['LastName']), plain(b['LastName'])] as const;
  const first = [plain(a['FirstName']), plain(b['FirstName'])] as const;
  if (last.includes('') || first.includes('')) return false;
  return isSlip(...last) && (isSlip(...first) || sameNickname(...first));
}

function plain(value: Value | undefined): string {
  return String(value ?? '')
    .normalize('NFD')
    .replace(/[\p{M}\p{P}\s]/gu, '')
    .toLowerCase();
}

// One letter more, less or other; short names must be equal.
function isSlip(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.min(a.length, b.length) < 4 || Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (a[from] === b[from]) from += 1;
  let [endA, endB] = [a.length, b.length];
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  return endA - from <= 1 && endB - from <= 1;
}

function sameNickname(a: string, b: string): boolean {
  return NICKNAMES.some((names) => names.includes(a) && names.includes(b));
}

const NICKNAMES = [
  ['robert', 'bob', 'rob'],
  ['william', 'bill', 'will'],
  ['elizabeth', 'liz', 'beth'],
  ['michael', 'mike'],
  ['samantha', 'samuel', 'sam'],
  ['katherine', 'catherine', 'kate', 'katie'],
  ['anastasia', 'ana'],
  ['thomas', 'tom'],
];
