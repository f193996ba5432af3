import type { Message } from '../contract/model/index.js';
import type { Db } from '../store/store.js';
import { liveStatuses } from './record.js';
import type { ConnectionRow } from './store.js';

/** Nothing can be sent before somebody signs in again; a pause is kept in mind. One that was disconnected stays so. */
export async function awaitSignIn(db: Db, id: string, reason: Message): Promise<void> {
  await db
    .updateTable('connection')
    .set((eb) => ({
      status: 'needs_reconnect',
      paused_until: null,
      reason_json: JSON.stringify(reason),
      was_paused: eb
        .case()
        .when('status', '=', 'paused')
        .then(1)
        .when('status', '=', 'needs_reconnect')
        .then(eb.ref('was_paused'))
        .else(0)
        .end(),
    }))
    .where('id', '=', id)
    .where('status', 'in', [...liveStatuses])
    .execute();
}

/** How a connection stands for which nobody has to sign in any more: paused if an admin had paused it. */
export function afterSignIn({ was_paused }: Pick<ConnectionRow, 'was_paused'>) {
  const status = was_paused === 1 ? 'paused' : 'active';
  const reason_json = was_paused === 1 ? JSON.stringify(pausedByAdmin) : null;
  return { status, paused_until: null, reason_json, was_paused: 0 };
}

/** Why a paused connection sends nothing. */
export const pausedByAdmin: Message = {
  code: 'paused_by_admin',
  params: {},
  sentence: 'Syncing is paused. Bookings are kept and sent once it is resumed.',
};
