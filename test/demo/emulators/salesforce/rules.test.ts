import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Caller, connect, patchOrg, send, startSalesforce, type Reply, type Running } from './harness.js';

const ana = { LastName: 'Lopez', FirstName: 'Ana', Email: 'ana@acme.example' };
const lead = { ...ana, Company: 'Acme' };

describe('Salesforce emulator: what an administrator has set up', () => {
  let emulator: Running;
  let caller: Caller;
  before(async () => void (emulator = await startSalesforce()));
  after(() => emulator.close());
  beforeEach(async () => {
    await send(`${emulator.url}/_emulator/reset`, { method: 'POST' });
    caller = await connect(emulator);
  });

  const rules = async (part: object) => {
    const { status, body } = await patchOrg(emulator, { rules: part });
    assert.equal(status, 200, JSON.stringify(body));
  };
  const first = ({ body }: Reply) => body[0];
  const collection = (method: string, records: object[], headers: Record<string, string> = {}) =>
    caller.call(method, '/composite/sobjects', { allOrNone: false, records }, headers);
  const codes = ({ body }: Reply) =>
    body.map((row) => row['errors']?.[0]?.['statusCode'] ?? null) as unknown as (string | null)[];

  describe('validation rules', () => {
    it('refuse with the rule’s own words and field, on create and on update', async () => {
      const rule = {
        message: 'No rivals, please',
        field: 'Company',
        when: { Company: { matches: '^Rival' } },
      };
      await rules({ validation: { Lead: [rule] } });
      const refused = [
        { message: rule.message, errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', fields: ['Company'] },
      ];
      const created = await caller.call('POST', '/sobjects/Lead', { ...lead, Company: 'Rival & Co' });
      assert.deepEqual([created.status, created.body as unknown], [400, refused]);
      const id = await caller.create('Lead', lead);
      const changed = await caller.call('PATCH', `/sobjects/Lead/${id}`, { Company: 'Rival' });
      assert.deepEqual([changed.status, changed.body as unknown], [400, refused]);
    });

    it('look at several fields, at creation alone if so set, and go when replaced', async () => {
      const when = { Rating: null, NumberOfEmployees: { over: 100 } };
      await rules({ validation: { Lead: [{ message: 'Rate big ones', on: 'create', when }] } });
      const big = { ...lead, NumberOfEmployees: 500 };
      const row = (await collection('POST', [{ attributes: { type: 'Lead' }, ...big }])).body[0]?.[
        'errors'
      ]?.[0];
      assert.deepEqual([row?.['statusCode'], row?.['fields']] as unknown, [
        'FIELD_CUSTOM_VALIDATION_EXCEPTION',
        [],
      ]);
      const id = await caller.create('Lead', { ...big, Rating: 'Hot' });
      assert.equal((await caller.call('PATCH', `/sobjects/Lead/${id}`, { Rating: null })).status, 204);
      await rules({ validation: { Lead: [] } });
      assert.equal((await caller.call('POST', '/sobjects/Lead', big)).status, 201);
    });
  });

  describe('duplicate rules', () => {
    const allow = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };

    it('alert in the shape of a real reply, and step aside for allowSave', async () => {
      const id = await caller.create('Contact', ana);
      await rules({ duplicates: { Contact: { action: 'alert' } } });
      const refused = await caller.call('POST', '/sobjects/Contact', { ...ana, Email: 'ANA@acme.example' });
      assert.equal(refused.status, 400);
      assert.deepEqual(refused.body as unknown, [
        {
          duplicateResult: {
            allowSave: true,
            duplicateRule: 'Standard_Contact_Duplicate_Rule',
            duplicateRuleEntityType: 'Contact',
            errorMessage: 'Use one of these records?',
            matchResults: [
              {
                entityType: 'Contact',
                errors: [],
                matchEngine: 'FuzzyMatchEngine',
                matchRecords: [
                  {
                    additionalInformation: [],
                    fieldDiffs: [],
                    matchConfidence: 100,
                    record: {
                      attributes: { type: 'Contact', url: `/services/data/v67.0/sobjects/Contact/${id}` },
                      Id: id,
                    },
                  },
                ],
                rule: 'Standard_Contact_Match_Rule_v1_1',
                size: 1,
                success: true,
              },
            ],
          },
          message: 'Use one of these records?',
          errorCode: 'DUPLICATES_DETECTED',
        },
      ]);
      assert.equal((await caller.call('POST', '/sobjects/Contact', ana, allow)).status, 201);
    });

    it('listen to the headers of a composite’s own part, not to those of the whole', async () => {
      await caller.create('Contact', ana);
      await rules({ duplicates: { Contact: { action: 'alert' } } });
      const part = (referenceId: string, httpHeaders?: object) => ({
        ...{ method: 'POST', url: '/services/data/v67.0/sobjects/Contact', referenceId, body: ana },
        ...(httpHeaders && { httpHeaders }),
      });
      const compositeRequest = [part('plain'), part('told', allow)];
      const { body } = await caller.call('POST', '/composite', { allOrNone: false, compositeRequest }, allow);
      const statuses = body['compositeResponse']?.map((one) => one['httpStatusCode']) as unknown;
      assert.deepEqual(statuses, [400, 201]);
    });

    it('block whatever the header says', async () => {
      await caller.create('Contact', ana);
      await rules({ duplicates: { Contact: { action: 'block', message: 'Twice!' } } });
      const refused = first(await caller.call('POST', '/sobjects/Contact', ana, allow));
      assert.equal(refused?.['message'], 'Twice!');
      assert.equal(refused?.['duplicateResult']?.['allowSave'] as unknown, false);
    });

    it('find alike names, across objects, with details when asked for', async () => {
      const id = await caller.create('Contact', {
        FirstName: 'Róbert',
        LastName: 'Andersson',
        Email: 'r@a.example',
      });
      await rules({
        duplicates: { Lead: { action: 'alert', match: ['name'], against: ['Lead', 'Contact'] } },
      });
      const twin = { FirstName: 'Bob', LastName: 'Anderson', Company: 'A', Email: 'bob@b.example' };
      const headers = { 'Sforce-Duplicate-Rule-Header': 'includeRecordDetails=true' };
      const refused = first(await caller.call('POST', '/sobjects/Lead', twin, headers));
      const [result] = refused?.['duplicateResult']?.['matchResults'] ?? [];
      const record = result?.['matchRecords']?.[0]?.['record'];
      assert.deepEqual([result?.['entityType'], record?.['Id'], record?.['Email']] as unknown, [
        'Contact',
        id,
        'r@a.example',
      ]);
      assert.equal((await caller.call('POST', '/sobjects/Lead', { ...twin, FirstName: 'Bert' })).status, 201);
    });

    it('spare updates that touch nothing compared, and speak in rows of a collection', async () => {
      const id = await caller.create('Contact', ana);
      await caller.create('Contact', ana);
      await rules({ duplicates: { Contact: { action: 'block' } } });
      assert.equal((await caller.call('PATCH', `/sobjects/Contact/${id}`, { Title: 'CEO' })).status, 204);
      assert.equal((await caller.call('PATCH', `/sobjects/Contact/${id}`, { FirstName: 'Ann' })).status, 400);
      const rows = [ana, { LastName: 'New', Email: 'new@acme.example' }];
      const records = rows.map((row) => ({ attributes: { type: 'Contact' }, ...row }));
      const written = await collection('POST', records);
      assert.deepEqual(codes(written), ['DUPLICATES_DETECTED', null]);
      assert.equal(written.body[0]?.['errors']?.[0]?.['duplicateResult']?.['allowSave'] as unknown, false);
    });
  });

  it('lets triggers run out of time in long runs of one object only', async () => {
    await rules({ cpu: { rows: 3, objects: ['Lead'] } });
    const leads = (count: number) =>
      Array.from({ length: count }, (_, n) => ({
        attributes: { type: 'Lead' },
        LastName: `L${n}`,
        Company: 'C',
      }));
    const tooMany = await collection('POST', leads(4));
    assert.deepEqual(codes(tooMany), Array(4).fill('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY'));
    assert.match(String(tooMany.body[0]?.['errors']?.[0]?.['message']), /Apex CPU time limit exceeded$/);
    assert.deepEqual(codes(await collection('POST', leads(3))), [null, null, null]);
    const contacts = leads(4).map(({ LastName }) => ({ attributes: { type: 'Contact' }, LastName }));
    assert.deepEqual(codes(await collection('POST', contacts)), [null, null, null, null]);
    await rules({ cpu: { rows: 3, code: 'LIMIT_EXCEEDED' } });
    assert.equal(codes(await collection('POST', contacts))[0], 'LIMIT_EXCEEDED');
    await rules({ cpu: null });
    assert.deepEqual(codes(await collection('POST', leads(4))), [null, null, null, null]);
  });

  it('refills the day’s pool as calls grow older than 24 hours', async () => {
    await patchOrg(emulator, { limits: { DailyApiRequests: { Max: 10, Remaining: 1 } } });
    assert.equal((await caller.call('GET', '/limits')).status, 200);
    assert.equal(first(await caller.call('GET', '/limits'))?.['errorCode'], 'REQUEST_LIMIT_EXCEEDED');
    emulator.wait(24 * 3_600_000);
    const later = await connect(emulator);
    const { headers, body } = await later.call('GET', '/limits');
    assert.equal(headers.get('sforce-limit-info'), 'api-usage=1/10');
    assert.deepEqual(body['DailyApiRequests'] as unknown, { Max: 10, Remaining: 9 });
  });

  it('keeps a new record from searches until the index has caught up', async () => {
    await patchOrg(emulator, { searchLagMs: 5000 });
    await caller.create('Lead', lead);
    const found = async () => {
      const q = encodeURIComponent('FIND {ana@acme.example} IN EMAIL FIELDS RETURNING Lead(Id)');
      return (await caller.call('GET', `/search?q=${q}`)).body['searchRecords']?.length as unknown;
    };
    assert.equal(await found(), 0);
    emulator.wait(6000);
    assert.equal(await found(), 1);
  });

  it('says which rule it does not know', async () => {
    for (const part of [
      { nope: 1 },
      { duplicates: { Lead: { action: 'warn' } } },
      { validation: { Lead: [{}] } },
      { cpu: 3 },
    ]) {
      assert.equal((await patchOrg(emulator, { rules: part })).status, 400);
    }
  });
});
