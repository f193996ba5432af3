import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {
  CrmField,
  Drift,
  FieldFinding,
  NotedField,
  Row,
  SourceField,
} from '../../../../server/contract/model/index.js';
import { defaultCreateOn, row } from '../../../../server/contract/rules/core-row.js';
import { driftOf } from '../../../../server/contract/rules/drift.js';
import { repairedRow, sureRepair } from '../../../../server/contract/rules/repair.js';
import { crmField, options } from '../../mappings/material.js';

const at = '2026-11-21T09:00:00.000Z';
const phone: SourceField = { key: 'phone', label: 'Phone', object: 'contact', type: 'phone' };
const size: SourceField = {
  ...phone,
  key: 'size',
  label: 'Team size',
  type: 'enum',
  options: [
    { value: 's', label: 'Small' },
    { value: 'm', label: 'Mid' },
  ],
};
const mobile = row({ id: 'r1', target: 'Mobile__c', sources: [{ field: 'phone' }] });
const noted = { Mobile__c: { label: 'Mobile', type: 'phone', at } } as const;

interface Given {
  readonly row?: Row;
  /** The row as edited since; as saved by default. */
  readonly now?: Row;
  readonly others?: readonly Row[];
  readonly fields: readonly CrmField[];
  readonly noted?: Readonly<Record<string, NotedField>>;
  readonly required?: readonly string[];
  readonly missing?: Readonly<Record<string, FieldFinding>>;
  readonly sources?: readonly SourceField[];
}

function drifts(given: Given): readonly Drift[] {
  const saved = given.row ?? mobile;
  const all = (first: Row) => ({
    enabled: true,
    createOn: defaultCreateOn,
    required: [],
    rows: [first, ...(given.others ?? [])],
  });
  return driftOf(all(given.now ?? saved), {
    object: { name: 'Lead', label: 'Leads', singular: 'Lead', who: null },
    fields: given.fields,
    sources: given.sources ?? [phone, size],
    crm: 'Acme CRM',
    saved: all(saved),
    noted: { fields: given.noted ?? noted, required: given.required ?? [] },
    missing: given.missing,
  });
}

const offered = ({ repairs }: Drift) =>
  repairs.map((repair) => ('field' in repair ? `${repair.kind} ${repair.field}` : repair.kind));

describe('what the CRM changed under a row, and what mends it', () => {
  const segment = (...labels: string[]) =>
    crmField('Segment', 'enum', { restricted: true, options: options(...labels) });
  const choice = row({ id: 'r1', target: 'Segment', sources: [{ field: 'size' }] });
  const asEnum = { Segment: { label: 'Segment', type: 'enum', at } } as const;
  const finding = (state: FieldFinding['state']): Record<string, FieldFinding> => ({
    Mobile__c: { state, label: 'Mobile', code: 'x', why: '', steps: [], url: '' },
  });
  const cases: [string, Given, [Drift['kind'], Drift['severity'], string[]] | null][] = [
    ['nothing', { fields: [crmField('Mobile__c', 'phone', { label: 'Mobile' })] }, null],
    [
      'the same label under another API name',
      { fields: [crmField('Cell__c', 'phone', { label: 'Mobile' })] },
      ['renamed', 'broken', ['use_field Cell__c', 'remove']],
    ],
    [
      'the same API name but for its ending',
      { fields: [crmField('mobile', 'phone', { label: 'Handy' })] },
      ['renamed', 'broken', ['use_field mobile', 'remove']],
    ],
    [
      'a label that says more',
      {
        fields: [crmField('X__c', 'phone', { label: 'Private mobile' })],
        noted: { Mobile__c: { label: 'Mobile private no', type: 'phone', at } },
      },
      ['gone', 'broken', ['use_field X__c', 'remove']],
    ],
    [
      'one name that holds the other',
      {
        fields: [crmField('X__c', 'phone', { label: 'Private mobile' }), crmField('Fax', 'phone')],
      },
      ['gone', 'broken', ['use_field X__c', 'remove']],
    ],
    [
      'several names that hold the other as well',
      {
        fields: ['Private mobile', 'Mobile office'].map((label, i) =>
          crmField(`X${i}__c`, 'phone', { label }),
        ),
      },
      ['gone', 'broken', ['remove', 'explain']],
    ],
    [
      'two that look the same',
      {
        fields: ['A__c', 'B__c'].map((name) => crmField(name, 'phone', { label: 'Mobile' })),
      },
      ['gone', 'broken', ['remove', 'explain']],
    ],
    [
      'the same label on a type that the source can’t fill',
      { fields: [crmField('Cell__c', 'date', { label: 'Mobile' })] },
      ['gone', 'broken', ['remove', 'explain']],
    ],
    [
      'a successor that another row fills already',
      {
        fields: [crmField('Cell__c', 'phone', { label: 'Mobile' })],
        others: [row({ id: 'r2', target: 'Cell__c', sources: [{ field: 'phone' }] })],
      },
      ['gone', 'broken', ['remove', 'explain']],
    ],
    ['no field like it', { fields: [crmField('Fax', 'phone')] }, ['gone', 'broken', ['remove', 'explain']]],
    [
      'a field of which nothing was noted',
      { fields: [crmField('Mobile', 'phone')], noted: {} },
      ['renamed', 'broken', ['use_field Mobile', 'remove']],
    ],
    [
      'a field that is read-only now',
      { fields: [], missing: finding('read_only') },
      ['read_only', 'broken', ['explain', 'remove']],
    ],
    [
      'a locked row’s field',
      { row: { ...mobile, locked: true }, fields: [crmField('Cell__c', 'phone', { label: 'Mobile' })] },
      ['gone', 'broken', []],
    ],
    [
      'another label',
      { fields: [crmField('Mobile__c', 'phone', { label: 'Cell' })] },
      ['relabelled', 'changed', ['keep']],
    ],
    [
      'another label, on a row that was edited since',
      { fields: [crmField('Mobile__c', 'phone', { label: 'Cell' })], now: { ...mobile, write: 'if_empty' } },
      null,
    ],
    [
      'a type that still fits',
      { fields: [crmField('Mobile__c', 'text', { label: 'Mobile' })] },
      ['retyped', 'changed', ['keep']],
    ],
    [
      'a type that does not fit',
      { fields: [crmField('Mobile__c', 'date', { label: 'Mobile' })] },
      ['retyped', 'broken', ['choose_source', 'remove']],
    ],
    [
      'text that is a picklist now',
      {
        row: choice,
        fields: [segment('Small', 'Mid')],
        noted: { Segment: { label: 'Segment', type: 'text', at } },
      },
      ['retyped', 'changed', ['match_values']],
    ],
    [
      'text that takes only some choices now, of which most answers match none',
      {
        row: choice,
        fields: [segment('Large')],
        noted: { Segment: { label: 'Segment', type: 'text', at } },
      },
      ['retyped', 'broken', ['match_values']],
    ],
    [
      'free text into what takes only its choices now',
      {
        row: row({ id: 'r1', target: 'Segment', sources: [{ template: '{{phone}}' }] }),
        fields: [segment('Small', 'Large')],
        noted: { Segment: { label: 'Segment', type: 'text', at } },
      },
      ['retyped', 'broken', ['choose_source', 'remove', 'keep']],
    ],
    [
      'free text into what suggests choices and takes any text',
      {
        row: row({ id: 'r1', target: 'Segment', sources: [{ field: 'phone' }] }),
        fields: [crmField('Segment', 'enum', { restricted: false, options: options('Small') })],
        noted: { Segment: { label: 'Segment', type: 'text', at } },
      },
      ['retyped', 'changed', ['keep']],
    ],
    [
      'a required field with a source and no fallback',
      { fields: [crmField('Mobile__c', 'phone', { label: 'Mobile', required: 'always' })] },
      ['newly_required', 'changed', ['add_fallback']],
    ],
    [
      'a required field that was required when it was saved',
      {
        fields: [crmField('Mobile__c', 'phone', { label: 'Mobile', required: 'always' })],
        required: ['Mobile__c'],
      },
      null,
    ],
    [
      'a required field with a fallback',
      {
        row: { ...mobile, fallback: { value: '0', write: 'if_empty' } },
        fields: [crmField('Mobile__c', 'phone', { label: 'Mobile', required: 'always' })],
      },
      null,
    ],
    [
      'a choice that was made inactive where any text is taken',
      {
        row: { ...choice, values: { s: 'SMALL' } },
        fields: [
          crmField('Segment', 'enum', {
            restricted: false,
            options: [{ value: 'SMALL', label: 'Small', active: false }],
          }),
        ],
        noted: asEnum,
      },
      ['option_gone', 'broken', ['choose_value']],
    ],
    [
      'a value that is no choice where any text is taken',
      {
        row: { ...choice, values: { s: 'Tiny' } },
        fields: [crmField('Segment', 'enum', { restricted: false, options: options('Small') })],
        noted: asEnum,
      },
      null,
    ],
    [
      'a matched choice that is gone',
      {
        row: { ...choice, values: { s: 'SMALL', m: 'MID' } },
        fields: [segment('Small', 'Large')],
        noted: asEnum,
      },
      ['option_gone', 'broken', ['choose_value']],
    ],
    [
      'a matched choice that is inactive',
      { row: { ...choice, values: { m: 'MID' } }, fields: [segment('Small', 'Mid!')], noted: asEnum },
      ['option_gone', 'broken', ['choose_value']],
    ],
    [
      'a fallback that is gone and has a likeness',
      {
        row: { ...choice, fallback: { value: 'Mid', write: 'if_empty' } },
        fields: [segment('Small', 'Mid market')],
        noted: asEnum,
      },
      ['option_gone', 'broken', ['use_value', 'choose_value']],
    ],
    [
      'a fixed value that is gone, in a picklist that takes any text',
      {
        row: { ...choice, sources: [{ constant: 'Mid' }] },
        fields: [{ ...segment('Small'), restricted: false }],
        noted: asEnum,
      },
      null,
    ],
  ];
  for (const [what, given, expected] of cases) {
    it(`${what}: ${expected ? `${expected[0]}, ${expected[2].join(' or ') || 'nothing to do here'}` : 'nothing to tell'}`, () => {
      const [first] = drifts(given);
      assert.deepEqual(first ? [first.kind, first.severity, offered(first)] : null, expected);
    });
  }

  it('tells of a field that became required and has no row', () => {
    const [, found] = drifts({
      fields: [crmField('Region', 'text', { required: 'always' })],
    });
    assert.deepEqual([found?.kind, found?.field, found?.row], ['newly_required', 'Region', null]);
  });

  it('says nothing of a row that fills another field since', () => {
    assert.deepEqual(drifts({ fields: [crmField('Fax', 'phone')], now: { ...mobile, target: 'Fax' } }), []);
  });

  it('makes the repair it is sure of, and leaves the others to a person', () => {
    const [renamed] = drifts({ fields: [crmField('Cell__c', 'phone', { label: 'Mobile' })] });
    const sure = renamed && sureRepair(renamed);
    assert.equal(sure && repairedRow(mobile, sure)?.target, 'Cell__c');
    const [gone] = drifts({ fields: [] });
    assert.equal(gone && sureRepair(gone), undefined);
  });

  const asText = { Segment: { label: 'Segment', type: 'text', at } } as const;

  it('takes a field as it is now without a person only where nothing is lost', () => {
    const saved = row({ ...choice, sources: [{ template: '{{phone}}' }], locked: true });
    const [lost] = drifts({ row: saved, fields: [segment('Small')], noted: asText });
    assert.deepEqual(lost && [lost.severity, offered(lost)], ['broken', ['keep']]);
    assert.equal(lost && sureRepair(lost), undefined);
    const [harmless] = drifts({ row: saved, fields: [crmField('Segment', 'multiline')], noted: asText });
    assert.equal(harmless && sureRepair(harmless)?.kind, 'keep');
  });

  const freeText = [{ template: '{{phone}}' }];
  const inTime = { ...size, key: 'slot', type: 'datetime' } as const;
  const outcomes: [string, Partial<Row>, CrmField, string][] = [
    ['answers wait', {}, segment('Small'), 'drift_values_wait'],
    ['answers are left out', { onInvalid: 'leave_out' }, segment('Small'), 'drift_values_left_out'],
    [
      'answers wait where the record can’t be without them',
      { onInvalid: 'leave_out' },
      { ...segment('Small'), required: 'always' },
      'drift_values_wait',
    ],
    [
      'answers of a type that no choice goes with are left out',
      { sources: [{ field: inTime.key }] },
      segment('Small'),
      'drift_values_left_out',
    ],
    ['answers arrive', {}, segment('Small', 'Mid'), 'drift_needs_values'],
    ['texts wait', { sources: freeText }, segment('Small'), 'drift_choices_wait'],
    [
      'texts are left out',
      { sources: freeText, onInvalid: 'leave_out' },
      segment('Small'),
      'drift_choices_left_out',
    ],
    [
      'texts wait where the record can’t be without them',
      { sources: freeText, onInvalid: 'leave_out' },
      { ...segment('Small'), required: 'always' },
      'drift_choices_wait',
    ],
  ];
  for (const [what, change, field, code] of outcomes) {
    it(`says of text that takes only its choices now: ${what}`, () => {
      const saved = row({ ...choice, ...change });
      const [found] = drifts({ row: saved, fields: [field], noted: asText, sources: [phone, size, inTime] });
      assert.equal(found?.code, code);
    });
  }

  it('puts the new choice everywhere the old one stood', () => {
    const saved = {
      ...choice,
      values: { s: 'SMALL', m: 'MID' },
      fallback: { value: 'MID', write: 'if_empty' as const },
    };
    const fields = [{ ...segment('Small', 'Mid market') }];
    const [found] = drifts({ row: saved, fields, noted: asEnum });
    const sure = found && sureRepair(found);
    assert.equal(sure?.kind, 'use_value');
    const mended = sure && repairedRow(saved, sure);
    assert.deepEqual(
      [mended?.values, mended?.fallback?.value],
      [{ s: 'SMALL', m: 'MID MARKET' }, 'MID MARKET'],
    );
    assert.deepEqual(drifts({ row: saved, now: mended ?? saved, fields, noted: asEnum }), []);
  });
});
