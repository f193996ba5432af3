import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hono } from 'hono';
import { createActivity } from '../../../server/activity/activity.js';
import { activityRoutes } from '../../../server/activity/routes.js';
import { faultOf } from '../../../server/crm/http.js';
import type { ApiEnv } from '../../../server/http/api.js';
import { answerFailures } from '../../../server/http/failures.js';
import { problem } from '../../../server/http/problems.js';
import { quiet } from '../quiet-log.js';
import { fail } from '../sync/fake-crm.js';
import { syncing } from '../sync/harness.js';

async function watched() {
  const base = await syncing();
  const { store, worklist } = base;
  const activity = createActivity({
    store,
    worklist,
    about: () => base.crm.adapter.about,
    connections: {
      require: async () => ({ id: 'con_1' }),
      resume: base.resume,
      pause: async () => {
        if ((await base.connection()).status === 'needs_reconnect') throw problem('needs_reconnect');
        await base.set('con_1', { status: 'active', reason_json: null });
      },
    },
  });
  const app = new Hono<ApiEnv>();
  answerFailures(app, quiet);
  app.use(async (c, next) => {
    c.set('session', { tenant: 'acme', subject: 'maria', role: 'admin' });
    await next();
  });
  app.route('/', activityRoutes(activity, { offer: () => null }));
  const ask = async (path: string, body?: unknown) => {
    const reply = await app.request(path, {
      ...(body !== undefined && {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    return { status: reply.status, body: await reply.json() };
  };
  return { ...base, ask };
}

const people = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    id: `b${at}`,
    contact: { email: `p${at}@a.co`, company: at % 2 ? 'Tech' : 'Farm' },
  }));

describe('activity', () => {
  it('lists what happened, last first, page by page, each line once', async () => {
    const { book, ask, clock } = await watched();
    for (const one of people(5)) {
      await book(one);
      clock.advance(1000);
    }
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await ask(`/activity?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ booking }: { booking: string }) => booking));
      assert.deepEqual(body.counts, { synced: 5, pending: 0, attention: 0, skipped: 0 });
      cursor = body.cursor;
    }
    assert.deepEqual(seen, ['b4', 'b3', 'b2', 'b1', 'b0']);
  });

  it('pages through lines of the same moment without losing any', async () => {
    const { book, ask } = await watched();
    await book(...people(7));
    const first = (await ask('/activity?limit=4')).body;
    const second = (await ask(`/activity?limit=4&cursor=${first.cursor}`)).body;
    const all = [...first.items, ...second.items].map(({ booking }: { booking: string }) => booking);
    assert.equal(new Set(all).size, 7);
    assert.equal(second.cursor, null);
  });

  it('says who and what a line is about', async () => {
    const { book, ask } = await watched();
    await book({});
    const [line] = (await ask('/activity?provider=fake&state=synced')).body.items;
    assert.deepEqual(
      [line.person, line.subject, line.provider, line.status],
      ['Ana López', 'Intro call', 'fake', 'booked'],
    );
    assert.deepEqual((await ask('/activity?state=attention')).body.items, []);
  });

  it('refuses a cursor that it never gave', async () => {
    const { ask } = await watched();
    assert.deepEqual(
      [(await ask('/activity?cursor=x')).status, (await ask('/activity?state=odd')).status],
      [422, 422],
    );
  });

  it('says of several bookings only what is true of each of them', async () => {
    const { book, crm, ask, state } = await watched();
    crm.weather.row = ({ key }) => {
      const email = key.startsWith('person:') ? key.slice('person:'.length) : null;
      const sentence = `Fake CRM takes the person for one with another e-mail (not ${email}).`;
      return email ? faultOf('duplicates_found', sentence, { object: 'person', value: email }) : null;
    };
    await book(...people(2));
    const [cause, ...others] = (await ask('/activity/causes')).body.causes;
    assert.deepEqual([cause.count, cause.fault.value, others], [2, null, []]);
    assert.equal(cause.fault.sentence, 'Fake CRM holds the person back as a possible duplicate.');
    assert.match((await state('b0')).fault.sentence, /p0@a\.co/, 'the booking says which');
  });

  it('calls a field by its label where bookings were held back with different words', async () => {
    const { book, crm, ask } = await watched();
    crm.weather.row = ({ key }) => {
      if (!key.startsWith('person')) return null;
      const fault = faultOf('required_missing', `No value: ${key}.`, { object: 'person', field: 'company' });
      return { ...fault, params: { field: 'Company' } };
    };
    await book(...people(2));
    const [cause] = (await ask('/activity/causes')).body.causes;
    assert.equal(cause.fault.sentence, 'Fake CRM refused the person: Company must have a value.');
  });

  it('gathers bookings with the same reason in one line', async () => {
    const { book, crm, ask } = await watched();
    crm.weather.row = ({ key, fields }) =>
      key.startsWith('person')
        ? faultOf('option_unknown', 'Refused.', {
            object: 'person',
            field: 'company',
            value: String(fields.company),
          })
        : null;
    await book(...people(9));
    const { causes } = (await ask('/activity/causes')).body;
    assert.deepEqual(
      causes.map(
        ({
          count,
          state,
          row,
          fault,
        }: {
          count: number;
          state: string;
          row: object;
          fault: { value: string };
        }) => [count, state, row, fault.value],
      ),
      [
        [5, 'attention', { object: 'person', field: 'company' }, 'Farm'],
        [4, 'attention', { object: 'person', field: 'company' }, 'Tech'],
      ],
    );
  });

  it('tries all bookings of a cause again', async () => {
    const { book, crm, ask, sync } = await watched();
    crm.weather.row = () => faultOf('rule_refused', 'Refused.', { object: 'person' });
    await book(...people(3));
    crm.weather.row = () => null;
    const [{ cause }] = (await ask('/activity/causes')).body.causes;
    assert.deepEqual((await ask('/activity/retry', { provider: 'fake', cause })).body, { count: 3 });
    await sync.settled();
    assert.equal(crm.meetings().length, 3);
    assert.deepEqual((await ask('/activity/causes')).body.causes, []);
  });

  it('skips a booking, says who chose that, and writes it when it is tried again', async () => {
    const { book, crm, ask, sync, state } = await watched();
    crm.weather.row = () => faultOf('rule_refused', 'Refused.', { object: 'person' });
    await book({});
    assert.deepEqual((await ask('/activity/skip', { provider: 'fake', bookings: ['bkg_1'] })).body, {
      count: 1,
    });
    const { state: shown, fault } = await state();
    assert.deepEqual([shown, fault.code, fault.params], ['skipped', 'skipped_by_admin', { by: 'maria' }]);
    crm.weather.row = () => null;
    await ask('/activity/retry', { provider: 'fake', bookings: ['bkg_1'] });
    await sync.settled();
    assert.equal((await state()).state, 'synced');
  });

  it('shows a connection that waits as one cause', async () => {
    const { book, crm, ask } = await watched();
    crm.weather.before = () => fail('limit_rolling', { retryAt: '2026-11-23T09:05:00.000Z' });
    await book(...people(4));
    const { causes } = (await ask('/activity/causes')).body;
    assert.equal(causes.length, 1);
    assert.deepEqual(
      [causes[0].count, causes[0].fault.code, causes[0].state],
      [4, 'limit_rolling', 'paused'],
    );
    assert.equal(causes[0].nextAttemptAt, '2026-11-23T09:05:00.000Z');
  });

  it('says in a sentence why bookings wait behind a paused connection', async () => {
    const { book, set, state, ask } = await watched();
    await set('con_1', { status: 'paused' });
    await book(...people(2));
    const { state: shown, fault } = await state('b0');
    assert.deepEqual([shown, fault.code], ['paused', 'connection_paused']);
    assert.equal(fault.sentence, 'Syncing is paused; this is written once an admin resumes it.');
    const { causes } = (await ask('/activity/causes')).body;
    assert.deepEqual(
      causes.map(({ count, state, fault }: { count: number; state: string; fault: { code: string } }) => [
        count,
        state,
        fault.code,
      ]),
      [[2, 'paused', 'connection_paused']],
    );
  });

  it('counts a booking once: behind the connection that waits, whatever it met before', async () => {
    const { book, crm, set, ask } = await watched();
    crm.weather.before = () => fail('network');
    await book(...people(2));
    await set('con_1', { status: 'paused' });
    const { causes } = (await ask('/activity/causes')).body;
    assert.deepEqual(
      causes.map(({ cause, count }: { cause: string; count: number }) => [cause, count]),
      [['connection~paused', 2]],
    );
  });

  it('tells what is tried again apart from what needs attention for the same reason', async () => {
    const { book, crm, ask, store } = await watched();
    crm.weather.row = () => faultOf('rule_refused', 'Refused.', { object: 'person' });
    await book(...people(3));
    await store.db
      .updateTable('sync_item')
      .set({ state: 'dirty', next_at: '2026-11-23T10:00:00.000Z' })
      .where('booking', '=', 'b0')
      .execute();
    const { causes } = (await ask('/activity/causes')).body;
    assert.deepEqual(
      causes.map(({ state, count }: { state: string; count: number }) => [state, count]),
      [
        ['attention', 2],
        ['pending', 1],
      ],
    );
    const [, waits] = causes;
    assert.deepEqual((await ask('/activity/skip', { provider: 'fake', cause: waits.cause })).body, {
      count: 1,
    });
    assert.equal((await ask('/activity/causes')).body.causes[0].count, 2);
  });

  it('tries everything behind a limit again at once when asked', async () => {
    const { book, crm, ask, sync, state } = await watched();
    crm.weather.before = () => fail('limit_daily');
    await book(...people(4));
    crm.weather.before = () => {};
    const [{ cause, since }] = (await ask('/activity/causes')).body.causes;
    assert.equal(since, '2026-11-23T09:00:00.000Z');
    assert.deepEqual((await ask('/activity/retry', { provider: 'fake', cause })).body, { count: 4 });
    await sync.settled();
    assert.equal((await state('b3')).state, 'synced');
  });

  it('resumes a connection that an admin had paused when asked to try all that waits', async () => {
    const { book, ask, set, sync, state } = await watched();
    await set('con_1', { status: 'paused' });
    await book(...people(2));
    const [{ cause }] = (await ask('/activity/causes')).body.causes;
    assert.deepEqual((await ask('/activity/retry', { provider: 'fake', cause })).body, { count: 2 });
    await sync.settled();
    assert.equal((await state('b1')).state, 'synced');
  });

  it('says that only signing in again helps, and what to do, when our access ended', async () => {
    const { book, crm, ask, state } = await watched();
    crm.weather.before = () => fail('grant_revoked');
    await book(...people(2));
    const { causes } = (await ask('/activity/causes')).body;
    assert.deepEqual([causes.length, causes[0].fault.code, causes[0].count], [1, 'grant_revoked', 2]);
    assert.equal(causes[0].fault.fix.text, 'Reconnect Fake CRM. Your mapping is kept.');
    const reply = await ask('/activity/retry', { provider: 'fake', cause: causes[0].cause });
    assert.deepEqual([reply.status, reply.body.code], [409, 'needs_reconnect']);
    assert.equal((await state('b1')).nextAttemptAt, null);
  });

  it('tells what the connection waits for, not what the booking met before', async () => {
    const { book, crm, set, state } = await watched();
    crm.weather.before = () => fail('network');
    await book({});
    const reason = { code: 'key_lost', params: {}, sentence: 'The keys are lost.' };
    await set('con_1', { status: 'needs_reconnect', reason_json: JSON.stringify(reason) });
    const { state: shown, fault, nextAttemptAt } = await state();
    assert.deepEqual([shown, fault.sentence, nextAttemptAt], ['paused', 'The keys are lost.', null]);
  });

  it('skips everything that waits behind a connection', async () => {
    const { book, crm, ask, state } = await watched();
    crm.weather.before = () => fail('limit_daily');
    await book(...people(3));
    const [{ cause }] = (await ask('/activity/causes')).body.causes;
    assert.deepEqual((await ask('/activity/skip', { provider: 'fake', cause })).body, { count: 3 });
    assert.deepEqual([(await state('b2')).state, crm.meetings().length], ['skipped', 0]);
    assert.deepEqual((await ask('/activity/causes')).body.causes, []);
  });

  it('tries a booking of which a reply was lost when asked, once that can be told', async () => {
    const { book, crm, ask, pass, state } = await watched();
    crm.weather.after = (call) => (call === 'create meeting' ? fail('outcome_unknown') : undefined);
    await book({});
    crm.weather.after = () => {};
    assert.deepEqual((await ask('/activity/retry', { provider: 'fake', bookings: ['bkg_1'] })).body, {
      count: 1,
    });
    await pass(60_000, 5000);
    assert.deepEqual([(await state()).state, crm.meetings().length], ['synced', 1]);
  });

  it('wants either bookings or a cause', async () => {
    const { ask } = await watched();
    assert.equal((await ask('/activity/retry', { provider: 'fake' })).status, 422);
    assert.equal(
      (await ask('/activity/retry', { provider: 'fake', bookings: ['a'], cause: 'b' })).status,
      422,
    );
  });
});
