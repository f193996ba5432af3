import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { matchValues } from '../../../../server/contract/rules/value-match.js';

const source = (...labels: string[]) => labels.map((label, i) => ({ value: `v${i}`, label }));
const target = (...labels: string[]) =>
  labels.map((label) => ({
    value: `=${label}`,
    label: label.replace(/!$/, ''),
    active: !label.endsWith('!'),
  }));

describe('matching choices', () => {
  const cases: [string, string, string[], string | undefined][] = [
    ['the same label', 'Small', ['Large', 'Small'], '=Small'],
    ['case, accents and punctuation apart', 'Cafe & bar', ['CAFÉ AND BAR'], '=CAFÉ AND BAR'],
    ['the numbers of a range', '11 to 50', ['1-10 employees', '11-50 employees'], '=11-50 employees'],
    ['numbers in thousands', '1,001 to 5,000', ['1001–5000'], '=1001–5000'],
    ['an open end', 'More than 5,000', ['5000', '5,000+'], '=5,000+'],
    ['nothing where two could be meant', '11 to 50', ['11-50 people', '11/50'], undefined],
    ['nothing inactive', 'Small', ['Small!'], undefined],
    ['nothing that only looks alike', 'Small', ['Smaller'], undefined],
  ];
  for (const [what, label, labels, expected] of cases) {
    it(`finds ${what}`, () => assert.equal(matchValues(source(label), target(...labels)).v0, expected));
  }

  it('goes by value before label, and lets several share one', () => {
    const pairs = matchValues(
      [
        { value: 'S', label: 'Small' },
        { value: 's', label: 'Tiny' },
      ],
      [
        { value: 'S', label: 'Size S', active: true },
        { value: 'x', label: 'Small', active: true },
      ],
    );
    assert.deepEqual(pairs, { S: 'S', s: 'S' });
  });
});
