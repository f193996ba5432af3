import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startEmulators, type Emulators } from '../../../demo/emulators/index.js';
import { startStage, until, type Stage } from '../harness.js';

const hour = 3_600_000;
const at = (hours: number) => new Date(Date.now() + hours * hour).toISOString();

function booking(id: string, more: object = {}) {
  return {
    eventId: `evt-${id}-${at(0)}`,
    id,
    occurredAt: at(-1),
    status: 'booked',
    contact: { email: `${id}@acme.example`, firstName: 'Ana', lastName: 'López', company: 'Acme' },
    booking: { subject: 'Intro call', start: at(48), end: at(49) },
    ...more,
  };
}

describe('syncing over HTTP', () => {
  let emulators: Emulators;
  let stage: Stage;
  before(async () => void (emulators = await startEmulators()));
  beforeEach(async () => {
    await stage?.close();
    await Promise.all([
      ...(['hubspot', 'salesforce'] as const).flatMap((one) =>
        (['tidy', 'awkward'] as const).map((org) => reset(one, org)),
      ),
    ]);
    stage = await startStage({ emulators });
  });
  after(async () => {
    await stage.close();
    await emulators.close();
  });
  const reset = async (provider: 'hubspot' | 'salesforce', org: string) => {
    const reply = await fetch(`${emulators[provider].url}/_emulator/reset?org=${org}`, { method: 'POST' });
    assert.ok(reply.ok, await reply.text());
  };
  const syncs = async (id: string) =>
    (await stage.api('member').get(`/bookings/${id}`)).body.syncs as {
      provider: string;
      state: string;
      version: number;
      records: { object: string; id: string }[];
      fault: { code: string; sentence: string } | null;
    }[];
  /** Waits until a booking stands where it should. */
  async function standing(id: string, state: string) {
    await until(async () => {
      const [sync] = await syncs(id);
      assert.notEqual(sync?.state, 'attention', sync?.fault?.sentence);
      return sync?.state === state;
    });
    const [sync] = await syncs(id);
    assert.ok(sync);
    return sync;
  }
  const book = (...bookings: object[]) => stage.api('service').post('/bookings', bookings);

  for (const [provider, person, meeting] of [
    ['hubspot', 'contacts', 'meetings'],
    ['salesforce', 'Lead', 'Event'],
  ] as const) {
    it(`sends a test booking to ${provider} that says what it is`, async () => {
      await stage.connect(provider);
      const reply = await stage
        .api()
        .post(`/connections/${provider}/test-booking`, { email: 'maria@acme.example' });
      assert.equal(reply.status, 202, JSON.stringify(reply.body));
      const { records } = await standing(reply.body.id, 'synced');
      assert.deepEqual(
        records.map(({ object }) => object),
        [person, meeting],
      );
      const held = (await stage.crm(provider).records(meeting)).find(
        (one) => (one['id'] ?? one['Id']) === records[1]?.id,
      );
      assert.match(JSON.stringify(held), /Test booking, please ignore/);
    });

    it(`counts, then syncs, upcoming bookings that ${provider} lacks`, async () => {
      await book(
        booking('soon'),
        booking('past', { booking: { subject: 'Past', start: at(-5), end: at(-4) } }),
      );
      await book(booking('off', { status: 'cancelled' }));
      await stage.connect(provider);
      const ask = (dryRun: boolean) =>
        stage.api().post(`/connections/${provider}/backfill`, { from: at(0), dryRun });
      const plan = await ask(true);
      assert.equal(plan.body.count, 1, JSON.stringify(plan.body));
      assert.deepEqual(await syncs('soon'), []);
      assert.equal((await ask(false)).body.count, 1);
      assert.equal((await standing('soon', 'synced')).records.length, 2);
      assert.deepEqual([await syncs('past'), await syncs('off')], [[], []]);
      assert.equal((await ask(true)).body.count, 0);
    });
  }

  it('sends test bookings to the account that they were meant for, and to no other', async () => {
    await stage.connect('hubspot');
    const { id } = (await stage.api().post('/connections/hubspot/test-booking')).body;
    await standing(id, 'synced');
    await stage.connect('salesforce');
    const plan = await stage.api().post('/connections/salesforce/backfill', { from: at(0), dryRun: true });
    assert.equal(plan.body.count, 0);
  });

  it('claims nothing of another account, until upcoming bookings are synced to it', async () => {
    await stage.connect('hubspot', { org: 'tidy' });
    await book(booking('moved'));
    const first = await standing('moved', 'synced');
    assert.deepEqual([first.version, first.records.length], [1, 2]);
    assert.equal((await stage.connect('hubspot', { org: 'awkward' })).accountChanged, true);
    const [told] = await syncs('moved');
    assert.deepEqual([told?.state, told?.version, told?.records], ['skipped', 0, []]);
    assert.equal(told?.fault?.code, 'created_elsewhere');
    const reply = await stage.api().post('/connections/hubspot/backfill', { from: at(0), dryRun: true });
    assert.equal(reply.body.count, 1);
  });

  it('says that a disconnect ended what waited, and claims what was written only while it is known', async () => {
    await stage.connect('hubspot');
    await book(booking('written'));
    await standing('written', 'synced');
    assert.equal((await stage.api().patch('/connections/hubspot', { paused: true })).status, 200);
    await book(booking('waits'));
    assert.equal((await syncs('waits'))[0]?.state, 'paused');
    const { status } = await stage.api().delete('/connections/hubspot?mapping=delete');
    assert.ok(status < 300, String(status));
    const [waited] = await syncs('waits');
    assert.deepEqual([waited?.state, waited?.version, waited?.fault?.code], ['skipped', 0, 'disconnected']);
    await stage.connect('hubspot');
    const [known] = await syncs('written');
    assert.deepEqual([known?.state, known?.version, known?.records.length], ['synced', 1, 2]);
    await book(booking('written', { status: 'rescheduled', occurredAt: at(0), eventId: 'evt-again' }));
    const again = await standing('written', 'synced');
    assert.deepEqual(
      again.records.map(({ id }) => id),
      known?.records.map(({ id }) => id),
    );
  });
});
