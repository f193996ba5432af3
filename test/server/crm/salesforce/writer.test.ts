import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { CrmError, type LinkedWrite, type PersonWrite } from '../../../../server/crm/adapter.js';
import { startOrg, write, type EmulatedOrg, type Line } from './emulated-org.js';

const start = '2026-12-01T15:00:00Z';
const end = '2026-12-01T15:30:00Z';

describe('writing bookings to Salesforce', () => {
  let org: EmulatedOrg;
  let line: Line;
  before(async () => void (org = await startOrg()));
  after(() => org.close());
  beforeEach(async () => {
    await org.control('POST', '/reset');
    line = await org.connect();
  });

  it('writes a new lead and its event in one call', async () => {
    const { outcomes, intended } = await write(org.adapter, line.client, {
      people: [lead('ana@acme.example')],
      meetings: [event('bkg_1', 'ana@acme.example')],
    });
    assert.deepEqual(paths(line), ['POST /services/data/v67.0/composite']);
    assert.deepEqual(intended, ['ana@acme.example', 'bkg_1']);
    const person = outcomes.get('ana@acme.example');
    const meeting = outcomes.get('bkg_1');
    assert.equal(person?.result, 'created');
    assert.ok(meeting?.result === 'created' && person?.result === 'created');
    const [saved] = (await org.records('Event')).filter(({ id, Id }) => (id ?? Id) === meeting.id);
    assert.equal(saved?.['WhoId'], person.id);
    assert.equal(saved?.['Subject'], 'Intro call');
    assert.match(String(saved?.['Description']), /bkg_1$/);
  });

  it('writes a contact, an event and a case in one call, the case pointing to the contact', async () => {
    const { outcomes } = await write(org.adapter, line.client, {
      people: [contact('bo@acme.example')],
      meetings: [event('bkg_1', 'bo@acme.example')],
      cases: [ticket('case_1', 'bo@acme.example')],
    });
    assert.equal(line.calls.length, 1);
    const person = outcomes.get('bo@acme.example');
    assert.ok(person?.result === 'created');
    const [saved] = await org.records('Case');
    assert.equal(saved?.['ContactId'], person.id);
  });

  it('names a lead on its case, which can’t point to it', async () => {
    await write(org.adapter, line.client, {
      people: [lead('li@acme.example')],
      cases: [ticket('case_1', 'li@acme.example')],
    });
    const [saved] = await org.records('Case');
    assert.equal(saved?.['SuppliedEmail'], 'li@acme.example');
    assert.equal(saved?.['SuppliedName'], 'Ana López');
    assert.equal(saved?.['ContactId'] ?? null, null);
  });

  it('reschedules with one call, and writes nothing when nothing changed', async () => {
    const first = await write(org.adapter, line.client, {
      people: [lead('ana@acme.example')],
      meetings: [event('bkg_1', 'ana@acme.example')],
    });
    const person = first.outcomes.get('ana@acme.example');
    const meeting = first.outcomes.get('bkg_1');
    assert.ok(person?.result === 'created' && meeting?.result === 'created');
    line.calls.length = 0;
    const again = await write(org.adapter, line.client, {
      people: [{ ...lead('ana@acme.example'), id: person.id, mode: 'keep', fields: {} }],
      meetings: [
        {
          ...event('bkg_1', 'ana@acme.example'),
          id: meeting.id,
          fields: { StartDateTime: '2026-12-02T15:00:00Z', EndDateTime: '2026-12-02T15:30:00Z' },
        },
      ],
    });
    assert.equal(line.calls.length, 1);
    assert.deepEqual(again.intended, []);
    assert.equal(again.outcomes.get('bkg_1')?.result, 'updated');
    const [saved] = await org.records('Event');
    assert.equal(saved?.['StartDateTime'], '2026-12-02T15:00:00.000+0000');
    line.calls.length = 0;
    const idle = await write(org.adapter, line.client, {
      people: [{ ...lead('ana@acme.example'), id: person.id, mode: 'keep', fields: {} }],
      meetings: [{ ...event('bkg_1', 'ana@acme.example'), id: meeting.id, fields: {} }],
    });
    assert.equal(line.calls.length, 0);
    assert.equal(idle.outcomes.size, 2);
  });

  it('moves an event to another person', async () => {
    const first = await write(org.adapter, line.client, {
      people: [lead('ana@acme.example')],
      meetings: [event('bkg_1', 'ana@acme.example')],
    });
    const person = first.outcomes.get('ana@acme.example');
    const meeting = first.outcomes.get('bkg_1');
    assert.ok(person?.result === 'created' && meeting?.result === 'created');
    const { outcomes } = await write(org.adapter, line.client, {
      people: [contact('new@acme.example')],
      meetings: [
        {
          ...event('bkg_1', 'new@acme.example'),
          id: meeting.id,
          fields: {},
          movedFrom: { object: 'Lead', id: person.id },
        },
      ],
    });
    const target = outcomes.get('new@acme.example');
    assert.ok(target?.result === 'created');
    const [saved] = await org.records('Event');
    assert.equal(saved?.['WhoId'], target.id);
  });

  it('names the field that a lead lacks, and writes neither lead nor event', async () => {
    const before = (await org.records('Lead')).length;
    const { outcomes } = await write(
      org.adapter,
      line.client,
      {
        people: [{ ...lead('ana@acme.example'), fields: { Email: 'ana@acme.example', LastName: 'López' } }],
        meetings: [event('bkg_1', 'ana@acme.example')],
      },
      { labels: { Lead: { Company: 'Company' } } },
    );
    const outcome = outcomes.get('bkg_1');
    assert.ok(outcome?.result === 'failed');
    assert.equal(outcome.fault.code, 'required_missing');
    assert.equal(outcome.fault.field, 'Company');
    assert.equal(
      outcome.fault.sentence,
      'Salesforce refused the lead: Company is required and got no value.',
    );
    assert.equal(outcomes.get('ana@acme.example')?.result, 'failed');
    assert.equal((await org.records('Lead')).length, before);
    assert.equal((await org.records('Event')).length, 0);
  });

  it('keeps the person when only the event is refused', async () => {
    const { outcomes } = await write(org.adapter, line.client, {
      people: [lead('ana@acme.example')],
      meetings: [{ ...event('bkg_1', 'ana@acme.example'), fields: { Subject: 'Without times' } }],
    });
    assert.equal(outcomes.get('ana@acme.example')?.result, 'created');
    const meeting = outcomes.get('bkg_1');
    assert.ok(meeting?.result === 'failed');
    assert.equal(meeting.fault.code, 'required_missing');
    assert.equal(line.calls.length, 2);
    assert.equal((await org.records('Event')).length, 0);
  });

  it('leaves out what may be left out, and tells it', async () => {
    const { outcomes } = await write(org.adapter, line.client, {
      people: [lead('ana@acme.example')],
      meetings: [
        {
          ...event('bkg_1', 'ana@acme.example'),
          fields: { ...event('bkg_1', 'ana@acme.example').fields, ShowAs: 'Elsewhere' },
          optional: ['ShowAs'],
        },
      ],
    });
    const meeting = outcomes.get('bkg_1');
    assert.equal(meeting?.result, 'created');
    assert.deepEqual(
      meeting?.omitted.map(({ code, field, value }) => ({ code, field, value })),
      [{ code: 'option_unknown', field: 'ShowAs', value: 'Elsewhere' }],
    );
  });

  it('names the field that field-level security closes', async () => {
    await org.control('PATCH', '/org', { permissions: { fields: { 'Lead.Title': 'read' } } });
    const titled = { ...lead('ana@acme.example').fields, Title: 'Boss' };
    const held = await write(org.adapter, line.client, {
      people: [{ ...lead('ana@acme.example'), fields: titled }],
    });
    const outcome = held.outcomes.get('ana@acme.example');
    assert.ok(outcome?.result === 'failed');
    assert.deepEqual([outcome.fault.code, outcome.fault.field], ['field_not_writable', 'Title']);
    const keys = ['a@acme.example', 'b@acme.example', 'c@acme.example'];
    const { outcomes } = await write(org.adapter, line.client, {
      people: keys.map((key) => ({ ...lead(key), fields: { ...titled, Email: key }, optional: ['Title'] })),
    });
    await org.control('PATCH', '/org', { permissions: { fields: { 'Lead.Title': null } } });
    assert.ok(keys.every((key) => outcomes.get(key)?.result === 'created'));
    assert.ok(keys.every((key) => outcomes.get(key)?.omitted[0]?.field === 'Title'));
  });

  it('goes on after the session ran out between two calls', async () => {
    await org.control('PATCH', '/org', { tokenLifetimeSeconds: 0 });
    const { error } = await write(org.adapter, line.client, { people: [lead('ana@acme.example')] });
    assert.ok(error instanceof CrmError && error.fault.class === 'auth');
    await org.control('PATCH', '/org', { tokenLifetimeSeconds: 7200 });
    const { outcomes } = await write(org.adapter, line.client, { people: [lead('ana@acme.example')] });
    assert.equal(outcomes.get('ana@acme.example')?.result, 'created');
  });

  it('leaves out what an event of a lead can’t be related to', async () => {
    const [account] = await org.records('Account');
    const { outcomes } = await write(org.adapter, line.client, {
      people: [lead('ana@acme.example')],
      meetings: [
        {
          ...event('bkg_1', 'ana@acme.example'),
          fields: {
            ...event('bkg_1', 'ana@acme.example').fields,
            WhatId: String(account?.['id'] ?? account?.['Id']),
          },
        },
      ],
    });
    const meeting = outcomes.get('bkg_1');
    assert.equal(meeting?.result, 'created');
    assert.deepEqual(
      meeting?.omitted.map(({ field }) => field),
      ['WhatId'],
    );
  });

  it('tells that a record is gone, or a lead converted', async () => {
    const leads = await org.records('Lead');
    const converted = leads.find(({ IsConverted }) => IsConverted === true);
    const { outcomes } = await write(org.adapter, line.client, {
      people: [
        {
          ...lead('chris.vert@converted.example'),
          id: String(converted?.['id'] ?? converted?.['Id']),
          mode: 'update',
        },
      ],
    });
    const outcome = outcomes.get('chris.vert@converted.example');
    assert.ok(outcome?.result === 'failed');
    assert.equal(outcome.fault.code, 'lead_converted');
    const gone = await write(org.adapter, line.client, {
      people: [{ ...lead('x@acme.example'), id: '00QgK0000000zzzAAA', mode: 'update' }],
    });
    const lost = gone.outcomes.get('x@acme.example');
    assert.ok(lost?.result === 'failed');
    assert.equal(lost.fault.code, 'record_gone');
  });

  it('tells of the person when an event shows that they are gone or were converted', async () => {
    const leads = await org.records('Lead');
    const converted = leads.find(({ IsConverted }) => IsConverted === true);
    const kept = (email: string, id: string): PersonWrite => ({
      ...lead(email),
      id,
      mode: 'keep',
      fields: {},
    });
    const gone = kept('gone@acme.example', '00QgK0000000zzzAAA');
    const chris = kept('chris@acme.example', String(converted?.['id'] ?? converted?.['Id']));
    const alone = await write(org.adapter, line.client, {
      people: [gone],
      meetings: [event('bkg_1', gone.key)],
    });
    const many = await write(org.adapter, line.client, {
      people: [gone, chris],
      meetings: [event('bkg_1', gone.key), event('bkg_2', chris.key)],
    });
    const codes = [
      alone.outcomes.get(gone.key),
      many.outcomes.get(gone.key),
      many.outcomes.get(chris.key),
    ].map((outcome) =>
      outcome?.result === 'failed' ? `${outcome.fault.code} ${outcome.fault.object}` : outcome?.result,
    );
    assert.deepEqual(codes, ['record_gone Lead', 'record_gone Lead', 'lead_converted Lead']);
  });

  it('writes 200 new people with their events in two calls', async () => {
    const keys = Array.from({ length: 200 }, (_, index) => `p${index}@many.example`);
    const { outcomes } = await write(org.adapter, line.client, {
      people: keys.map(lead),
      meetings: keys.map((key, index) => event(`bkg_${index}`, key)),
    });
    assert.equal(line.calls.length, 2);
    assert.equal([...outcomes.values()].filter(({ result }) => result === 'created').length, 400);
    const events = await org.records('Event');
    const leads = new Map((await org.records('Lead')).map((row) => [row['id'] ?? row['Id'], row['Email']]));
    assert.ok(events.every((row) => String(leads.get(row['WhoId'])).endsWith('@many.example')));
  });

  it('settles a bad row among good ones by itself', async () => {
    const keys = Array.from({ length: 20 }, (_, index) => `p${index}@many.example`);
    const people = keys
      .map(lead)
      .map((write, index) => (index === 7 ? { ...write, fields: { ...write.fields, Company: '' } } : write));
    const { outcomes } = await write(org.adapter, line.client, {
      people,
      meetings: keys.map((key, index) => event(`bkg_${index}`, key)),
    });
    assert.equal(outcomes.get('p7@many.example')?.result, 'failed');
    assert.equal(outcomes.get('bkg_7')?.result, 'failed');
    assert.equal([...outcomes.values()].filter(({ result }) => result === 'created').length, 38);
    assert.equal(line.calls.length, 2);
  });

  it('comes through locks on a third of the rows with smaller batches', async () => {
    await org.control('POST', '/faults', [{ then: { rowError: 'UNABLE_TO_LOCK_ROW', share: 0.3 } }]);
    const keys = Array.from({ length: 200 }, (_, index) => `p${index}@many.example`);
    const { outcomes } = await write(org.adapter, line.client, { people: keys.map(lead) });
    const results = [...outcomes.values()];
    assert.equal(results.length, 200);
    const failed = results.flatMap((outcome) => (outcome.result === 'failed' ? [outcome.fault.code] : []));
    assert.ok(failed.length < 20, `${failed.length} failed`);
    assert.ok(failed.every((code) => code === 'record_locked'));
    const created = (await org.records('Lead')).filter(({ Email }) =>
      String(Email).endsWith('@many.example'),
    );
    assert.equal(created.length, 200 - failed.length);
  });

  it('stops for all when the daily calls are used up', async () => {
    await org.control('POST', '/faults', [{ then: { rateLimit: 'daily' } }]);
    const { outcomes, error } = await write(org.adapter, line.client, { people: [lead('ana@acme.example')] });
    assert.equal(outcomes.size, 0);
    assert.ok(error instanceof CrmError);
    assert.equal(error.fault.code, 'limit_daily');
    assert.equal(error.fault.class, 'quota');
  });

  it('finds its own event and case again after the answer was lost', async () => {
    const people = [contact('ana@acme.example')];
    const meetings = [event('bkg_1', 'ana@acme.example')];
    const cases = [ticket('case_1', 'ana@acme.example')];
    await org.control('POST', '/faults', [{ times: 1, then: { commitThenDrop: true } }]);
    const startedAt = new Date().toISOString();
    const { outcomes, error, intended } = await write(org.adapter, line.client, { people, meetings, cases });
    assert.equal(outcomes.size, 0);
    assert.ok(error instanceof CrmError && error.fault.code === 'outcome_unknown');
    assert.deepEqual(intended, ['ana@acme.example', 'bkg_1', 'case_1']);

    const [match] = await org.adapter.people.find(
      line.client,
      [{ email: 'ana@acme.example', phone: null, ownerId: null }],
      {},
      { phone: false, duplicates: 'use_match' },
      org.io.signal,
    );
    assert.ok(match?.record);
    const person = { object: match.record.object, id: match.record.id };
    const other = { ...event('bkg_other', 'ana@acme.example') };
    const lost = [...meetings, ...cases, other].map((write) => ({ write, person, startedAt }));
    const found = await org.adapter.writer.reconcile(line.client, lost, { signal: org.io.signal });
    const [savedEvent] = await org.records('Event');
    const [savedCase] = await org.records('Case');
    assert.deepEqual(
      found.map((one) => one?.id ?? null),
      [savedEvent?.['id'] ?? savedEvent?.['Id'], savedCase?.['id'] ?? savedCase?.['Id'], null],
    );
    const unnamed = lost.slice(0, 1).map((one) => ({ ...one, person: null }));
    const [again] = await org.adapter.writer.reconcile(line.client, unnamed, { signal: org.io.signal });
    assert.deepEqual(again, { id: savedEvent?.['id'] ?? savedEvent?.['Id'], person });
  });

  it('looks for many lost cases whose subjects are long in an address', async () => {
    const person = { object: 'Contact', id: '003gK0000000zzzAAA' };
    const startedAt = new Date().toISOString();
    const lost = Array.from({ length: 150 }, (_, at) => {
      const write = ticket(`case_${at}`, 'ana@acme.example');
      const fields = { ...write.fields, Subject: `製品の導入についてのご相談と日程の調整 ${at}` };
      return { write: { ...write, fields }, person, startedAt };
    });
    const found = await org.adapter.writer.reconcile(line.client, lost, { signal: org.io.signal });
    assert.ok(found.length === 150 && found.every((id) => id === null));
  });
});

function lead(email: string): PersonWrite {
  return person('Lead', email, { FirstName: 'Ana', LastName: 'López', Company: 'Acme', Email: email });
}

function contact(email: string): PersonWrite {
  return person('Contact', email, { FirstName: 'Ana', LastName: 'López', Email: email });
}

function person(object: string, email: string, fields: PersonWrite['fields']): PersonWrite {
  const base = { key: email, object, id: null, mode: 'create', email, fields, optional: [] } as const;
  return { ...base, setsOwner: false, duplicates: 'use_match' };
}

function event(key: string, person: string): LinkedWrite {
  const fields = { Subject: 'Intro call', StartDateTime: start, EndDateTime: end, Description: 'See you' };
  return {
    key,
    object: 'Event',
    id: null,
    person,
    fields,
    optional: [],
    setsOwner: false,
    marker: key,
    movedFrom: null,
  };
}

function ticket(key: string, person: string): LinkedWrite {
  const fields = { Subject: 'Intro call' };
  return {
    key,
    object: 'Case',
    id: null,
    person,
    fields,
    optional: [],
    setsOwner: false,
    marker: key,
    movedFrom: null,
  };
}

function paths(line: Line): readonly string[] {
  return line.calls.map(({ method, path }) => `${method} ${path}`);
}
