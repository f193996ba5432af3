import { createDispatcher, type DispatcherEffects } from './dispatcher.js';
import { cleanUp } from '../store/clean-up.js';
import { createClockWatch } from './clock-watch.js';
import type { SyncConnection } from './neighbours.js';
import { createBackfill, type Backfill } from './backfill.js';
import { createTestBooking, type TestBooking } from './test-booking.js';
import type { Bookings } from '../bookings/bookings.js';

/** What sync needs from the rest of the server. */
export interface SyncOptions<C extends SyncConnection> extends Omit<
  DispatcherEffects<C>,
  'deadlineMs' | 'bookings'
> {
  readonly bookings: Bookings;
  /** How long one request to a CRM may take; default 20 s. */
  readonly deadlineMs?: number;
}

/** Keeps the CRMs equal to the bookings. */
export interface Sync {
  start(): Promise<void>;
  /** For SIGTERM: the request in flight ends, leases are given back, nothing new begins. */
  drain(): Promise<void>;
  /** For tests: resolves when nothing that is due is left, without the scheduler. */
  settled(): Promise<void>;
  /** Has a connection looked at now, after a reconnect or resume: what waits for a time is due at once. */
  hurry(connection: string): Promise<void>;
  readonly testBooking: TestBooking;
  readonly backfill: Backfill;
}

/** How often work is looked for whose wake-up was lost. */
const sweepMs = 30_000;
/** How often old events and finished operations are cleared away. */
const cleanUpMs = 60 * 60_000;

export function createSync<C extends SyncConnection>(options: SyncOptions<C>): Sync {
  const { store, worklist, connections, scheduler, now, log } = options;
  const dispatcher = createDispatcher({ ...options, deadlineMs: options.deadlineMs ?? 20_000 });
  const clock = createClockWatch(options);
  const stopListening = worklist.onWork((connection) => scheduler.wake(connection));
  scheduler.onWake((connection) => {
    clock.see();
    return dispatcher.drain(connection);
  });
  scheduler.every('sweep', {
    milliseconds: sweepMs,
    atStart: true,
    async run() {
      try {
        await clock.look();
        // At a time, so that it is this server's business: the others sweep as well.
        for (const { id } of await connections.active()) scheduler.wake(id, now());
      } catch (error) {
        log.error({ err: error }, 'the sweep for waiting bookings failed and is tried again');
      }
    },
  });
  scheduler.every('clean-up', {
    milliseconds: cleanUpMs,
    atStart: true,
    async run() {
      try {
        const { events, operations } = await cleanUp({ store, now });
        if (events + operations > 0)
          log.info({ events, operations }, 'what had served its purpose was cleared away');
      } catch (error) {
        log.error({ err: error }, 'old events and operations could not be cleared away; it is tried again');
      }
    },
  });

  return {
    start: () => scheduler.start(),
    async drain() {
      stopListening();
      await Promise.all([scheduler.stop(), dispatcher.stop()]);
    },
    async settled() {
      await clock.look();
      await Promise.all((await connections.active()).map(({ id }) => dispatcher.drain(id)));
    },
    async hurry(connection) {
      await store.transaction(async (tx) => {
        await worklist.hurry(tx, connection);
        // Whoever signed in again may be allowed more than before.
        await worklist.probe(tx, connection, (fault) => fault.class === 'permission');
      });
      worklist.wake([connection]);
    },
    testBooking: createTestBooking({ ...options, now }),
    backfill: createBackfill(options),
  };
}
