import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startStage, until, type Stage } from '../harness.js';

describe('mappings of a real connection', () => {
  let stage: Stage;
  before(async () => {
    stage = await startStage();
  });
  after(() => stage.close());

  for (const provider of ['hubspot', 'salesforce'] as const) {
    it(`of ${provider} are ready on connecting, can be put back as read, and preview without a problem`, async () => {
      await stage.connect(provider);
      const api = stage.api('admin');
      const path = `/providers/${provider}/mapping`;
      const first = await api.get(path);
      assert.deepEqual([first.status, first.body.version], [200, 1]);
      const etag = first.headers.get('etag') ?? '';
      assert.equal((await api.get(path, { 'if-none-match': etag })).status, 304);

      const saved = await api.put(path, first.body, { 'if-match': etag });
      assert.deepEqual([saved.status, saved.body], [200, { ...first.body, version: 2 }]);

      assert.equal((await api.post(`${path}/check`, {})).body.ready, true);
      const { body } = await api.post(`${path}/preview`, {});
      assert.deepEqual(body.problems, []);
      assert.equal(body.writes.length, 2);
    });
  }

  it('tell with a synced booking that its time zone was none, where a time was said in UTC', async () => {
    const path = '/providers/hubspot/mapping';
    const { body } = await stage.api().get(path);
    const rows = [
      ...body.objects.contacts.rows,
      { id: 'z', target: 'jobtitle', sources: [{ field: 'start' }] },
    ];
    const saved = await stage.api().put(path, { objects: { contacts: { rows } } }, { 'if-match': '*' });
    assert.equal(saved.status, 200, JSON.stringify(saved.body));
    const accepted = await stage.api('service').post('/bookings', {
      eventId: 'evt_zone',
      id: 'bkg_zone',
      occurredAt: new Date().toISOString(),
      status: 'booked',
      contact: { email: 'mark@acme.example' },
      booking: {
        subject: 'Intro',
        start: '2027-01-04T15:00:00Z',
        end: '2027-01-04T16:00:00Z',
        timeZone: 'Mars/Base',
      },
    });
    assert.equal(accepted.body.warnings[0].code, 'unknown_time_zone');
    const sync = async () =>
      (await stage.api().get('/bookings/bkg_zone')).body.syncs.find(
        ({ provider }: { provider: string }) => provider === 'hubspot',
      );
    await until(async () => (await sync()).state === 'synced');
    assert.deepEqual(
      (await sync()).omitted.map(({ object, field, code }: Record<string, string>) => [object, field, code]),
      [['contacts', 'jobtitle', 'unknown_time_zone']],
    );
  });

  it('are the admin’s to change and everybody’s to read', async () => {
    const path = '/providers/hubspot/mapping';
    const { body } = await stage.api('member').get(path);
    assert.equal((await stage.api('member').put(path, body, { 'if-match': '"2"' })).status, 403);
    assert.equal((await stage.api('service').get(path)).status, 403);
    const other = await stage.api('admin', 'other').get(path);
    assert.deepEqual([other.status, other.body.code], [404, 'not_connected']);
  });
});
