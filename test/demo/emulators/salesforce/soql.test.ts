import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiFailure } from '../../../../demo/emulators/salesforce/failure.js';
import { likePattern } from '../../../../demo/emulators/salesforce/soql/like.js';
import { parseSoql } from '../../../../demo/emulators/salesforce/soql/parse.js';
import { periodRange } from '../../../../demo/emulators/salesforce/soql/period.js';

describe('SOQL parser', () => {
  const where = (condition: string) => parseSoql(`SELECT Id FROM Lead WHERE ${condition}`).where;
  const compare = (path: string, operator: string, ...values: unknown[]) => ({
    ...{ kind: 'compare', operator, values },
    path: path.split('.'),
  });
  const simplified = (condition: string) => simplify(where(condition));

  it('reads fields, related fields, order, limit and offset', () => {
    const query = parseSoql(
      'select Id, Owner.Name from Lead order by CreatedDate desc nulls last, Id limit 5 offset 10',
    );
    assert.deepEqual(
      query.selected.map((item) => item.kind === 'field' && item.field.path.join('.')),
      ['Id', 'Owner.Name'],
    );
    assert.equal(query.from, 'Lead');
    assert.deepEqual(
      query.orderBy.map(({ field, descending, nulls }) => [field.path[0], descending, nulls]),
      [
        ['CreatedDate', true, 'last'],
        ['Id', false, 'first'],
      ],
    );
    assert.deepEqual([query.limit, query.offset], [5, 10]);
  });

  it('reads every kind of literal', () => {
    const kinds = [
      "'text'",
      '-3.5',
      'TRUE',
      'null',
      '2026-11-23',
      '2026-11-23T09:00:00Z',
      '2026-11-23T09:00:00+02:00',
      'TODAY',
      'LAST_N_DAYS:30',
    ];
    const read = kinds.map((literal) => {
      const condition = where(`A = ${literal}`);
      return condition?.kind === 'compare' ? condition.values[0]?.kind : undefined;
    });
    assert.deepEqual(read, [
      'text',
      'number',
      'boolean',
      'null',
      'date',
      'datetime',
      'datetime',
      'period',
      'period',
    ]);
  });

  it('undoes escapes, and keeps those that LIKE needs', () => {
    const condition = where(String.raw`A = 'O\'Neil \\ 50\% \u00e9\n'`);
    const [literal] = condition?.kind === 'compare' ? condition.values : [];
    assert.deepEqual(literal, {
      kind: 'text',
      value: "O'Neil \\ 50% é\n",
      pattern: "O'Neil \\\\ 50\\% é\n",
    });
  });

  it('groups by parentheses and binds NOT to what follows', () => {
    const text = (value: string) => ({ kind: 'text', value, pattern: value });
    assert.deepEqual(simplified("(A = 'x' OR B != null) AND NOT C IN ('y', 'z')"), {
      kind: 'and',
      parts: [
        { kind: 'or', parts: [compare('A', '=', text('x')), compare('B', '!=', { kind: 'null' })] },
        { kind: 'not', part: compare('C', 'IN', text('y'), text('z')) },
      ],
    });
    assert.deepEqual(simplified("C NOT IN ('y')"), compare('C', 'NOT IN', text('y')));
    assert.deepEqual(simplified("A.B.C LIKE 'y%'"), compare('A.B.C', 'LIKE', text('y%')));
    assert.deepEqual(simplified('A <> 1'), compare('A', '!=', { kind: 'number', value: 1 }));
  });

  it('reads COUNT, COUNT of a field, FIELDS and an inner query', () => {
    assert.deepEqual(parseSoql('SELECT COUNT() FROM Lead').selected[0]?.kind, 'count');
    assert.equal(parseSoql('SELECT count(Id) n FROM Lead').selected[0]?.kind, 'count');
    assert.deepEqual(parseSoql('SELECT FIELDS(STANDARD) FROM Lead').selected[0], {
      kind: 'fields',
      group: 'STANDARD',
    });
    assert.equal(where('Id IN (SELECT WhoId FROM Event)')?.kind, 'semijoin');
  });

  const bad = [
    'SELECT FROM Lead',
    'SELECT Id Lead',
    'SELECT Id FROM Lead WHERE',
    'SELECT Id FROM Lead WHERE A',
    "SELECT Id FROM Lead WHERE A = 'x",
    "SELECT Id FROM Lead WHERE A = 'x' AND B = 'y' OR C = 'z'",
    'SELECT Id FROM Lead WHERE A IN ()',
    "SELECT Id FROM Lead WHERE (A = 'x'",
    'SELECT Id FROM Lead WHERE A = unquoted',
    'SELECT Id FROM Lead LIMIT many',
    'SELECT Id FROM Lead LIMIT 1; DROP',
    String.raw`SELECT Id FROM Lead WHERE A = '\q'`,
    'SELECT Id,, Name FROM Lead',
    'DELETE FROM Lead',
  ];
  for (const soql of bad) {
    it(`calls ${soql} malformed`, () => {
      assert.throws(
        () => parseSoql(soql),
        (error) => error instanceof ApiFailure && error.failures[0]?.code === 'MALFORMED_QUERY',
      );
    });
  }
});

describe('SOQL operators', () => {
  it('matches LIKE without regard to case, with wildcards and escapes', () => {
    const table: [pattern: string, text: string, matches: boolean][] = [
      ['ana%', 'ANA@acme.com', true],
      ['%@acme.com', 'ana@acme.com', true],
      ['a_a', 'ana', true],
      ['a_a', 'anna', false],
      [String.raw`50\%`, '50%', true],
      [String.raw`50\%`, '500', false],
      ['a.c', 'abc', false],
      ['%', '', true],
      ['(x)[y]', '(x)[y]', true],
    ];
    for (const [pattern, text, matches] of table)
      assert.equal(likePattern(pattern).test(text), matches, `${text} like ${pattern}`);
  });

  it('works date literals out in UTC', () => {
    const now = Date.UTC(2026, 10, 23, 9);
    const range = (name: string, n = 0) =>
      periodRange({ name, n }, now, 'date').map((ms) => new Date(ms).toISOString().slice(0, 10));
    assert.deepEqual(range('TODAY'), ['2026-11-23', '2026-11-23']);
    assert.deepEqual(range('YESTERDAY'), ['2026-11-22', '2026-11-22']);
    assert.deepEqual(range('LAST_N_DAYS', 7), ['2026-11-16', '2026-11-23']);
    assert.deepEqual(range('THIS_MONTH'), ['2026-11-01', '2026-11-30']);
    assert.deepEqual(range('THIS_WEEK'), ['2026-11-22', '2026-11-28']);
  });
});

/** A condition with its places in the text left out. */
function simplify(condition: ReturnType<typeof parseSoql>['where']): unknown {
  switch (condition?.kind) {
    case 'and':
    case 'or':
      return { kind: condition.kind, parts: condition.parts.map(simplify) };
    case 'not':
      return { kind: 'not', part: simplify(condition.part) };
    case 'compare':
      return {
        kind: 'compare',
        operator: condition.operator,
        values: condition.values,
        path: condition.field.path,
      };
    default:
      return condition?.kind;
  }
}
