import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { BookingEvent, Fault, Mapping } from '../../../server/contract/model/index.js';
import { etagOf } from '../../../server/mappings/etag.js';
import { connection, mappingsStage, withLeadRow } from './harness.js';

type Given = Parameters<typeof mappingsStage>[0];

async function stage(t: TestContext, given: Given = {}) {
  const made = await mappingsStage(given);
  t.after(made.close);
  return made;
}

describe('the first mapping', () => {
  it('is version 1 by the system, with the core rows and every default', async (t) => {
    const { send } = await stage(t);
    const { body, etag } = await send('GET', '');
    assert.match(etag ?? '', /^"1-[0-9a-f]{12}"$/);
    assert.deepEqual(
      { ...body, objects: Object.keys(body.objects) },
      {
        version: 1,
        createAs: 'Lead',
        match: { phone: false, duplicates: 'use_match' },
        owner: { from: 'host_email', fallback: null },
        guests: 'ignore',
        objects: ['Lead', 'Contact', 'Visit'],
      },
    );
    assert.deepEqual(
      body.objects.Visit.rows.map((row: { target: string; locked: boolean }) => [row.target, row.locked]),
      [
        ['Title', true],
        ['Start', true],
        ['End', true],
        ['Who', true],
      ],
    );
    assert.equal((await send('GET', '/versions')).body.versions[0].author, 'system');
  });

  it('is made once', async (t) => {
    const { mappings } = await stage(t);
    await mappings.createDefault(connection);
    assert.equal((await mappings.versions(connection)).length, 1);
  });
});

describe('saving a mapping', () => {
  it('takes back what was read', async (t) => {
    const { send, save, read } = await stage(t);
    const before = await read();
    const { status, body, etag } = await save((mapping) => mapping);
    assert.deepEqual([status, body], [200, { ...before, version: 2 }]);
    assert.match(etag ?? '', /^"2-[0-9a-f]{12}"$/);
    assert.equal((await send('GET', '')).etag, etag, 'the tag that a save answers is the one that is read');
    assert.deepEqual(await read(), body);
  });

  it('takes back a row with everything in it', async (t) => {
    const { save, read } = await stage(t);
    const row = {
      id: 'x',
      target: 'Size',
      locked: false,
      sources: [{ field: 'company' }, { template: '{{city}} size' }, { constant: 'Small' }],
      fallback: { value: 'MID', write: 'on_create' },
      write: 'if_empty',
      values: { Acme: 'SMALL' },
      unmapped: 'as_is',
      truncate: true,
      onInvalid: 'leave_out',
      on: ['booked', 'cancelled'],
    };
    const first = await save((mapping) => withLeadRow(mapping, row));
    assert.deepEqual(first.body.objects.Lead.rows.at(-1), row);
    const second = await save((mapping) => mapping);
    assert.deepEqual(second.body, { ...first.body, version: 3 });
    assert.deepEqual(await read(), second.body);
  });

  it('fills in what a row leaves out, and the version in the body does not matter', async (t) => {
    const { save } = await stage(t);
    const { body } = await save((mapping) => ({
      ...withLeadRow(mapping, { id: 'x', target: 'Phone', fallback: { value: '1' } }),
      version: 99,
    }));
    assert.equal(body.version, 2);
    assert.deepEqual(body.objects.Lead.rows.at(-1), {
      id: 'x',
      target: 'Phone',
      locked: false,
      sources: [],
      fallback: { value: '1', write: 'if_empty' },
      write: 'always',
      truncate: false,
      onInvalid: 'hold',
    });
  });

  it('leaves alone what is not sent, and brings locked rows back', async (t) => {
    const { save, read } = await stage(t);
    const before = await read();
    const { status, body } = await save(() => ({
      createAs: 'Contact',
      objects: { Lead: { rows: [{ id: 'x', target: 'Phone' }] } },
    }));
    assert.equal(status, 200);
    assert.deepEqual(body.objects.Visit, before.objects.Visit);
    assert.deepEqual(
      body.objects.Lead.rows.map((row: { target: string }) => row.target),
      ['Email', 'Phone'],
    );
  });

  it('keeps what a locked row is filled from when only its other settings are sent', async (t) => {
    const { save } = await stage(t);
    const { body } = await save(() => ({
      objects: { Visit: { rows: [{ id: 'core-Title', target: 'Title', truncate: true }] } },
    }));
    const title = body.objects.Visit.rows.find((row: { target: string }) => row.target === 'Title');
    assert.deepEqual([title.locked, title.truncate, title.sources], [true, true, [{ field: 'subject' }]]);
  });

  it('needs to know what it changes', async (t) => {
    const { send } = await stage(t);
    const { status, body } = await send('PUT', '', {});
    assert.deepEqual([status, body.code], [428, 'precondition_required']);
  });

  it('knows the version by its tag, strong, weak or bare, and by its number alone', async (t) => {
    const { send } = await stage(t);
    const forms: ((etag: string, version: number) => string)[] = [
      (etag) => etag,
      (etag) => `W/${etag}`,
      (_, version) => `"${version}"`,
      (_, version) => `W/"${version}"`,
      (_, version) => String(version),
      (etag) => `"0-000000000000", ${etag}`,
      () => '*',
    ];
    for (const form of forms) {
      const { etag, body } = await send('GET', '');
      const ifMatch = form(etag ?? '', body.version);
      assert.equal((await send('PUT', '', {}, { 'if-match': ifMatch })).status, 200, ifMatch);
    }
  });

  it('takes no other mapping’s tag, though the number be the same', async (t) => {
    const { send, mappings } = await stage(t);
    const other = { ...connection, id: 'con_other' };
    const foreign = await etagOf(other, await mappings.createDefault(other));
    assert.match(foreign, /^"1-/);
    const { status, body } = await send('PUT', '', {}, { 'if-match': foreign });
    assert.deepEqual([status, body.code], [412, 'version_conflict']);
  });

  it('tells who saved what meanwhile, and saves nothing', async (t) => {
    const { send, save, read } = await stage(t);
    await save((mapping) => mapping, { 'x-user': 'sam' });
    const { status, body } = await send('PUT', '', { guests: 'create' }, { 'if-match': '"1"' });
    assert.deepEqual(
      [status, body.code, body.params],
      [412, 'version_conflict', { version: 2, author: 'sam', createdAt: '2026-11-23T09:00:00.000Z' }],
    );
    assert.equal((await read()).guests, 'ignore');
  });

  it('lets one of two who save at once win', async (t) => {
    const { send } = await stage(t);
    const both = await Promise.all(
      ['match', 'create'].map((guests) => send('PUT', '', { guests }, { 'if-match': '"1"' })),
    );
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 412]);
  });

  const refused: [string, (mapping: Mapping) => unknown, string, string][] = [
    [
      'a field that does not exist',
      (m) => withLeadRow(m, { id: 'x', target: 'Nope' }),
      'unknown_target',
      '/objects/Lead/rows/4/target',
    ],
    [
      'the wrong type',
      (m) => withLeadRow(m, { id: 'x', target: 'Budget', sources: [{ field: 'city' }] }),
      'wrong_type',
      '/objects/Lead/rows/4/sources/0',
    ],
    [
      'a field filled twice',
      (m) => withLeadRow(m, { id: 'x', target: 'Company' }),
      'target_twice',
      '/objects/Lead/rows/4/target',
    ],
    [
      'an unknown source',
      (m) => withLeadRow(m, { id: 'x', target: 'Phone', sources: [{ field: 'zz' }] }),
      'unknown_source',
      '/objects/Lead/rows/4/sources/0',
    ],
    [
      'a fallback that is no choice',
      (m) => withLeadRow(m, { id: 'x', target: 'Size', fallback: { value: 'Huge' } }),
      'fallback_not_an_option',
      '/objects/Lead/rows/4/fallback',
    ],
    [
      'a fallback that is no number',
      (m) => withLeadRow(m, { id: 'x', target: 'Budget', fallback: { value: 'x' } }),
      'fallback_not_a_number',
      '/objects/Lead/rows/4/fallback',
    ],
    [
      'a fallback that is too long',
      (m) => withLeadRow(m, { id: 'core-Company', target: 'Company', fallback: { value: 'x'.repeat(41) } }),
      'fallback_too_long',
      '/objects/Lead/rows/3/fallback',
    ],
    [
      'an object that does not exist',
      (m) => ({ ...m, objects: { ...m.objects, Deal: { rows: [] } } }),
      'unknown_object',
      '/objects/Deal',
    ],
    [
      'an object that is called like a part of every JavaScript object',
      () => ({ objects: { constructor: { rows: [{ id: 'x', target: 'y' }] } } }),
      'unknown_object',
      '/objects/constructor',
    ],
    ['a kind of person that does not exist', () => ({ createAs: 'Deal' }), 'unknown_create_as', '/createAs'],
    [
      'an owner that does not exist',
      () => ({ owner: { fallback: 'u9' } }),
      'unknown_owner',
      '/owner/fallback',
    ],
    [
      'a required field that does not exist',
      () => ({ objects: { Lead: { required: ['Nope'] } } }),
      'unknown_target',
      '/objects/Lead/required/0',
    ],
    [
      'another source in a locked row',
      (m) => withLeadRow(m, { id: 'core-Email', target: 'Email', sources: [{ field: 'hostEmail' }] }),
      'locked_row',
      '/objects/Lead/rows/3',
    ],
    [
      'another field in a locked row',
      (m) => withLeadRow(m, { id: 'core-Email', target: 'Phone', sources: [{ field: 'phone' }] }),
      'locked_row',
      '/objects/Lead/rows/3',
    ],
  ];
  for (const [what, change, code, pointer] of refused) {
    it(`refuses ${what}, and saves nothing`, async (t) => {
      const { save, read } = await stage(t);
      const { status, body } = await save(change);
      assert.deepEqual(
        [status, body.code, body.errors?.map((e: { code: string; pointer: string }) => [e.code, e.pointer])],
        [422, 'mapping_invalid', [[code, pointer]]].flatMap((x) => [x]),
      );
      assert.equal((await read()).version, 1);
    });
  }

  it('takes gaps: a required field without a value, a row without anything', async (t) => {
    const { save } = await stage(t);
    const { status } = await save(() => ({
      objects: { Lead: { rows: [{ id: 'core-Company', target: 'Company' }] } },
    }));
    assert.equal(status, 200);
  });

  it('still saves other changes when a mapped field has gone from the CRM', async (t) => {
    const { save, changeFields, send } = await stage(t);
    changeFields((all) => ({ ...all, Lead: (all.Lead ?? []).filter(({ name }) => name !== 'Company') }));
    assert.equal((await save((mapping) => withLeadRow(mapping, { id: 'x', target: 'Phone' }))).status, 200);
    const { body } = await send('POST', '/check', {});
    assert.equal(body.objects[0].problems[0].code, 'unknown_target');
  });

  it('frees the bookings that wait for what it changes', async (t) => {
    const { save, held, freed } = await stage(t);
    held.push(fault('Lead', 'Company'), fault('Lead', 'Phone'), fault('Visit', 'Title'));
    await save((mapping) =>
      withLeadRow(mapping, { id: 'core-Company', target: 'Company', fallback: { value: 'X' } }),
    );
    assert.deepEqual(freed, [['Company']]);
  });
});

describe('versions', () => {
  it('can be restored, as a new one', async (t) => {
    const { save, send, read } = await stage(t);
    await save(() => ({ guests: 'create' }));
    const { status, body } = await send('POST', '/versions/1/restore');
    assert.deepEqual([status, body.version, body.guests], [200, 3, 'ignore']);
    const { versions } = (await send('GET', '/versions')).body;
    assert.deepEqual(
      versions.map(({ version }: { version: number }) => version),
      [3, 2, 1],
    );
    assert.deepEqual(await read(), body);
  });

  it('that never were are not found', async (t) => {
    const { send } = await stage(t);
    assert.equal((await send('POST', '/versions/9/restore')).status, 404);
  });
});

describe('checking a draft', () => {
  it('tells the coverage of each object, gaps and errors', async (t) => {
    const { send } = await stage(t);
    const draft = { objects: { Lead: { rows: [{ id: 'x', target: 'Nope' }] } } };
    for (const body of [draft, { mapping: draft }]) {
      const reply = await send('POST', '/check', body);
      assert.equal(reply.body.ready, false);
      const [lead] = reply.body.objects;
      assert.deepEqual([lead.covered, lead.total], [0, 2]);
      assert.deepEqual(
        lead.problems.map(({ code, severity }: { code: string; severity: string }) => [code, severity]),
        [
          ['required_without_value', 'gap'],
          ['required_without_value', 'gap'],
          ['unknown_target', 'error'],
          ['nothing_to_write', 'notice'],
        ].slice(0, 3),
      );
    }
  });

  it('of nothing checks what is live', async (t) => {
    const { send } = await stage(t);
    assert.equal((await send('POST', '/check', {})).body.ready, true);
  });
});

describe('suggestions', () => {
  it('propose what is free and fits, with the reason, and nothing that is mapped', async (t) => {
    const size = {
      key: 'teamSize',
      label: 'Size',
      object: 'contact' as const,
      type: 'enum' as const,
      options: [
        { value: 's', label: 'Small' },
        { value: 'xl', label: 'Huge' },
      ],
    };
    const { send } = await stage(t, { sources: [size] });
    const { suggestions } = (await send('GET', '/suggestions')).body;
    const said = suggestions.map(
      (one: { object: string; target: string; sources: { field: string }[] }) =>
        `${one.object}.${one.target} from ${one.sources[0]?.field}`,
    );
    assert.deepEqual(said, [
      'Lead.Phone from phone',
      'Lead.Size from teamSize',
      'Contact.Phone from phone',
      'Visit.Place from location',
    ]);
    assert.deepEqual(suggestions[1].values, { s: 'SMALL' });
    assert.deepEqual(suggestions[0].reason, {
      code: 'same_label',
      params: { source: 'Phone', target: 'Phone' },
      sentence: 'Both are called Phone.',
    });
  });
});

describe('a preview', () => {
  const ana = {
    object: 'Contact',
    id: '003',
    label: 'Ana López',
    url: 'https://crm.example/003',
    values: { Email: 'ana@acme.com', FirstName: 'Anna', LastName: 'López', Phone: null },
  };

  it('without a booking shows a sample that creates everything', async (t) => {
    const { send } = await stage(t);
    const { body } = await send('POST', '/preview', {});
    assert.deepEqual(body.problems, []);
    assert.deepEqual(
      body.writes.map((write: { object: string; action: string }) => [write.object, write.action]),
      [
        ['Lead', 'create'],
        ['Visit', 'create'],
      ],
    );
    assert.deepEqual(
      body.writes[0].fields.find(({ name }: { name: string }) => name === 'Company'),
      {
        name: 'Company',
        label: 'Company',
        before: null,
        after: 'Acme',
        origin: 'mapped',
        from: 'Company',
        why: null,
        row: 'core-Company',
      },
    );
  });

  it('tells by name who would own a record', async (t) => {
    const { send } = await stage(t);
    const booking = { contact: { email: 'jo@b.example' }, booking: { hostEmail: 'sam@host.com' } };
    const { writes } = (await send('POST', '/preview', { booking })).body;
    const owner = writes[0].fields.find(({ after }: { after: unknown }) => after === 'u1');
    assert.equal(owner.why, 'Sam');
  });

  it('updates the person who is there, whichever object they are', async (t) => {
    const { send } = await stage(t, { records: [ana] });
    const booking = { contact: { email: 'Ana@Acme.com', firstName: 'Ana' }, booking: { subject: 'Call' } };
    const { writes } = (await send('POST', '/preview', { booking })).body;
    assert.deepEqual(writes[0].record, { id: '003', label: 'Ana López', url: 'https://crm.example/003' });
    const first = writes[0].fields.find(({ name }: { name: string }) => name === 'FirstName');
    assert.deepEqual([first.before, first.after], ['Anna', 'Ana']);
    const last = writes[0].fields.find(({ name }: { name: string }) => name === 'LastName');
    assert.deepEqual(
      [last.origin, last.after, last.why],
      ['left-out', null, 'This booking has no value for it.'],
    );
  });

  it('shows what the booking would write to somebody else, who is found by their address alone', async (t) => {
    const jo = { ...ana, id: '004', label: 'Jo Doe', values: { Email: 'jo@b.example', Phone: '+34 600' } };
    const { send, save } = await stage(t, { records: [ana, jo] });
    await save((mapping) => ({ ...mapping, match: { ...mapping.match, phone: true } }));
    const booking = { contact: { email: 'jo@b.example', firstName: 'Ana', phone: '+34 600' } };
    const as = async (email: string) => (await send('POST', '/preview', { booking, email })).body.writes[0];
    const hers = await as(' Ana@acme.com');
    assert.equal(hers.record.id, '003');
    const first = hers.fields.find(({ name }: { name: string }) => name === 'FirstName');
    assert.deepEqual([first.before, first.after], ['Anna', 'Ana']);
    assert.equal((await as('new@b.example')).action, 'create');
    assert.equal((await send('POST', '/preview', { booking, email: 'nobody' })).status, 422);
  });

  it('uses the draft, and tells what would hold the booking', async (t) => {
    const { send } = await stage(t);
    const mapping = {
      objects: {
        Lead: { rows: [{ id: 'core-LastName', target: 'LastName', fallback: { value: 'Unknown' } }] },
      },
    };
    const booking = { contact: { email: 'a@b.co' } };
    const { writes, problems } = (await send('POST', '/preview', { mapping, booking })).body;
    const last = writes[0].fields.find(({ name }: { name: string }) => name === 'LastName');
    assert.deepEqual([last.after, last.origin], ['Unknown', 'fallback']);
    assert.deepEqual(
      problems.map(({ code, object, field }: { code: string; object: string; field: string }) => [
        code,
        object,
        field,
      ]),
      [
        ['required_without_value', 'Lead', 'Company'],
        ['required_without_value', 'Visit', 'Start'],
        ['required_without_value', 'Visit', 'End'],
      ],
    );
  });

  it('of an unknown booking is not found, and one without an e-mail says so', async (t) => {
    const { send } = await stage(t);
    assert.equal((await send('POST', '/preview', { booking: 'nope' })).status, 404);
    const { body } = await send('POST', '/preview', { booking: { contact: {} } });
    assert.deepEqual(
      body.problems.map(({ code }: { code: string }) => code),
      ['no_person'],
    );
  });

  it('takes a booking that came in, and shows the owner that the CRM lacks', async (t) => {
    const { send, bookings } = await stage(t);
    const event: BookingEvent = {
      eventId: 'e1',
      id: 'b1',
      occurredAt: '2026-11-23T08:00:00Z',
      status: 'booked',
      contact: { email: 'bo@acme.com', lastName: 'Bo', company: 'B' },
      booking: { hostEmail: 'nobody@host.com' },
    };
    await bookings.accept('acme', { events: [event], strays: [[]], count: 1, bare: true });
    const { writes } = (await send('POST', '/preview', { booking: 'b1' })).body;
    const owner = writes[0].fields.find(({ name }: { name: string }) => name === 'OwnerId');
    assert.deepEqual([owner.origin, owner.after], ['left-out', null]);
    assert.match(owner.why, /no active user with the e-mail address nobody@host.com/);
  });

  it('knows whom an e-mail address would match', async (t) => {
    const { send } = await stage(t, { records: [ana] });
    assert.deepEqual((await send('POST', '/match', { email: ' ANA@acme.com ' })).body, {
      action: 'update',
      object: 'Contact',
      record: { id: '003', label: 'Ana López', url: 'https://crm.example/003' },
      candidates: 1,
    });
    assert.deepEqual((await send('POST', '/match', { email: 'new@acme.com' })).body, {
      action: 'create',
      object: 'Lead',
      record: null,
      candidates: 0,
    });
    assert.equal((await send('POST', '/match', { email: 'nobody' })).status, 422);
  });
});

function fault(object: string, field: string): Fault {
  return {
    code: 'option_unknown',
    class: 'data',
    params: {},
    sentence: '',
    object,
    field,
    value: null,
    requestId: null,
    fix: null,
    retryAt: null,
  };
}
