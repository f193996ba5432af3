import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import {
  connect,
  patchOrg,
  send,
  startSalesforce,
  type Caller,
  type Reply,
  type Running,
} from './harness.js';

describe('Salesforce emulator: records', () => {
  let emulator: Running;
  let tidy: Caller;
  let awkward: Caller;
  before(async () => {
    emulator = await startSalesforce();
    tidy = await connect(emulator);
    awkward = await connect(emulator, 'awkward');
  });
  after(() => emulator.close());
  beforeEach(async () => {
    for (const org of ['tidy', 'awkward'])
      await send(`${emulator.url}/_emulator/reset?org=${org}`, { method: 'POST' });
  });

  const create = (object: string, fields: Record<string, unknown>, caller = tidy) =>
    caller.call('POST', `/sobjects/${object}`, fields);
  const read = async (object: string, id: string) =>
    (await tidy.call('GET', `/sobjects/${object}/${id}`)).body as Record<string, unknown>;
  const refusal = ({ status, body }: Reply) =>
    [status, body[0]?.['errorCode'], body[0]?.['message'], body[0]?.['fields']] as unknown[];
  const idOf = async (object: string, where: string, caller = tidy) => {
    const { body } = await caller.query(`SELECT Id FROM ${object} WHERE ${where}`);
    return String(body['records']?.[0]?.['Id']);
  };

  it('creates, reads, changes and deletes a record', async () => {
    const made = await create('Contact', {
      FirstName: ' Ana ',
      LastName: 'López',
      Email: 'ana@acme.com',
      Title: '',
    });
    const id = String(made.body['id']);
    assert.deepEqual([made.status, made.body], [201, { id, success: true, errors: [] }]);
    assert.equal(made.headers.get('location'), `/services/data/v67.0/sobjects/Contact/${id}`);
    assert.match(id, /^003\w{15}$/);
    const changed = await tidy.call('PATCH', `/sobjects/Contact/${id}`, { Title: 'CEO', Email: null });
    assert.deepEqual([changed.status, changed.body], [204, '']);
    const record = await read('Contact', id);
    assert.deepEqual(
      [record['Name'], record['FirstName'], record['Title'], record['Email']],
      ['Ana López', 'Ana', 'CEO', null],
    );
    assert.equal(record['CreatedDate'], '2026-11-23T09:00:00.000+0000');
    assert.equal((await tidy.call('DELETE', `/sobjects/Contact/${id}`)).status, 204);
    const gone = await tidy.call('GET', `/sobjects/Contact/${id}`);
    assert.deepEqual(refusal(gone).slice(0, 3), [404, 'ENTITY_IS_DELETED', 'entity is deleted']);
    assert.equal((await tidy.call('PATCH', `/sobjects/Contact/${id}`, { Title: 'x' })).status, 404);
  });

  it('reads by an id of 15 characters, and only the fields asked for', async () => {
    const id = await tidy.create('Lead', { LastName: 'A', Company: 'B' });
    const { body } = await tidy.call('GET', `/sobjects/Lead/${id.slice(0, 15)}?fields=LastName,Company`);
    assert.deepEqual(Object.keys(body), ['attributes', 'LastName', 'Company', 'Id']);
    const bad = await tidy.call('GET', `/sobjects/Lead/${id}?fields=Nope`);
    assert.deepEqual(refusal(bad).slice(0, 3), [
      400,
      'INVALID_FIELD',
      "No such column 'Nope' on sobject of type Lead",
    ]);
    assert.equal((await tidy.call('GET', '/sobjects/Lead/00QgK00000zzzzz')).status, 404);
  });

  it('gives the fields that the org fills in by itself', async () => {
    const record = await read(
      'Lead',
      await tidy.create('Lead', { LastName: 'A', Company: 'B', Status: null }),
    );
    assert.equal(record['Status'], 'Open - Not Contacted');
    assert.equal(record['IsConverted'], false);
    assert.match(String(record['OwnerId']), /^005/);
    const contactId = await idOf('Contact', "Email = 'rosa.parker@northwind.example'");
    const supportCase = await read('Case', await tidy.create('Case', { Subject: 'x', ContactId: contactId }));
    assert.deepEqual(
      [supportCase['Status'], supportCase['Priority'], supportCase['ContactEmail']],
      ['New', 'Medium', 'rosa.parker@northwind.example'],
    );
    assert.match(String(supportCase['CaseNumber']), /^\d{8}$/);
    assert.match(String(supportCase['AccountId']), /^001/);
  });

  const lead = { LastName: 'A', Company: 'B' };
  const readOnlyText = (name: string) =>
    `Unable to create/update fields: ${name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`;
  const refusals: [
    what: string,
    object: string,
    fields: Record<string, unknown>,
    code: string,
    message: string | RegExp,
    fields: string[] | undefined,
  ][] = [
    [
      'a missing required field',
      'Contact',
      { FirstName: 'A' },
      'REQUIRED_FIELD_MISSING',
      'Required fields are missing: [LastName]',
      ['LastName'],
    ],
    [
      'several missing required fields',
      'Lead',
      { Company: ' ' },
      'REQUIRED_FIELD_MISSING',
      'Required fields are missing: [LastName, Company]',
      ['LastName', 'Company'],
    ],
    [
      'too long a text, by label',
      'Contact',
      { LastName: 'A', MailingCity: 'x'.repeat(41) },
      'STRING_TOO_LONG',
      `Mailing City: data value too large: ${'x'.repeat(41)} (max length=40)`,
      ['MailingCity'],
    ],
    [
      'an unknown column',
      'Contact',
      { LastName: 'A', Nope: 1 },
      'INVALID_FIELD',
      "No such column 'Nope' on sobject of type Contact",
      undefined,
    ],
    [
      'a read-only field',
      'Lead',
      { ...lead, ConvertedDate: '2026-01-01' },
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      readOnlyText('ConvertedDate'),
      ['ConvertedDate'],
    ],
    [
      'a bad restricted option',
      'Event',
      { ShowAs: 'Maybe' },
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      'Show Time As: bad value for restricted picklist field: Maybe',
      ['ShowAs'],
    ],
    [
      'a bad e-mail',
      'Lead',
      { ...lead, Email: 'foo' },
      'INVALID_EMAIL_ADDRESS',
      'Email: invalid email address: foo',
      ['Email'],
    ],
    [
      'a date that is none',
      'Contact',
      { LastName: 'A', Birthdate: '2026-02-30' },
      'JSON_PARSER_ERROR',
      /Cannot deserialize instance of date from VALUE_STRING value 2026-02-30/,
      undefined,
    ],
    [
      'a date-time that is none',
      'Event',
      { StartDateTime: 'tomorrow' },
      'JSON_PARSER_ERROR',
      /Cannot deserialize instance of datetime/,
      undefined,
    ],
    [
      'a number that is none',
      'Lead',
      { ...lead, NumberOfEmployees: 'many' },
      'JSON_PARSER_ERROR',
      /Cannot deserialize instance of int/,
      undefined,
    ],
    [
      'an object for a text',
      'Lead',
      { ...lead, Title: { a: 1 } },
      'JSON_PARSER_ERROR',
      /START_OBJECT/,
      undefined,
    ],
    [
      'too large a number',
      'Lead',
      { ...lead, NumberOfEmployees: 123_456_789 },
      'NUMBER_OUTSIDE_VALID_RANGE',
      /Employees: value outside of valid range/,
      ['NumberOfEmployees'],
    ],
    [
      'an id of the wrong object',
      'Lead',
      { ...lead, OwnerId: '003gK0000000048QAA' },
      'MALFORMED_ID',
      'Owner ID: id value of incorrect type: 003gK0000000048QAA',
      ['OwnerId'],
    ],
    [
      'an id that is none',
      'Contact',
      { LastName: 'A', AccountId: 'Acme' },
      'MALFORMED_ID',
      'Account ID: id value of incorrect type: Acme',
      ['AccountId'],
    ],
    [
      'an id that leads nowhere',
      'Contact',
      { LastName: 'A', AccountId: '001gK00000zzzzz' },
      'INVALID_CROSS_REFERENCE_KEY',
      'invalid cross reference id',
      ['AccountId'],
    ],
  ];
  for (const [what, object, fields, code, message, named] of refusals) {
    it(`refuses ${what}`, async () => {
      const reply = await create(object, fields);
      const [status, errorCode, text, failed] = refusal(reply);
      assert.deepEqual([status, errorCode, failed], [400, code, named]);
      if (typeof message === 'string') assert.equal(text, message);
      else assert.match(String(text), message);
    });
  }

  it('names every bad field of a record', async () => {
    const { body } = await create('Lead', { ...lead, Email: 'foo', Title: 'x'.repeat(200) });
    assert.deepEqual(
      [...body].map((entry) => entry['errorCode'] as unknown),
      ['STRING_TOO_LONG', 'INVALID_EMAIL_ADDRESS'],
    );
  });

  it('takes digits as numbers, many forms of time, and gives one form back', async () => {
    const id = await tidy.create('Event', {
      Subject: 'x',
      StartDateTime: '2026-12-01T10:00:00-05:00',
      DurationInMinutes: '30',
    });
    const record = await read('Event', id);
    assert.equal(record['StartDateTime'], '2026-12-01T15:00:00.000+0000');
    assert.equal(record['EndDateTime'], '2026-12-01T15:30:00.000+0000');
    assert.equal(record['ActivityDate'], '2026-12-01');
  });

  it('refuses an inactive owner and an unavailable record type', async () => {
    const gone = await idOf('User', 'IsActive = false');
    assert.equal(refusal(await create('Lead', { ...lead, OwnerId: gone }))[1], 'INACTIVE_OWNER_OR_USER');
    const internal = await idOf('RecordType', "DeveloperName = 'Internal'", awkward);
    const contact = { LastName: 'A', Region__c: 'NA' };
    assert.equal(
      refusal(await create('Contact', { ...contact, RecordTypeId: internal }, awkward))[1],
      'INVALID_CROSS_REFERENCE_KEY',
    );
    const partner = await idOf('RecordType', "DeveloperName = 'Partner'", awkward);
    assert.equal((await create('Contact', { ...contact, RecordTypeId: partner }, awkward)).status, 201);
  });

  it('refuses inactive options of a restricted picklist, and one bad one among several', async () => {
    const contact = { LastName: 'A' };
    const [status, code, message] = refusal(
      await create('Contact', { ...contact, Region__c: 'West (old)' }, awkward),
    );
    assert.deepEqual(
      [status, code, message],
      [
        400,
        'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
        'Region: bad value for restricted picklist field: West (old)',
      ],
    );
    const several = { ...contact, Region__c: 'NA', Interests__c: 'Scheduling;Fax' };
    assert.equal(
      refusal(await create('Contact', several, awkward))[2],
      'Interests: bad value for restricted picklist field: Fax',
    );
    assert.equal(
      (await create('Contact', { ...several, Interests__c: 'Scheduling;Routing' }, awkward)).status,
      201,
    );
    assert.deepEqual(refusal(await create('Contact', contact, awkward))[3], ['Region__c']);
  });

  it('takes any option where the picklist is not restricted', async () => {
    assert.equal((await create('Lead', { ...lead, LeadSource: 'Booking page' })).status, 201);
  });

  describe('events', () => {
    const start = '2026-12-01T15:00:00Z';
    const table: [
      what: string,
      fields: Record<string, unknown>,
      code: string | undefined,
      message?: string,
    ][] = [
      ['a start and an end', { StartDateTime: start, EndDateTime: '2026-12-01T15:30:00Z' }, undefined],
      ['an activity time and a duration', { ActivityDateTime: start, DurationInMinutes: 30 }, undefined],
      [
        'end and duration that agree',
        { StartDateTime: start, EndDateTime: '2026-12-01T15:30:00Z', DurationInMinutes: 30 },
        undefined,
      ],
      ['an all-day event with a day only', { IsAllDayEvent: true, ActivityDate: '2026-12-01' }, undefined],
      [
        'nothing',
        {},
        'REQUIRED_FIELD_MISSING',
        'Required fields are missing: [DurationInMinutes, ActivityDateTime]',
      ],
      [
        'no start',
        { DurationInMinutes: 30 },
        'REQUIRED_FIELD_MISSING',
        'Required fields are missing: [ActivityDateTime]',
      ],
      [
        'no end',
        { StartDateTime: start },
        'REQUIRED_FIELD_MISSING',
        'Required fields are missing: [DurationInMinutes]',
      ],
      [
        'end and duration that differ',
        { StartDateTime: start, EndDateTime: '2026-12-01T15:30:00Z', DurationInMinutes: 45 },
        'FIELD_INTEGRITY_EXCEPTION',
      ],
      [
        'an end before the start',
        { StartDateTime: start, EndDateTime: '2026-12-01T14:30:00Z' },
        'FIELD_INTEGRITY_EXCEPTION',
      ],
      [
        'two starts that differ',
        { StartDateTime: start, ActivityDateTime: '2026-12-01T16:00:00Z', DurationInMinutes: 5 },
        'FIELD_INTEGRITY_EXCEPTION',
      ],
      [
        'more than 14 days',
        { StartDateTime: start, EndDateTime: '2026-12-16T15:00:00Z' },
        'FIELD_INTEGRITY_EXCEPTION',
      ],
      ['an all-day event without a day', { IsAllDayEvent: true }, 'REQUIRED_FIELD_MISSING'],
    ];
    for (const [what, fields, code, message] of table) {
      it(`${code === undefined ? 'takes' : 'refuses'} ${what}`, async () => {
        const reply = await create('Event', { Subject: 'Intro', ...fields });
        if (code === undefined) assert.equal(reply.status, 201, JSON.stringify(reply.body));
        else assert.equal(refusal(reply)[1], code);
        if (message !== undefined) assert.equal(refusal(reply)[2], message);
      });
    }

    it('moves the end with the start when an event is put off', async () => {
      const id = await tidy.create('Event', { StartDateTime: start, EndDateTime: '2026-12-01T15:30:00Z' });
      await tidy.call('PATCH', `/sobjects/Event/${id}`, { StartDateTime: '2026-12-02T10:00:00Z' });
      const moved = await read('Event', id);
      assert.deepEqual(
        [moved['ActivityDateTime'], moved['EndDateTime'], moved['ActivityDate']],
        ['2026-12-02T10:00:00.000+0000', '2026-12-02T10:30:00.000+0000', '2026-12-02'],
      );
      await tidy.call('PATCH', `/sobjects/Event/${id}`, {
        EndDateTime: '2026-12-02T11:00:00Z',
        Subject: 'Canceled: Intro',
        ShowAs: 'Free',
      });
      assert.equal((await read('Event', id))['DurationInMinutes'], 60);
    });

    it('forbids a related record beside a lead, and allows it beside a contact', async () => {
      const times = { StartDateTime: start, DurationInMinutes: 30 };
      const account = await idOf('Account', "Name = 'Acme Corporation'");
      const WhoId = await tidy.create('Lead', lead);
      assert.equal(
        refusal(await create('Event', { ...times, WhoId, WhatId: account }))[1],
        'FIELD_INTEGRITY_EXCEPTION',
      );
      const contact = await idOf('Contact', "Email = 'ken.ito@acme.example'");
      const made = await create('Event', { ...times, WhoId: contact, WhatId: account });
      assert.equal((await read('Event', String(made.body['id'])))['AccountId'], account);
    });
  });

  it('refuses to touch or to meet a converted lead', async () => {
    const id = await idOf('Lead', 'IsConverted = true');
    const [status, code, message] = refusal(await tidy.call('PATCH', `/sobjects/Lead/${id}`, { Title: 'x' }));
    assert.deepEqual(
      [status, code, message],
      [400, 'CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead'],
    );
    const event = { WhoId: id, StartDateTime: '2026-12-01T15:00:00Z', DurationInMinutes: 30 };
    assert.equal(refusal(await create('Event', event))[1], 'CANNOT_UPDATE_CONVERTED_LEAD');
    assert.match(await idOf('Contact', "Email = 'chris.vert@converted.example'"), /^003/);
  });

  it('upserts by external id: created, changed, unchanged number of records', async () => {
    const path = '/sobjects/Contact/External_Ref__c/bkg%2042';
    const made = await awkward.call('PATCH', path, { LastName: 'A', Region__c: 'NA' });
    const id = String(made.body['id']);
    assert.deepEqual([made.status, made.body], [201, { id, success: true, errors: [], created: true }]);
    const again = await awkward.call('PATCH', path, { LastName: 'B' });
    assert.deepEqual([again.status, again.body], [200, { id, success: true, errors: [], created: false }]);
    assert.equal((await awkward.call('GET', path)).body['LastName'], 'B');
    const twin = await create(
      'Contact',
      { LastName: 'C', Region__c: 'NA', External_Ref__c: 'BKG 42' },
      awkward,
    );
    assert.deepEqual(refusal(twin).slice(1, 3), [
      'DUPLICATE_VALUE',
      `duplicate value found: External_Ref__c duplicates value on record with id: ${id}`,
    ]);
  });

  it('upserts by e-mail, lists several matches with 300, and never creates when told so', async () => {
    const path = '/sobjects/Contact/Email/two@acme.com';
    assert.equal((await tidy.call('PATCH', `${path}?updateOnly=true`, { LastName: 'A' })).status, 404);
    const first = await tidy.create('Contact', { LastName: 'A', Email: 'Two@acme.com' });
    assert.equal((await tidy.call('PATCH', path, { Title: 'x' })).status, 200);
    const second = await tidy.create('Contact', { LastName: 'B', Email: 'two@acme.com' });
    const several = await tidy.call('PATCH', path, { Title: 'y' });
    const urls = [first, second].map((id) => `/services/data/v67.0/sobjects/Contact/${id}`);
    assert.deepEqual([several.status, several.body], [300, urls]);
    const unknown = await tidy.call('PATCH', '/sobjects/Contact/Title/x', { LastName: 'A' });
    assert.deepEqual(refusal(unknown).slice(0, 3), [
      404,
      'NOT_FOUND',
      'Provided external ID field does not exist or is not accessible: Title',
    ]);
  });

  it('finds a parent by its external id', async () => {
    await patchOrg(emulator, {
      fields: {
        Account: {
          add: [
            { name: 'Ext__c', type: 'string', length: 20, externalId: true, unique: true, idLookup: true },
          ],
        },
      },
    });
    const account = await tidy.create('Account', { Name: 'N', Ext__c: 'n1' });
    const id = await tidy.create('Contact', { LastName: 'A', Account: { Ext__c: 'n1' } });
    assert.equal((await read('Contact', id))['AccountId'], account);
    const none = await create('Contact', { LastName: 'A', Account: { Ext__c: 'n2' } });
    assert.deepEqual(refusal(none).slice(1, 3), [
      'INVALID_FIELD',
      'Foreign key external ID: n2 not found for field Ext__c in entity Account',
    ]);
  });

  it('treats a hidden field as no column, a read-only one as not writable', async () => {
    await patchOrg(emulator, {
      permissions: {
        fields: { 'Contact.Title': 'hidden', 'Contact.Phone': 'read' },
        objects: { Lead: { create: false, edit: false } },
      },
    });
    assert.deepEqual(refusal(await create('Contact', { LastName: 'A', Title: 'x' })).slice(1, 3), [
      'INVALID_FIELD',
      "No such column 'Title' on sobject of type Contact",
    ]);
    assert.deepEqual(refusal(await create('Contact', { LastName: 'A', Phone: '1' })).slice(1, 3), [
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      readOnlyText('Phone'),
    ]);
    assert.match(
      String(refusal(await tidy.query('SELECT Title FROM Contact'))[2]),
      /No such column 'Title' on entity 'Contact'/,
    );
    assert.deepEqual(refusal(await create('Lead', lead)).slice(0, 2), [
      403,
      'INSUFFICIENT_ACCESS_OR_READONLY',
    ]);
  });

  it('lets an active assignment rule choose the owner, unless the header switches it off', async () => {
    const sam = await idOf('User', "Email = 'sam@host.com'");
    const priya = await idOf('User', "FirstName = 'Priya'");
    await patchOrg(emulator, { rules: { assignment: { Lead: priya } } });
    const ownerOf = async (headers: Record<string, string>) => {
      const { body } = await tidy.call('POST', '/sobjects/Lead', { ...lead, OwnerId: sam }, headers);
      return (await read('Lead', String(body['id'])))['OwnerId'];
    };
    assert.equal(await ownerOf({}), priya);
    assert.equal(await ownerOf({ 'Sforce-Auto-Assign': 'FALSE' }), sam);
  });

  it('shows a record to people, where links to it lead', async () => {
    const id = await idOf('Lead', "Company = 'Bluefin'");
    const { status, body } = await send(`${emulator.url}/lightning/r/Lead/${id}/view`);
    assert.equal(status, 200);
    assert.match(String(body), /<h1>Omar Haddad<\/h1>/);
    assert.equal((await send(`${emulator.url}/00QgK00000zzzzz`)).status, 404);
  });

  it('tells bad JSON, a missing body, a wrong content type and a wrong method apart', async () => {
    const raw = (body: string, type = 'application/json') =>
      send(`${emulator.url}/services/data/v67.0/sobjects/Lead`, {
        method: 'POST',
        body,
        headers: { authorization: `Bearer ${tidy.token}`, 'content-type': type },
      });
    assert.deepEqual(refusal(await raw('{')).slice(0, 2), [400, 'JSON_PARSER_ERROR']);
    assert.deepEqual(refusal(await raw('')).slice(0, 2), [400, 'JSON_PARSER_ERROR']);
    assert.deepEqual(refusal(await raw('a=b', 'text/plain')).slice(0, 2), [415, 'UNSUPPORTED_MEDIA_TYPE']);
    assert.deepEqual(refusal(await tidy.call('PUT', '/sobjects/Lead', {})).slice(0, 2), [
      405,
      'METHOD_NOT_ALLOWED',
    ]);
    assert.deepEqual(refusal(await tidy.call('POST', '/sobjects/Nope', {})).slice(0, 2), [404, 'NOT_FOUND']);
    assert.deepEqual(refusal(await tidy.call('GET', '/nowhere')).slice(0, 2), [404, 'NOT_FOUND']);
  });
});
