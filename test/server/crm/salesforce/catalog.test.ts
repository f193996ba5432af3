import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CrmField } from '../../../../server/contract/model/index.js';
import { CrmError } from '../../../../server/crm/adapter.js';
import { startOrg, type EmulatedOrg } from './emulated-org.js';

describe('reading what a Salesforce org looks like', () => {
  let org: EmulatedOrg;
  before(async () => void (org = await startOrg()));
  after(() => org.close());

  async function fields(object: string, name: 'tidy' | 'awkward' = 'tidy'): Promise<Map<string, CrmField>> {
    const { client } = await org.connect(name);
    const reading = await org.adapter.catalog.fields(client, object, null, org.io.signal);
    assert.ok(!reading.unchanged);
    return new Map(reading.fields.map((field) => [field.name, field]));
  }

  const required = (found: Map<string, CrmField>) =>
    [...found.values()].filter((field) => field.required === 'always').map(({ name }) => name);

  it('knows what leads, contacts, events and cases require', async () => {
    assert.deepEqual(required(await fields('Lead')).sort(), ['Company', 'LastName']);
    assert.deepEqual(required(await fields('Contact')), ['LastName']);
    assert.deepEqual(required(await fields('Event')), []);
    assert.deepEqual(required(await fields('Case')), []);
  });

  it('leaves out compound, calculated and read-only fields, and the link to the person', async () => {
    const contact = await fields('Contact');
    for (const name of [
      'Id',
      'Name',
      'MailingAddress',
      'CreatedDate',
      'IsDeleted',
      'SystemModstamp',
      'PhotoUrl',
    ]) {
      assert.ok(!contact.has(name), name);
    }
    assert.equal(contact.get('MailingCity')?.group, 'Mailing Address');
    assert.ok(!(await fields('Event')).has('WhoId'));
    assert.ok(!(await fields('Case')).has('CaseNumber'));
  });

  it('gives each field its type, length and choices', async () => {
    const lead = await fields('Lead');
    const { type, crmType, maxLength } = lead.get('Company') ?? {};
    assert.deepEqual({ type, crmType, maxLength }, { type: 'text', crmType: 'string', maxLength: 255 });
    assert.equal(lead.get('Email')?.type, 'email');
    assert.equal(lead.get('NumberOfEmployees')?.type, 'number');
    assert.equal(lead.get('NumberOfEmployees')?.scale, 0);
    assert.equal(lead.get('LeadSource')?.type, 'enum');
    assert.ok(lead.get('LeadSource')?.options.some(({ value, active }) => value === 'Web' && active));
    const event = await fields('Event');
    assert.equal(event.get('Subject')?.type, 'text');
    assert.equal(event.get('StartDateTime')?.type, 'datetime');
    assert.equal(event.get('ShowAs')?.restricted, true);
  });

  it('copes with an awkward org of hundreds of fields', async () => {
    const contact = await fields('Contact', 'awkward');
    assert.ok(contact.size > 600, `${contact.size}`);
    assert.ok(!contact.has('HomePhone'), 'hidden by field-level security');
    assert.ok(!contact.has('Customer_Tier__c'), 'read-only by field-level security');
    const types = contact.get('RecordTypeId');
    assert.equal(types?.type, 'enum');
    assert.deepEqual(
      types?.options.map(({ label, active }) => `${label} ${active}`),
      ['Customer true', 'Partner true', 'Internal false'],
    );
    const source = contact.get('LeadSource');
    assert.ok(source?.options.some(({ value, active }) => value === 'Trade Show 2009' && !active));
    assert.match(source?.help ?? '', /record type/);
    assert.ok(required(contact).includes('LastName'));
  });

  it('tells which choices go with which value of the field that controls them, inactive ones counted', async () => {
    const market = (await fields('Contact', 'awkward')).get('Market__c');
    assert.equal(market?.controlledBy, 'Region__c');
    const allowing = (label: string) => market?.options.find((option) => option.label === label)?.validFor;
    assert.deepEqual(allowing('Mexico'), ['NA', 'LATAM']);
    assert.deepEqual(allowing('Germany'), ['EMEA']);
    const lead = await fields('Lead', 'awkward');
    assert.deepEqual(lead.get('Plan__c')?.options.find(({ value }) => value === 'Campus')?.validFor, [
      'Education',
    ]);
    assert.equal(lead.get('Segment__c')?.controlledBy, undefined);
  });

  it('tells which record types offer a choice, in calls of the catalog alone', async () => {
    const { client, calls } = await org.connect('awkward');
    const reading = await org.adapter.catalog.fields(client, 'Lead', null, org.io.signal);
    assert.ok(!reading.unchanged);
    const found = new Map(reading.fields.map((field) => [field.name, field]));
    const types = found.get('RecordTypeId')?.options ?? [];
    const source = found.get('LeadSource');
    assert.equal(source?.recordTypeField, 'RecordTypeId');
    const limited = source?.options.find(({ recordTypes }) => recordTypes);
    assert.ok(limited?.recordTypes?.every((id) => types.some(({ value }) => value === id)));
    assert.ok(source?.options.some(({ active, recordTypes }) => active && !recordTypes));
    assert.equal(found.get('Plan__c')?.recordTypeField, undefined);
    assert.ok(types.some(({ value }) => value === found.get('RecordTypeId')?.defaultValue));
    assert.equal(calls.length, 1 + types.filter(({ active }) => active).length);
  });

  it('does without what record types offer where Salesforce does not tell it', async () => {
    const { client } = await org.connect('awkward');
    await org.control('POST', '/faults?org=awkward', [
      { path: '/services/data/v67.0/ui-api', then: { status: 404 } },
    ]);
    const reading = await org.adapter.catalog.fields(client, 'Lead', null, org.io.signal);
    await org.control('POST', '/faults?org=awkward', []);
    assert.ok(!reading.unchanged && reading.etag !== null && reading.fields.length > 0);
  });

  it('knows that events take several people only where activities are shared, though no field says so', async () => {
    assert.ok(!(await fields('Event')).has('EventWhoIds'));
    await org.control('PATCH', '/org', { rules: { sharedActivities: true } });
    const people = (await fields('Event')).get('EventWhoIds');
    await org.control('PATCH', '/org', { rules: { sharedActivities: false } });
    assert.equal(people?.type, 'unsupported');
  });

  it('costs a short answer when nothing has changed', async () => {
    const { client, calls } = await org.connect();
    const first = await org.adapter.catalog.fields(client, 'Lead', null, org.io.signal);
    assert.ok(!first.unchanged && first.etag !== null);
    const second = await org.adapter.catalog.fields(client, 'Lead', first.etag, org.io.signal);
    assert.deepEqual(second, { unchanged: true });
    assert.deepEqual(
      calls.map(({ status }) => status),
      [200, 304],
    );
  });

  it('lists the objects in the order of the tabs, with what may be written', async () => {
    const { client } = await org.connect();
    await org.control('PATCH', '/org', {
      permissions: { objects: { Case: { read: false }, Lead: { create: false } } },
    });
    const objects = await org.adapter.catalog.objects(client, org.io.signal);
    await org.control('PATCH', '/org', { permissions: { objects: { Case: null, Lead: null } } });
    assert.deepEqual(
      objects.map(({ name, createable }) => `${name} ${createable}`),
      ['Contact true', 'Lead false', 'Event true', 'Case false'],
    );
  });

  it('finds no fields on an object that may not be seen, so that connecting still works', async () => {
    const { client } = await org.connect();
    await org.control('PATCH', '/org', { permissions: { objects: { Case: { read: false } } } });
    const reading = await org.adapter.catalog.fields(client, 'Case', null, org.io.signal);
    await org.control('PATCH', '/org', { permissions: { objects: { Case: null } } });
    assert.deepEqual(reading, { unchanged: false, etag: null, fields: [] });
  });

  it('lists the users who can own records, active first', async () => {
    const { client } = await org.connect();
    const users = await org.adapter.catalog.users(client, org.io.signal);
    assert.ok(users.some(({ email, active }) => email === 'sam@host.com' && active));
    assert.equal(users.at(-1)?.active, false);
  });

  it('tells the steps where a field can’t be created from here', async () => {
    const { client } = await org.connect();
    const creating = org.adapter.catalog.createField(
      client,
      'Lead',
      { label: 'Team size', type: 'enum' },
      org.io.signal,
    );
    await assert.rejects(
      creating,
      (error) =>
        error instanceof CrmError &&
        /Object Manager → Lead → Fields & Relationships → New: Picklist, label “Team size”/.test(
          error.fault.fix?.text ?? '',
        ),
    );
  });

  it('plans a field with the name, the type and the choices to enter in Setup', async () => {
    const { client } = await org.connect();
    const options = [
      { value: 's', label: 'Small' },
      { value: 'l', label: 'Large' },
    ];
    const plan = await org.adapter.catalog.planField(
      client,
      'Lead',
      { label: '3rd-party “Größe”', type: 'enum', options },
      org.io.signal,
    );
    assert.deepEqual([plan.name, plan.type, plan.missing], ['X3rd_party_Gro_e__c', 'Picklist', null]);
    assert.ok(plan.steps.some((step) => step.endsWith('Small, Large.')));
    assert.ok(plan.steps.some((step) => step.startsWith('Field-level security')));
    assert.match(plan.url, /ObjectManager\/Lead/);
  });

  it('starts each object with its core rows', async () => {
    const all = {
      Contact: [...(await fields('Contact')).values()],
      Lead: [...(await fields('Lead')).values()],
      Event: [...(await fields('Event')).values()],
      Case: [...(await fields('Case')).values()],
    };
    const objects = org.adapter.defaults.objects(all);
    const rows = (object: string) =>
      objects[object]?.rows.map(({ target, locked }) => target + (locked ? '!' : ''));
    assert.deepEqual(rows('Lead'), ['Email!', 'FirstName', 'LastName', 'Company']);
    assert.deepEqual(rows('Contact'), ['Email!', 'FirstName', 'LastName']);
    assert.deepEqual(rows('Event'), [
      ...['Subject!', 'StartDateTime!', 'EndDateTime!', 'Location', 'Description', 'WhoId!'],
    ]);
    assert.deepEqual(rows('Case'), ['Subject', 'Description', 'Origin', 'ContactId!']);
    assert.equal(objects['Case']?.enabled, false);
    assert.equal(objects['Lead']?.enabled, true);
  });
});

describe('checking permissions in Salesforce', () => {
  let org: EmulatedOrg;
  before(async () => void (org = await startOrg()));
  after(() => org.close());

  async function states(objects: Record<string, string[]> = {}) {
    const { client } = await org.connect();
    const checks = await org.adapter.doctor.check(client, { objects, customFields: [] }, org.io.signal);
    return checks.map(({ label, need, state }) => `${label}: ${need} ${state}`);
  }

  it('finds all granted for an administrator', async () => {
    assert.deepEqual(await states(), [
      'API Enabled: required granted',
      'Create, Read & Edit on Contacts: required granted',
      'Create, Read & Edit on Leads: required granted',
      'Create, Read & Edit on Events: required granted',
      'Modify All Data: recommended granted',
    ]);
  });

  it('names what is missing, with the mapped fields', async () => {
    await org.control('PATCH', '/org', {
      permissions: {
        modifyAllData: false,
        objects: { Lead: { create: false }, Case: { read: false } },
        fields: { 'Contact.Title': 'read' },
      },
    });
    const found = await states({
      Contact: ['Title', 'LastName'],
      Event: ['Subject', 'WhoId'],
      Case: ['Subject'],
    });
    await org.control('PATCH', '/org', {
      permissions: {
        modifyAllData: true,
        objects: { Lead: null, Case: null },
        fields: { 'Contact.Title': null },
      },
    });
    assert.deepEqual(
      found.filter((line) => !line.endsWith('granted')),
      [
        'Create, Read & Edit on Leads: required missing',
        'Create, Read & Edit on Cases: required missing',
        'Modify All Data: recommended missing',
        'Edit Access to the mapped fields of Contacts: required missing',
      ],
    );
  });

  it('tells by right what may be done with an object and with each mapped field', async () => {
    await org.control('PATCH', '/org', {
      permissions: {
        objects: { Lead: { edit: false }, Event: { read: false } },
        fields: { 'Lead.Industry': 'hidden', 'Lead.Title': 'read' },
      },
    });
    const { client } = await org.connect();
    const checks = await org.adapter.doctor.check(
      client,
      { objects: { Lead: ['LastName', 'Industry', 'Title'] }, customFields: [] },
      org.io.signal,
    );
    const findings = await Promise.all(
      ['Industry', 'title', 'LastName', 'Shoe size'].map((name) =>
        org.adapter.doctor.field(client, 'Lead', name, org.io.signal),
      ),
    );
    await org.control('PATCH', '/org', {
      permissions: {
        objects: { Lead: null, Event: null },
        fields: { 'Lead.Industry': null, 'Lead.Title': null },
      },
    });
    const lead = checks.find(({ id }) => id === 'lead_create_read_edit');
    assert.deepEqual(lead?.rights, { read: 'granted', create: 'granted', edit: 'missing' });
    assert.match(lead?.fix.text ?? '', /Object Settings → Leads, press Edit, tick Edit and save/);
    assert.equal(lead?.fix.url, `${client.uiUrl}/lightning/setup/PermSets/home`);
    const event = checks.find(({ object }) => object === 'Event');
    assert.deepEqual(event?.rights, { read: 'missing', create: 'missing', edit: 'missing' });
    const fields = checks.find(({ id }) => id === 'lead_fields');
    assert.equal(fields?.state, 'missing');
    assert.deepEqual(
      fields?.fields?.map(({ name, rights }) => `${name} ${rights.read} ${rights.create} ${rights.edit}`),
      [
        'LastName granted granted granted',
        'Industry missing missing missing',
        'Title granted missing missing',
      ],
    );
    assert.match(fields?.fix.text ?? '', /Choose Industry, Title, then Set Field-Level Security/);
    assert.deepEqual(
      findings.map(({ state, code }) => `${state} ${code}`),
      [
        'not_seen salesforce_field_not_seen',
        'read_only salesforce_field_locked',
        'mappable field_mappable',
        'not_seen salesforce_field_not_seen',
      ],
    );
    assert.match(findings[0]?.steps.join('\n') ?? '', /Set Field-Level Security/);
    assert.match(findings[0]?.url ?? '', /ObjectManager\/Lead\/FieldsAndRelationships/);
  });

  it('says unknown for what can’t be looked up without the API', async () => {
    await org.control('PATCH', '/org', { permissions: { apiEnabled: false } });
    const found = await states();
    await org.control('PATCH', '/org', { permissions: { apiEnabled: true } });
    assert.equal(found[0], 'API Enabled: required missing');
    assert.ok(found.slice(1).every((line) => line.endsWith('unknown')));
  });
});
