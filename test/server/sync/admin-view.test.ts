import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startEmulators, type Emulators } from '../../../demo/emulators/index.js';
import { startStage, until, type Stage } from '../harness.js';

const hour = 3_600_000;
const at = (hours: number) => new Date(Date.now() + hours * hour).toISOString();

function booking(id: string, contact: object = {}) {
  return {
    eventId: `evt-${id}-${at(0)}`,
    id,
    occurredAt: at(-1),
    status: 'booked',
    contact: {
      email: `${id}@acme.example`,
      firstName: 'Ana',
      lastName: 'López',
      company: 'Acme',
      ...contact,
    },
    booking: { subject: 'Intro call', start: at(48), end: at(49) },
  };
}

describe('what an admin sees of bookings that are not synced', () => {
  let emulators: Emulators;
  let stage: Stage;
  before(async () => void (emulators = await startEmulators()));
  beforeEach(async () => {
    await stage?.close();
    stage = await startStage({ emulators });
    for (const provider of ['hubspot', 'salesforce'] as const) await stage.crm(provider).reset();
  });
  after(async () => {
    await stage.close();
    await emulators.close();
  });

  const book = (...bookings: object[]) => stage.api('service').post('/bookings', bookings);
  const sync = async (id: string, provider: string) =>
    (await stage.api('member').get(`/bookings/${id}`)).body.syncs.find(
      (one: { provider: string }) => one.provider === provider,
    );
  const standing = (id: string, provider: string, state: string) =>
    until(async () => (await sync(id, provider)).state === state);
  const causes = async () => (await stage.api('member').get('/activity/causes')).body.causes;

  it('one broken CRM slows nobody down, and says what is wrong, since when and what comes next', async () => {
    await stage.connect('hubspot');
    await stage.connect('salesforce');
    await stage.crm('hubspot').faults([{ then: { status: 503 } }]);
    await book(booking('b1'), booking('b2'));
    await standing('b1', 'salesforce', 'synced');
    await until(async () => (await sync('b1', 'hubspot')).fault !== null);
    const { state, fault, nextAttemptAt } = await sync('b1', 'hubspot');
    assert.deepEqual([state, fault.code], ['pending', 'crm_unavailable']);
    assert.equal(fault.sentence, 'HubSpot is not available right now (503).');
    assert.equal(fault.fix.text, 'It is tried again by itself.');
    assert.ok(Date.parse(fault.since) <= Date.now() && Date.parse(nextAttemptAt) > Date.parse(fault.since));
    const [cause, ...others] = await causes();
    assert.deepEqual(
      [cause.provider, cause.count, cause.fault.code, others],
      ['hubspot', 2, 'crm_unavailable', []],
    );
    await stage.crm('hubspot').faults([]);
    await stage.api().post('/activity/retry', { provider: 'hubspot', cause: cause.cause });
    for (const each of ['b1', 'b2']) await standing(each, 'hubspot', 'synced');
    assert.deepEqual(await causes(), []);
  });

  it('a field that turned out to be required is shown in the mapper, and mending its row writes the booking', async () => {
    await stage.connect('salesforce');
    const message = 'Required fields are missing: [Industry]';
    const rowError = { rowError: 'REQUIRED_FIELD_MISSING', message, fields: ['Industry'] };
    await stage.crm('salesforce').faults([{ object: 'Lead', then: rowError }]);
    await book(booking('b1'));
    await standing('b1', 'salesforce', 'attention');
    const { fault } = await sync('b1', 'salesforce');
    assert.deepEqual([fault.code, fault.field], ['required_missing', 'Industry']);
    const [cause] = await causes();
    assert.deepEqual(cause.row, { object: 'Lead', field: 'Industry' });
    const industry = async () => {
      const { fields } = (await stage.api('member').get('/providers/salesforce/objects/Lead/fields')).body;
      return fields.find(({ name }: { name: string }) => name === 'Industry');
    };
    await until(async () => (await industry()).required === 'learned');
    const [option] = (await industry()).options;

    await stage.crm('salesforce').faults([]);
    const path = '/providers/salesforce/mapping';
    const { body: mapping, headers } = await stage.api('member').get(path);
    mapping.objects.Lead.rows.push({
      id: 'industry',
      target: 'Industry',
      fallback: { value: option.value },
    });
    const saved = await stage.api().put(path, mapping, { 'if-match': headers.get('etag') ?? '' });
    assert.equal(saved.status, 200, JSON.stringify(saved.body));
    await standing('b1', 'salesforce', 'synced');
  });

  it('a permission that is there again is noticed by looking at the permissions', async () => {
    await stage.connect('salesforce');
    await stage.crm('salesforce').patch({ permissions: { objects: { Lead: { create: false } } } });
    await book(booking('b1'), booking('b2'));
    await standing('b2', 'salesforce', 'attention');
    const { fault, nextAttemptAt } = await sync('b1', 'salesforce');
    assert.equal(fault.class, 'permission');
    const wait = Date.parse(nextAttemptAt) - Date.now();
    assert.ok(wait > 0.9 * hour && wait <= hour, `${wait} ms`);
    await stage.crm('salesforce').patch({ permissions: { objects: { Lead: { create: true } } } });
    await stage.api().get('/connections/salesforce/permissions?refresh=true');
    await standing('b1', 'salesforce', 'synced');
    await standing('b2', 'salesforce', 'synced');
  });

  it('an option that the CRM has by now holds nobody, though we had not heard of it', async () => {
    await stage.connect('hubspot');
    const path = '/providers/hubspot/mapping';
    const { body: mapping, headers } = await stage.api('member').get(path);
    mapping.objects.contacts.rows.push({
      id: 'tier',
      target: 'lifecyclestage',
      sources: [{ field: 'jobTitle' }],
    });
    const saved = await stage.api().put(path, mapping, { 'if-match': headers.get('etag') ?? '' });
    assert.equal(saved.status, 200, JSON.stringify(saved.body));
    const { fields } = (await stage.api('member').get('/providers/hubspot/objects/contacts/fields')).body;
    const field = fields.find(({ name }: { name: string }) => name === 'lifecyclestage');
    const options = [...field.options, { value: 'superfan', label: 'Superfan' }].map(
      ({ value, label }, n) => ({
        ...{ value, label, displayOrder: n, hidden: false },
      }),
    );
    await stage.crm('hubspot').patch({ fields: { contacts: { change: { lifecyclestage: { options } } } } });
    await book(booking('b1', { jobTitle: 'superfan' }));
    await standing('b1', 'hubspot', 'synced');
    const held = JSON.stringify(await stage.crm('hubspot').records('contacts'));
    assert.match(held, /superfan/);
  });
});
