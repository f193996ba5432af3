import { sql } from 'kysely';
import type { Clock } from '../contract/model/index.js';
import type { Store } from './store.js';

/** A clock that servers on one database have in common. */
export interface SharedClock {
  readonly now: Clock;
  /** Compares the clocks once more. */
  adjust(): Promise<void>;
}

/** Less is what the question itself takes. */
const negligibleMs = 250;

/**
 * The database's clock where several servers share one: a lease means the same to all of them only if they agree on
 * the time. With a file, this process's own clock.
 */
export async function sharedClock({ db, kind }: Store, own: Clock): Promise<SharedClock> {
  let aheadMs = 0;
  const clock: SharedClock = {
    now: () => new Date(own().getTime() + aheadMs),
    async adjust() {
      if (kind === 'sqlite') return;
      const asked = own().getTime();
      const { rows } = await sql<{ ms: number }>`
        select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`.execute(db);
      const answered = own().getTime();
      const apart = (rows[0]?.ms ?? asked) - (asked + answered) / 2;
      aheadMs = Math.abs(apart) > negligibleMs ? Math.round(apart) : 0;
    },
  };
  await clock.adjust();
  return clock;
}
