import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { MappedFields, Mapping, Row } from '../../../server/contract/model/index.js';
import { startStage, until, type Stage } from '../harness.js';

const mappingPath = '/providers/salesforce/mapping';

describe('fields that the CRM changes under a mapping', () => {
  let stage: Stage;
  /** Of each test its own: refusals make the server read the fields again, once in five minutes. */
  let tenant = 'acme-0';
  before(async () => void (stage = await startStage()));
  after(() => stage.close());
  beforeEach(async () => {
    tenant = `acme-${Number(tenant.slice(5)) + 1}`;
    await stage.crm('salesforce').reset();
    await stage.crm('salesforce').patch({
      fields: {
        Lead: {
          add: [
            { name: 'Mobile__c', label: 'Mobile', type: 'phone' },
            {
              name: 'Tier__c',
              label: 'Tier',
              type: 'picklist',
              restrictedPicklist: true,
              picklistValues: tiers('Gold', 'Silver'),
            },
          ],
        },
      },
    });
    await stage.connect('salesforce', { tenant });
    await save([
      { id: 'mobile', target: 'Mobile__c', sources: [{ field: 'phone' }] },
      { id: 'tier', target: 'Tier__c', sources: [{ constant: 'Silver' }] },
    ]);
  });

  it('syncs the rest of a booking without a field that was deleted, and says so', async () => {
    await stage.crm('salesforce').patch({ fields: { Lead: { remove: ['Mobile__c'] } } });
    const sync = await book('gone');
    assert.deepEqual(omitted(sync), [['Mobile__c', 'field_gone']]);
    const [lead] = (await stage.crm('salesforce').records('Lead')).slice(-1);
    assert.equal(lead?.['LastName'], 'López');
  });

  it('syncs the rest of a booking without a choice that was removed, and says so', async () => {
    await stage.crm('salesforce').patch({
      fields: { Lead: { change: { Tier__c: { picklistValues: tiers('Gold') } } } },
    });
    const sync = await book('choice');
    assert.deepEqual(omitted(sync), [['Tier__c', 'option_unknown']]);
  });

  it('keeps what a field was until its row is edited, and names its successor in a check', async () => {
    await stage.crm('salesforce').patch({
      fields: {
        Lead: { remove: ['Mobile__c'], add: [{ name: 'Cell__c', label: 'Mobile', type: 'phone' }] },
      },
    });
    const { noted, missing, live } = await mapped('refresh=true');
    assert.equal(live, true);
    assert.equal(noted['Lead']?.fields['Mobile__c']?.label, 'Mobile');
    assert.equal(missing['Lead']?.['Mobile__c']?.state, 'not_seen');
    assert.deepEqual(await drifts(), [['mobile', 'renamed', 'use_field']]);

    await save([
      { id: 'mobile', target: 'Cell__c', sources: [{ field: 'phone' }] },
      { id: 'tier', target: 'Tier__c', sources: [{ constant: 'Silver' }] },
    ]);
    assert.deepEqual(await drifts(), []);
    assert.equal((await mapped()).noted['Lead']?.fields['Cell__c']?.label, 'Mobile');
  });

  it('tells of a new label until somebody takes it as it is', async () => {
    await stage.crm('salesforce').patch({ fields: { Lead: { change: { Mobile__c: { label: 'Cell' } } } } });
    await mapped('refresh=true');
    assert.deepEqual(await drifts(), [['mobile', 'relabelled', 'keep']]);
    const reply = await stage
      .api('admin', tenant)
      .post(`${mappingPath}/fields/accept`, { fields: [{ object: 'Lead', field: 'Mobile__c' }] });
    assert.equal(reply.status, 200);
    assert.deepEqual(await drifts(), []);
  });

  it('tells that a field became required, and that field-level security made one read-only', async () => {
    await stage.crm('salesforce').patch({
      fields: { Lead: { change: { Mobile__c: { nillable: false } } } },
      permissions: { fields: { 'Lead.Tier__c': 'read' } },
    });
    const { missing } = await mapped('refresh=true');
    assert.equal(missing['Lead']?.['Tier__c']?.state, 'read_only');
    assert.deepEqual(await drifts(), [
      ['mobile', 'newly_required', 'add_fallback'],
      ['tier', 'gone', 'remove'],
    ]);
    await stage.crm('salesforce').patch({ permissions: { fields: { 'Lead.Tier__c': null } } });
  });

  it('refuses a save that uses a field which has gone since the page was opened, at its row', async () => {
    await stage.crm('salesforce').patch({ fields: { Lead: { remove: ['Mobile__c'] } } });
    await mapped('refresh=true');
    const { status, body } = await put([
      { id: 'other', target: 'Website', sources: [{ field: 'website' }] },
      { id: 'mobile', target: 'Mobile__c', sources: [{ field: 'phone' }], write: 'if_empty' },
    ]);
    assert.equal(status, 422);
    assert.match(body.errors[0].pointer, /\/objects\/Lead\/rows\/\d+\/target$/);
    assert.equal(body.errors[0].code, 'unknown_target');
  });

  const mapped = async (query = ''): Promise<MappedFields> =>
    (await stage.api('admin', tenant).get(`${mappingPath}/fields?${query}`)).body;

  async function drifts() {
    const { body } = await stage.api('admin', tenant).post(`${mappingPath}/check`, {});
    const lead = body.objects.find((each: { object: string }) => each.object === 'Lead');
    return lead.drifts.map((each: { row: string; kind: string; repairs: { kind: string }[] }) => [
      each.row,
      each.kind,
      each.repairs[0]?.kind,
    ]);
  }

  async function put(rows: readonly (Partial<Row> & Pick<Row, 'id' | 'target'>)[]) {
    const live = await stage.api('admin', tenant).get(mappingPath);
    const mapping: Mapping = live.body;
    const lead = mapping.objects['Lead'];
    const core = (lead?.rows ?? []).filter(({ id }) => id.startsWith('core-'));
    const objects = { ...mapping.objects, Lead: { ...lead, rows: [...core, ...rows] } };
    return stage
      .api('admin', tenant)
      .put(mappingPath, { ...mapping, objects }, { 'if-match': live.headers.get('etag') ?? '' });
  }

  async function save(rows: Parameters<typeof put>[0]) {
    const { status, body } = await put(rows);
    assert.equal(status, 200, JSON.stringify(body));
  }

  async function book(id: string) {
    const contact = {
      email: `${id}@acme.com`,
      firstName: 'Ana',
      lastName: 'López',
      company: 'Acme',
      phone: '+34600118204',
    };
    const sent = await stage.api('service', tenant).post('/bookings', {
      ...{ eventId: `evt-${id}`, id, occurredAt: new Date().toISOString(), status: 'booked', contact },
      booking: {
        subject: 'Intro',
        start: '2026-12-01T15:00:00Z',
        end: '2026-12-01T15:30:00Z',
        timeZone: 'UTC',
      },
      answers: [],
      guests: [],
    });
    assert.equal(sent.status, 202, JSON.stringify(sent.body));
    const read = async () => (await stage.api('admin', tenant).get(`/bookings/${id}`)).body.syncs[0];
    await until(async () => (await read())?.state === 'synced');
    return read();
  }
});

function omitted(sync: { omitted: readonly { field: string; code: string }[] }) {
  return sync.omitted.map(({ field, code }) => [field, code]);
}

function tiers(...names: string[]) {
  return names.map((value) => ({ value, label: value, active: true, defaultValue: false, validFor: null }));
}
