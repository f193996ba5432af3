import type { Fault, FaultCode, Omission, SyncFault } from '../contract/model/index.js';
import { faultOf } from '../contract/rules/fault-of.js';
import { wordsOf, type Adapter } from '../crm/adapter.js';

/** The fault with the time since when it has been the same. */
export function since(fault: Fault, before: SyncFault | null, at: string): SyncFault {
  const same =
    before !== null &&
    before.class !== 'skipped' &&
    (causeOf(before) === causeOf(fault) || (isPassing(before) && isPassing(fault)));
  return { ...fault, since: same ? before.since : at };
}

/** An outage shows many faces; changing from one to another must not make it look young. */
function isPassing(fault: Fault): boolean {
  return fault.class === 'transient' || fault.class === 'unknown';
}

/** The fault with what to do about it: the CRM's own words where there are some, else the table's. */
export function withFix(fault: Fault, { about }: Pick<Adapter, 'about'>): Fault {
  if (fault.fix !== null) return fault;
  const declared = about.objects.find(({ name }) => name === fault.object);
  const { label, crmSaid } = fault.params;
  const { fix } = wordsOf(fault.code, {
    ...{ crm: about.name, fieldWord: about.fieldWord, value: fault.value },
    object: declared?.singular.replace(/^an? /, '') ?? 'record',
    field: typeof label === 'string' ? label : fault.field,
    said: typeof crmSaid === 'string' ? crmSaid : null,
  });
  return { ...fault, fix };
}

/** What bookings with the same reason share: code, object, field and, where it decides, the value. */
export function causeOf(fault: Fault): string {
  const value = byValue.has(fault.code) ? (fault.value ?? '') : '';
  return [fault.code, fault.object ?? '', fault.field ?? '', value].map(encodeURIComponent).join('~');
}

/** A field that the CRM refused and that was left out. */
export function omissionOf(fault: Fault, object: string): Omission {
  return { object: fault.object ?? object, field: fault.field ?? '', code: fault.code, why: fault.sentence };
}

const byValue: ReadonlySet<FaultCode> = new Set(['option_unknown', 'value_unmapped']);

/** The reply to a create was lost. */
export const outcomeUnknown = faultOf(
  'outcome_unknown',
  'The reply was lost, so whether the record was saved is found out first.',
);

/** The CRM refuses to create somebody whom it does not show us either. */
export function existsStill(crm: string, object: string): Fault {
  const sentence = `${crm} has a person with this e-mail that we can’t see; look for a second or deleted record.`;
  return faultOf('already_exists', sentence, { object });
}
