import {
  faultCodes,
  type Fault,
  type FaultCode,
  type Omission,
  type SyncFault,
} from '../contract/model/index.js';

/** A fault of the class of its code; what is not given is null. */
export function faultOf(
  code: FaultCode,
  sentence: string,
  more: Partial<Omit<Fault, 'code' | 'class' | 'sentence'>> = {},
): Fault {
  const blank = {
    params: {},
    object: null,
    field: null,
    value: null,
    requestId: null,
    fix: null,
    retryAt: null,
  };
  return { code, class: faultCodes[code], sentence, ...blank, ...more };
}

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
