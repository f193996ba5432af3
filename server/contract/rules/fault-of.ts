import { faultCodes, type Fault, type FaultCode } from '../model/index.js';

/** A fault of the class that belongs to its code; what is not given is null. */
export function faultOf(
  code: FaultCode,
  sentence: string,
  more: Partial<Omit<Fault, 'code' | 'class' | 'sentence'>> = {},
): Fault {
  return {
    code,
    class: faultCodes[code],
    sentence,
    params: {},
    object: null,
    field: null,
    value: null,
    requestId: null,
    fix: null,
    retryAt: null,
    ...more,
  };
}
