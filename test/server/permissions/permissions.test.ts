import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startEmulators, type Emulators } from '../../../demo/emulators/index.js';
import { mappedUse } from '../../../server/permissions/mapped-use.js';
import { startStage, until, type Stage } from '../harness.js';

describe('permissions', () => {
  let emulators: Emulators;
  let stage: Stage;
  before(async () => {
    emulators = await startEmulators();
  });
  beforeEach(async () => {
    await stage?.close();
    stage = await startStage({ emulators });
    await stage.crm('salesforce').reset();
  });
  after(async () => {
    await stage.close();
    await emulators.close();
  });

  for (const provider of ['hubspot', 'salesforce'] as const) {
    it(`are looked up once for ${provider}, and again when asked`, async () => {
      await stage.connect(provider);
      const path = `/connections/${provider}/permissions`;
      const first = await stage.api('member').get(path);
      assert.equal(first.status, 200);
      assert.ok(first.body.checks.length > 2);
      for (const check of first.body.checks) {
        assert.ok(['granted', 'missing', 'unknown'].includes(check.state));
        assert.ok(check.why && check.fix.text);
      }
      const calls = async () => (await stage.crm(provider).calls()).total;
      const before = await calls();
      assert.deepEqual((await stage.api().get(path)).body, first.body);
      assert.equal(await calls(), before);
      await stage.api().get(`${path}?refresh=true`);
      if (provider === 'salesforce') assert.ok((await calls()) > before);
    });
  }

  it('are looked up anew once a write was refused for want of one', async () => {
    await stage.connect('salesforce');
    const lead = async () => {
      const { checks } = (await stage.api().get('/connections/salesforce/permissions')).body;
      return checks.find((check: { object?: string }) => check.object === 'Lead').state;
    };
    assert.equal(await lead(), 'granted');
    await stage.crm('salesforce').patch({ permissions: { objects: { Lead: { create: false } } } });
    assert.equal(await lead(), 'granted', 'nothing has told us otherwise yet');
    await stage.api('service').post('/bookings', {
      eventId: 'e1',
      id: 'b1',
      occurredAt: new Date().toISOString(),
      status: 'booked',
      contact: { email: 'ana@acme.com', lastName: 'López', company: 'Acme' },
      booking: { subject: 'Call', start: '2026-12-01T15:00:00Z', end: '2026-12-01T15:30:00Z' },
    });
    const fault = async () => (await stage.api().get('/bookings/b1')).body.syncs[0].fault;
    await until(async () => (await fault()) !== null);
    assert.equal((await fault()).class, 'permission');
    await until(async () => (await lead()) === 'missing');
  });

  const book = (id: string, occurredAt = new Date()) =>
    stage.api('service').post('/bookings', {
      eventId: `e-${id}-${occurredAt.getTime()}`,
      id,
      occurredAt: occurredAt.toISOString(),
      status: 'booked',
      contact: { email: `${id}@acme.com`, lastName: 'López', company: 'Acme' },
      booking: { subject: 'Call', start: '2026-12-01T15:00:00Z', end: '2026-12-01T15:30:00Z' },
    });
  const contacts = async (refresh = false) => {
    const path = `/connections/hubspot/permissions${refresh ? '?refresh=true' : ''}`;
    const { checks } = (await stage.api().get(path)).body;
    return checks.find(({ id }: { id: string }) => id === 'contacts_read_write');
  };
  const stateOf = async (id: string) => (await stage.api().get(`/bookings/${id}`)).body.syncs[0].state;

  it('are proved by a write that went through, with its time', async () => {
    await stage.connect('hubspot');
    assert.equal((await contacts()).seen, undefined);
    await book('b1');
    await until(async () => (await stateOf('b1')) === 'synced');
    const { state, seen } = await contacts();
    assert.equal(state, 'granted');
    assert.deepEqual([seen[0].right, seen[0].by], ['create', 'write']);
    assert.ok(Date.parse(seen[0].at) > 0);
  });

  it('show a scope as missing once HubSpot took it back, and as granted once it is there again', async () => {
    await stage.connect('hubspot');
    assert.equal((await contacts()).state, 'granted');
    await stage.crm('hubspot').patch({ permissions: { scopes: { 'crm.objects.contacts.write': false } } });
    try {
      assert.equal((await contacts()).state, 'granted', 'nobody has asked HubSpot yet');
      const { state, rights } = await contacts(true);
      assert.equal(state, 'missing');
      assert.deepEqual(rights, { read: 'granted', create: 'missing', edit: 'missing' });
      await book('b2');
      await until(async () => (await contacts()).seen?.[0].by === 'refusal');
    } finally {
      await stage.crm('hubspot').patch({ permissions: { scopes: { 'crm.objects.contacts.write': true } } });
    }
    assert.equal((await contacts(true)).state, 'granted');
    await until(async () => (await stateOf('b2')) === 'synced');
    assert.equal((await contacts()).seen[0].by, 'write');
  });

  it('are looked up by themselves when a write was refused, before anybody asks', async () => {
    await stage.connect('salesforce');
    await stage.api().get('/connections/salesforce/permissions');
    await stage.crm('salesforce').patch({ permissions: { objects: { Lead: { create: false } } } });
    const calls = async () =>
      Object.entries<number>((await stage.crm('salesforce').calls()).byRoute)
        .filter(([route]) => route.includes('query'))
        .reduce((sum, [, count]) => sum + count, 0);
    const before = await calls();
    await book('b3');
    await until(async () => (await stateOf('b3')) === 'attention');
    await until(async () => (await calls()) > before);
  });

  it('say why a field can’t be mapped', async () => {
    await stage.connect('salesforce');
    await stage.crm('salesforce').patch({ permissions: { fields: { 'Lead.Industry': 'hidden' } } });
    const path = '/connections/salesforce/permissions/field';
    const found = await stage.api('member').get(`${path}?object=Lead&name=Industry`);
    assert.equal(found.status, 200);
    assert.equal(found.body.state, 'not_seen');
    assert.ok(found.body.steps.length > 2);
    assert.equal((await stage.api().get(`${path}?object=Pizza&name=Industry`)).body.code, 'unknown_object');
    assert.equal((await stage.api().get(`${path}?object=Lead&name=%20`)).status, 422);
  });

  it('are told before anything is connected', async () => {
    const { providers } = (await stage.api('member').get('/providers')).body;
    for (const { permissions, connection } of providers) {
      assert.equal(connection, null);
      assert.ok(permissions.length > 2);
    }
    assert.equal((await stage.api().get('/connections/hubspot/permissions')).body.code, 'not_connected');
  });
});

describe('what a mapping uses', () => {
  it('is what its enabled objects write to', () => {
    const row = (target: string) => ({
      id: target,
      target,
      locked: false,
      sources: [],
      fallback: null,
      write: 'always' as const,
      truncate: false,
      onInvalid: 'hold' as const,
    });
    const object = (enabled: boolean, ...targets: string[]) => ({
      enabled,
      createOn: [],
      required: [],
      rows: targets.map(row),
    });
    const field = (name: string, custom: boolean) => ({
      name,
      label: name,
      type: 'text' as const,
      crmType: 'string',
      custom,
      group: null,
      required: null,
      createable: true,
      updateable: true,
      options: [],
      restricted: false,
      maxLength: null,
      precision: null,
      scale: null,
      help: null,
    });
    const use = mappedUse(
      {
        version: 1,
        match: { phone: false, duplicates: 'use_match' },
        owner: { from: 'host_email', fallback: null },
        guests: 'ignore',
        objects: { Lead: object(true, 'LastName', 'Size__c'), Case: object(false, 'Subject') },
      },
      { Lead: [field('LastName', false), field('Size__c', true)], Case: [field('Subject', false)] },
    );
    assert.deepEqual(use, { objects: { Lead: ['LastName', 'Size__c'] }, customFields: ['Size__c'] });
  });

  it('is nothing without a mapping', () => {
    assert.deepEqual(mappedUse(null, {}), { objects: {}, customFields: [] });
  });
});
