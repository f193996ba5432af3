import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Row } from '../../../../server/contract/model/index.js';
import { builtInFields } from '../../../../server/contract/rules/built-in-fields.js';
import { row } from '../../../../server/contract/rules/core-row.js';
import { rowProblems } from '../../../../server/contract/rules/row-problems.js';
import { crmField, meeting, objectMapping, options } from '../../mappings/material.js';

const fields = [
  crmField('Name', 'text', { maxLength: 5 }),
  crmField('Count', 'number'),
  crmField('Day', 'date'),
  crmField('Size', 'enum', { restricted: true, options: options('Small', 'Old!') }),
  crmField('Frozen', 'text', { createable: false, updateable: false }),
  crmField('Blob', 'unsupported'),
];

function problems(rows: (Partial<Row> & { target: string })[], saved?: Row[]) {
  return rowProblems(
    rows.map((one, i) => row({ id: `r${i}`, sources: [{ field: 'city' }], ...one })),
    {
      object: meeting,
      fields,
      sources: builtInFields,
      crm: 'Acme CRM',
      saved: saved && objectMapping(...saved),
    },
  );
}

describe('what is wrong with a row', () => {
  const cases: [string, Partial<Row> & { target: string }, string | null, string?][] = [
    ['nothing', { target: 'Name' }, null],
    ['nothing: the link to the person', { target: 'Who', sources: [] }, null],
    ['a field that does not exist', { target: 'Nope' }, 'unknown_target', '/target'],
    ['a field that is read-only', { target: 'Frozen' }, 'read_only', '/target'],
    ['a field of a kind that bookings can’t fill', { target: 'Blob' }, 'unsupported_target', '/target'],
    ['the wrong type', { target: 'Count' }, 'wrong_type', '/sources/0'],
    ['an unknown source', { target: 'Name', sources: [{ field: 'nope' }] }, 'unknown_source', '/sources/0'],
    [
      'a template with an unknown source',
      { target: 'Name', sources: [{ template: '{{x}}' }] },
      'unknown_source',
      '/sources/0',
    ],
    [
      'a template with an open brace',
      { target: 'Name', sources: [{ template: '{{city' }] },
      'bad_template',
      '/sources/0',
    ],
    [
      'a constant of the wrong type',
      { target: 'Count', sources: [{ constant: 'x' }] },
      'constant_not_a_number',
      '/sources/0',
    ],
    [
      'a fallback that is too long',
      { target: 'Name', fallback: { value: 'Unknown', write: 'if_empty' } },
      'fallback_too_long',
      '/fallback',
    ],
    [
      'nothing: a fallback that is cut',
      { target: 'Name', truncate: true, fallback: { value: 'Unknown', write: 'if_empty' } },
      null,
    ],
    [
      'a fallback that is no number',
      { target: 'Count', sources: [], fallback: { value: 'x', write: 'if_empty' } },
      'fallback_not_a_number',
      '/fallback',
    ],
    [
      'a fallback that is no date',
      { target: 'Day', sources: [], fallback: { value: '2026-02-30', write: 'if_empty' } },
      'fallback_not_a_date',
      '/fallback',
    ],
    [
      'a fallback that is no choice',
      { target: 'Size', fallback: { value: 'Huge', write: 'if_empty' } },
      'fallback_not_an_option',
      '/fallback',
    ],
    [
      'a fallback that is inactive',
      { target: 'Size', fallback: { value: 'OLD', write: 'if_empty' } },
      'fallback_inactive_option',
      '/fallback',
    ],
    [
      'a matched value that is no choice',
      { target: 'Size', values: { 'a/b': 'Huge' } },
      'value_not_an_option',
      '/values/a~1b',
    ],
    [
      'nothing to write yet, which may be saved',
      { target: 'Name', sources: [] },
      'nothing_to_write',
      '/sources',
    ],
  ];
  for (const [what, one, code, at] of cases) {
    it(`finds ${what}`, () => {
      const found = problems([one]);
      assert.deepEqual(
        found.map((problem) => [problem.code, problem.at]),
        code === null ? [] : [[code, at]],
      );
    });
  }

  it('finds the second row of a field, and the second of an id', () => {
    const found = problems([{ target: 'Name' }, { target: 'Name', id: 'r0' }]);
    assert.deepEqual(
      found.map(({ code }) => code),
      ['id_twice', 'target_twice'],
    );
  });

  it('says in one sentence what to do', () => {
    assert.deepEqual(
      problems([{ target: 'Nope' }, { target: 'Count' }]).map(({ sentence }) => sentence),
      [
        'Meetings in Acme CRM have no field “Nope” that can be written. Choose another one.',
        'Count: Needs a number. City is text.',
      ],
    );
  });

  it('only notices what broke in a row after it was saved', () => {
    const gone = row({ id: 'r0', target: 'Gone', sources: [{ field: 'city' }] });
    assert.equal(problems([gone], [gone])[0]?.severity, 'notice');
    assert.equal(problems([{ ...gone, write: 'if_empty' }], [gone])[0]?.severity, 'error');
  });
});
