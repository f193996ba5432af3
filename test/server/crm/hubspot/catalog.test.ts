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

  it('say beforehand what a property would be called, where it can go, and what is missing to make it', async () => {
    const field = { label: 'Größe (Team)', type: 'enum' } as const;
    const plan = await catalog.planField(await desk.client(), 'contacts', field, desk.signal);
    assert.deepEqual(
      [plan.name, plan.type, plan.missing, plan.steps],
      ['gro_e_team', 'Dropdown select', null, []],
    );
    assert.ok(plan.groups.some(({ name }) => name === 'contactinformation'));
    const without = await desk.client({
      scopes: ['oauth', 'crm.objects.contacts.read', 'crm.schemas.contacts.read'],
    });
    const { missing } = await catalog.planField(without, 'contacts', field, desk.signal);
    assert.equal(missing?.label, 'Edit Property Settings');
    assert.match(missing.steps.join(' '), /turn on Edit Property Settings/);
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
    assert.equal(states['edit_property_settings'], undefined, 'no custom property is mapped');
    assert.equal(states['contacts_read_write'], 'granted');
  });

  it('tell what may be done with an object, by right', async () => {
    const client = await desk.client({
      scopes: ['oauth', 'crm.objects.contacts.read', 'crm.schemas.contacts.read'],
    });
    const checks = await doctor.check(client, { objects: {}, customFields: [] }, desk.signal);
    const meetings = checks.find(({ object }) => object === 'meetings');
    assert.equal(meetings?.state, 'missing');
    assert.deepEqual(meetings?.rights, { read: 'granted', create: 'missing', edit: 'missing' });
    assert.match(meetings?.fix.text ?? '', /Settings → Users & Teams/);
    assert.match(meetings?.fix.url ?? '', new RegExp(`/settings/${client.accountId}/users$`));
  });

  it('include Edit Property Settings only when it matters', async () => {
    const client = await desk.client({ scopes: ['oauth', 'crm.objects.contacts.read'] });
    const mapped = { objects: { contacts: ['score__c'] }, customFields: ['score__c'] };
    const checks = await doctor.check(client, mapped, desk.signal);
    const found = checks.find(({ id }) => id === 'edit_property_settings');
    assert.deepEqual([found?.need, found?.state], ['recommended', 'missing']);
  });

  it('say why a property is not on the list', async () => {
    const client = await desk.client();
    const ask = (name: string) => doctor.field(client, 'contacts', name, desk.signal);
    const found = await ask('First Name');
    assert.deepEqual([found.state, found.label], ['mappable', 'First Name']);
    assert.equal((await ask('createdate')).state, 'read_only');
    const gone = await ask('Shoe size');
    assert.equal(gone.state, 'not_seen');
    assert.match(gone.why, /no property “Shoe size” of Contacts/);
    assert.match(gone.steps.join(' '), /Settings → Properties.*search for “Shoe size”/);
    assert.match(gone.url, new RegExp(`/property-settings/${client.accountId}/properties$`));
  });

  it('name the mapped properties that can’t be written', async () => {
    const objects = { contacts: ['email', 'gone_property', 'createdate'] };
    const checks = await doctor.check(await desk.client(), { objects, customFields: [] }, desk.signal);
    const check = checks.find(({ id }) => id === 'contacts_properties');
    assert.equal(check?.state, 'missing');
    assert.match(check?.fix.text ?? '', /gone_property/);
    assert.match(check?.fix.text ?? '', /no app write Create Date/i);
    assert.deepEqual(
      check?.fields?.map(({ name, rights }) => `${name} ${rights.read} ${rights.edit}`),
      ['email granted granted', 'gone_property missing missing', 'createdate granted missing'],
    );
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
