import type { Mapping } from '../../../server/contract/model/index.js';
import { recordOf } from '../../../server/connections/record.js';
import { localScheduler } from '../../../server/sync/scheduler.js';
import { createSync } from '../../../server/sync/sync.js';
import { connect, event, intake } from '../bookings/harness.js';
import { quiet } from '../quiet-log.js';
import { fakeCrm, mappingVersion, noClient } from './fake-crm.js';

export { event } from '../bookings/harness.js';

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;

/** A server's sync over a fake CRM, on a clock of the test's own. */
export async function syncing(
  options: {
    strategy?: 'look_up' | 'write_first';
    url?: string;
    crm?: ReturnType<typeof fakeCrm>;
    reopened?: boolean;
    from?: Date;
    mapping?: (mapping: Mapping) => Mapping;
  } = {},
) {
  const crm = options.crm ?? fakeCrm(options.strategy ?? 'write_first');
  if (options.mapping) crm.mapping = options.mapping(crm.mapping);
  const base = await intake(options.url === undefined ? {} : { url: options.url });
  const { store, worklist, bookings, clock, post } = base;
  if (options.from) clock.advance(options.from.getTime() - clock.now().getTime());
  if (!options.reopened) await connect(store);
  const row = (id: string) =>
    store.db.selectFrom('connection').selectAll().where('id', '=', id).executeTakeFirst();
  const connections = {
    byId: async (id: string) => {
      const found = await row(id);
      return found ? recordOf(found) : null;
    },
    require: async () => recordOf((await row('con_1'))!),
    active: async () => (await store.db.selectFrom('connection').selectAll().execute()).map(recordOf),
    client: () => noClient,
    signedInUser: async () => ({ id: 'user-1', name: 'Ana Ruiz', email: 'ana@acme.com' }),
    wait: async (id: string, until: string, reason: object) =>
      void (await set(id, { status: 'waiting', paused_until: until, reason_json: JSON.stringify(reason) })),
    hold: async (id: string, hold: { until: string; reason: object } | null) =>
      void (await set(id, {
        paused_until: hold && hold.until,
        reason_json: hold && JSON.stringify(hold.reason),
      })),
    resume: async (id: string) => void (await set(id, { status: 'active', paused_until: null })),
    needsReconnect: async (id: string, reason: object) =>
      void (await set(id, {
        status: 'needs_reconnect',
        paused_until: null,
        reason_json: JSON.stringify(reason),
      })),
  };
  const set = (id: string, changes: Record<string, string | null>) =>
    store.db.updateTable('connection').set(changes).where('id', '=', id).execute();
  const sync = createSync({
    store,
    worklist,
    bookings,
    connections,
    catalog: crm.catalog,
    mappings: { current: async () => mappingVersion(crm.mapping) },
    adapters: () => crm.adapter,
    scheduler: localScheduler({ now: clock.now }),
    now: clock.now,
    random: () => 0.5,
    log: quiet,
    metrics: { wrote: () => {}, fault: () => {} },
  });
  const state = async (id = 'bkg_1') => (await base.send('GET', `/bookings/${id}`)).body.syncs?.[0];
  return {
    ...base,
    crm,
    sync,
    set,
    state,
    connection: () => connections.require(),
    resume: connections.resume,
    /** Lets time pass and works off what becomes due, hop by hop. */
    async pass(ms: number, step = ms) {
      for (let gone = 0; gone < ms; gone += step) {
        clock.advance(step);
        await sync.settled();
      }
    },
    async book(...changes: Record<string, unknown>[]) {
      const reply = await post(
        '/bookings',
        changes.map((one, at) => event({ eventId: `evt-${counter++}-${at}`, ...one })),
      );
      if (reply.status !== 202) throw new Error(JSON.stringify(reply.body));
      await sync.settled();
    },
  };
}

let counter = 0;
