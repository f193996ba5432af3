import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startStage, type Reply, type Stage } from '../harness.js';
import { signToken } from '../tokens.js';

const event = (changes: Record<string, unknown> = {}) => ({
  eventId: 'evt_1',
  id: 'bkg_1',
  occurredAt: new Date().toISOString(),
  status: 'booked',
  contact: { email: 'ana@acme.example' },
  booking: { subject: 'Intro call' },
  ...changes,
});

describe('input that cannot be used', () => {
  let stage: Stage;
  before(async () => {
    stage = await startStage();
    assert.equal((await stage.connect('salesforce')).status, 'connected');
  });
  after(() => stage.close());

  const book = (body: unknown) => stage.api('service').post('/bookings', body);
  const save = (draft: unknown) =>
    stage.api().put('/providers/salesforce/mapping', draft, { 'if-match': '*' });

  const cases: [what: string, send: () => Promise<Reply>, pointer: string, code: string, said: RegExp][] = [
    [
      'a booking without an e-mail address',
      () => book(event({ contact: {} })),
      '/contact/email',
      'missing',
      /^contact\.email is missing\.$/,
    ],
    [
      'one of several without it',
      () => book([event(), event({ eventId: 'evt_2', contact: { email: 'ana' } })]),
      '/1/contact/email',
      'wrong_format',
      /not an e-mail address/,
    ],
    [
      'a date that is none',
      () => book(event({ booking: { start: 'tomorrow' } })),
      '/booking/start',
      'wrong_format',
      /2026-12-01T15:00:00Z/,
    ],
    [
      'a number that JSON has no word for, sent as null',
      () => book(event({ contact: { email: 'a@b.co', size: NaN } })),
      '/contact/size',
      'wrong_type',
      /text, a number, true or false/,
    ],
    [
      'an unknown status',
      () => book(event({ status: 'done' })),
      '/status',
      'not_a_choice',
      /^status must be one of booked, rescheduled, completed, no_show, cancelled\.$/,
    ],
    ['no object at all', () => book('hello'), '', 'wrong_type', /^The body must be an object\.$/],
    [
      'an end before the start',
      () => book(event({ booking: { start: '2026-12-01T15:00:00Z', end: '2026-12-01T14:00:00Z' } })),
      '/booking/end',
      'end_before_start',
      /before the start/,
    ],
    [
      'a source field without a key',
      () =>
        stage
          .api('service')
          .put('/source/fields', { fields: [{ label: 'X', object: 'contact', type: 'text' }] }),
      '/fields/0/key',
      'missing',
      /^fields\[0\]\.key is missing\.$/,
    ],
    [
      'a limit that is no number',
      () => stage.api().get('/activity?limit=abc'),
      'limit',
      'wrong_type',
      /^limit must be a number\.$/,
    ],
    [
      'a version that is too small',
      () => stage.api().post('/providers/salesforce/mapping/versions/0/restore'),
      'n',
      'too_small',
      /^n must be at least 1\.$/,
    ],
    [
      'an unknown key',
      () => stage.api().patch('/connections/salesforce', { paused: true, until: 'noon' }),
      '/until',
      'unknown_key',
      /^until is not known here; leave it out\.$/,
    ],
    [
      'a misspelt key of a mapping, which would lose what it holds',
      () =>
        save({ objects: { Lead: { rows: [{ id: 'x', target: 'City', soruces: [{ field: 'city' }] }] } } }),
      '/objects/Lead/rows/0/soruces',
      'unknown_key',
      /^objects\.Lead\.rows\[0\]\.soruces is not known here; leave it out\.$/,
    ],
    [
      'a misspelt dryRun, which would start it',
      () => stage.api().post('/connections/salesforce/backfill', { dryrun: true }),
      '/dryrun',
      'unknown_key',
      /leave it out/,
    ],
    [
      'a booking to retry whose id no database takes',
      () => stage.api().post('/activity/retry', { provider: 'salesforce', bookings: ['a\0'] }),
      '/bookings/0',
      'wrong_format',
      /^No control characters\.$/,
    ],
    [
      'a cause to skip that no database takes',
      () => stage.api().post('/activity/skip', { provider: 'salesforce', cause: '\0' }),
      '/cause',
      'wrong_format',
      /^No control characters\.$/,
    ],
    [
      'a preview of an id that no database takes',
      () => stage.api().post('/providers/salesforce/mapping/preview', { booking: '\0' }),
      '/booking',
      'wrong_format',
      /^No control characters\.$/,
    ],
    [
      'a sign-in that no database takes',
      () => stage.api().get('/connections/attempts/%00'),
      'attemptId',
      'wrong_format',
      /^No control characters\.$/,
    ],
    [
      'a version beyond all that there can be',
      () => stage.api().post('/providers/salesforce/mapping/versions/2147483648/restore'),
      'n',
      'too_big',
      /^n must be at most 2147483647\.$/,
    ],
    [
      'a cursor that was made up',
      () => stage.api().get(`/activity?cursor=${btoa(JSON.stringify(['a', 'b', 'c', '\0']))}`),
      'cursor',
      'invalid',
      /not one that a reply gave/,
    ],
    [
      'a mapping row without a target',
      () => save({ objects: { Lead: { rows: [{ id: 'x' }] } } }),
      '/objects/Lead/rows/0/target',
      'missing',
      /^objects\.Lead\.rows\[0\]\.target is missing\.$/,
    ],
    [
      'a preview of neither an id nor a booking',
      () => stage.api().post('/providers/salesforce/mapping/preview', { booking: 5 }),
      '/booking',
      'wrong_type',
      /^booking must be text or an object\.$/,
    ],
    [
      'a preview of a booking with a nameless answer',
      () =>
        stage.api().post('/providers/salesforce/mapping/preview', { booking: { answers: [{ value: 1 }] } }),
      '/booking/answers/0/question',
      'missing',
      /^booking\.answers\[0\]\.question is missing\.$/,
    ],
    [
      'nothing to retry',
      () => stage.api().post('/activity/retry', { provider: 'salesforce', bookings: [] }),
      '/bookings',
      'too_short',
      /^bookings must not be empty\.$/,
    ],
    [
      'a mapping to a field that does not exist, told where it stands in what was sent',
      () => save({ objects: { Lead: { rows: [{ id: 'x', target: 'Nope' }] } } }),
      '/objects/Lead/rows/0/target',
      'unknown_target',
      /Leads in Salesforce have no field “Nope”/,
    ],
  ];
  for (const [what, send, pointer, code, said] of cases) {
    it(`is pointed at and told plainly: ${what}`, async () => {
      const { status, body } = await send();
      assert.equal(status, 422, JSON.stringify(body));
      assert.match(body.code, /^(invalid_input|mapping_invalid)$/);
      const found = body.errors.find((error: { pointer: string }) => error.pointer === pointer);
      assert.equal(found?.code, code, JSON.stringify(body.errors));
      assert.match(found.sentence, said);
      assert.doesNotMatch(JSON.stringify(body), /expected|received|Invalid input:/);
    });
  }

  it('leaves nothing behind', async () => {
    assert.equal((await stage.api().get('/bookings/bkg_1')).status, 404);
    assert.equal((await stage.api().get('/providers/salesforce/mapping')).body.version, 1);
  });

  for (const path of ['/activity?provider=zzz', '/activity/causes?provider=zzz']) {
    it(`names a provider that is none: ${path}`, async () => {
      const { status, body } = await stage.api('member').get(path);
      assert.deepEqual([status, body.code, body.params], [404, 'unknown_provider', { provider: 'zzz' }]);
    });
  }

  const mistakes: [ifMatch: string, said: RegExp][] = [
    ['abc', /^If-Match names no version: “abc”\. Send the ETag/],
    ['"1', /^If-Match names no version: “"1”\. .* The live version is 1\.$/],
    ['"9-1f9c2e5a0b34"', /^If-Match names version 9, which this mapping does not have\./],
    ['"1-1f9c2e5a0b34"', /^If-Match names version 1 of another mapping\./],
  ];
  for (const [ifMatch, said] of mistakes) {
    it(`is told from a lost race in an If-Match of ${ifMatch}`, async () => {
      const sent = { 'if-match': ifMatch };
      const { status, body } = await stage.api().put('/providers/salesforce/mapping', {}, sent);
      assert.deepEqual([status, body.code], [412, 'version_conflict']);
      assert.match(body.detail, said);
    });
  }

  it('is refused where it is not UTF-8, rather than stored with question marks', async () => {
    const { status, body } = await sendRaw(
      Buffer.from(JSON.stringify(event({ contact: { email: 'a@b.co', lastName: 'López' } })), 'latin1'),
    );
    assert.deepEqual([status, body.code], [400, 'invalid_json']);
    assert.match(body.detail, /^The body is not valid UTF-8/);
  });

  it('is taken with half an emoji, for which there is a sign', async () => {
    const halved = '{"email":"\\ud83d@b.co","phone":"\\\\ud83d \\ud83d\\ude00"}';
    const path = '/providers/salesforce/mapping/match';
    assert.equal((await sendRaw(halved, path, 'admin')).status, 200);
    const constant = (text: string) => `[{"constant":"${text}"}]`;
    const row = (sources: string) =>
      `{"mapping":{"objects":{"Lead":{"rows":[{"id":"x","target":"City","sources":${sources}}]}}}}`;
    const { body } = await sendRaw(
      row(constant('\\ud83d \\ud83d\\ude00 \\\\ud83d')),
      '/providers/salesforce/mapping/preview',
      'admin',
    );
    const city = body.writes[0].fields.find(({ name }: { name: string }) => name === 'City');
    assert.equal(city.after, '\ufffd 😀 \\ud83d');
  });

  it('may be nested as deeply as it fits', async () => {
    for (const deep of [
      '['.repeat(500_000) + ']'.repeat(500_000),
      `${'{"a":'.repeat(300_000)}1${'}'.repeat(300_000)}`,
    ]) {
      assert.equal((await sendRaw(deep)).status, 422);
    }
  });

  async function sendRaw(body: string | Buffer, path = '/bookings', role = 'service') {
    const reply = await fetch(`${stage.url}/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${signToken({ role })}`, 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });
    return { status: reply.status, body: await reply.json() };
  }

  it('is told apart from a CRM that is down, where another try may do', async () => {
    await stage.crm('salesforce').faults([{ then: { status: 503 } }]);
    const { status, body } = await stage.api().get('/providers/salesforce/users?refresh=true');
    await stage.crm('salesforce').faults([]);
    assert.deepEqual([status, body.code], [503, 'crm_unavailable']);
    assert.match(`${body.detail} ${body.fix?.text}`, /again/);
  });
});
