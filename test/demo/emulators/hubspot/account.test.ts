import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { RunningEmulator, type Caller } from './running-emulator.js';

const contacts = '/crm/objects/2026-03/contacts';
const newer = '/crm/objects/2026-09/contacts';
const details = '/account-info/2026-03/details';
const hour = 3_600_000;

describe('a HubSpot account', () => {
  let emulator: RunningEmulator;
  let call: Caller;
  beforeEach(async () => {
    await emulator?.close();
    emulator = await RunningEmulator.start();
    call = await emulator.caller();
  });
  after(() => emulator.close());

  const change = async (patch: object) =>
    assert.equal((await emulator.control('PATCH', 'org', patch)).status, 200);
  const act = (object: string, key: string, action: object) =>
    emulator.control('PATCH', `records/${object}/${encodeURIComponent(key)}`, action);

  it('ends a private app’s day at midnight of its own time zone', async () => {
    await change({ tokenLifetimeSeconds: 999_999, limits: { daily: 2 } });
    call = await emulator.caller();
    const first = await call('GET', details);
    assert.equal(first.headers.get('x-hubspot-ratelimit-daily'), '2');
    assert.equal(first.headers.get('x-hubspot-ratelimit-daily-remaining'), '1');
    assert.equal((await call('GET', details)).status, 200);
    const refused = await call('GET', details);
    assert.deepEqual([refused.status, refused.body.at('policyName')], [429, 'DAILY']);
    assert.equal(refused.headers.get('x-hubspot-ratelimit-daily-remaining'), '0');
    // The clock says 09:00 UTC, 04:00 in New York: twenty hours to go, not fifteen.
    emulator.advance(19.9 * hour);
    assert.equal((await call('GET', details)).status, 429);
    emulator.advance(0.2 * hour);
    assert.equal((await call('GET', details)).status, 200);
  });

  it('has a day of 23 hours when the clocks go forward', async () => {
    // From 23 November 2026 to 14 March 2027, 00:30 in New York.
    emulator.advance(Date.parse('2027-03-14T05:30:00Z') - Date.parse('2026-11-23T09:00:00Z'));
    await change({ tokenLifetimeSeconds: 999_999, limits: { daily: 1 } });
    call = await emulator.caller();
    assert.equal((await call('GET', details)).body.at('utcOffset'), '-05:00');
    emulator.advance(22 * hour);
    assert.equal((await call('GET', details)).status, 429);
    emulator.advance(0.6 * hour);
    assert.equal((await call('GET', details)).body.at('utcOffset'), '-04:00');
  });

  it('names no daily limit to an OAuth app', async () => {
    assert.equal((await call('GET', details)).headers.get('x-hubspot-ratelimit-daily'), null);
  });

  it('tells only the scopes that are left, at introspection, refresh and use', async () => {
    const grant = await emulator.grant();
    const scopes = async (route: string, form: Record<string, string>) => {
      const body = new URLSearchParams({ client_id: 'demo', client_secret: 'demo-secret', ...form });
      return (await emulator.send('POST', `/oauth/2026-03/${route}`, body)).body.at('scopes');
    };
    const held = () => scopes('token/introspect', { token: String(grant.body.at('access_token')) });
    assert.ok(JSON.stringify(await held()).includes('crm.objects.owners.read'));
    await change({ permissions: { scopes: { 'crm.objects.owners.read': false } } });
    assert.ok(!JSON.stringify(await held()).includes('crm.objects.owners.read'));
    const refresh = { grant_type: 'refresh_token', refresh_token: String(grant.body.at('refresh_token')) };
    assert.ok(!JSON.stringify(await scopes('token', refresh)).includes('crm.objects.owners.read'));
    assert.equal((await call('GET', '/crm/owners/2026-03')).body.at('category'), 'MISSING_SCOPES');
  });

  it('asks for required and conditionally required properties under 2026-09, in batches too', async () => {
    const conditional = { contacts: [{ property: 'city', basedOn: 'country', values: ['Germany'] }] };
    await change({ rules: { required: { contacts: ['firstname'] }, conditional } });
    const properties = { email: 'a@acme.example', country: 'Germany' };
    const refused = await call('POST', newer, { properties });
    assert.deepEqual(
      [refused.status, refused.body.at('message'), refused.body.at('errors')],
      [
        400,
        'The property values provided are invalid',
        [
          {
            message: 'A value for firstname must be provided',
            code: 'MISSING_REQUIRED_PROPERTY',
            context: { propertyName: ['firstname'] },
          },
          {
            message: 'city is required because of a conditional property rule based on [country]',
            code: 'MISSING_CONDITIONAL_REQUIRED_PROPERTY',
            context: { propertyName: ['city'] },
          },
        ],
      ],
    );
    const input = { id: 'a@acme.example', idProperty: 'email', properties };
    const batch = await call('POST', `${newer}/batch/upsert`, { inputs: [input] });
    assert.equal(batch.body.at('errors', 0, 'code'), 'MISSING_REQUIRED_PROPERTY');
    assert.equal((await call('POST', contacts, { properties })).status, 201);
    const filled = { ...properties, email: 'b@acme.example', firstname: 'B', country: 'France' };
    assert.equal((await call('POST', newer, { properties: filled })).status, 201);
  });

  it('gives the trace id back with a single write', async () => {
    const body = { properties: { email: 't@acme.example' }, objectWriteTraceId: 'bk_1' };
    const made = await call('POST', contacts, body);
    assert.equal(made.body.at('objectWriteTraceId'), 'bk_1');
    const path = `${contacts}/${String(made.body.at('id'))}`;
    assert.equal((await call('PATCH', path, body)).body.at('objectWriteTraceId'), 'bk_1');
  });

  it('finds a merged contact by its old id and both addresses, with its meetings', async () => {
    const added = await emulator.control('POST', 'records/contacts', {
      records: [
        { email: 'new@acme.example' },
        { email: 'old@acme.example', hs_additional_emails: 'older@acme.example' },
      ],
    });
    const [kept, gone] = [String(added.body.at('ids', 0)), String(added.body.at('ids', 1))];
    const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 200 }];
    const associations = [{ to: { id: gone }, types }];
    await call('POST', '/crm/objects/2026-03/meetings', {
      properties: { hs_timestamp: '2026-12-01' },
      associations,
    });
    assert.equal((await act('contacts', 'old@acme.example', { mergeInto: kept })).status, 200);
    for (const key of [gone, 'old@acme.example?idProperty=email', 'older@acme.example?idProperty=email']) {
      const read = await call(
        'GET',
        `${contacts}/${key}${key.includes('?') ? '&' : '?'}associations=meetings`,
      );
      assert.equal(read.body.at('id'), kept, key);
      assert.ok(read.body.at('associations', 'meetings', 'results', 0, 'id'));
    }
    const read = await call('POST', `${contacts}/batch/read`, { inputs: [{ id: gone }], properties: [] });
    assert.deepEqual([read.status, read.body.at('results', 0, 'id')], [200, kept]);
  });

  it('lets somebody change or delete a record in the CRM', async () => {
    await act('contacts', 'ana@acme.com', { set: { email: 'ana@elsewhere.example' } });
    const by = (email: string) => call('GET', `${contacts}/${email}?idProperty=email`);
    assert.deepEqual(
      [(await by('ana@acme.com')).status, (await by('ana@elsewhere.example')).status],
      [404, 200],
    );
    await act('contacts', 'ana@elsewhere.example', { delete: true });
    assert.equal((await by('ana@elsewhere.example')).status, 404);
    for (const action of [{ convert: true }, { set: { nope: 'x' } }, {}])
      assert.equal((await act('contacts', 'bo.lindqvist@fjord.example', action)).status, 400);
  });

  it('checks a new property: name, type, group, options, doubles and how many are unique', async () => {
    const path = '/crm/properties/2026-03/meetings';
    const group = String((await call('GET', `${path}/hs_meeting_title`)).body.at('groupName'));
    const base = {
      name: 'booking_id',
      label: 'Booking',
      type: 'string',
      fieldType: 'text',
      groupName: group,
    };
    const create = async (changes: object) => (await call('POST', path, { ...base, ...changes })).status;
    assert.deepEqual(
      [
        await create({ name: 'Booking Id' }),
        await create({ fieldType: 'select' }),
        await create({ groupName: 'nowhere' }),
        await create({ type: 'enumeration', fieldType: 'select', options: [] }),
        await create({ hasUniqueValue: true }),
        await create({}),
      ],
      [400, 400, 400, 400, 201, 409],
    );
    for (let n = 0; n < 9; n += 1)
      assert.equal(await create({ name: `unique_${n}`, hasUniqueValue: true }), 201);
    assert.equal(await create({ name: 'unique_10', hasUniqueValue: true }), 400);
    const lacking = await emulator.caller('tidy', ['crm.objects.contacts.write']);
    assert.equal((await lacking('POST', path, base)).body.at('category'), 'MISSING_SCOPES');
  });
});
