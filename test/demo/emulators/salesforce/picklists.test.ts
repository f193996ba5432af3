import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Caller, connect, patchOrg, send, startSalesforce, type Body, type Running } from './harness.js';

/** One field's values as the UI API gives them. */
interface Offered {
  controllerValues: Record<string, number>;
  values: { value: string; validFor: number[] }[];
}

describe('Salesforce emulator: picklists that depend on others', () => {
  let emulator: Running;
  let caller: Caller;
  before(async () => void (emulator = await startSalesforce()));
  after(() => emulator.close());
  beforeEach(async () => {
    await send(`${emulator.url}/_emulator/reset?org=awkward`, { method: 'POST' });
    caller = await connect(emulator, 'awkward');
  });

  const field = async (object: string, name: string) => {
    const { body } = await caller.call('GET', `/sobjects/${object}/describe`);
    return body['fields']?.find((one) => String(one['name']) === name) as Body;
  };
  const bitmaps = ({ picklistValues }: Body) =>
    Object.fromEntries(
      (picklistValues ?? []).map((option) => [String(option['value']), String(option['validFor'])]),
    );
  const change = (patch: object) => patchOrg(emulator, patch, 'awkward');

  it('carry bitmaps that count inactive controlling values', async () => {
    const market = await field('Contact', 'Market__c');
    assert.deepEqual([market['dependentPicklist'], market['controllerName']] as unknown, [true, 'Region__c']);
    // NA, EMEA, APAC, LATAM, West (old): 1000 0…, 0100 0…, 1001 0….
    assert.deepEqual(
      [bitmaps(market)['Canada'], bitmaps(market)['Germany'], bitmaps(market)['Mexico']],
      ['gA==', 'QA==', 'kA=='],
    );
    assert.equal(bitmaps(await field('Lead', 'Plan__c'))['Campus'], 'EA==');
  });

  it('can be added with plain controlling values, a checkbox among controllers', async () => {
    const values = [
      { value: 'Never', validFor: ['false'] },
      { value: 'Always', validFor: ['true'] },
    ];
    const added = {
      name: 'Pay__c',
      type: 'picklist',
      controllerName: 'Budget_Confirmed__c',
      picklistValues: values,
    };
    assert.equal((await change({ fields: { Lead: { add: [added] } } })).status, 200);
    assert.deepEqual(bitmaps(await field('Lead', 'Pay__c')), { Never: 'gA==', Always: 'QA==' });
  });

  it('let a wrong pair pass unless the org enforces it', async () => {
    const pair = { LastName: 'A', Company: 'B', Segment__c: 'SMB', Plan__c: 'Enterprise' };
    assert.equal((await caller.call('POST', '/sobjects/Lead', pair)).status, 201);
    await change({ rules: { dependentPicklists: 'enforced' } });
    const refused = (await caller.call('POST', '/sobjects/Lead', pair)).body[0];
    assert.equal(refused?.['message'], 'Plan: bad value for restricted picklist field: Enterprise');
    assert.equal((await caller.call('POST', '/sobjects/Lead', { ...pair, Plan__c: 'Team' })).status, 201);
  });

  it('offer a record type’s share of values, told by the UI API and kept to on writes', async () => {
    const types = (await caller.query("SELECT Id FROM RecordType WHERE DeveloperName = 'Event_Lead'")).body;
    const RecordTypeId = String(types['records']?.[0]?.['Id']);
    const offered = async (id: string, name: string) => {
      const { body } = await caller.call('GET', `/ui-api/object-info/Lead/picklist-values/${id}`);
      return body['picklistFieldValues']?.[name] as unknown as Offered;
    };
    const names = (one: Offered) => one.values.map(({ value }) => value);
    assert.deepEqual(names(await offered(RecordTypeId, 'LeadSource')), ['Web', 'Other']);
    assert.equal(names(await offered('012000000000000AAA', 'LeadSource')).length, 5);
    const plan = await offered(RecordTypeId, 'Plan__c');
    assert.deepEqual(plan.controllerValues, {
      Enterprise: 0,
      'Mid-Market': 1,
      SMB: 2,
      Education: 3,
    });
    assert.deepEqual(plan.values[1]?.validFor, [1, 2]);

    const lead = { LastName: 'A', Company: 'B', Segment__c: 'SMB', LeadSource: 'Partner Referral' };
    assert.equal((await caller.call('POST', '/sobjects/Lead', lead)).status, 201);
    const refused = (await caller.call('POST', '/sobjects/Lead', { ...lead, RecordTypeId })).body[0];
    assert.equal(refused?.['errorCode'], 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
    assert.equal((await caller.call('GET', '/ui-api/object-info/Lead/picklist-values/012')).status, 404);
  });

  it('lose an option, a field, or a type when the administrator says so', async () => {
    const without = { picklistValues: ['Enterprise', 'Mid-Market'] };
    await change({
      fields: {
        Lead: {
          change: { Segment__c: without, Team_Size__c: { type: 'picklist', picklistValues: ['S', 'L'] } },
        },
      },
    });
    await change({ fields: { Lead: { remove: ['Fax'] } } });
    const post = async (more: object) =>
      (
        await caller.call('POST', '/sobjects/Lead', {
          LastName: 'A',
          Company: 'B',
          Segment__c: 'Enterprise',
          ...more,
        })
      ).body[0];
    assert.equal(
      (await post({ Segment__c: 'SMB' }))?.['errorCode'],
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    );
    assert.equal((await post({ Fax: '1' }))?.['message'], "No such column 'Fax' on sobject of type Lead");
    assert.equal((await field('Lead', 'Team_Size__c'))['type'], 'picklist');
  });
});
