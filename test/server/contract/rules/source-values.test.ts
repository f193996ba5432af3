import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Question, Snapshot, SourceField } from '../../../../server/contract/model/index.js';
import { builtInFields } from '../../../../server/contract/rules/built-in-fields.js';
import { sourceValues } from '../../../../server/contract/rules/source-values.js';

const size: SourceField = { key: 'teamSize', label: 'Team size', object: 'contact', type: 'text' };
const fields = [...builtInFields, size];

function question(id: string, contactField: string | null): Question {
  return { id, kind: 'booking_form', text: id, form: 'f', formName: 'F', contactField };
}

function values(given: Partial<Snapshot>, questions: Question[] = []) {
  const snapshot: Snapshot = {
    kind: 'booking',
    id: 'b1',
    occurredAt: '2026-11-23T09:00:00Z',
    status: 'booked',
    contact: {},
    booking: {},
    answers: [],
    guests: [],
    ...given,
  };
  return sourceValues(snapshot, questions, fields);
}

describe('values of a booking', () => {
  it('takes an answer to the contact field that its question names', () => {
    const found = values({ answers: [{ question: 'q', value: '11-50' }] }, [question('q', 'teamSize')]);
    assert.equal(found.teamSize, '11-50');
  });

  it('prefers what the host sent to an answer, unless that is blank', () => {
    const answers = [{ question: 'q', value: '11-50' }];
    assert.equal(values({ contact: { teamSize: '5' }, answers }, [question('q', 'teamSize')]).teamSize, '5');
    assert.equal(
      values({ contact: { teamSize: ' ' }, answers }, [question('q', 'teamSize')]).teamSize,
      '11-50',
    );
  });

  it('drops answers whose question names no contact field', () => {
    const answers = ['known', 'unknown', 'booking'].map((id) => ({ question: id, value: 'x' }));
    const found = values({ answers }, [question('known', null), question('booking', 'subject')]);
    assert.deepEqual(found, { status: 'booked', bookingId: 'b1' });
  });

  it('composes a full name, and never splits one', () => {
    assert.equal(values({ contact: { firstName: 'Ana', lastName: 'López' } }).fullName, 'Ana López');
    assert.equal(values({ contact: { lastName: 'López' } }).fullName, 'López');
    assert.deepEqual(values({ contact: { fullName: 'Ana López' } }), {
      fullName: 'Ana López',
      status: 'booked',
      bookingId: 'b1',
    });
  });

  it('works out the duration when it was not sent', () => {
    const booking = { start: '2026-12-01T15:00:00Z', end: '2026-12-01T15:45:00Z' };
    assert.equal(values({ booking }).duration, 45);
    assert.equal(values({ booking: { ...booking, duration: 50 } }).duration, 50);
    assert.equal(values({ booking: { start: '2026-12-01T15:00:00Z', end: 'later' } }).duration, undefined);
  });

  it('gives a submission no status and no booking id', () => {
    assert.deepEqual(values({ kind: 'submission', contact: { email: 'a@b.co' } }), { email: 'a@b.co' });
  });
});
