import { faultOf } from '../../http.js';
import type { Fault } from '../../../contract/model/index.js';
import type { BatchCall } from './batch.js';

/** HubSpot took the batch and was silent about a row. */
export function notNamed({ object, effect }: BatchCall, requestId: string | null): Fault {
  return effect === 'create'
    ? faultOf('outcome_unknown', 'HubSpot did not say what became of this record.', { object, requestId })
    : faultOf('reply_unreadable', 'HubSpot did not say what became of this record.', { object, requestId });
}

/** The address itself is unknown, which says nothing about the records. */
export function noBatch(object: string, requestId: string | null): Fault {
  return faultOf('object_not_writable', `HubSpot has no ${object} that can be written.`, {
    object,
    requestId,
  });
}

/** Singling out bad rows took too many calls; the rest is tried in the next batch. */
export function tooManyBadRows(object: string): Fault {
  return faultOf(
    'crm_unavailable',
    'HubSpot refused the batch that this record was in; it is tried again in another.',
    {
      object,
    },
  );
}
