import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Row } from '../../../../server/contract/model/index.js';
import { builtInFields } from '../../../../server/contract/rules/built-in-fields.js';
import { row } from '../../../../server/contract/rules/core-row.js';
import { rowProblems } from '../../../../server/contract/rules/row-problems.js';
import { crmField, lead } from '../../mappings/material.js';

const option = (value: string, limits: object = {}) => ({ value, label: value, active: true, ...limits });
const fields = [
  crmField('Region', 'enum', { options: [option('EMEA'), option('APAC')] }),
  crmField('Vip', 'boolean', { label: 'VIP' }),
  crmField('Market', 'enum', {
    controlledBy: 'Region',
    options: [option('France', { validFor: ['EMEA'] }), option('Japan', { validFor: ['APAC'] })],
  }),
  crmField('Gift', 'multi_enum', {
    controlledBy: 'Vip',
    options: [option('Card'), option('Wine', { validFor: ['true'] })],
  }),
  crmField('RecordTypeId', 'enum', {
    defaultValue: '012P',
    options: [
      { value: '012P', label: 'Partner', active: true },
      { value: '012C', label: 'Customer', active: true },
    ],
  }),
  crmField('Origin', 'enum', {
    recordTypeField: 'RecordTypeId',
    options: [option('Web', { recordTypes: ['012C'] }), option('Phone')],
  }),
];

function told(...rows: (Partial<Row> & { target: string })[]): string[] {
  const all = rows.map((one, i) => row({ id: `r${i}`, ...one }));
  return rowProblems(all, { object: lead, fields, sources: builtInFields, crm: 'Acme CRM' })
    .filter(({ code }) => code.startsWith('choice_'))
    .map(({ at, sentence, severity }) => `${severity} ${at}: ${sentence}`);
}

const fixed = (target: string, constant: string | string[]) => ({
  target,
  sources: [{ constant }],
});
const orElse = (target: string, value: string): Partial<Row> & { target: string } => ({
  target,
  fallback: { value, write: 'if_empty' },
});

describe('choices that do not go together', () => {
  it('are told where both are fixed', () => {
    assert.deepEqual(told(fixed('Region', 'EMEA'), fixed('Market', 'Japan')), [
      'notice /sources/0: “Japan” can’t be chosen in Market when Region is “EMEA”.',
    ]);
    assert.deepEqual(told(fixed('Region', 'EMEA'), fixed('Market', 'France')), []);
  });

  it('are told of fallbacks and of values that choices are mapped to', () => {
    const market = {
      ...orElse('Market', 'Japan'),
      sources: [{ field: 'city' }],
      values: { 'Ky/oto': 'Japan' },
    };
    assert.deepEqual(told(orElse('Region', 'emea'), market), [
      'notice /fallback: “Japan” can’t be chosen in Market when Region is “EMEA”.',
      'notice /values/Ky~1oto: “Japan” can’t be chosen in Market when Region is “EMEA”.',
    ]);
  });

  it('are not guessed at while the controlling field depends on the booking, or is not filled', () => {
    const open = { ...orElse('Region', 'EMEA'), sources: [{ field: 'country' }] };
    assert.deepEqual(told(open, fixed('Market', 'Japan')), []);
    assert.deepEqual(told(fixed('Market', 'Japan')), []);
  });

  it('may hang on a checkbox, and one of several choices is enough', () => {
    assert.deepEqual(told(fixed('Vip', 'no'), fixed('Gift', ['Card', 'Wine'])), [
      'notice /sources/0: “Wine” can’t be chosen in Gift when VIP is “no”.',
    ]);
    assert.deepEqual(told(fixed('Vip', 'yes'), fixed('Gift', ['Card', 'Wine'])), []);
  });

  it('may hang on the record type: the one that is set, else the one that new records get', () => {
    assert.deepEqual(told(fixed('Origin', 'Web')), [
      'notice /sources/0: “Web” of Origin is not offered by the record type “Partner”.',
    ]);
    assert.deepEqual(told(fixed('RecordTypeId', '012C'), fixed('Origin', 'Web')), []);
    assert.deepEqual(told(fixed('Origin', 'Phone')), []);
  });
});
