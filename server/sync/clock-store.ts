import type { Store } from '../store/store.js';

/** Clocks of several servers differ by less. */
const slackMs = 60_000;

/**
 * Makes due whatever waits for a time that was set by a clock ahead of this one, as after the clock was put back:
 * nothing may stick until the old time has come again. Gives the connections that wait as a whole.
 */
export async function releaseFuture(store: Store, now: Date): Promise<readonly string[]> {
  const at = now.toISOString();
  const ahead = new Date(now.getTime() + slackMs).toISOString();
  return store.transaction(async (tx) => {
    await tx
      .updateTable('sync_item')
      .set({ next_at: at, updated_at: at })
      .where('state', 'in', ['dirty', 'unknown', 'attention'])
      .where('next_at', '>', at)
      .where('updated_at', '>', ahead)
      .execute();
    // What became of a lost create is looked for some time after it was begun.
    await tx
      .updateTable('operation')
      .set({ started_at: at })
      .where('state', '!=', 'done')
      .where('started_at', '>', ahead)
      .execute();
    // Nothing is held any more, so nobody is told so.
    await tx
      .updateTable('connection')
      .set({ paused_until: null, reason_json: null })
      .where('status', '=', 'active')
      .where('paused_until', '>', at)
      .execute();
    const waiting = await tx
      .selectFrom('connection')
      .select('id')
      .where('status', '=', 'waiting')
      .where('paused_until', '>', at)
      .execute();
    return waiting.map(({ id }) => id);
  });
}
