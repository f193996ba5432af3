import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startStage, type Stage } from '../harness.js';

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
      assert.deepEqual([first.status, first.headers.get('etag'), first.body.version], [200, '"1"', 1]);

      const saved = await api.put(path, first.body, { 'if-match': '"1"' });
      assert.deepEqual([saved.status, saved.body], [200, { ...first.body, version: 2 }]);

      assert.equal((await api.post(`${path}/check`, {})).body.ready, true);
      const { body } = await api.post(`${path}/preview`, {});
      assert.deepEqual(body.problems, []);
      assert.equal(body.writes.length, 2);
    });
  }

  it('are the admin’s to change and everybody’s to read', async () => {
    const path = '/providers/hubspot/mapping';
    const { body } = await stage.api('member').get(path);
    assert.equal((await stage.api('member').put(path, body, { 'if-match': '"2"' })).status, 403);
    assert.equal((await stage.api('service').get(path)).status, 403);
    const other = await stage.api('admin', 'other').get(path);
    assert.deepEqual([other.status, other.body.code], [404, 'not_connected']);
  });
});
