import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { RunningEmulator, type Caller } from './running-emulator.js';

const contacts = '/crm/objects/2026-03/contacts';
const meetings = '/crm/objects/2026-03/meetings';

describe('a HubSpot batch', () => {
  let emulator: RunningEmulator;
  let call: Caller;

  beforeEach(async () => {
    emulator ??= await RunningEmulator.start();
    await emulator.control('POST', 'reset');
    call = await emulator.caller();
  });
  after(() => emulator.close());

  const emails = async () => {
    const { body } = await emulator.control('GET', 'records/contacts');
    const records = body.at('records');
    return Array.isArray(records) ? records.map((record: { email?: string }) => record.email) : [];
  };
  const upsert = (...inputs: object[]) => call('POST', `${contacts}/batch/upsert`, { inputs });
  const byEmail = (id: string, properties: object = {}) => ({ id, idProperty: 'email', properties });

  it('upserts by e-mail in any case and by additional addresses', async () => {
    const first = await upsert(
      byEmail('ANA@acme.com', { phone: '1' }),
      byEmail('new@acme.com', { firstname: 'N' }),
    );
    assert.deepEqual([first.body.at('results', 0, 'new'), first.body.at('results', 1, 'new')], [false, true]);
    const awkward = await emulator.caller('awkward');
    const other = await awkward('POST', `${contacts}/batch/upsert`, {
      inputs: [byEmail('mei.private@mail.example')],
    });
    assert.equal(other.body.at('results', 0, 'new'), false);
  });

  it('echoes trace ids, and returns results by id whatever the order of the inputs', async () => {
    const { body } = await upsert(
      { ...byEmail('new@acme.com'), objectWriteTraceId: 'first' },
      { ...byEmail('ana@acme.com'), objectWriteTraceId: 'second' },
    );
    assert.deepEqual(
      [body.at('results', 0, 'objectWriteTraceId'), body.at('results', 1, 'objectWriteTraceId')],
      ['second', 'first'],
    );
  });

  it('stores no row of an upsert when one is bad', async () => {
    const before = await emails();
    const { status, body } = await upsert(byEmail('good@acme.com'), byEmail('bad@acme.com', { nope: '1' }));
    assert.deepEqual([status, body.at('errors', 0, 'code')], [400, 'PROPERTY_DOESNT_EXIST']);
    assert.deepEqual(await emails(), before);
  });

  it('refuses ids given twice, more than 100 inputs, and none', async () => {
    const twice = await upsert(byEmail('a@acme.com'), byEmail('A@acme.com'));
    assert.equal(
      twice.body.at('message'),
      'Duplicate IDs found in batch input: [a@acme.com]. IDs must be unique',
    );
    const many = Array.from({ length: 101 }, (_, index) => byEmail(`p${index}@acme.com`));
    assert.equal((await upsert(...many)).status, 400);
    assert.equal((await upsert()).status, 400);
  });

  it('creates what it can when rows carry trace ids, and nothing when they do not', async () => {
    const rows = [{ properties: { email: 'ana@acme.com' } }, { properties: { email: 'fresh@acme.com' } }];
    const create = (inputs: object[]) => call('POST', `${contacts}/batch/create`, { inputs });
    const whole = await create(rows);
    assert.deepEqual([whole.status, whole.body.at('message')], [409, 'Contact already exists']);
    assert.ok(!(await emails()).includes('fresh@acme.com'));

    const partial = await create(rows.map((row, index) => ({ ...row, objectWriteTraceId: String(index) })));
    assert.deepEqual([partial.status, partial.body.at('numErrors')], [207, 1]);
    assert.deepEqual(partial.body.at('errors', 0, 'context', 'objectWriteTraceId'), ['0']);
    assert.ok((await emails()).includes('fresh@acme.com'));
  });

  it('updates what it finds and names the ids that it does not', async () => {
    const inputs = [
      { id: '171596044869', properties: { phone: '7' } },
      { id: '888', properties: {} },
    ];
    const { status, body } = await call('POST', `${contacts}/batch/update`, { inputs });
    assert.deepEqual([status, body.at('errors', 0, 'category')], [207, 'OBJECT_NOT_FOUND']);
    assert.deepEqual(body.at('errors', 0, 'context', 'ids'), ['888']);
    assert.equal(body.at('results', 0, 'properties', 'phone'), '7');
  });

  it('upserts meetings by a unique property of ours once it exists', async () => {
    const row = {
      id: 'bkg_1',
      idProperty: 'booking_id',
      properties: { hs_timestamp: '2026-12-01T15:00:00Z' },
    };
    const send = () => call('POST', `${meetings}/batch/upsert`, { inputs: [row] });
    assert.equal((await send()).status, 400);
    await call('POST', '/crm/properties/2026-03/meetings', {
      name: 'booking_id',
      label: 'Booking id',
      type: 'string',
      fieldType: 'text',
      groupName: 'meeting_info',
      hasUniqueValue: true,
    });
    const [first, second] = [await send(), await send()];
    assert.deepEqual(
      [first.body.at('results', 0, 'new'), second.body.at('results', 0, 'new')],
      [true, false],
    );
  });

  it('archives in silence, and finds archived records no more', async () => {
    const gone = await call('POST', `${contacts}/batch/archive`, {
      inputs: [{ id: '171596044869' }, { id: '888' }],
    });
    assert.equal(gone.status, 204);
    assert.equal((await call('GET', `${contacts}/171596044869`)).status, 404);
    assert.equal((await upsert(byEmail('ana@acme.com'))).body.at('results', 0, 'new'), true);
  });

  it('merges two contacts so that both ids and both addresses find one', async () => {
    await call('POST', `${contacts}/merge`, {
      primaryObjectId: '171596044869',
      objectIdToMerge: '171596044870',
    });
    const byOldId = await call('GET', `${contacts}/171596044870`);
    const byOldEmail = await call('GET', `${contacts}/bo.lindqvist%40fjord.example?idProperty=email`);
    assert.deepEqual([byOldId.body.at('id'), byOldEmail.body.at('id')], ['171596044869', '171596044869']);
  });

  it('shows a write to search only after the index has caught up', async () => {
    await upsert(byEmail('late@acme.com'));
    const search = async () => {
      const filters = [{ propertyName: 'email', operator: 'EQ', value: 'late@acme.com' }];
      return (await call('POST', `${contacts}/search`, { filterGroups: [{ filters }] })).body.at('total');
    };
    assert.equal(await search(), 0);
    emulator.advance(2_000);
    assert.equal(await search(), 1);
  });
});
