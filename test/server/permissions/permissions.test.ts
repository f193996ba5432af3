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
