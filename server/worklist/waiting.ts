import { faultCodes, type FaultCode, type Message, type SyncFault } from '../contract/model/index.js';
import { wordsOf } from '../crm/adapter.js';
import { fromJson } from '../store/json.js';

/** A connection, as far as it keeps bookings waiting. */
export interface WaitingConnection {
  /** As in the table: active, paused, waiting, needs_reconnect or disconnected. */
  readonly status: string;
  readonly pausedUntil: string | null;
  /** A {@link Message} as stored; null for none. */
  readonly reason: string | null;
}

/**
 * Why everything behind a connection waits; null when it does not wait as a whole. An active one has a reason while
 * its CRM is given a moment after a batch failed.
 */
export function connectionFault(connection: WaitingConnection, since: string): SyncFault | null {
  if (connection.status === 'paused') return { ...pausedByAdmin, since };
  if (connection.reason === null || !['active', 'waiting', 'needs_reconnect'].includes(connection.status))
    return null;
  const reason = fromJson<Message>(connection.reason);
  // Whatever ended our access, signing in again is what helps.
  const code = faultCode(reason.code) ?? 'grant_revoked';
  const nothing = { object: null, field: null, value: null, requestId: null };
  const { fix } = wordsOf(code, { ...wordless, crm: String(reason.params['crm'] ?? 'the CRM') });
  return {
    ...reason,
    code,
    class: faultCodes[code],
    ...nothing,
    fix,
    retryAt: connection.pausedUntil,
    since,
  };
}

const wordless = { fieldWord: 'field', object: 'record', field: null, value: null, said: null } as const;

const pausedByAdmin = {
  code: 'connection_paused',
  class: 'skipped',
  params: {},
  sentence: 'Syncing is paused; this is written once an admin resumes it.',
} as const;

function faultCode(code: string): FaultCode | null {
  return (Object.keys(faultCodes) as FaultCode[]).find((one) => one === code) ?? null;
}
