import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { faultCodes } from '../../../server/contract/model/index.js';
import { faultTable, wordsOf, type FaultRule } from '../../../server/crm/adapter.js';

const parts = {
  ...{ crm: 'Acme CRM', fieldWord: 'field', object: 'lead' },
  ...{ field: 'Industry', value: 'Tech', said: 'Not today.' },
};
const unknown = { ...parts, field: null, value: null, said: null };

describe('the table of faults', () => {
  for (const [code, rule] of Object.entries(faultTable) as [keyof typeof faultTable, FaultRule][]) {
    it(`says what ${code} means, who waits and what to do`, () => {
      assert.equal(rule.class, faultCodes[code]);
      for (const known of [parts, unknown]) {
        const { sentence, fix } = wordsOf(code, known);
        assert.match(sentence, /^[A-Z].*[^.]\.$/);
        if (fix) assert.match(fix.text, /^[A-Z].*[^.]\.$/);
        assert.doesNotMatch(`${sentence} ${fix?.text ?? ''}`, /null|undefined|  /);
      }
    });
  }

  it('has a line for every code', () => {
    assert.deepEqual(Object.keys(faultTable).sort(), Object.keys(faultCodes).sort());
  });

  it('says what to do about everything but what is set right by itself', () => {
    const without = Object.keys(faultTable).filter((code) => wordsOf(code as 'network', parts).fix === null);
    assert.deepEqual(without, ['lead_converted']);
  });
});
