import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { RunningEmulator, type Caller } from './running-emulator.js';

const contacts = '/crm/objects/2026-03/contacts';
const meetings = '/crm/objects/2026-03/meetings';

describe('a HubSpot write', () => {
  let emulator: RunningEmulator;
  let call: Caller;

  before(async () => {
    emulator = await RunningEmulator.start();
    await emulator.control('PATCH', 'org?org=awkward', { limits: { tenSecondly: 1000 } });
    call = await emulator.caller('awkward');
  });
  after(() => emulator.close());

  const refused: [property: string, value: string, code: string][] = [
    ['nope', '1', 'PROPERTY_DOESNT_EXIST'],
    ['email', 'test222', 'INVALID_EMAIL'],
    ['region', 'Emea', 'INVALID_OPTION'],
    ['interests', 'events;nope', 'INVALID_OPTION'],
    ['vip', 'yes', 'INVALID_OPTION'],
    ['consent_given', 'yes', 'INVALID_OPTION'],
    ['budget', '1,000', 'INVALID_INTEGER'],
    ['contract_start', 'tomorrow', 'INVALID_LONG'],
    ['contract_start', '2026-02-31', 'INVALID_LONG'],
    ['contract_start', '2026-02-03T10:00:00Z', 'INVALID_DATE'],
    ['last_audit_at', 'noon', 'INVALID_LONG'],
    ['hs_object_id', '7', 'READ_ONLY_VALUE'],
    ['hubspot_owner_id', '1', 'INVALID_OWNER_ID'],
    ['notes_long', 'x'.repeat(65_537), 'PROPERTY_VALUE_TOO_LONG'],
  ];
  for (const [property, value, code] of refused) {
    it(`is refused with ${code} for ${property} = ${value.slice(0, 20)}`, async () => {
      const { status, body } = await call('POST', contacts, {
        properties: { firstname: 'A', [property]: value },
      });
      assert.deepEqual([status, body.at('errors', 0, 'code')], [400, code]);
      assert.deepEqual(body.at('errors', 0, 'context', 'propertyName'), [property]);
    });
  }

  const stored: [property: string, value: string, comesBack: string][] = [
    ['region', 'emea', 'emea'],
    ['interests', 'events;training', 'events;training'],
    ['consent_given', 'true', 'true'],
    ['budget', '1234.5', '1234.5'],
    ['contract_start', '2026-02-03', '2026-02-03'],
    ['contract_start', '1770076800000', '2026-02-03'],
    ['last_audit_at', '2026-10-05T15:00:00+02:00', '2026-10-05T13:00:00Z'],
    ['email', 'MiXed@Case.com', 'mixed@case.com'],
  ];
  for (const [property, value, comesBack] of stored) {
    it(`stores ${property} = ${value} as ${comesBack}`, async () => {
      const { status, body } = await call('POST', contacts, {
        properties: { firstname: 'A', [property]: value },
      });
      assert.deepEqual([status, body.at('properties', property)], [201, comesBack]);
    });
  }

  it('is refused when a value is not a string', async () => {
    for (const value of [1, true, null, ['a']]) {
      assert.equal((await call('POST', contacts, { properties: { firstname: value } })).status, 400);
    }
  });

  it('stores nothing when one of its properties is bad', async () => {
    const before = await emulator.control('GET', 'records/contacts?org=awkward');
    await call('POST', contacts, { properties: { email: 'half@acme.com', nope: '1' } });
    const after = await emulator.control('GET', 'records/contacts?org=awkward');
    assert.deepEqual(after.body.raw, before.body.raw);
  });

  it('adds to a multiple choice with a leading semicolon and clears with an empty value', async () => {
    const { body } = await call('POST', contacts, { properties: { firstname: 'A', interests: 'events' } });
    const path = `${contacts}/${String(body.at('id'))}`;
    const added = await call('PATCH', path, { properties: { interests: ';training' } });
    assert.equal(added.body.at('properties', 'interests'), 'events;training');
    const cleared = await call('PATCH', path, { properties: { interests: '' } });
    assert.equal(cleared.body.at('properties', 'interests'), null);
  });

  it('moves the lifecycle stage forward only, unless it was cleared', async () => {
    const { body } = await call('POST', contacts, {
      properties: { firstname: 'A', lifecyclestage: 'customer' },
    });
    const path = `${contacts}/${String(body.at('id'))}`;
    const set = async (lifecyclestage: string) => {
      const { body } = await call('PATCH', path, { properties: { lifecyclestage } });
      return body.at('properties', 'lifecyclestage');
    };
    assert.deepEqual([await set('lead'), await set(''), await set('lead')], ['customer', null, 'lead']);
  });

  it('gives a meeting its date from the start time and refuses one with neither', async () => {
    const start = '2026-12-01T15:00:00Z';
    const { body } = await call('POST', meetings, { properties: { hs_meeting_start_time: start } });
    assert.equal(body.at('properties', 'hs_timestamp'), start);
    const without = await call('POST', meetings, { properties: { hs_meeting_title: 'Intro' } });
    assert.deepEqual([without.status, without.body.at('context', 'properties')], [400, ['hs_timestamp']]);
  });

  it('asks for required properties under 2026-09 only', async () => {
    const properties = { email: 'strict@acme.com' };
    const strict = await call('POST', '/crm/objects/2026-09/contacts', { properties });
    assert.equal(strict.body.at('errors', 0, 'code'), 'MISSING_REQUIRED_PROPERTY');
    assert.equal(strict.body.at('errors', 0, 'message'), 'A value for firstname must be provided');
    assert.equal((await call('POST', contacts, { properties })).status, 201);
  });

  it('keeps to the validation rules of the account', async () => {
    const rules = {
      validations: { contacts: { phone_2: [{ ruleType: 'MAX_LENGTH', ruleArguments: ['3'] }] } },
    };
    await emulator.control('PATCH', 'org?org=awkward', { rules });
    const { body } = await call('POST', contacts, { properties: { firstname: 'A', phone_2: '1234' } });
    assert.equal(body.at('errors', 0, 'code'), 'MAX_LENGTH');
  });

  it('refuses associations to records that are not there, and types of the wrong direction', async () => {
    const book = (id: string, associationTypeId: number) =>
      call('POST', meetings, {
        properties: { hs_timestamp: '2026-12-01' },
        associations: [
          { to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }] },
        ],
      });
    const missing = await book('838442890479', 200);
    assert.deepEqual(missing.body.at('context', 'INVALID_OBJECT_IDS'), ['CONTACT=838442890479 is not valid']);
    assert.equal((await book('838442890479', 199)).status, 400);
  });
});
