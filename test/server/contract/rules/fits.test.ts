import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CrmValueType, ValueType } from '../../../../server/contract/model/index.js';
import { fits } from '../../../../server/contract/rules/fits.js';

const sources: ValueType[] = [
  'text',
  'multiline',
  'email',
  'phone',
  'url',
  'number',
  'boolean',
  'date',
  'datetime',
  'enum',
  'multi_enum',
];

/** One letter per source type, in the order above: y as it is, c converted, - not. */
const table: Record<CrmValueType, string> = {
  text: 'ycyyycccccc',
  multiline: 'yyyyycccccc',
  email: 'ccy--------',
  phone: 'cc-y-c-----',
  url: 'cc--y------',
  number: '-----y---c-',
  boolean: '------y--c-',
  date: '-------yc--',
  datetime: '-------cy--',
  enum: 'cc---cc--yc',
  multi_enum: 'cc---cc--yy',
  reference: '-----------',
  unsupported: '-----------',
};

const letters = { yes: 'y', convert: 'c', no: '-' } as const;

describe('what fits what', () => {
  for (const [type, expected] of Object.entries(table) as [CrmValueType, string][]) {
    it(`knows what a field of type ${type} takes`, () => {
      const found = sources.map(
        (source) => fits({ type: source, label: 'X' }, { type, restricted: true }).fits,
      );
      assert.equal(found.map((fit) => letters[fit]).join(''), expected);
    });
  }

  it('says why not, with the name of the source', () => {
    const { reason } = fits({ type: 'text', label: 'Country' }, { type: 'number', restricted: false });
    assert.deepEqual(reason, {
      code: 'needs_number',
      params: { source: 'Country', sourceType: 'text' },
      sentence: 'Needs a number. Country is text.',
    });
  });

  it('lets anything into a list of choices that is open', () => {
    assert.equal(fits({ type: 'date', label: 'X' }, { type: 'enum', restricted: false }).fits, 'convert');
  });

  it('lets text into a number through a table of values', () => {
    assert.equal(
      fits({ type: 'text', label: 'X' }, { type: 'number', restricted: false }, true).fits,
      'convert',
    );
    assert.equal(
      fits({ type: 'text', label: 'X' }, { type: 'reference', restricted: false }, true).fits,
      'no',
    );
  });
});
