import type { Fault } from '../../../contract/model/index.js';
import type { WriteContext, WriteOutcome } from '../../adapter.js';
import { faultOfErrors, type SalesforceError } from '../errors.js';
import { keyField } from '../linked-values.js';
import type { Draft } from './draft.js';
import { duplicate } from './duplicate.js';
import type { MatchEmails } from './match-emails.js';

/** What comes of a refusal: the record once more in another form, or its outcome. */
export type Verdict = { readonly again: Draft } | { readonly outcome: WriteOutcome };

/** Decides about one refused record; each new form differs from the last, so that it ends. */
export function refused(
  draft: Draft,
  errors: readonly SalesforceError[],
  requestId: string | null,
  context: WriteContext,
  emails: MatchEmails,
): Verdict {
  return (
    duplicate(draft, errors, emails, () => faultFor(draft, errors, requestId, context)) ??
    ownKey(draft, errors) ??
    withoutGuests(draft, errors) ??
    withoutOptional(draft, errors, requestId, context) ?? {
      outcome: {
        key: draft.key,
        omitted: draft.omitted,
        result: 'failed',
        fault: faultFor(draft, errors, requestId, context),
      },
    }
  );
}

/** The fault of a refused record, with the value that was sent. */
export function faultFor(
  draft: Draft,
  errors: readonly SalesforceError[],
  requestId: string | null,
  context: WriteContext,
): Fault {
  return faultOfErrors(
    errors,
    {
      object: draft.object,
      labels: context.labels[draft.object] ?? {},
      values: draft.fields,
      now: context.now(),
    },
    requestId,
  );
}

/** A record with our key can only be our own, made by a try whose reply was lost. */
function ownKey(draft: Draft, errors: readonly SalesforceError[]): Verdict | null {
  const said = errors.find(({ code }) => code === 'DUPLICATE_VALUE')?.message ?? '';
  const id = new RegExp(`${keyField} duplicates value on record with id: (\\w{15,18})`).exec(said)?.[1];
  if (draft.id !== null || id === undefined) return null;
  const { key, omitted, object } = draft;
  return { outcome: { key, omitted, result: 'exists', object, id } };
}

/** A guest who is gone holds no event; its person is told apart by a second refusal. */
function withoutGuests(draft: Draft, errors: readonly SalesforceError[]): Verdict | null {
  const { EventWhoIds: guests, ...fields } = draft.fields;
  if (guests === undefined || !errors.every(({ code }) => goneCodes.has(code))) return null;
  const why = 'Salesforce refused to link them; a contact may be gone.';
  return { again: { ...draft, fields, guests: { linked: [], named: [], why } } };
}

const goneCodes = new Set([
  'ENTITY_IS_DELETED',
  'INVALID_CROSS_REFERENCE_KEY',
  'INVALID_ID_FIELD',
  'MALFORMED_ID',
]);

/** Leaves out what Salesforce refused, when all of it may be left out. */
function withoutOptional(
  draft: Draft,
  errors: readonly SalesforceError[],
  requestId: string | null,
  context: WriteContext,
): Verdict | null {
  const names = new Set(errors.flatMap(({ fields }) => fields));
  const mayGo = (name: string) => name in draft.fields && draft.optional.includes(name);
  if (names.size === 0 || !errors.every(({ fields }) => fields.length > 0) || ![...names].every(mayGo))
    return null;
  const omitted = errors.map((error) => faultFor(draft, [error], requestId, context));
  return {
    again: {
      ...draft,
      fields: Object.fromEntries(Object.entries(draft.fields).filter(([name]) => !names.has(name))),
      omitted: [...draft.omitted, ...omitted],
    },
  };
}
