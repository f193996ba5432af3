import type { Fault } from '../../../contract/model/index.js';
import type { SalesforceError } from '../errors.js';
import { duplicateHeader, type Draft } from './draft.js';
import type { MatchEmails } from './match-emails.js';
import type { Verdict } from './refused.js';

interface Match {
  readonly object: string;
  readonly email: string | null;
  readonly id: string;
}

/** A possible duplicate: the one match with the same e-mail is the person; else as the admin chose. */
export function duplicate(
  draft: Draft,
  errors: readonly SalesforceError[],
  emails: MatchEmails,
  held: () => Fault,
): Verdict | null {
  const found = errors.find(({ duplicates }) => duplicates !== null)?.duplicates;
  if (!found || draft.person === null) return null;
  const { email, duplicates: policy } = draft.person;
  const matches = found.matches
    .filter(({ object }) => object === 'Contact' || object === 'Lead')
    .map((match): Match => ({ ...match, email: key(match.email ?? emails.get(match.id) ?? null) }));
  const same = matches.filter((match) => match.email === key(email));
  const { key: name, omitted } = draft;
  const [only] = same;
  if (draft.id === null && only !== undefined && same.length === 1) {
    return { outcome: { key: name, omitted, result: 'exists', object: only.object, id: only.id } };
  }
  // Somebody whom we know already is saved whatever they resemble, where the rule only alerts.
  const saves = draft.id !== null && policy !== 'hold';
  const header = duplicateHeader(true);
  const isSent = Object.entries(header).every(([field, value]) => draft.headers[field] === value);
  if (saves && found.allowSave && !isSent)
    return { again: { ...draft, headers: { ...draft.headers, ...header } } };
  if (draft.id !== null || matches.length === 0) return null;
  return { outcome: { key: name, omitted, result: 'failed', fault: told(held(), draft, matches, same) } };
}

function key(email: string | null): string | null {
  const text = email?.trim().toLowerCase() ?? '';
  return text === '' ? null : text;
}

/** Names what was found, so that an admin can tell whether it is the same person. */
function told(fault: Fault, draft: Draft, matches: readonly Match[], same: readonly Match[]): Fault {
  const emails = [...new Set(matches.flatMap(({ email }) => email ?? []))];
  const sentence =
    same.length > 1
      ? `Salesforce has ${same.length} people with the e-mail of ${wordOf(draft)}, so it is not clear who is meant.`
      : `Salesforce takes ${wordOf(draft)} for ${list(matches)}, but with ${emailsAs(emails)}. Nothing was written to it.`;
  const text =
    same.length > 1
      ? 'Merge them in Salesforce, then try again.'
      : 'If it is the same person, correct the e-mail in Salesforce or merge the two; if not, choose to save duplicates anyway in the mapping. Then try again.';
  return { ...fault, sentence, fix: { text }, params: { ...fault.params, found: matches.length, emails } };
}

function wordOf({ object }: Draft): string {
  return `the ${object.toLowerCase()}`;
}

function list(matches: readonly Match[]): string {
  if (matches.length > 1) return `one of ${matches.length} people`;
  return `a ${matches[0]?.object.toLowerCase() ?? 'person'} that is there`;
}

function emailsAs(emails: readonly string[]): string {
  if (emails.length === 0) return 'no e-mail that we can see';
  if (emails.length > 3) return 'other e-mails';
  return `another e-mail (${emails.join(', ')})`;
}
