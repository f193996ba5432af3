import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { misfits } from './reply-models.js';
import { RunningEmulator, type Answer, type Caller } from './running-emulator.js';

const contacts = '/crm/objects/2026-03/contacts';
const meetings = '/crm/objects/2026-03/meetings';
const properties = '/crm/properties/2026-03/contacts';
const spec = { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 200 };

describe('raw HubSpot replies', () => {
  let emulator: RunningEmulator;
  let call: Caller;
  let contact = '';
  let meeting = '';

  before(async () => {
    emulator = await RunningEmulator.start();
    await emulator.control('PATCH', 'org', { searchLagMs: 0, limits: { tenSecondly: 1000 } });
    call = await emulator.caller();
    const created = await call('POST', contacts, { properties: { email: 'rae@acme.com' } });
    contact = String(created.body.at('id'));
    const links = [{ to: { id: contact }, types: [spec] }];
    const booked = await call('POST', meetings, {
      properties: { hs_timestamp: '2026-12-01' },
      associations: links,
    });
    meeting = String(booked.body.at('id'));
  });
  after(() => emulator.close());

  async function expect(status: number, model: string, answer: Promise<Answer>): Promise<Answer> {
    const { body, ...rest } = await answer;
    assert.equal(rest.status, status, rest.text);
    assert.deepEqual(misfits(model, body.raw), [], rest.text.slice(0, 500));
    assert.equal(rest.headers.get('content-type'), 'application/json;charset=utf-8');
    assert.doesNotMatch(rest.text, /\n/, 'compact JSON');
    return { body, ...rest };
  }

  it('fit the models for records', async () => {
    const row = (email: string, objectWriteTraceId: string) => ({
      properties: { email },
      objectWriteTraceId,
    });
    await expect(201, 'Object', call('POST', contacts, { properties: { email: 'one@acme.com' } }));
    await expect(200, 'Object', call('PATCH', `${contacts}/${contact}`, { properties: { phone: '1' } }));
    await expect(
      200,
      'Object',
      call('GET', `${meetings}/${meeting}?associations=contacts&properties=hs_meeting_body`),
    );
    await expect(200, 'Objects', call('GET', `${contacts}?limit=1`));
    await expect(
      201,
      'Batch',
      call('POST', `${contacts}/batch/create`, { inputs: [row('two@acme.com', 'a')] }),
    );
    const inputs = [row('two@acme.com', 'a'), row('three@acme.com', 'b')];
    await expect(207, 'Batch', call('POST', `${contacts}/batch/create`, { inputs }));
    const upsert = { inputs: [{ id: 'four@acme.com', idProperty: 'email', properties: {} }] };
    await expect(200, 'Upserts', call('POST', `${contacts}/batch/upsert`, upsert));
    await expect(
      207,
      'Batch',
      call('POST', `${contacts}/batch/update`, { inputs: [{ id: '9', properties: {} }] }),
    );
    await expect(
      207,
      'Batch',
      call('POST', `${contacts}/batch/read`, { inputs: [{ id: contact }, { id: '9' }] }),
    );
    await expect(200, 'Found', call('POST', `${contacts}/search`, { limit: 1 }));
  });

  it('fit the models for definitions', async () => {
    await expect(200, 'Properties', call('GET', properties));
    const room = {
      name: 'room',
      label: 'Room',
      type: 'string',
      fieldType: 'text',
      groupName: 'contactinformation',
    };
    await expect(201, 'Property', call('POST', properties, room));
    await expect(200, 'Property', call('PATCH', `${properties}/room`, { label: 'Favourite room' }));
    await expect(200, 'Groups', call('GET', `${properties}/groups`));
    await expect(201, 'Group', call('POST', `${properties}/groups`, { name: 'ours', label: 'Ours' }));
    await expect(200, 'Schema', call('GET', '/crm-object-schemas/2026-03/schemas/contacts'));
    await expect(200, 'RuleMaps', call('GET', '/crm/property-validations/2026-03/0-1'));
  });

  it('fit the models for associations, owners and the account', async () => {
    const path = `${meetings}/${meeting}/associations`;
    await expect(200, 'DefaultLinks', call('PUT', `${path}/default/contacts/${contact}`));
    await expect(201, 'Pair', call('PUT', `${path}/contacts/${contact}`, [spec]));
    await expect(200, 'Associated', call('GET', `${path}/contacts`));
    await expect(200, 'Owners', call('GET', '/crm/v3/owners'));
    await expect(200, 'Account', call('GET', '/account-info/2026-03/details'));
  });

  it('fit the models for tokens', async () => {
    const grant = await emulator.grant();
    const form = (more: Record<string, string>) =>
      new URLSearchParams({ client_id: 'demo', client_secret: 'demo-secret', ...more });
    const refresh_token = String(grant.body.at('refresh_token'));
    const token = String(grant.body.at('access_token'));
    const path = '/oauth/2026-03/token';
    await expect(
      200,
      'Token',
      emulator.send('POST', path, form({ grant_type: 'refresh_token', refresh_token })),
    );
    await expect(200, 'TokenInfo', emulator.send('POST', `${path}/introspect`, form({ token })));
    await expect(200, 'AccessTokenInfo', emulator.send('POST', `${path}/introspect`, form({ token })));
    await expect(
      200,
      'TokenInfo',
      emulator.send('POST', `${path}/introspect`, form({ token: refresh_token })),
    );
    await expect(
      400,
      'Error',
      emulator.send('POST', path, form({ grant_type: 'refresh_token', refresh_token: 'x' })),
    );
  });

  it('fit the error model and repeat the correlation id of the header', async () => {
    const reader = await emulator.caller('tidy', ['crm.objects.contacts.read']);
    const refusals: [number, Promise<Answer>][] = [
      [400, call('POST', contacts, { properties: { nope: '1' } })],
      [400, call('POST', contacts, '{"properties":')],
      [400, call('GET', '/crm/objects/2026-03/butterflies')],
      [401, emulator.send('GET', contacts)],
      [403, reader('POST', contacts, { properties: {} })],
      [404, call('GET', `${contacts}/99`)],
      [404, call('GET', `${properties}/nope`)],
      [409, call('POST', contacts, { properties: { email: 'rae@acme.com' } })],
    ];
    for (const [status, answer] of refusals) {
      const { body, headers } = await expect(status, 'Error', answer);
      assert.equal(body.at('correlationId'), headers.get('x-hubspot-correlation-id'));
    }
  });
});
