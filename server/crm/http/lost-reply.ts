import type { Fault } from '../../contract/model/index.js';
import type { CrmRequest } from '../adapter.js';
import { faultOf } from './fault.js';

/** The fault of a reply that is no JSON, or that leads elsewhere. */
export function unreadable(crm: string, request: CrmRequest, requestId: string | null): Fault {
  if (request.effect === 'create') {
    return faultOf(
      'outcome_unknown',
      `${crm} answered in a way that could not be read, so the result is not known yet.`,
      {
        requestId,
      },
    );
  }
  return faultOf('reply_unreadable', `${crm} answered in a way that could not be read.`, { requestId });
}

/** The fault of a request that got no reply; after a create nobody knows what became of it. */
export function lostReply(
  crm: string,
  request: CrmRequest,
  error: unknown,
  late: boolean,
  requestId: string | null,
): Fault {
  if (request.effect === 'create' && !neverSent(error)) {
    return faultOf(
      'outcome_unknown',
      `${crm} did not answer, so it is not known yet whether the record was saved.`,
      {
        requestId,
      },
    );
  }
  // Nothing was to be changed, so a read that came to nothing may be repeated at once; a change may still come through.
  const isOpen = request.effect !== 'read' && !neverSent(error);
  const sentence = late || isOpen ? `${crm} did not answer in time.` : `${crm} could not be reached.`;
  return faultOf(isOpen ? 'timeout' : 'network', sentence, { requestId });
}

/** True when the connection was never made, so that the CRM can't have seen the request. */
export function neverSent(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' && unconnected.has(code);
}

const unconnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
