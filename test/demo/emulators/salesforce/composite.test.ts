import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import {
  connect,
  patchOrg,
  send,
  setFaults,
  startSalesforce,
  type Caller,
  type Reply,
  type Running,
} from './harness.js';

const data = '/services/data/v67.0';

describe('Salesforce emulator: composite and collections', () => {
  let emulator: Running;
  let tidy: Caller;
  before(async () => {
    emulator = await startSalesforce();
    tidy = await connect(emulator);
  });
  after(() => emulator.close());
  beforeEach(() => send(`${emulator.url}/_emulator/reset`, { method: 'POST' }));

  const part = (
    referenceId: string,
    method: string,
    path: string,
    body?: unknown,
    httpHeaders?: Record<string, string>,
  ) => ({
    ...{ referenceId, method, url: `${data}${path}` },
    ...(body !== undefined && { body }),
    ...(httpHeaders && { httpHeaders }),
  });
  const composite = (parts: unknown[], allOrNone = true) =>
    tidy.call('POST', '/composite', { allOrNone, compositeRequest: parts });
  const statuses = ({ body }: Reply) =>
    [...(body['compositeResponse'] ?? [])].map((entry) => entry['httpStatusCode'] as unknown);
  const codes = ({ body }: Reply) =>
    [...(body['compositeResponse'] ?? [])].map((entry) => entry['body']?.[0]?.['errorCode'] as unknown);
  const count = async (object: string) => {
    const { body } = await send(`${emulator.url}/_emulator/records/${object}`);
    return (body['records'] ?? []).length;
  };
  const person = part('person', 'POST', '/sobjects/Lead', { LastName: 'Diaz', Company: 'Acme' });
  const times = { StartDateTime: '2026-12-01T15:00:00Z', EndDateTime: '2026-12-01T15:30:00Z' };
  const event = part('event', 'POST', '/sobjects/Event', {
    Subject: 'Intro',
    WhoId: '@{person.id}',
    ...times,
  });

  it('writes a person, a meeting and a case in one call, each knowing the one before', async () => {
    const support = part('case', 'POST', '/sobjects/Case', { Subject: 'Booking of @{person.id}' });
    const reply = await composite([person, event, support]);
    assert.equal(reply.status, 200);
    assert.deepEqual(statuses(reply), [201, 201, 201]);
    const [first] = reply.body['compositeResponse'] ?? [];
    const id = String(first?.['body']?.['id']);
    assert.deepEqual(first, {
      body: { id, success: true, errors: [] },
      httpHeaders: { Location: `${data}/sobjects/Lead/${id}` },
      httpStatusCode: 201,
      referenceId: 'person',
    });
    const { body } = await tidy.query(`SELECT WhoId, Who.Name, Who.Type FROM Event WHERE WhoId = '${id}'`);
    const who = body['records']?.[0]?.['Who'] as Record<string, unknown> | undefined;
    assert.deepEqual([who?.['Name'], who?.['Type']], ['Diaz', 'Lead']);
    assert.equal(
      (await tidy.query(`SELECT Id FROM Case WHERE Subject = 'Booking of ${id}'`)).body[
        'totalSize'
      ] as unknown,
      1,
    );
  });

  it('undoes everything when one part fails and all or none was asked for', async () => {
    const before = [await count('Lead'), await count('Event')];
    const reply = await composite([
      person,
      part('event', 'POST', '/sobjects/Event', { Subject: 'x', WhoId: '@{person.id}' }),
    ]);
    assert.deepEqual(statuses(reply), [400, 400]);
    assert.deepEqual(codes(reply), ['PROCESSING_HALTED', 'REQUIRED_FIELD_MISSING']);
    assert.deepEqual(reply.body['compositeResponse']?.[0]?.['body'], [
      {
        errorCode: 'PROCESSING_HALTED',
        message: 'The transaction was rolled back since another operation in the same transaction failed.',
      },
    ]);
    assert.deepEqual([await count('Lead'), await count('Event')], before);
  });

  it('undoes updates and deletions too', async () => {
    const id = await tidy.create('Lead', { LastName: 'Old', Company: 'Acme' });
    await composite([
      part('update', 'PATCH', `/sobjects/Lead/${id}`, { LastName: 'New' }),
      part('remove', 'DELETE', `/sobjects/Lead/${id}`),
      part('bad', 'POST', '/sobjects/Lead', {}),
    ]);
    assert.equal((await tidy.call('GET', `/sobjects/Lead/${id}`)).body['LastName'], 'Old');
  });

  it('keeps what went well when all or none was not asked for; what refers to a failure fails', async () => {
    const bad = part('person', 'POST', '/sobjects/Lead', { LastName: 'A' });
    const other = part('other', 'POST', '/sobjects/Lead', { LastName: 'B', Company: 'C' });
    const reply = await composite([bad, event, other], false);
    assert.deepEqual(statuses(reply), [400, 400, 201]);
    assert.deepEqual(codes(reply).slice(0, 2), ['REQUIRED_FIELD_MISSING', 'PROCESSING_HALTED']);
  });

  it('looks up and writes in one call, with values of a query’s reply', async () => {
    const soql = encodeURIComponent("SELECT Id FROM Contact WHERE Email = 'ken.ito@acme.example'");
    const reply = await composite([
      part('found', 'GET', `/query?q=${soql}`),
      part('event', 'POST', '/sobjects/Event', { WhoId: '@{found.records[0].Id}', ...times }),
      part('more', 'GET', '/sobjects/Contact/@{found.records[0].Id}?fields=LastName'),
      part('update', 'PATCH', '/sobjects/Contact/@{found.records[0].Id}', { Title: 'x' }),
      part('describe', 'GET', '/sobjects/Contact/describe'),
    ]);
    assert.deepEqual(statuses(reply), [200, 201, 200, 204, 200]);
    assert.equal(reply.body['compositeResponse']?.[2]?.['body']?.['LastName'], 'Ito');
    assert.equal(reply.body['compositeResponse']?.[3]?.['body'], null as unknown);
    assert.ok(reply.body['compositeResponse']?.[4]?.['httpHeaders']?.['ETag']);
  });

  it('refuses more than 25 parts, more than five queries and collections, and unclear references', async () => {
    const error = async (parts: unknown[]) => {
      const { status, body } = await composite(parts);
      return [status, body[0]?.['errorCode']] as unknown[];
    };
    const many = (n: number, path: string) => Array.from({ length: n }, (_, i) => part(`r${i}`, 'GET', path));
    assert.deepEqual(await error(many(26, '/limits')), [400, 'LIMIT_EXCEEDED']);
    assert.deepEqual(await error(many(6, '/query?q=SELECT+Id+FROM+Lead')), [400, 'LIMIT_EXCEEDED']);
    assert.deepEqual(await error([person, person]), [400, 'INVALID_INPUT']);
    assert.deepEqual(await error([]), [400, 'MISSING_ARGUMENT']);
    assert.deepEqual(await error([part('a', 'GET', '/limits', undefined, { Authorization: 'x' })]), [
      400,
      'INVALID_INPUT',
    ]);
    assert.equal((await composite(many(25, '/limits'))).status, 200);
    assert.deepEqual(codes(await composite([part('inner', 'POST', '/composite', {})])), ['INVALID_INPUT']);
  });

  it('refuses a reference from one collection into another', async () => {
    const people = { records: [{ attributes: { type: 'Lead' }, LastName: 'A', Company: 'B' }] };
    const events = { records: [{ attributes: { type: 'Event' }, WhoId: '@{people[0].id}', ...times }] };
    const reply = await composite([
      part('people', 'POST', '/composite/sobjects', people),
      part('events', 'POST', '/composite/sobjects', events),
    ]);
    assert.deepEqual(codes(reply), ['PROCESSING_HALTED', 'PROCESSING_HALTED']);
    assert.equal(await count('Event'), 0);
  });

  it('counts as one call against the org’s pool', async () => {
    const first = await composite([person, event]);
    const second = await tidy.call('GET', '/limits');
    const used = ({ headers }: Reply) =>
      Number(/api-usage=(\d+)\/15000/.exec(headers.get('sforce-limit-info') ?? '')?.[1]);
    assert.equal(used(second) - used(first), 1);
  });

  it('keeps graphs apart: one fails, the other stays', async () => {
    const bad = part('bad', 'POST', '/sobjects/Lead', {});
    const reply = await tidy.call('POST', '/composite/graph', {
      graphs: [
        { graphId: '1', compositeRequest: [person, event] },
        { graphId: '2', compositeRequest: [person, bad] },
      ],
    });
    const graphs = [...(reply.body['graphs'] ?? [])] as unknown as Record<string, unknown>[];
    assert.deepEqual(
      graphs.map((graph) => [graph['graphId'], graph['isSuccessful']]),
      [
        ['1', true],
        ['2', false],
      ],
    );
    assert.equal(await count('Event'), 1);
  });

  const rows = (n: number) =>
    Array.from({ length: n }, (_, i) => ({ attributes: { type: 'Lead' }, LastName: `L${i}`, Company: 'C' }));
  const broken = { attributes: { type: 'Lead' }, LastName: 'No company' };

  it('creates a collection row by row, in order, with the errors of each', async () => {
    const { status, body } = await tidy.call('POST', '/composite/sobjects', {
      allOrNone: false,
      records: [
        ...rows(1),
        broken,
        { attributes: { type: 'Lead' }, Nope: 1 },
        { attributes: { type: 'Nope' } },
      ],
    });
    assert.equal(status, 200);
    const list = [...body] as unknown as Record<string, unknown>[];
    assert.deepEqual(list[0], { id: list[0]?.['id'], success: true, errors: [] });
    assert.deepEqual(list[1], {
      success: false,
      errors: [
        {
          statusCode: 'REQUIRED_FIELD_MISSING',
          message: 'Required fields are missing: [Company]',
          fields: ['Company'],
        },
      ],
    });
    assert.deepEqual(list[2], {
      success: false,
      errors: [
        { statusCode: 'INVALID_FIELD', message: "No such column 'Nope' on sobject of type Lead", fields: [] },
      ],
    });
    assert.equal(list[3]?.['success'], false);
  });

  it('undoes a collection that asks for all or none', async () => {
    const before = await count('Lead');
    const { body } = await tidy.call('POST', '/composite/sobjects', {
      allOrNone: true,
      records: [...rows(2), broken],
    });
    const list = [...body].map((row) => row['errors']?.[0]?.['statusCode'] as unknown);
    assert.deepEqual(list, [
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'REQUIRED_FIELD_MISSING',
    ]);
    assert.equal(await count('Lead'), before);
    const outer = await composite([
      person,
      part('all', 'POST', '/composite/sobjects', { allOrNone: true, records: [broken] }),
    ]);
    assert.deepEqual([codes(outer)[0], await count('Lead')], ['PROCESSING_HALTED', before]);
  });

  it('updates, upserts, reads and deletes collections', async () => {
    const ids = [
      await tidy.create('Lead', { LastName: 'A', Company: 'B', Email: 'a@x.com' }),
      await tidy.create('Contact', { LastName: 'C' }),
    ];
    const updated = await tidy.call('PATCH', '/composite/sobjects', {
      records: [
        { attributes: { type: 'Lead' }, id: ids[0], LastName: 'A2' },
        { attributes: { type: 'Contact' }, Id: ids[1], LastName: 'C2' },
        { attributes: { type: 'Lead' }, LastName: 'x' },
      ],
    });
    assert.deepEqual(
      [...updated.body].map((row) => row['success'] as unknown),
      [true, true, false],
    );
    assert.deepEqual(updated.body[2]?.['errors']?.[0], {
      statusCode: 'MISSING_ARGUMENT',
      message: 'Id not specified in an update call',
      fields: [],
    } as unknown);
    const upserted = await tidy.call('PATCH', '/composite/sobjects/Lead/Email', {
      records: [
        { attributes: { type: 'Lead' }, Email: 'a@x.com', Title: 'T' },
        { attributes: { type: 'Lead' }, Email: 'b@x.com', LastName: 'B', Company: 'B' },
      ],
    });
    assert.deepEqual(
      [...upserted.body].map((row) => row['created'] as unknown),
      [false, true],
    );
    const read = await tidy.call(
      'GET',
      `/composite/sobjects/Lead?ids=${ids[0]},00QgK00000zzzzz&fields=LastName,Title`,
    );
    assert.deepEqual([read.body[0]?.['LastName'], read.body[0]?.['Title'], read.body[1]], [
      'A2',
      'T',
      null,
    ] as unknown[]);
    const deleted = await tidy.call('DELETE', `/composite/sobjects?ids=${ids.join(',')}&allOrNone=false`);
    assert.deepEqual(
      [...deleted.body].map((row) => row['success'] as unknown),
      [true, true],
    );
  });

  it('takes 200 rows and ten runs of one type, not more, and not none', async () => {
    const error = async (records: unknown[]) => {
      const { status, body } = await tidy.call('POST', '/composite/sobjects', { records });
      return [status, body[0]?.['errorCode'] ?? body.length] as unknown[];
    };
    const mixed = (n: number) =>
      Array.from({ length: n }, (_, i) => ({
        attributes: { type: i % 2 ? 'Lead' : 'Contact' },
        LastName: 'A',
        ...(i % 2 && { Company: 'B' }),
      }));
    assert.deepEqual(await error(rows(200)), [200, 200]);
    assert.deepEqual(await error(rows(201)), [400, 'EXCEEDED_ID_LIMIT']);
    assert.deepEqual(await error(mixed(10)), [200, 10]);
    assert.deepEqual(await error(mixed(11)), [400, 'LIMIT_EXCEEDED']);
    assert.deepEqual(await error([]), [400, 'REQUIRED_FIELD_MISSING']);
  });

  it('gives rows the errors that a fault asks for', async () => {
    await setFaults(emulator, [{ object: 'Lead', then: { rowError: 'UNABLE_TO_LOCK_ROW', share: 0.5 } }]);
    const { body } = await tidy.call('POST', '/composite/sobjects', { records: rows(100) });
    const locked = [...body].filter(
      (row) => (row['errors']?.[0]?.['statusCode'] as unknown) === 'UNABLE_TO_LOCK_ROW',
    ).length;
    assert.ok(locked > 25 && locked < 75, String(locked));
    assert.equal(await count('Lead'), 103 - locked);
  });

  it('obeys permissions inside a composite', async () => {
    await patchOrg(emulator, { permissions: { objects: { Event: { read: false } } } });
    assert.deepEqual(codes(await composite([person, event])), ['PROCESSING_HALTED', 'NOT_FOUND']);
  });
});
