import type { PersonKey } from '../adapter.js';
import type { Row } from './soql.js';

/** A contact or lead that may be the person. */
export interface Candidate {
  readonly object: string;
  readonly row: Row;
  readonly id: string;
  /** Lower case; a contact that was a lead answers to the lead's address too. */
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly ownerId: string | null;
  readonly changedAt: string;
  readonly isConverted: boolean;
  readonly becameContact: string | null;
}

/**
 * The one who is meant: of those with the e-mail, else of those with the phone, the owner's, then the one changed
 * last, then the oldest id.
 */
export function chooseMatch(
  key: PersonKey,
  candidates: readonly Candidate[],
  byPhone: boolean,
): { chosen: Candidate | null; count: number } {
  const sameEmail = candidates.filter(({ emails }) => emails.includes(key.email));
  const phone = digits(key.phone);
  const fitting =
    sameEmail.length > 0 || !byPhone || phone === ''
      ? sameEmail
      : candidates.filter(({ phones }) => phones.some((other) => digits(other) === phone));
  const [chosen] = [...fitting].sort(
    (a, b) =>
      Number(b.ownerId === key.ownerId && key.ownerId !== null) -
        Number(a.ownerId === key.ownerId && key.ownerId !== null) ||
      compare(b.changedAt, a.changedAt) ||
      compare(a.id, b.id),
  );
  return { chosen: chosen ?? null, count: fitting.length };
}

/** Digits alone, without the American country code. */
function digits(phone: string | null): string {
  const all = (phone ?? '').replace(/\D/g, '');
  return all.length === 11 && all.startsWith('1') ? all.slice(1) : all;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
