import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCrms } from '../../../server/crm/index.js';

describe('the CRMs of a server', () => {
  it('are all on offer, those without keys as not configured', () => {
    const { offers, problems } = readCrms({ HUBSPOT_CLIENT_ID: 'demo', HUBSPOT_CLIENT_SECRET: 'secret' });
    assert.deepEqual(
      offers.map(({ id, adapter }) => [id, adapter !== null]),
      [
        ['hubspot', true],
        ['salesforce', false],
      ],
    );
    assert.ok(offers.every(({ about }) => about.permissions.length > 0 && about.objects.length > 0));
    assert.deepEqual(problems, []);
  });

  it('say one sentence per bad setting', () => {
    const { offers, problems } = readCrms({
      HUBSPOT_CLIENT_ID: 'demo',
      HUBSPOT_API_URL: 'http://evil.example',
    });
    assert.equal(offers[0]?.adapter, null);
    assert.deepEqual(problems.length, 2);
    assert.ok(problems.every((sentence) => sentence.startsWith('HUBSPOT_') && sentence.endsWith('.')));
  });
});
