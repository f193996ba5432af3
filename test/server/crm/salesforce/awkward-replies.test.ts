import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  CrmError,
  type CrmClient,
  type CrmRequest,
  type LinkedWrite,
  type PersonWrite,
  type WriteOutcome,
} from '../../../../server/crm/adapter.js';
import { createWriter } from '../../../../server/crm/salesforce/writer/writer.js';

/** Replies that no emulator gives: duplicate rules, calls refused as a whole, answers that make no sense. */
describe('writing to a Salesforce that answers awkwardly', () => {
  it('takes the one duplicate with the same e-mail for the person, and links the event to them', async () => {
    const { client, sent } = scripted(
      composite([400, [duplicates(true, ['Ana@acme.example'])]], [400, [halted]]),
      composite([201, created('00U000000000001AAA')]),
    );
    const { outcomes } = await write(
      client,
      [person('ana@acme.example')],
      [event('bkg', 'ana@acme.example')],
    );
    assert.deepEqual(summary(outcomes), [
      'ana@acme.example exists Contact 003000000000001AAA',
      'bkg created Event 00U000000000001AAA',
    ]);
    assert.match(JSON.stringify(sent[1]?.json), /"WhoId":"003000000000001AAA"/);
  });

  it('never takes somebody with another e-mail for the person, however alike, and names what was found', async () => {
    const { client, sent } = scripted(
      composite([400, [duplicates(true, [' Bo@acme.example'])]], [400, [halted]]),
    );
    const { outcomes } = await write(
      client,
      [person('ana@acme.example')],
      [event('bkg', 'ana@acme.example')],
    );
    const outcome = outcomes.get('ana@acme.example');
    assert.ok(outcome?.result === 'failed');
    assert.deepEqual([outcome.fault.code, outcome.fault.class], ['duplicates_found', 'conflict']);
    assert.equal(
      outcome.fault.sentence,
      'Salesforce takes the lead for a contact that is there, but with another e-mail (bo@acme.example). Nothing was written to it.',
    );
    assert.match(outcome.fault.fix?.text ?? '', /correct the e-mail in Salesforce or merge the two/);
    assert.equal(sent.length, 1);
  });

  it('reads in one call the e-mails that the refusal leaves out', async () => {
    const { client, sent } = scripted(
      composite([400, [duplicates(true, [undefined, undefined])]], [400, [halted]]),
      queried('emailsContact', [
        { Id: '003000000000001AAA', Email: 'bo@acme.example' },
        { Id: '003000000000002AAA', Email: ' ANA@acme.example ' },
      ]),
      composite([201, created('00U000000000001AAA')]),
    );
    const { outcomes } = await write(
      client,
      [person('ana@acme.example')],
      [event('bkg', 'ana@acme.example')],
    );
    assert.deepEqual(summary(outcomes), [
      'ana@acme.example exists Contact 003000000000002AAA',
      'bkg created Event 00U000000000001AAA',
    ]);
    assert.match(
      decodeURIComponent(JSON.stringify(sent[1]?.json)),
      /SELECT Id,Email FROM Contact WHERE Id IN/,
    );
  });

  it('holds the person when the e-mails can’t be read', async () => {
    const { client } = scripted(composite([400, [duplicates(true, [undefined])]], [400, [halted]]), {
      status: 500,
      body: null,
    });
    const { outcomes } = await write(client, [person('ana@acme.example')], []);
    assert.deepEqual(summary(outcomes), ['ana@acme.example failed duplicates_found']);
  });

  it('holds a person who resembles several', async () => {
    const { client } = scripted(
      composite([400, [duplicates(true, ['a@x.example', 'b@x.example'])]], [400, [halted]]),
    );
    const { outcomes } = await write(
      client,
      [person('ana@acme.example')],
      [event('bkg', 'ana@acme.example')],
    );
    assert.deepEqual(summary(outcomes), [
      'ana@acme.example failed duplicates_found',
      'bkg failed duplicates_found',
    ]);
  });

  it('asks for a save in spite of duplicates when the admin chose so', async () => {
    const { client, sent } = scripted(composite([201, created('00Q000000000001AAA')]));
    await write(client, [{ ...person('ana@acme.example'), duplicates: 'save_anyway' }], []);
    assert.match(JSON.stringify(sent[0]?.json), /"Sforce-Duplicate-Rule-Header":"allowSave=true/);
  });

  it('keeps assignment rules off when the mapping sets an owner', async () => {
    const { client, sent } = scripted(composite([201, created('00Q000000000001AAA')]));
    await write(client, [{ ...person('ana@acme.example'), setsOwner: true }], []);
    assert.match(JSON.stringify(sent[0]?.json), /"Sforce-Auto-Assign":"FALSE"/);
  });

  it('leaves a column that is gone out of all rows with one more call', async () => {
    const gone = [{ errorCode: 'INVALID_FIELD', message: "No such column 'Old__c' on sobject of type Lead" }];
    const { client, sent } = scripted({ status: 400, body: gone }, { status: 200, body: rows('00Q', 3) });
    const people = ['a', 'b', 'c'].map((key) => ({
      ...person(key),
      fields: { LastName: key, Old__c: '1' },
      optional: ['Old__c'],
    }));
    const { outcomes } = await write(client, people, []);
    assert.equal(sent.length, 2);
    assert.ok(
      [...outcomes.values()].every(
        ({ result, omitted }) => result === 'created' && omitted[0]?.code === 'field_gone',
      ),
    );
  });

  it('finds the row that has the whole call refused, by halving', async () => {
    const bad = {
      errorCode: 'JSON_PARSER_ERROR',
      message: 'Cannot deserialize instance of date from VALUE_STRING value x',
    };
    const { client, sent } = answering((request) => {
      const records = recordsOf(request);
      if (records.some((record) => record.includes('p13'))) return { status: 400, body: [bad] };
      return { status: 200, body: rows('00Q', records.length) };
    });
    const { outcomes } = await write(
      client,
      Array.from({ length: 200 }, (_, index) => person(`p${index}@`)),
      [],
    );
    const failed = [...outcomes.values()].filter(({ result }) => result === 'failed');
    assert.ok(failed.every(({ key }) => key.includes('p13')));
    assert.equal(outcomes.size, 200);
    assert.ok(sent.length < 60, `${sent.length} calls`);
  });

  it('writes 50 at a time where 200 take too long', async () => {
    const { client } = answering((request) => {
      const records = recordsOf(request);
      if (records.length <= 50) return { status: 200, body: rows('00Q', records.length) };
      const error = { statusCode: 'UNKNOWN_EXCEPTION', message: 'Apex CPU time limit exceeded', fields: [] };
      return { status: 200, body: records.map(() => ({ success: false, errors: [error] })) };
    });
    const { outcomes } = await write(
      client,
      Array.from({ length: 200 }, (_, index) => person(`p${index}@`)),
      [],
    );
    assert.equal([...outcomes.values()].filter(({ result }) => result === 'created').length, 200);
  });

  it('does not take a shorter answer for the whole', async () => {
    const { client } = scripted({ status: 200, body: rows('00Q', 2) });
    const { outcomes, error } = await write(client, ['a', 'b', 'c'].map(person), []);
    assert.equal(outcomes.size, 0);
    assert.ok(error instanceof CrmError && error.fault.code === 'outcome_unknown');
  });

  it('writes one contact that two people turn out to be in two calls', async () => {
    const { client, sent } = scripted(
      { status: 200, body: rows('003', 1) },
      { status: 200, body: rows('003', 1) },
    );
    const same = { object: 'Contact', id: '003000000000001AAA', mode: 'update' } as const;
    await write(
      client,
      [
        { ...person('a'), ...same },
        { ...person('b'), ...same },
      ],
      [],
    );
    assert.equal(sent.length, 2);
  });

  it('waits with the event when the person is locked', async () => {
    const lock = {
      errorCode: 'UNABLE_TO_LOCK_ROW',
      message: 'unable to obtain exclusive access to this record',
    };
    const { client, sent } = scripted(composite([400, [halted]], [400, [lock]]));
    const { outcomes } = await write(
      client,
      [person('ana@acme.example')],
      [event('bkg', 'ana@acme.example')],
    );
    assert.equal(sent.length, 1);
    assert.deepEqual(summary(outcomes), [
      'ana@acme.example failed record_locked',
      'bkg failed record_locked',
    ]);
  });
});

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

function scripted(...answers: readonly Answer[]) {
  let next = 0;
  return answering(() => answers[next++] ?? assert.fail('One call too many.'));
}

function answering(answer: (request: CrmRequest) => Answer): { client: CrmClient; sent: CrmRequest[] } {
  const sent: CrmRequest[] = [];
  const client: CrmClient = {
    apiUrl: 'https://acme.my.salesforce.com',
    uiUrl: 'https://acme.my.salesforce.com',
    accountId: '00D000000000001AAA',
    scopes: ['api'],
    request: (request) => {
      sent.push(request);
      return Promise.resolve({ headers: new Headers(), requestId: null, ...answer(request) });
    },
  };
  return { client, sent };
}

async function write(client: CrmClient, people: readonly PersonWrite[], meetings: readonly LinkedWrite[]) {
  const outcomes = new Map<string, WriteOutcome>();
  let error: unknown = null;
  const journal = {
    intend: () => Promise.resolve(),
    settle: (settled: readonly WriteOutcome[]) => {
      for (const outcome of settled) {
        assert.ok(!outcomes.has(outcome.key), `${outcome.key} was settled twice`);
        outcomes.set(outcome.key, outcome);
      }
      return Promise.resolve();
    },
  };
  const context = { signal: new AbortController().signal, now: () => new Date(0), labels: {} };
  await createWriter()
    .write(client, { people, meetings, cases: [] }, journal, context)
    .catch((thrown: unknown) => (error = thrown));
  return { outcomes, error };
}

function summary(outcomes: ReadonlyMap<string, object>): readonly string[] {
  return [...outcomes.values()].map((outcome) => {
    const { key, result, object, id, fault } = {
      object: '',
      id: '',
      fault: { code: '' },
      key: '',
      result: '',
      ...outcome,
    };
    return result === 'failed' ? `${key} ${result} ${fault.code}` : `${key} ${result} ${object} ${id}`;
  });
}

function recordsOf(request: CrmRequest): readonly string[] {
  const { json } = request;
  assert.ok(typeof json === 'object' && json !== null && 'records' in json && Array.isArray(json.records));
  return json.records.map((record: unknown) => JSON.stringify(record));
}

function composite(...parts: readonly (readonly [status: number, body: unknown])[]): Answer {
  const compositeResponse = parts.map(([httpStatusCode, body], index) => ({
    referenceId: `part${index}`,
    httpStatusCode,
    body,
    httpHeaders: {},
  }));
  return { status: 200, body: { compositeResponse } };
}

function queried(referenceId: string, records: readonly object[]): Answer {
  const body = { totalSize: records.length, done: true, records };
  const part = { referenceId, httpStatusCode: 200, body, httpHeaders: {} };
  return { status: 200, body: { compositeResponse: [part] } };
}

const halted = {
  errorCode: 'PROCESSING_HALTED',
  message: 'The transaction was rolled back since another operation in the same transaction failed.',
};

const created = (id: string) => ({ id, success: true, errors: [] });

const rows = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => created(`${prefix}${String(index).padStart(12, '0')}AAA`));

function duplicates(allowSave: boolean, emails: readonly (string | undefined)[]) {
  const matchRecords = emails.map((Email, index) => ({
    matchConfidence: 95,
    record: { attributes: { type: 'Contact', url: '' }, Id: `00300000000000${index + 1}AAA`, Email },
  }));
  const duplicateResult = { allowSave, matchResults: [{ entityType: 'Contact', matchRecords }] };
  return { errorCode: 'DUPLICATES_DETECTED', message: 'Use one of these records?', duplicateResult };
}

function person(email: string): PersonWrite {
  const fields = { LastName: 'López', Company: 'Acme', Email: email };
  const base = { key: email, object: 'Lead', id: null, mode: 'create', email, fields, optional: [] } as const;
  return { ...base, setsOwner: false, duplicates: 'use_match' };
}

function event(key: string, of: string): LinkedWrite {
  const fields = {
    Subject: 'Intro call',
    StartDateTime: '2026-12-01T15:00:00Z',
    EndDateTime: '2026-12-01T15:30:00Z',
  };
  const base = { key, object: 'Event', id: null, person: of, fields, optional: [] } as const;
  return { ...base, setsOwner: false, marker: key, movedFrom: null };
}
