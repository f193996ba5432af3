import type { Fault, FaultCode, Omission, SyncFault } from '../contract/model/index.js';
import { faultOf } from '../contract/rules/fault-of.js';

/** The fault with the time since when it has been the same. */
export function since(fault: Fault, before: SyncFault | null, at: string): SyncFault {
  const same = before !== null && before.class !== 'skipped' && causeOf(before) === causeOf(fault);
  return { ...fault, since: same ? before.since : at };
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
