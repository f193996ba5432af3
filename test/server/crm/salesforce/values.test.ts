import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CrmField, CrmValueType, JsonValue } from '../../../../server/contract/model/index.js';
import type { TypedValue } from '../../../../server/crm/adapter.js';
import { values } from '../../../../server/crm/salesforce/values.js';

describe('values on their way to Salesforce', () => {
  const cases: [CrmValueType, string, TypedValue, JsonValue][] = [
    ['text', 'string', 'Ana', 'Ana'],
    ['text', 'string', 5, '5'],
    ['boolean', 'boolean', true, true],
    ['boolean', 'boolean', 'false', false],
    ['number', 'currency', 12.5, 12.5],
    ['number', 'int', '7', 7],
    ['date', 'date', '2026-12-01', '2026-12-01'],
    ['datetime', 'datetime', '2026-12-01T10:00:00-05:00', '2026-12-01T15:00:00Z'],
    ['enum', 'picklist', 'Web', 'Web'],
    ['multi_enum', 'multipicklist', ['A', 'B'], 'A;B'],
  ];
  for (const [type, crmType, value, wire] of cases) {
    it(`writes ${JSON.stringify(value)} to a ${crmType} as ${JSON.stringify(wire)}`, () => {
      assert.deepEqual(values.encode(value, field('X', type, crmType)), wire);
    });
  }

  const same: [string, JsonValue | undefined, JsonValue, boolean][] = [
    ['datetime', '2026-12-01T15:00:00.000+0000', '2026-12-01T15:00:00Z', true],
    ['datetime', '2026-12-01T15:30:00.000+0000', '2026-12-01T15:00:00Z', false],
    ['multipicklist', 'B;A', 'A;B', true],
    ['textarea', 'a\r\nb', 'a\nb', true],
    ['email', 'Ana@Acme.example', 'ana@acme.example', true],
    ['reference', '003gK0000000001', '003gK0000000001AAA', true],
    ['string', null, 'x', false],
    ['string', undefined, '', true],
    ['boolean', false, false, true],
    ['double', 5, 5.0, true],
  ];
  for (const [crmType, wire, encoded, expected] of same) {
    it(`takes ${JSON.stringify(wire)} and ${JSON.stringify(encoded)} of a ${crmType} for ${expected ? 'the same' : 'different'}`, () => {
      const type = crmType === 'double' ? 'number' : 'text';
      assert.equal(values.equal(wire, encoded, field('X', type, crmType)), expected);
    });
  }

  it('shows a cancelled event as free and says so in its subject', () => {
    const fields = [
      field('Subject', 'text', 'combobox'),
      {
        ...field('ShowAs', 'enum', 'picklist'),
        options: ['Busy', 'Free'].map((value) => ({ value, label: value, active: true })),
      },
    ];
    const short = (status: 'cancelled' | 'booked', known: CrmField[]) =>
      values.lifecycle('Event', status, known).map(({ field, value, prefix }) => [field, value, prefix]);
    assert.deepEqual(short('cancelled', fields), [
      ['Subject', 'Canceled: ', true],
      ['ShowAs', 'Free', false],
    ]);
    assert.deepEqual(short('booked', fields), [['ShowAs', 'Busy', false]]);
    assert.deepEqual(short('cancelled', []), []);
    assert.deepEqual(values.lifecycle('Case', 'cancelled', fields), []);
  });
});

function field(name: string, type: CrmValueType, crmType: string): CrmField {
  return {
    ...{ name, label: name, type, crmType, custom: false, group: null, required: null },
    ...{ createable: true, updateable: true, options: [], restricted: false },
    ...{ maxLength: null, precision: null, scale: null, help: null },
  };
}
