import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { RunningEmulator, type Caller } from './running-emulator.js';

const spec = { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 200 };
const [ana, bo] = ['171596044869', '171596044870'];

describe('HubSpot associations', () => {
  let emulator: RunningEmulator;
  let call: Caller;
  let meeting = '';

  before(async () => {
    emulator = await RunningEmulator.start();
    call = await emulator.caller();
    const associations = [{ to: { id: ana }, types: [spec] }];
    const properties = { hs_timestamp: '2026-12-01T15:00:00Z' };
    const { body } = await call('POST', '/crm/objects/2026-03/meetings', { properties, associations });
    meeting = String(body.at('id'));
  });
  after(() => emulator.close());

  const linked = async () => {
    const { body } = await call('GET', `/crm/v3/objects/meetings/${meeting}?associations=contacts`);
    const results = body.at('associations', 'contacts', 'results');
    return Array.isArray(results)
      ? results.map(({ id, type }: { id: string; type: string }) => `${id} ${type}`)
      : [];
  };

  it('made inline are read from both ends', async () => {
    assert.deepEqual(await linked(), [`${ana} meeting_event_to_contact`]);
    const { body } = await call('GET', `/crm/v3/objects/contacts/${ana}?associations=meetings`);
    assert.equal(body.at('associations', 'meetings', 'results', 0, 'id'), meeting);
  });

  it('are added twice without being doubled, and taken away', async () => {
    const path = `/crm/v4/objects/meetings/${meeting}/associations`;
    for (let time = 0; time < 2; time += 1) await call('PUT', `${path}/default/contacts/${bo}`);
    assert.equal((await linked()).length, 2);
    assert.equal((await call('DELETE', `${path}/contacts/${bo}`)).status, 204);
    assert.equal((await linked()).length, 1);
  });

  it('are read in batches, where a record without any is an error of its row', async () => {
    const inputs = [{ id: ana }, { id: bo }];
    const { status, body } = await call('POST', '/crm/associations/2026-03/contacts/meetings/batch/read', {
      inputs,
    });
    assert.deepEqual([status, body.at('results', 0, 'to', 0, 'toObjectId')], [207, meeting]);
    assert.equal(body.at('errors', 0, 'message'), `No meeting is associated with contact ${bo}.`);
  });

  it('carry ids as numbers in v4 and as strings in the date versions', async () => {
    const path = `objects/meetings/${meeting}/associations/contacts/${ana}`;
    const v4 = await call('PUT', `/crm/v4/${path}`, [spec]);
    const dated = await call('PUT', `/crm/${path.replace('objects', 'objects/2026-03')}`, [spec]);
    assert.deepEqual([v4.body.at('toObjectId'), dated.body.at('toObjectId')], [Number(ana), ana]);
  });

  it('refuse a type of the wrong direction and a record that is not there', async () => {
    const path = `/crm/objects/2026-03/meetings/${meeting}/associations/contacts`;
    const wrong = await call('PUT', `${path}/${ana}`, [{ ...spec, associationTypeId: 188 }]);
    assert.match(String(wrong.body.at('message')), /expected: 0-2/);
    const missing = await call('PUT', `${path}/7`, [spec]);
    assert.deepEqual(missing.body.at('context', 'INVALID_OBJECT_IDS'), ['CONTACT=7 is not valid']);
  });

  it('go with a record that is archived', async () => {
    await call('DELETE', `/crm/objects/2026-03/contacts/${ana}`);
    assert.deepEqual(await linked(), []);
  });
});
