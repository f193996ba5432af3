import { faultCodes, type Fault, type FaultCode } from '../../contract/model/index.js';
import { sentenceFor } from './sentences.js';

/** The fault of a reply that is not what Salesforce documents. */
export function unreadable(requestId: string | null): Fault {
  return plainFault('reply_unreadable', '', requestId);
}

/** The same for a write: a create that may have happened must be looked for before it is repeated. */
export function unreadableWrite(requestId: string | null, creates: boolean): Fault {
  return creates ? plainFault('outcome_unknown', '', requestId) : unreadable(requestId);
}

/** A fault that concerns no record. */
export function plainFault(code: FaultCode, said = '', requestId: string | null = null): Fault {
  return {
    code,
    class: faultCodes[code],
    object: null,
    field: null,
    value: null,
    requestId,
    retryAt: null,
    params: { crmSaid: said },
    ...sentenceFor(code, { object: null, label: null, value: null, said, labels: [], used: null }),
  };
}
