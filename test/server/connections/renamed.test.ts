import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startStage, type Stage } from '../harness.js';

/** The address that the org has after it was renamed; the machine itself knows no such name. */
const renamed = 'http://renamed.localhost';

describe('a Salesforce org that is renamed', () => {
  let stage: Stage;
  let old = '';
  let isRenamed = false;
  const called: string[] = [];
  before(async () => {
    stage = await startStage({
      effects: {
        fetch: (input, init) => {
          const url = new URL(String(input));
          if (isRenamed && url.pathname.startsWith('/services/data')) called.push(url.origin);
          if (url.origin === renamed) return fetch(old + url.pathname + url.search, init);
          // The old address shows the way, as Salesforce does (help, My Domain redirections, Nov 2026).
          if (isRenamed && url.pathname.startsWith('/services/')) {
            const location = renamed + url.pathname + url.search;
            return Promise.resolve(new Response(null, { status: 301, headers: { location } }));
          }
          return fetch(input, init);
        },
      },
      settings: { SALESFORCE_HOSTS: '*.localhost,localhost' },
    });
    old = stage.emulators.salesforce.url;
    assert.equal((await stage.connect('salesforce')).status, 'connected');
    await stage.crm('salesforce').patch({ rules: { instanceUrl: renamed } });
    isRenamed = true;
  });
  after(() => stage.close());

  it('is found at its new address by the request that met the old one', async () => {
    const { status, body } = await stage.api().get('/providers/salesforce/objects/Lead/fields?refresh=true');
    assert.equal(status, 200, JSON.stringify(body));
    assert.ok(called.includes(renamed));
  });

  it('is asked there at once from then on', async () => {
    called.length = 0;
    assert.equal((await stage.api().get('/providers/salesforce/users?refresh=true')).status, 200);
    assert.deepEqual([...new Set(called)], [renamed]);
  });
});
