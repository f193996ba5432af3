import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startOrg, type EmulatedOrg, type Line } from './emulated-org.js';

describe('finding people in Salesforce', () => {
  let org: EmulatedOrg;
  let line: Line;
  before(async () => void (org = await startOrg()));
  after(() => org.close());
  beforeEach(async () => {
    await org.control('POST', '/reset');
    line = await org.connect();
  });

  const find = (
    keys: readonly { email: string; phone?: string; ownerId?: string }[],
    options: { fields?: Record<string, string[]>; phone?: boolean } = {},
  ) =>
    org.adapter.people.find(
      line.client,
      keys.map(({ email, phone = null, ownerId = null }) => ({ email, phone, ownerId })),
      options.fields ?? {},
      { phone: options.phone ?? false, duplicates: 'use_match' },
      org.io.signal,
    );

  async function create(object: string, fields: Record<string, unknown>): Promise<string> {
    const reply = await line.client.request({
      method: 'POST',
      path: `/services/data/v67.0/sobjects/${object}`,
      json: JSON.parse(JSON.stringify(fields)),
      effect: 'create',
      signal: org.io.signal,
    });
    assert.equal(reply.status, 201, JSON.stringify(reply.body));
    line.calls.length = 0;
    const body: unknown = reply.body;
    assert.ok(typeof body === 'object' && body !== null && 'id' in body);
    return String(body.id);
  }

  it('finds contacts and leads in one call, with the fields asked for', async () => {
    const [rosa, dana, nobody] = await find(
      [
        { email: 'rosa.parker@northwind.example' },
        { email: 'dana.fields@prospect.example' },
        { email: 'no@body.example' },
      ],
      { fields: { Contact: ['Title'], Lead: ['Company'] } },
    );
    assert.equal(line.calls.length, 1);
    assert.equal(rosa?.record?.object, 'Contact');
    assert.equal(rosa?.record?.label, 'Rosa Parker');
    assert.equal(rosa?.record?.values['Title'], 'Head of Operations');
    assert.equal(rosa?.record?.url, `${org.url}/lightning/r/Contact/${rosa?.record?.id}/view`);
    assert.equal(dana?.record?.object, 'Lead');
    assert.equal(dana?.record?.values['Company'], 'Prospect Labs');
    assert.deepEqual(nobody, { record: null, candidates: 0 });
  });

  it('goes from a converted lead to its contact', async () => {
    const [chris] = await find([{ email: 'chris.vert@converted.example' }]);
    assert.equal(chris?.record?.object, 'Contact');
    assert.equal(chris?.candidates, 1);
  });

  it('takes quotes, backslashes, pluses and capitals in addresses as they are', async () => {
    const id = await create('Contact', { LastName: "O'Hara", Email: "O'Hara+Test@Acme.example" });
    const [found, other] = await find([
      { email: "o'hara+test@acme.example" },
      { email: "x\\' OR Name != '" },
    ]);
    assert.equal(found?.record?.id, id);
    assert.equal(other?.record, null);
  });

  it('prefers the owner’s, and tells how many fit', async () => {
    const users = await org.adapter.catalog.users(line.client, org.io.signal);
    const sam = users.find(({ email }) => email === 'sam@host.com');
    const first = await create('Contact', { LastName: 'Twin', Email: 'twin@acme.example', OwnerId: sam?.id });
    const second = await create('Lead', { LastName: 'Twin', Company: 'A', Email: 'twin@acme.example' });
    const [owners] = await find([{ email: 'twin@acme.example', ownerId: sam?.id ?? '' }]);
    assert.deepEqual([owners?.record?.id, owners?.candidates], [first, 2]);
    const [newest] = await find([{ email: 'twin@acme.example' }]);
    assert.ok([first, second].includes(newest?.record?.id ?? ''));
  });

  it('looks at phones only when the policy says so', async () => {
    const id = await create('Lead', {
      LastName: 'Ring',
      Company: 'A',
      Email: 'old@acme.example',
      Phone: '(212) 555-0134',
    });
    const key = { email: 'new@acme.example', phone: '+1 212 555 0134' };
    assert.equal((await find([key]))[0]?.record, null);
    assert.equal((await find([key], { phone: true }))[0]?.record?.id, id);
  });

  it('looks up 200 people in one call, and longer lists in as few as fit', async () => {
    const keys = Array.from({ length: 200 }, (_, index) => ({ email: `person${index}@a-company.example` }));
    await find(keys);
    assert.equal(line.calls.length, 1);
    line.calls.length = 0;
    const long = 'x'.repeat(60);
    assert.equal((await find(keys.map(({ email }) => ({ email: long + email })))).length, 200);
    assert.ok(line.calls.length <= 2, `${line.calls.length}`);
  });

  it('creates nobody twice because leads may not be seen', async () => {
    await org.control('PATCH', '/org', { permissions: { objects: { Lead: { read: false } } } });
    const [rosa, dana] = await find([
      { email: 'rosa.parker@northwind.example' },
      { email: 'dana.fields@prospect.example' },
    ]);
    assert.equal(rosa?.record?.object, 'Contact');
    assert.equal(dana?.record, null);
  });

  it('reads on without a column that is gone', async () => {
    const [rosa] = await find([{ email: 'rosa.parker@northwind.example' }], {
      fields: { Contact: ['Old__c', 'Title'] },
    });
    assert.equal(rosa?.record?.values['Title'], 'Head of Operations');
    assert.ok(!('Old__c' in (rosa?.record?.values ?? {})));
  });

  it('reads records as they are now, gone or converted', async () => {
    const leads = await org.records('Lead');
    const id = (row: Record<string, unknown> | undefined) => String(row?.['id'] ?? row?.['Id']);
    const converted = id(leads.find(({ IsConverted }) => IsConverted === true));
    const live = id(leads.find(({ IsConverted }) => IsConverted !== true));
    const [one, two, three] = await org.adapter.records.read(
      line.client,
      'Lead',
      [live, converted, '00QgK0000000zzzAAA'],
      ['Company'],
      org.io.signal,
    );
    assert.equal(one?.object, 'Lead');
    assert.equal(one?.values['Company'], 'Prospect Labs');
    assert.equal(two?.object, 'Contact');
    assert.equal(two?.values['LastName'], 'Vert');
    assert.equal(three, null);
  });
});
