import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CrmError } from '../../../../server/crm/adapter.js';
import type { CrmField } from '../../../../server/contract/model/index.js';
import { openDesk } from './arrange.js';

const desk = await openDesk();
const { catalog, defaults, doctor } = desk.adapter;

describe('HubSpot’s properties', () => {
  it('are there with type, group, options and what is required', async () => {
    const contacts = await fieldsOf('contacts');
    const meetings = await fieldsOf('meetings');

    assert.equal(named(contacts, 'email').type, 'email');
    assert.equal(named(contacts, 'email').required, 'always');
    assert.equal(named(contacts, 'phone').type, 'phone');
    assert.equal(named(contacts, 'firstname').group, 'Contact information');
    assert.equal(named(contacts, 'hubspot_owner_id').type, 'enum');
    assert.ok(named(contacts, 'hubspot_owner_id').options.length > 0);
    assert.equal(named(meetings, 'hs_meeting_start_time').type, 'datetime');
    assert.equal(named(meetings, 'hs_timestamp').required, 'always');
    assert.ok(named(meetings, 'hs_meeting_outcome').options.some(({ value }) => value === 'CANCELED'));
  });

  it('leave out what is read-only, hidden or calculated', async () => {
    const names = (await fieldsOf('contacts')).map(({ name }) => name);
    for (const name of ['hs_object_id', 'createdate', 'lastmodifieddate'])
      assert.ok(!names.includes(name), name);
  });

  it('come in one call each for properties, groups and schema, however many there are', async () => {
    await desk.reset('awkward');
    const fields = await fieldsOf('contacts', 'awkward');
    assert.ok(fields.length > 300, `${fields.length} fields`);
    const { byRoute } = await desk.calls('awkward');
    const reads = Object.entries(byRoute).filter(([route]) => !route.includes('owners'));
    assert.deepEqual(
      reads.map(([, count]) => count),
      [1, 1, 1],
    );
  });

  it('can be created from a label', async () => {
    const client = await desk.client();
    const options = [
      { value: 's', label: 'Small' },
      { value: 'l', label: 'Large' },
    ];
    const made = await catalog.createField(
      client,
      'contacts',
      { label: 'Größe (Team)', type: 'enum', options },
      desk.signal,
    );
    assert.match(made.name, /^[a-z][a-z0-9_]*$/);
    assert.equal(made.type, 'enum');
    assert.equal(made.custom, true);
    assert.deepEqual(
      named(await fieldsOf('contacts'), made.name).options.map(({ value }) => value),
      ['s', 'l'],
    );
    await assert.rejects(
      catalog.createField(client, 'contacts', { label: 'Größe (Team)', type: 'text' }, desk.signal),
      isFault('already_exists'),
    );
  });

  it('can be created on meetings, of every type', async () => {
    const client = await desk.client();
    const types = [
      'text',
      'multiline',
      'email',
      'phone',
      'url',
      'number',
      'boolean',
      'date',
      'datetime',
    ] as const;
    for (const type of types) {
      const made = await catalog.createField(
        client,
        'meetings',
        { label: `Made ${type}`, type },
        desk.signal,
      );
      assert.equal(made.custom, true, type);
    }
  });

  it('are not created without the scope for it', async () => {
    const client = await desk.client({
      scopes: ['oauth', 'crm.objects.contacts.read', 'crm.schemas.contacts.read'],
    });
    await assert.rejects(
      catalog.createField(client, 'contacts', { label: 'Team', type: 'text' }, desk.signal),
      isFault('scope_missing'),
    );
  });

  it('give version 1 of a mapping its core rows', async () => {
    const fields = { contacts: await fieldsOf('contacts'), meetings: await fieldsOf('meetings') };
    const { contacts, meetings } = defaults.objects(fields);
    assert.deepEqual(
      contacts?.rows.map(({ target, locked }) => [target, locked]),
      [
        ['email', true],
        ['firstname', false],
        ['lastname', false],
      ],
    );
    assert.deepEqual(
      meetings?.rows.filter(({ locked }) => locked).map(({ target }) => target),
      [
        'hs_meeting_title',
        'hs_meeting_start_time',
        'hs_meeting_end_time',
        'hs_timestamp',
        'associations.contacts',
      ],
    );
  });
});

describe('HubSpot’s permissions', () => {
  const use = {
    objects: { contacts: ['email'], meetings: ['hs_meeting_title', 'associations.contacts'] },
    customFields: [],
  };

  it('are granted as far as HubSpot tells', async () => {
    const checks = await doctor.check(await desk.client(), use, desk.signal);
    assert.deepEqual(Object.fromEntries(checks.map(({ id, state }) => [id, state])), {
      app_marketplace_access: 'granted',
      contacts_read_write: 'granted',
      meetings_read_write: 'granted',
      edit_property_settings: 'granted',
      manage_integrations: 'unknown',
      contacts_properties: 'granted',
      meetings_properties: 'granted',
    });
  });

  it('are missing when the account took them back after connecting', async () => {
    const client = await desk.client();
    await desk.patchOrg({ permissions: { scopes: { 'crm.objects.contacts.read': false } } });
    const checks = await doctor.check(client, { objects: {}, customFields: [] }, desk.signal);
    await desk.patchOrg({ permissions: { scopes: { 'crm.objects.contacts.read': true } } });
    assert.equal(checks.find(({ id }) => id === 'contacts_read_write')?.state, 'missing');
  });

  it('say that hosts can’t be made owners without the scope for it', async () => {
    const client = await desk.client({
      scopes: ['oauth', 'crm.objects.contacts.read', 'crm.objects.contacts.write'],
    });
    const checks = await doctor.check(client, { objects: {}, customFields: [] }, desk.signal);
    const states = Object.fromEntries(checks.map(({ id, state }) => [id, state]));
    assert.equal(states['owners_read'], 'missing');
    assert.equal(states['edit_property_settings'], 'missing');
    assert.equal(states['contacts_read_write'], 'granted');
  });

  it('name the mapped properties that can’t be written', async () => {
    const objects = { contacts: ['email', 'gone_property', 'createdate'] };
    const checks = await doctor.check(await desk.client(), { objects, customFields: [] }, desk.signal);
    const check = checks.find(({ id }) => id === 'contacts_properties');
    assert.equal(check?.state, 'missing');
    assert.match(check?.fix.text ?? '', /gone_property, Create Date/i);
  });
});

describe('HubSpot’s owners', () => {
  it('are listed with their e-mails', async () => {
    const users = await catalog.users(await desk.client(), desk.signal);
    assert.ok(users.length > 0);
    assert.ok(users.every(({ email }) => email.includes('@')));
  });
});

async function fieldsOf(object: string, org: 'tidy' | 'awkward' = 'tidy'): Promise<readonly CrmField[]> {
  const reading = await catalog.fields(await desk.client({ org }), object, null, desk.signal);
  assert.ok(!reading.unchanged);
  return reading.fields;
}

function named(fields: readonly CrmField[], name: string): CrmField {
  const field = fields.find((one) => one.name === name);
  assert.ok(field, `${name} is missing`);
  return field;
}

function isFault(code: string) {
  return (error: unknown) => error instanceof CrmError && error.fault.code === code;
}
