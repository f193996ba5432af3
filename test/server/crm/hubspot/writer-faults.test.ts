import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { CrmClient, WriteBatch, WriteOutcome } from '../../../../server/crm/adapter.js';
import { meeting, notebook, openDesk, person, writing, type HubspotDesk } from './arrange.js';

const desk = await openDesk();
const strict = await openDesk('2026-09');
const emails = Array.from({ length: 100 }, (_, index) => `person${index}@acme.example`);

beforeEach(async () => {
  await desk.reset();
  await strict.reset();
});

describe('a HubSpot that enforces required properties', () => {
  it('has the missing one named, and gets everybody else', async () => {
    await strict.patchOrg({ rules: { required: { contacts: ['firstname'] } } });
    const nameless = 'person3@acme.example';
    const journal = await write(strict, {
      people: emails.slice(0, 10).map((email) =>
        person(email, {
          mode: 'create',
          fields: { email, ...(email === nameless ? {} : { firstname: 'Ana' }) },
        }),
      ),
    });
    const failures = [...journal.outcomes.values()].filter(({ result }) => result === 'failed');
    assert.deepEqual(
      failures.map(({ key }) => key),
      [`person ${nameless}`],
    );
    assert.equal(faultOf(failures[0])?.code, 'required_missing');
    assert.equal(faultOf(failures[0])?.field, 'firstname');
    assert.equal((await strict.calls()).total, 2);
  });

  it('is found by halving when people may be new or known', async () => {
    await strict.patchOrg({ rules: { required: { contacts: ['firstname'] } } });
    const journal = await write(strict, {
      people: emails.map((email, index) =>
        person(email, { fields: { email, ...(index === 71 ? {} : { firstname: 'Ana' }) } }),
      ),
    });
    const failures = [...journal.outcomes.values()].filter(({ result }) => result === 'failed');
    assert.deepEqual(
      failures.map(({ key }) => key),
      ['person person71@acme.example'],
    );
    assert.ok((await strict.calls()).total <= 14);
  });
});

describe('an upsert whose reply is lost', () => {
  it('is repeated without doubling anyone', async () => {
    await desk.faults([{ path: '/crm/objects/2026-03/contacts', times: 1, then: { commitThenDrop: true } }]);
    const before = (await desk.records('contacts')).length;
    const wanted = { people: [person('ana@acme.example')], meetings: [meeting('ana@acme.example')] };
    await assert.rejects(write(desk, wanted), { name: 'CrmError' });
    const journal = await write(desk, wanted);
    assert.equal((await desk.records('contacts')).length, before + 1);
    assert.equal(journal.outcomes.get('person ana@acme.example')?.result, 'updated');
    assert.equal((await desk.records('meetings')).length, 1);
  });
});

describe('many bad rows', () => {
  it('never take more than fourteen calls of a batch, and every row is settled', async () => {
    await desk.faults([
      {
        path: '/crm/objects/2026-03/contacts',
        then: { status: 400, body: { message: 'No.', category: 'VALIDATION_ERROR' } },
      },
    ]);
    const journal = await write(desk, { people: emails.map((email) => person(email)) });
    assert.equal(journal.outcomes.size, 100);
    assert.ok((await desk.calls()).total <= 14);
  });

  it('are each told apart when HubSpot names them', async () => {
    await desk.faults([
      { path: '/crm/objects/2026-03/meetings', then: { rowError: 'INVALID_OPTION', share: 0.05 }, times: 1 },
    ]);
    const journal = await write(desk, {
      people: emails.map((email) => person(email)),
      meetings: emails.map((email) => meeting(email)),
    });
    assert.equal(journal.outcomes.size, 200);
    assert.ok((await desk.calls()).total <= 16);
    const created = [...journal.outcomes.entries()].filter(
      ([key, { result }]) => key.startsWith('meeting') && result === 'created',
    );
    assert.equal((await desk.records('meetings')).length, created.length);
  });
});

describe('people in HubSpot', () => {
  it('are found by phone when the admin chose it', async () => {
    await desk.patchOrg({ searchLagMs: 0 });
    await write(desk, {
      people: [person('ana@acme.example', { fields: { email: 'ana@acme.example', phone: '+15550100' } })],
    });
    const key = { email: 'other@acme.example', phone: '+15550100', ownerId: null };
    const found = async (phone: boolean) =>
      desk.adapter.people.find(
        await desk.client(),
        [key],
        {},
        { phone, duplicates: 'use_match' },
        desk.signal,
      );
    assert.equal((await found(true))[0]?.candidates, 1);
    assert.equal((await found(false))[0]?.record, null);
  });

  it('who were merged are read as what they became', async () => {
    const journal = await write(desk, { people: [person('ana@acme.example'), person('anna@acme.example')] });
    const kept = idOf(journal.outcomes.get('person ana@acme.example'));
    const gone = idOf(journal.outcomes.get('person anna@acme.example'));
    const client = await desk.client();
    await merge(client, kept, gone);
    const read = await desk.adapter.records.read(client, 'contacts', [gone, kept], [], desk.signal);
    assert.deepEqual(
      read.map((record) => record?.id),
      [kept, kept],
    );
    const again = await write(desk, {
      people: [person('anna@acme.example')],
      meetings: [meeting('anna@acme.example')],
    });
    assert.equal(idOf(again.outcomes.get('person anna@acme.example')), kept);
  });
});

async function merge(client: CrmClient, primaryObjectId: string, objectIdToMerge: string): Promise<void> {
  const reply = await client.request({
    method: 'POST',
    path: '/crm/objects/2026-03/contacts/merge',
    json: { primaryObjectId, objectIdToMerge },
    effect: 'create',
    signal: desk.signal,
  });
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
}

async function write(at: HubspotDesk, wanted: Partial<WriteBatch>) {
  const journal = notebook();
  const batch = { people: [], meetings: [], cases: [], ...wanted };
  await at.adapter.writer.write(await at.client(), batch, journal, writing(at.signal));
  return journal;
}

function idOf(outcome: WriteOutcome | undefined): string {
  assert.ok(outcome && outcome.result !== 'failed', JSON.stringify(outcome));
  return outcome.id;
}

function faultOf(outcome: WriteOutcome | undefined) {
  return outcome?.result === 'failed' ? outcome.fault : null;
}
