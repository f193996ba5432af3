import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { connect, event, intake } from './harness.js';

describe('taking booking events', () => {
  it('keeps an event while no CRM is connected, and shows its state', async () => {
    const { post, send } = await intake();
    const reply = await post('/bookings', event());
    assert.equal(reply.status, 202);
    assert.deepEqual(reply.body, { accepted: 1, duplicates: 0, warnings: [] });
    const state = await send('GET', '/bookings/bkg_1');
    assert.deepEqual(state.body, { id: 'bkg_1', status: 'booked', version: 1, syncs: [] });
  });

  it('takes the same event five times at once as one', async () => {
    const { post, send } = await intake();
    const replies = await Promise.all(Array.from({ length: 5 }, () => post('/bookings', event())));
    assert.deepEqual(
      replies.map(({ status }) => status),
      [202, 202, 202, 202, 202],
    );
    assert.equal(
      replies.reduce((sum, { body }) => sum + body.accepted, 0),
      1,
    );
    assert.equal((await send('GET', '/bookings/bkg_1')).body.version, 1);
  });

  it('refuses an event id that comes again with another body, and names it', async () => {
    const { post, send } = await intake();
    await post('/bookings', event());
    const reply = await post('/bookings', [
      event({ eventId: 'evt_2', id: 'bkg_2' }),
      event({ status: 'cancelled' }),
    ]);
    assert.equal(reply.status, 409);
    assert.equal(reply.body.code, 'event_conflict');
    assert.deepEqual(reply.body.params, { eventId: 'evt_1' });
    assert.equal((await send('GET', '/bookings/bkg_2')).status, 404);
  });

  it('keeps an event that comes at the same time as a refused request with the same event', async () => {
    const { post, send } = await intake();
    await post('/bookings', event());
    const other = event({ eventId: 'evt_2', id: 'bkg_2' });
    const [, refused, kept] = await Promise.all([
      post('/bookings', event({ eventId: 'evt_0', id: 'bkg_0' })),
      post('/bookings', [other, event({ status: 'cancelled' })]),
      post('/bookings', other),
    ]);
    assert.equal(refused.status, 409);
    assert.deepEqual([kept.body.accepted, kept.body.duplicates], [1, 0]);
    assert.equal((await send('GET', '/bookings/bkg_2')).body.version, 1);
  });

  it('folds an array into the latest state whatever its order', async () => {
    const at = (minute: number) => `2026-11-23T08:0${minute}:00Z`;
    const events = [
      event({ eventId: 'c', status: 'cancelled', occurredAt: at(3) }),
      event({ eventId: 'a', status: 'booked', occurredAt: at(1) }),
      event({ eventId: 'b', status: 'rescheduled', occurredAt: at(2) }),
    ];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
      [1, 0, 2],
    ]) {
      const { post, send } = await intake();
      await post(
        '/bookings',
        order.map((index) => events[index]),
      );
      assert.equal((await send('GET', '/bookings/bkg_1')).body.status, 'cancelled');
    }
  });

  it('lets the stronger status win when two things happened at once', async () => {
    const order = ['booked', 'rescheduled', 'completed', 'no_show', 'cancelled'];
    for (const [rank, weaker] of order.entries()) {
      const stronger = order[rank + 1];
      if (!stronger) continue;
      const { post, send } = await intake();
      await post('/bookings', event({ eventId: '1', status: stronger }));
      await post('/bookings', event({ eventId: '2', status: weaker }));
      assert.equal((await send('GET', '/bookings/bkg_1')).body.status, stronger);
    }
  });

  it('does not raise the version for a newer event that says the same', async () => {
    const { post, send } = await intake();
    await post('/bookings', event());
    await post('/bookings', event({ eventId: 'evt_2', occurredAt: '2026-11-23T08:30:00Z' }));
    assert.equal((await send('GET', '/bookings/bkg_1')).body.version, 1);
    await post(
      '/bookings',
      event({ eventId: 'evt_3', occurredAt: '2026-11-23T08:20:00Z', status: 'cancelled' }),
    );
    assert.equal((await send('GET', '/bookings/bkg_1')).body.status, 'booked');
  });

  it('makes an item for each connection of the tenant and for nobody else', async () => {
    const { post, send, store } = await intake();
    await connect(store);
    await connect(store, { id: 'con_2', provider: 'other', status: 'paused' });
    await connect(store, { id: 'con_3', provider: 'gone', status: 'disconnected' });
    await connect(store, { id: 'con_4', tenant: 'rival' });
    await post('/bookings', event());
    const { syncs } = (await send('GET', '/bookings/bkg_1')).body;
    assert.deepEqual(
      syncs.map((sync: { provider: string; state: string }) => [sync.provider, sync.state]).sort(),
      [
        ['fake', 'pending'],
        ['other', 'paused'],
      ],
    );
    const rival = await send('GET', '/bookings/bkg_1', undefined, { tenant: 'rival' });
    assert.equal(rival.status, 404);
  });

  it('keeps the same booking id of two tenants apart', async () => {
    const { send } = await intake();
    await send('POST', '/bookings', event(), { tenant: 'a' });
    const second = await send('POST', '/bookings', event({ status: 'cancelled' }), { tenant: 'b' });
    assert.equal(second.status, 202);
    assert.equal((await send('GET', '/bookings/bkg_1', undefined, { tenant: 'a' })).body.status, 'booked');
  });

  it('warns about questions and fields that nobody declared', async () => {
    const { post } = await intake();
    const odd = event({ answers: [{ question: 'q_x', value: '1' }] });
    const { body } = await post('/bookings', { ...odd, contact: { ...odd.contact, shoeSize: '44' } });
    assert.deepEqual(
      body.warnings.map(
        ({ code, params, pointer }: { code: string; params: { name: string }; pointer: string }) => [
          code,
          params.name,
          pointer,
        ],
      ),
      [
        ['unknown_question', 'q_x', '/answers/0/question'],
        ['unknown_field', 'shoeSize', '/contact/shoeSize'],
      ],
    );
  });

  const misspelt: [
    what: string,
    sent: Record<string, unknown>,
    told: [string, string, string | undefined][],
  ][] = [
    [
      'keys of the event',
      { anwsers: [], Guests: [], zzz: { a: [1] } },
      [
        ['unknown_key', '/anwsers', 'answers'],
        ['unknown_key', '/Guests', 'guests'],
        ['unknown_key', '/zzz', undefined],
      ],
    ],
    [
      'a field that belongs to the contact',
      { company: 'Acme' },
      [['unknown_key', '/company', 'contact.company']],
    ],
    [
      'keys of a guest and an answer',
      {
        guests: [{ email: 'bo@acme.com', fistName: 'Bo' }],
        answers: [{ question: 'q', value: 'x', 'a/b': 1 }],
      },
      [
        ['unknown_key', '/answers/0/a~1b', undefined],
        ['unknown_key', '/guests/0/fistName', 'firstName'],
        ['unknown_question', '/answers/0/question', undefined],
      ],
    ],
    [
      'fields',
      { contact: { email: 'a@b.co', first_name: 'Ana', subject: 'x' }, booking: { strat: 'x', note: 'y' } },
      [
        ['unknown_field', '/contact/first_name', 'firstName'],
        ['unknown_field', '/contact/subject', 'booking.subject'],
        ['unknown_field', '/booking/strat', 'start'],
        ['unknown_field', '/booking/note', undefined],
      ],
    ],
  ];
  for (const [what, sent, told] of misspelt) {
    it(`names misspelt ${what}, and what they were to be`, async () => {
      const { post } = await intake();
      for (const at of ['', '/1']) {
        const odd = event({ eventId: `odd${at}`, ...sent });
        const { status, body } = await post('/bookings', at === '' ? odd : [event(), odd]);
        assert.equal(status, 202);
        assert.deepEqual(
          body.warnings.map((warning: { code: string; pointer: string; params: { meant?: string } }) => [
            warning.code,
            warning.pointer,
            warning.params.meant,
          ]),
          told.map(([code, pointer, meant]) => [code, at + pointer, meant]),
        );
        for (const { sentence, params } of body.warnings) {
          assert.match(sentence, new RegExp(`“${params.name}”`));
          if (params.meant) assert.match(sentence, new RegExp(` Did you mean “${params.meant}”\\?$`));
        }
      }
    });
  }

  it('says of two events with one id in one request that they are', async () => {
    const { post } = await intake();
    const { status, body } = await post('/bookings', [event(), event({ status: 'cancelled' })]);
    assert.deepEqual([status, body.code, body.params], [409, 'event_conflict', { eventId: 'evt_1' }]);
    assert.match(body.detail, /^The event “evt_1” stands in this request twice/);
  });

  it('keeps a booking with a time zone that is none, and says so', async () => {
    const { post, send } = await intake();
    const zoned = (id: string, timeZone: string) =>
      event({ id, eventId: id, booking: { ...event().booking, timeZone } });
    const { status, body } = await post('/bookings', [zoned('a', 'Europe/Berlin'), zoned('b', 'Mars/Base')]);
    assert.equal(status, 202);
    assert.equal((await send('GET', '/bookings/b')).status, 200);
    const [warning, ...more] = body.warnings;
    assert.deepEqual(more, []);
    assert.deepEqual(
      [warning.eventId, warning.code, warning.params, warning.pointer],
      ['b', 'unknown_time_zone', { name: 'Mars/Base' }, '/1/booking/timeZone'],
    );
    assert.match(warning.sentence, /“Mars\/Base” is no time zone.*UTC/);
  });

  it('survives closing and opening the database', async () => {
    const url = `file:${join(mkdtempSync(join(tmpdir(), 'intake-')), 'test.db')}`;
    const before = await intake({ url });
    await connect(before.store);
    await before.post('/bookings', event());
    await before.store.close();
    const after = await intake({ url });
    assert.deepEqual((await after.post('/bookings', event())).body, {
      accepted: 0,
      duplicates: 1,
      warnings: [],
    });
    assert.equal((await after.send('GET', '/bookings/bkg_1')).body.syncs[0].state, 'pending');
    await after.store.close();
  });
});

describe('refusing bad events', () => {
  const refusals: [string, Record<string, unknown>, string][] = [
    ['no e-mail', { contact: { firstName: 'Ana' } }, '/contact/email'],
    ['an e-mail that is none', { contact: { email: 'ana@' } }, '/contact/email'],
    ['a start that is no date', { booking: { start: 'tomorrow' } }, '/booking/start'],
    ['a date that does not exist', { booking: { start: '2026-02-30T10:00:00Z' } }, '/booking/start'],
    [
      'an end before the start',
      { booking: { start: '2026-12-01T15:00:00Z', end: '2026-12-01T14:00:00Z' } },
      '/booking/end',
    ],
    ['a time that is no instant', { occurredAt: '2026-11-23' }, '/occurredAt'],
    ['a time 16 minutes ahead', { occurredAt: '2026-11-23T09:16:00Z' }, '/occurredAt'],
    ['an unknown status', { status: 'postponed' }, '/status'],
    ['no id', { id: undefined }, '/id'],
    ['a value that is an object', { contact: { email: 'a@b.co', x: { y: 1 } } }, '/contact/x'],
  ];
  for (const [name, changes, pointer] of refusals) {
    it(`points at ${name}, alone and in an array, and stores nothing`, async () => {
      const { post, send } = await intake();
      const alone = await post('/bookings', event(changes));
      assert.equal(alone.status, 422);
      assert.equal(alone.body.code, 'invalid_input');
      assert.deepEqual(
        alone.body.errors.map((error: { pointer: string }) => error.pointer),
        [pointer],
      );
      const inArray = await post('/bookings', [event({ id: 'bkg_0', eventId: 'evt_0' }), event(changes)]);
      assert.deepEqual(
        inArray.body.errors.map((error: { pointer: string }) => error.pointer),
        [`/1${pointer}`],
      );
      assert.equal((await send('GET', '/bookings/bkg_0')).status, 404);
    });
  }

  it('tells of a key that is missing how it was misspelt', async () => {
    const { post } = await intake();
    const { status, contact, ...rest } = event();
    const sent = { ...rest, stauts: status, contcat: contact, zzz: 1 };
    for (const at of ['', '/1']) {
      const { body } = await post('/bookings', at === '' ? sent : [event(), sent]);
      const errors: { pointer: string; code: string; sentence: string }[] = body.errors;
      assert.deepEqual(
        errors.map(({ pointer, code }) => [pointer, code]),
        [
          [`${at}/stauts`, 'unknown_key'],
          [`${at}/contcat`, 'unknown_key'],
          [`${at}/status`, 'missing'],
          [`${at}/contact`, 'missing'],
        ],
      );
      assert.equal(errors[0]?.sentence, '“stauts” is not known here. Did you mean “status”?');
    }
  });

  it('takes 500 events in one array and refuses 501', async () => {
    const { post } = await intake();
    const many = (count: number) =>
      Array.from({ length: count }, (_, at) => event({ eventId: `evt_${at}`, id: `bkg_${at}` }));
    const refused = await post('/bookings', many(501));
    assert.deepEqual(
      [refused.status, refused.body.code, refused.body.params],
      [422, 'too_many_items', { max: 500, count: 501 }],
    );
    assert.equal((await post('/bookings', many(500))).body.accepted, 500);
  });

  it('takes an empty array as nothing', async () => {
    const { post } = await intake();
    assert.deepEqual((await post('/bookings', [])).body, { accepted: 0, duplicates: 0, warnings: [] });
  });
});

describe('submissions', () => {
  it('are kept like bookings', async () => {
    const { post, send } = await intake();
    const submission = {
      eventId: 's1',
      id: 'sub_1',
      occurredAt: '2026-11-23T08:00:00Z',
      source: 'Pricing chatbot',
      contact: { email: 'bo@acme.com' },
      answers: [],
    };
    assert.equal((await post('/submissions', submission)).status, 202);
    assert.equal((await send('GET', '/bookings/sub_1')).body.version, 1);
    assert.equal((await post('/submissions', { ...submission, source: 'Other' })).status, 409);
    const misspelt = { ...submission, eventId: 's2', status: 'booked', anwsers: [] };
    assert.deepEqual(
      (await post('/submissions', misspelt)).body.warnings.map(
        ({ pointer, params }: { pointer: string; params: { meant?: string } }) => [pointer, params.meant],
      ),
      [
        ['/status', 'booking.status'],
        ['/anwsers', 'answers'],
      ],
    );
  });
});
