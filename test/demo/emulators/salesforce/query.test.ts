import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { connect, startSalesforce, type Caller, type Running } from './harness.js';

describe('Salesforce emulator: queries', () => {
  let emulator: Running;
  let tidy: Caller;
  const made: Record<string, string> = {};
  before(async () => {
    emulator = await startSalesforce();
    tidy = await connect(emulator);
    const leads = [
      { LastName: 'Alpha', Company: 'Acme', Email: 'alpha@q.example', NumberOfEmployees: 10, Rating: 'Hot' },
      { LastName: 'beta', Company: "O'Neil & Sons", Email: 'Beta@q.example', NumberOfEmployees: 200 },
      { LastName: 'Gamma', Company: '50% Off', Email: null, AnnualRevenue: 1_000_000 },
    ];
    for (const lead of leads) {
      made[lead.LastName] = await tidy.create('Lead', { ...lead, LeadSource: 'Query test' });
      emulator.wait(600_000);
    }
    await tidy.create('Event', {
      WhoId: made['Alpha'],
      StartDateTime: '2026-12-01T15:00:00Z',
      DurationInMinutes: 30,
    });
  });
  after(() => emulator.close());

  const names = async (where: string) => {
    const { status, body } = await tidy.query(
      `SELECT LastName FROM Lead WHERE LeadSource = 'Query test' AND ${where} ORDER BY CreatedDate`,
    );
    assert.equal(status, 200, JSON.stringify(body));
    return [...(body['records'] ?? [])].map((record) => String(record['LastName'])).join(' ');
  };

  const table: [where: string, found: string][] = [
    ["Email = 'BETA@Q.EXAMPLE'", 'beta'],
    ["Email IN ('alpha@q.example', 'beta@q.example')", 'Alpha beta'],
    ["Email NOT IN ('alpha@q.example')", 'beta Gamma'],
    ["Email != 'alpha@q.example'", 'beta Gamma'],
    ['Email = null', 'Gamma'],
    ['Email != null', 'Alpha beta'],
    ["Email = ''", 'Gamma'],
    [String.raw`Company = 'O\'Neil & Sons'`, 'beta'],
    [String.raw`Company LIKE '50\%%'`, 'Gamma'],
    ["LastName LIKE '%A'", 'Alpha beta Gamma'],
    ["(NOT LastName LIKE 'a%')", 'beta Gamma'],
    ["(Rating = 'Hot' OR AnnualRevenue > 5)", 'Alpha Gamma'],
    ['NumberOfEmployees >= 10', 'Alpha beta'],
    ['NumberOfEmployees < 200', 'Alpha'],
    ['IsConverted = false', 'Alpha beta Gamma'],
    ['CreatedDate > 2026-11-23T09:00:00Z', 'beta Gamma'],
    ['CreatedDate <= 2026-11-23T04:00:00-05:00', 'Alpha'],
    ['CreatedDate = TODAY', 'Alpha beta Gamma'],
    ['CreatedDate = LAST_N_DAYS:3', 'Alpha beta Gamma'],
    ["Owner.Name = 'Ada Admin'", 'Alpha beta Gamma'],
    ["Owner.Email = 'nobody@x.com'", ''],
    ['Id IN (SELECT WhoId FROM Event)', 'Alpha'],
    ['Id NOT IN (SELECT WhoId FROM Event)', 'beta Gamma'],
    ["LastName < 'b'", 'Alpha'],
  ];
  for (const [where, found] of table) {
    it(`finds ${found || 'nothing'} where ${where}`, async () => assert.equal(await names(where), found));
  }

  it('compares ids of 15 and 18 characters alike', async () => {
    const id = made['Alpha'] ?? '';
    assert.equal(await names(`Id = '${id.slice(0, 15)}'`), 'Alpha');
    assert.equal(await names(`Id = '${id}'`), 'Alpha');
  });

  it('gives records in the order of SELECT, in the schema’s spelling, with related records nested', async () => {
    const { body } = await tidy.query(
      `select lastname, OWNER.name, id from lead where id = '${made['Alpha']}'`,
    );
    assert.equal(
      JSON.stringify(Object.keys(body['records']?.[0] ?? {})),
      '["attributes","LastName","Owner","Id"]',
    );
    assert.deepEqual(body['records']?.[0]?.['attributes'] as unknown, {
      type: 'Lead',
      url: `/services/data/v67.0/sobjects/Lead/${made['Alpha']}`,
    });
    assert.equal(body['records']?.[0]?.['Owner']?.['Name'], 'Ada Admin');
  });

  it('orders, limits, skips and counts', async () => {
    const ordered = async (tail: string) => {
      const { body } = await tidy.query(`SELECT LastName FROM Lead WHERE LeadSource = 'Query test' ${tail}`);
      return [...(body['records'] ?? [])].map((record) => String(record['LastName'])).join(' ');
    };
    assert.equal(await ordered('ORDER BY LastName DESC'), 'Gamma beta Alpha');
    assert.equal(await ordered('ORDER BY NumberOfEmployees NULLS LAST'), 'Alpha beta Gamma');
    assert.equal(await ordered('ORDER BY LastName LIMIT 1 OFFSET 1'), 'beta');
    const counted = await tidy.query("SELECT COUNT() FROM Lead WHERE LeadSource = 'Query test'");
    assert.deepEqual(counted.body as unknown, { totalSize: 3, done: true, records: [] });
    const aggregate = await tidy.query("SELECT COUNT(Email) n FROM Lead WHERE LeadSource = 'Query test'");
    assert.equal(aggregate.body['records']?.[0]?.['n'] as unknown, 2);
  });

  it('leaves deleted records to queryAll', async () => {
    const id = await tidy.create('Lead', { LastName: 'Gone', Company: 'X' });
    await tidy.call('DELETE', `/sobjects/Lead/${id}`);
    const soql = encodeURIComponent(`SELECT Id, IsDeleted FROM Lead WHERE Id = '${id}'`);
    assert.equal((await tidy.call('GET', `/query?q=${soql}`)).body['totalSize'] as unknown, 0);
    assert.equal(
      (await tidy.call('GET', `/queryAll?q=${soql}`)).body['records']?.[0]?.['IsDeleted'] as unknown,
      true,
    );
  });

  it('pages past 2,000 rows', async () => {
    for (let page = 0; page < 11; page += 1) {
      const records = Array.from({ length: 200 }, (_, i) => ({
        attributes: { type: 'Campaign' },
        Name: `C${page}-${i}`,
      }));
      await tidy.call('POST', '/composite/sobjects', { records });
    }
    const first = (await tidy.query('SELECT Id FROM Campaign')).body as unknown as Record<string, unknown>;
    assert.deepEqual(
      [first['totalSize'], first['done'], (first['records'] as unknown[]).length],
      [2200, false, 2000],
    );
    const next = String(first['nextRecordsUrl']);
    assert.match(next, /^\/services\/data\/v67\.0\/query\/01g\w{15}-2000$/);
    const second = (await tidy.call('GET', next.replace('/services/data/v67.0', '')))
      .body as unknown as Record<string, unknown>;
    assert.deepEqual(
      [second['done'], (second['records'] as unknown[]).length, 'nextRecordsUrl' in second],
      [true, 200, false],
    );
    const other = await connect(emulator);
    assert.equal(
      (await other.call('GET', next.replace('/services/data/v67.0', ''))).body[0]?.['errorCode'],
      'INVALID_QUERY_LOCATOR',
    );
  });

  const errors: [soql: string, code: string, message: RegExp][] = [
    [
      'SELECT Nope FROM Lead',
      'INVALID_FIELD',
      /\n\s+\^\nERROR at Row:1:Column:8\nNo such column 'Nope' on entity 'Lead'\. If you are attempting to use a custom field/,
    ],
    ["SELECT Id FROM Lead WHERE Nope = 'x'", 'INVALID_FIELD', /No such column 'Nope' on entity 'Lead'/],
    ['SELECT Boss.Name FROM Lead', 'INVALID_FIELD', /Didn't understand relationship 'Boss' in field path/],
    [
      'SELECT Id FROM Nope',
      'INVALID_TYPE',
      /\^\nERROR at Row:1:Column:16\nsObject type 'Nope' is not supported\./,
    ],
    [
      "SELECT Id FROM Lead WHERE Description LIKE '%x%'",
      'INVALID_FIELD',
      /field 'Description' can not be filtered in a query call/,
    ],
    ['SELECT Id FROM Lead ORDER BY Description', 'INVALID_FIELD', /can not be sorted/],
    [
      "SELECT Id FROM Lead WHERE CreatedDate > '2026-11-23T09:00:00Z'",
      'INVALID_FIELD',
      /must be of type datetime and should not be enclosed in quotes/,
    ],
    ['SELECT Id FROM Lead WHERE NumberOfEmployees = true', 'INVALID_FIELD', /must be of type int/],
    ["SELECT Id FROM Lead WHERE Id = 'nope'", 'INVALID_QUERY_FILTER_OPERATOR', /invalid ID field: nope/],
    ['SELECT Id FROM', 'MALFORMED_QUERY', /unexpected end of query/],
    ['', 'MALFORMED_QUERY', /query string has to be specified/],
  ];
  for (const [soql, code, message] of errors) {
    it(`answers ${soql || 'an empty query'} with ${code}`, async () => {
      const { status, body } = await tidy.query(soql);
      assert.deepEqual([status, body[0]?.['errorCode']] as unknown[], [400, code]);
      assert.match(String(body[0]?.['message']), message);
    });
  }

  it('tells the user’s permissions, and the organization', async () => {
    const access = await tidy.query(
      'SELECT PermissionsApiEnabled, PermissionsModifyAllData FROM UserPermissionAccess',
    );
    assert.deepEqual(
      [access.body['totalSize'], access.body['records']?.[0]?.['PermissionsModifyAllData']] as unknown[],
      [1, true],
    );
    const org = await tidy.query(
      'SELECT Id, Name, OrganizationType, IsSandbox, InstanceName, TrialExpirationDate FROM Organization',
    );
    assert.equal(org.body['records']?.[0]?.['Name'], 'Tidy Scheduling Co');
  });

  it('knows the same hosts in both orgs, and one who has left', async () => {
    for (const org of ['tidy', 'awkward']) {
      const caller = await connect(emulator, org);
      const { body } = await caller.query(
        "SELECT Email FROM User WHERE IsActive = true AND Email IN ('sam@host.com', 'sam@northlane.example')",
      );
      assert.equal(body['totalSize'] as unknown, 2);
      assert.equal(
        (await caller.query('SELECT Id FROM User WHERE IsActive = false')).body['totalSize'] as unknown,
        1,
      );
    }
  });

  it('searches e-mail fields of several objects', async () => {
    const sosl = 'FIND {ken.ito@acme.example OR x} IN EMAIL FIELDS RETURNING Contact(Id)'.replace(
      ' OR x',
      '',
    );
    const { body } = await tidy.call(
      'GET',
      `/search?q=${encodeURIComponent(sosl.replace('Contact(Id)', 'Contact(Id, Name), Lead(Id WHERE IsConverted = false)'))}`,
    );
    assert.deepEqual(
      [...(body['searchRecords'] ?? [])].map((record) => record['Name'] as unknown),
      ['Ken Ito'],
    );
    assert.equal(
      (await tidy.call('GET', `/search?q=${encodeURIComponent('LOOK {x}')}`)).body[0]?.['errorCode'],
      'MALFORMED_SEARCH',
    );
  });
});
