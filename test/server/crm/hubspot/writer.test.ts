import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import {
  CrmError,
  type TypedValue,
  type WriteBatch,
  type WriteOutcome,
} from '../../../../server/crm/adapter.js';
import type { CrmField } from '../../../../server/contract/model/index.js';
import { meeting, notebook, openDesk, person, writing, type ClientWishes } from './arrange.js';

const desk = await openDesk();
const { writer } = desk.adapter;
const emails = Array.from({ length: 100 }, (_, index) => `person${index}@acme.example`);

beforeEach(() => desk.reset());

describe('writing to HubSpot', () => {
  it('takes two calls for a booking of someone new', async () => {
    const journal = await write({
      people: [person('ana@acme.example')],
      meetings: [meeting('ana@acme.example')],
    });

    assert.deepEqual((await desk.calls()).byRoute, {
      'POST /crm/objects/2026-03/contacts/batch/upsert': 1,
      'POST /crm/objects/2026-03/meetings/batch/create': 1,
    });
    const [made] = await meetings();
    assert.equal(made?.['hs_meeting_title'], 'Intro call');
    assert.equal(made?.['hs_timestamp'], '2026-12-01T15:00:00Z');
    assert.deepEqual(made?.associations?.contacts, [idOf(journal.outcomes.get('person ana@acme.example'))]);
    assert.deepEqual(journal.intended, ['meeting ana@acme.example']);
    assert.equal(journal.outcomes.get('meeting ana@acme.example')?.result, 'created');
  });

  it('takes two calls for a hundred bookings, and one for changing them all', async () => {
    const first = await write({
      people: emails.map((email) => person(email)),
      meetings: emails.map((email) => meeting(email)),
    });
    assert.equal((await desk.calls()).total, 2);
    for (const { id, associations } of await meetings()) {
      const email = emails.find((one) => idOf(first.outcomes.get(`meeting ${one}`)) === id);
      assert.deepEqual(associations?.contacts, [idOf(first.outcomes.get(`person ${email}`))]);
    }

    await write({
      people: emails.map((email) =>
        person(email, { mode: 'keep', id: idOf(first.outcomes.get(`person ${email}`)) }),
      ),
      meetings: emails.map((email) =>
        meeting(email, {
          id: idOf(first.outcomes.get(`meeting ${email}`)),
          fields: { hs_meeting_outcome: 'CANCELED' },
        }),
      ),
    });
    assert.equal((await desk.calls()).total, 3);
    assert.ok((await meetings()).every((one) => one['hs_meeting_outcome'] === 'CANCELED'));
    assert.equal((await meetings()).length, 100);
  });

  it('moves a meeting’s place in the timeline with its start', async () => {
    const { id } = await booked('ana@acme.example');
    await write({
      people: [person('ana@acme.example')],
      meetings: [
        meeting('ana@acme.example', { id, fields: { hs_meeting_start_time: '2026-12-02T10:00:00Z' } }),
      ],
    });
    assert.equal((await meetings())[0]?.['hs_timestamp'], '2026-12-02T10:00:00Z');
  });

  it('tells who is there already when only someone new may be created, and links the meeting to them', async () => {
    const known = await booked('ana@acme.example');
    const journal = await write({
      people: [person('ana@acme.example', { mode: 'create' }), person('bo@acme.example', { mode: 'create' })],
      meetings: [meeting('bo@acme.example'), meeting('ana@acme.example', { marker: 'another' })],
    });
    const outcome = journal.outcomes.get('person ana@acme.example');
    assert.equal(outcome?.result, 'exists');
    assert.equal(idOf(outcome), known.contact);
    assert.equal(journal.outcomes.get('person bo@acme.example')?.result, 'created');
    const linked = (await meetings()).filter(({ associations }) =>
      associations?.contacts?.includes(known.contact),
    );
    assert.equal(linked.length, 2);
  });

  it('does not re-key someone whose record is known', async () => {
    const { contact } = await booked('ana@acme.example');
    await write({
      people: [
        person('other@acme.example', {
          mode: 'update',
          id: contact,
          fields: { email: 'other@acme.example', firstname: 'Anna' },
        }),
      ],
    });
    const record = (await desk.records('contacts')).find(({ id }) => id === contact);
    assert.equal(record?.['email'], 'ana@acme.example');
    assert.equal(record?.['firstname'], 'Anna');
  });

  it('tells that a record is gone', async () => {
    const journal = await write({
      people: [person('ana@acme.example')],
      meetings: [meeting('ana@acme.example', { id: '999999', fields: { hs_meeting_title: 'Moved' } })],
    });
    assert.equal(faultOf(journal.outcomes.get('meeting ana@acme.example'))?.code, 'record_gone');
  });

  it('moves a meeting to another person', async () => {
    const { id, contact } = await booked('ana@acme.example');
    const journal = await write({
      people: [person('bo@acme.example')],
      meetings: [
        meeting('bo@acme.example', { id, fields: {}, movedFrom: { object: 'contacts', id: contact } }),
      ],
    });
    const target = idOf(journal.outcomes.get('person bo@acme.example'));
    assert.deepEqual((await meetings())[0]?.associations?.contacts, [target]);
  });

  it('moves the others when one meeting is gone', async () => {
    const { id, contact } = await booked('ana@acme.example');
    const movedFrom = { object: 'contacts', id: contact };
    const journal = await write({
      people: [person('bo@acme.example')],
      meetings: [
        meeting('bo@acme.example', { id, movedFrom }),
        meeting('bo@acme.example', { key: 'gone', id: '999999', movedFrom }),
      ],
    });
    assert.equal(faultOf(journal.outcomes.get('gone'))?.code, 'record_gone');
    assert.equal(faultOf(journal.outcomes.get('gone'))?.object, 'meetings');
    assert.deepEqual((await meetings())[0]?.associations?.contacts, [
      idOf(journal.outcomes.get('person bo@acme.example')),
    ]);
  });

  it('writes a meeting without a guest whose contact was deleted, and says so of both', async () => {
    const journal = await write({
      people: [
        person('ana@acme.example'),
        person('bo@acme.example'),
        person('gone@acme.example', { mode: 'keep', id: '999999' }),
      ],
      meetings: [
        meeting('ana@acme.example', { guests: ['person bo@acme.example', 'person gone@acme.example'] }),
      ],
    });
    const outcome = journal.outcomes.get('meeting ana@acme.example');
    assert.equal(outcome?.result, 'created');
    assert.deepEqual(outcome?.guests?.linked, ['person bo@acme.example']);
    assert.match(String(outcome?.guests?.why), /no longer in HubSpot/);
    assert.equal(faultOf(journal.outcomes.get('person gone@acme.example'))?.code, 'record_gone');
    assert.equal((await meetings())[0]?.associations?.contacts?.length, 2);
  });

  it('links nothing to a person who was deleted, and writes the others', async () => {
    const journal = await write({
      people: [person('ana@acme.example', { mode: 'keep', id: '999999' }), person('bo@acme.example')],
      meetings: [meeting('ana@acme.example'), meeting('bo@acme.example')],
    });
    const fault = faultOf(journal.outcomes.get('meeting ana@acme.example'));
    assert.equal(fault?.code, 'record_gone');
    assert.equal(fault?.object, 'contacts');
    assert.equal(faultOf(journal.outcomes.get('person ana@acme.example'))?.code, 'record_gone');
    assert.equal(journal.outcomes.get('meeting bo@acme.example')?.result, 'created');
  });
});

describe('what HubSpot refuses', () => {
  it('holds the one bad booking in a hundred, by name', async () => {
    const journal = await write({
      people: emails.map((email, index) =>
        person(email, { fields: { email, lifecyclestage: index === 37 ? 'nonsense' : 'lead' } }),
      ),
      meetings: emails.map((email) => meeting(email)),
    });
    const bad = journal.outcomes.get('person person37@acme.example');
    assert.equal(faultOf(bad)?.code, 'option_unknown');
    assert.equal(faultOf(bad)?.field, 'lifecyclestage');
    assert.equal(faultOf(bad)?.value, 'nonsense');
    assert.match(faultOf(bad)?.sentence ?? '', /refused the contact: .* does not accept “nonsense”/);
    assert.equal(journal.outcomes.get('meeting person37@acme.example')?.result, 'failed');
    assert.equal([...journal.outcomes.values()].filter(({ result }) => result === 'failed').length, 2);
    assert.equal((await meetings()).length, 99);
    assert.equal((await desk.calls()).total, 3);
  });

  it('is found by halving when HubSpot does not say which it is', async () => {
    await desk.faults([
      { path: '/crm/objects/2026-03/meetings/batch/create', times: 1, then: unnamedRefusal },
    ]);
    const journal = await write({
      people: emails.map((email) => person(email)),
      meetings: emails.map((email) => meeting(email)),
    });
    assert.ok([...journal.outcomes.values()].every(({ result }) => result !== 'failed'));
    assert.equal((await meetings()).length, 100);
    assert.ok((await desk.calls()).total <= 15);
  });

  it('is left out when the mapping allows it, and said', async () => {
    const journal = await write({
      people: [
        person('ana@acme.example', {
          fields: { firstname: 'Ana', gone: 'x', lifecyclestage: 'nonsense' },
          optional: ['gone', 'lifecyclestage'],
        }),
      ],
    });
    const outcome = journal.outcomes.get('person ana@acme.example');
    assert.equal(outcome?.result, 'created');
    assert.deepEqual(outcome?.omitted.map(({ field, code }) => [field, code]).sort(), [
      ['gone', 'field_gone'],
      ['lifecyclestage', 'option_unknown'],
    ]);
  });

  it('is the scope, for every booking alike', async () => {
    const journal = await write(
      { people: [person('ana@acme.example'), person('bo@acme.example')] },
      { scopes: ['oauth'] },
    );
    assert.ok([...journal.outcomes.values()].every((outcome) => faultOf(outcome)?.code === 'scope_missing'));
    assert.equal((await desk.calls()).total, 1);
  });
});

describe('an account with fields of its own', () => {
  it('takes values of every kind as they are encoded', async () => {
    const reading = await desk.adapter.catalog.fields(
      await desk.client({ org: 'awkward' }),
      'contacts',
      null,
      desk.signal,
    );
    assert.ok(!reading.unchanged);
    const custom = reading.fields.filter((field) => field.custom && sampleOf(field) !== null);
    const kinds = new Map(custom.map((field) => [field.type, field]));
    assert.ok(kinds.size >= 6, [...kinds.keys()].join());
    const fields = Object.fromEntries(
      [...kinds.values()].map((field) => [
        field.name,
        desk.adapter.values.encode(sampleOf(field) ?? '', field),
      ]),
    );
    const journal = await write({ people: [person('ana@acme.example', { fields })] }, { org: 'awkward' });
    const id = idOf(journal.outcomes.get('person ana@acme.example'));
    const client = await desk.client({ org: 'awkward' });
    const [record] = await desk.adapter.records.read(
      client,
      'contacts',
      [id],
      Object.keys(fields),
      desk.signal,
    );
    for (const field of kinds.values()) {
      const held = record?.values[field.name];
      assert.ok(desk.adapter.values.equal(held, fields[field.name] ?? null, field), `${field.name}: ${held}`);
    }
    await desk.reset('awkward');
  });
});

describe('when the line is bad', () => {
  it('renews an expired session once and goes on', async () => {
    let renewals = 0;
    const client = await desk.client({ onRenew: () => (renewals += 1) });
    // Shortens the life of the token that is in use; the next one lives as long as usual.
    await desk.patchOrg({ tokenLifetimeSeconds: 0 });
    await desk.patchOrg({ tokenLifetimeSeconds: 1800 });
    const journal = notebook();
    await writer.write(
      client,
      batch({ people: [person('ana@acme.example')] }),
      journal,
      writing(desk.signal),
    );
    assert.equal(renewals, 1);
    assert.equal(journal.outcomes.size, 1);
  });

  it('says how long a limit lasts', async () => {
    await desk.faults([{ times: 1, then: { rateLimit: 'rolling' } }]);
    const before = Date.now();
    await assert.rejects(write({ people: [person('ana@acme.example')] }), (error) => {
      assert.ok(error instanceof CrmError);
      assert.equal(error.fault.code, 'limit_rolling');
      assert.ok(Date.parse(error.fault.retryAt ?? '') >= before + 10_000);
      return true;
    });
  });

  it('does not know the outcome of a create whose reply was lost, and finds the meeting by its marker', async () => {
    const journal = notebook();
    const client = await desk.client();
    await desk.faults([{ path: '/crm/objects/2026-03/meetings', times: 1, then: { commitThenDrop: true } }]);
    const people = [person('ana@acme.example'), person('bo@acme.example')];
    const writes = [meeting('ana@acme.example')];
    await assert.rejects(
      writer.write(client, batch({ people, meetings: writes }), journal, writing(desk.signal)),
      (error) => error instanceof CrmError && error.fault.code === 'outcome_unknown',
    );
    assert.deepEqual(journal.intended, ['meeting ana@acme.example']);
    assert.ok(!journal.outcomes.has('meeting ana@acme.example'));

    const lost = ['ana@acme.example', 'bo@acme.example'].map((email) => ({
      write: meeting(email),
      person: { object: 'contacts', id: idOf(journal.outcomes.get(`person ${email}`)) },
      startedAt: new Date().toISOString(),
    }));
    const [made] = await meetings();
    const found = await writer.reconcile(client, lost, { signal: desk.signal });
    assert.deepEqual(found, [{ id: made?.id, person: null }, null]);
  });

  it('keeps the link that was mapped beside the marker', async () => {
    const link = 'https://meet.example/room';
    const fields = { ...meeting('ana@acme.example').fields, hs_meeting_external_url: link };
    await write({
      people: [person('ana@acme.example')],
      meetings: [meeting('ana@acme.example', { fields })],
    });
    assert.ok(String((await meetings())[0]?.['hs_meeting_external_url']).startsWith(`${link}#`));
  });
});

describe('looking people up', () => {
  it('answers many keys in one call, in their order', async () => {
    const { contact } = await booked('ana@acme.example');
    await desk.reset();
    await booked('ana@acme.example');
    const before = (await desk.calls()).total;
    const keys = ['nobody@acme.example', 'ana@acme.example'].map((email) => ({
      email,
      phone: null,
      ownerId: null,
    }));
    const found = await desk.adapter.people.find(
      await desk.client(),
      keys,
      { contacts: ['firstname'] },
      { phone: false, duplicates: 'use_match' },
      desk.signal,
    );
    assert.equal(found[0]?.record, null);
    assert.equal(found[1]?.record?.label, 'Ana');
    assert.deepEqual(found[1]?.record?.values, { firstname: 'Ana' });
    assert.equal((await desk.calls()).total, before + 1);
    assert.notEqual(contact, '');
  });

  it('reads records by id and tells which are gone', async () => {
    const { id } = await booked('ana@acme.example');
    const client = await desk.client();
    const read = await desk.adapter.records.read(
      client,
      'meetings',
      ['999999', id],
      ['hs_meeting_title'],
      desk.signal,
    );
    assert.equal(read[0], null);
    assert.equal(read[1]?.label, 'Intro call');
    assert.match(read[1]?.url ?? '', new RegExp(`/contacts/44237313/record/0-47/${id}$`));
  });
});

const unnamedRefusal = {
  status: 400,
  body: { status: 'error', message: 'Something in this batch is not right', category: 'VALIDATION_ERROR' },
};

/** A value that the field takes; null for kinds that need none here. */
function sampleOf({ type, options }: CrmField): TypedValue | null {
  const active = options.filter((option) => option.active).map(({ value }) => value);
  switch (type) {
    case 'text':
    case 'multiline':
      return 'Zoë “Z” O’Neil; 🙂';
    case 'phone':
      return '+1 555 0100';
    case 'number':
      return 12.5;
    case 'boolean':
      return true;
    case 'date':
      return '2026-12-01';
    case 'datetime':
      return '2026-12-01T15:00:00Z';
    case 'enum':
      return active[0] ?? null;
    case 'multi_enum':
      return active.length > 1 ? active.slice(0, 2) : null;
    default:
      return null;
  }
}

async function booked(email: string): Promise<{ id: string; contact: string }> {
  const journal = await write({ people: [person(email)], meetings: [meeting(email)] });
  return {
    id: idOf(journal.outcomes.get(`meeting ${email}`)),
    contact: idOf(journal.outcomes.get(`person ${email}`)),
  };
}

async function write(wanted: Partial<WriteBatch>, wishes: ClientWishes = {}) {
  const journal = notebook();
  await writer.write(await desk.client(wishes), batch(wanted), journal, writing(desk.signal));
  return journal;
}

function batch(wanted: Partial<WriteBatch>): WriteBatch {
  return { people: [], meetings: [], cases: [], ...wanted };
}

function meetings() {
  return desk.records('meetings');
}

function idOf(outcome: WriteOutcome | undefined): string {
  assert.ok(outcome && outcome.result !== 'failed', JSON.stringify(outcome));
  return outcome.id;
}

function faultOf(outcome: WriteOutcome | undefined) {
  return outcome?.result === 'failed' ? outcome.fault : null;
}
