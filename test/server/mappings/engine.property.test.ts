import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  bookingStatuses,
  valueTypes,
  type CrmField,
  type Row,
  type SourceField,
  type SourceValue,
} from '../../../server/contract/model/index.js';
import { builtInFields } from '../../../server/contract/rules/built-in-fields.js';
import { readValue } from '../../../server/contract/rules/field-value.js';
import { conditions, render, type RecordState, type RenderInput } from '../../../server/mappings/engine.js';
import { crmField, objectMapping, options, renderInput } from './material.js';

const types = [...valueTypes, 'reference', 'unsupported'] as const;
const sourceTypes = types.slice(0, 11).filter((type) => type !== undefined);
const choice = {
  options: [
    { value: 's', label: 'Small' },
    { value: 'm', label: 'Mid' },
  ],
};
const sources: readonly SourceField[] = [
  ...builtInFields,
  ...sourceTypes.map((type): SourceField => ({
    key: `s_${type}`,
    label: type,
    object: 'contact',
    type: type === 'text' ? 'text' : sourceType(type),
    ...choice,
  })),
];

function sourceType(type: (typeof types)[number]): SourceField['type'] {
  return type === 'reference' || type === 'unsupported' ? 'text' : type;
}

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    'Small',
    's',
    'Old',
    '12',
    '1e400',
    'yes',
    '2026-03-08',
    '2026-03-08T02:30',
    '2026-12-01T15:00:00Z',
    'a@b.co',
    '__proto__',
    '{{email}}',
  ),
);
const value: fc.Arbitrary<SourceValue> = fc.oneof(
  text,
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.array(text, { maxLength: 3 }),
);
const key = fc.constantFrom(...sources.map((source) => source.key), 'gone', 'constructor');
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const rule = fc.constantFrom<Row['write']>('always', 'if_empty', 'on_create');

const field: fc.Arbitrary<CrmField> = fc
  .record({
    type: fc.constantFrom(...types),
    required: fc.constantFrom(null, 'always' as const, 'learned' as const),
    createable: fc.boolean(),
    updateable: fc.boolean(),
    restricted: fc.boolean(),
    options: fc.constantFrom(options(), options('Small', 'Mid', 'Old!')),
    maxLength: fc.constantFrom(null, 1, 5, 40),
    precision: fc.constantFrom(null, 3),
    scale: fc.constantFrom(null, 0, 2),
  })
  .map((given) => crmField('', given.type, given));

const row: fc.Arbitrary<Omit<Row, 'id' | 'target'>> = fc
  .record({
    locked: fc.boolean(),
    sources: fc.array(
      fc.oneof(
        key.map((name) => ({ field: name })),
        fc
          .oneof(
            text,
            key.map((name) => `x {{${name}}} y`),
          )
          .map((template) => ({ template })),
        value.map((constant) => ({ constant })),
      ),
      { maxLength: 3 },
    ),
    fallback: fc.option(fc.record({ value, write: rule })),
    write: rule,
    values: optional(fc.dictionary(text, text, { maxKeys: 3 })),
    unmapped: optional(fc.constantFrom<NonNullable<Row['unmapped']>>('fallback', 'skip', 'as_is', 'fail')),
    truncate: fc.boolean(),
    onInvalid: fc.constantFrom<Row['onInvalid']>('hold', 'leave_out'),
    on: optional(fc.subarray([...bookingStatuses])),
  })
  .map(({ values, unmapped, on, ...rest }) => ({
    ...rest,
    ...(values && { values }),
    ...(unmapped && { unmapped }),
    ...(on && { on }),
  }));

const record: fc.Arbitrary<RecordState> = fc.oneof(
  fc.constant<RecordState>({ kind: 'create' }),
  fc.constant<RecordState>({ kind: 'unknown' }),
  fc
    .option(fc.dictionary(fc.constantFrom('F0', 'F1', 'F2'), fc.constantFrom(null, '', 'x', 0, false)))
    .map((current): RecordState => ({ kind: 'update', current })),
);

const input: fc.Arbitrary<RenderInput> = fc
  .record({
    pairs: fc.array(fc.tuple(field, row), { maxLength: 3 }),
    values: fc.dictionary(key, value),
    timeZone: fc.constantFrom(null, 'America/New_York', 'Nowhere/Else', ''),
    status: fc.constantFrom(...bookingStatuses),
    reached: fc.subarray([...bookingStatuses]),
    record,
  })
  .map(({ pairs, ...given }) =>
    renderInput({
      ...given,
      sources,
      fields: pairs.map(([one], i) => ({ ...one, name: `F${i}`, label: `F${i}` })),
      mapping: objectMapping(...pairs.map(([, one], i) => ({ ...one, id: `r${i}`, target: `F${i}` }))),
    }),
  );

describe('rendering anything', () => {
  const runs = { seed: 11, numRuns: 4000 };

  it('never throws, and what is written is what its field takes', () => {
    fc.assert(
      fc.property(input, (given) => {
        const fields = new Map(given.fields.map((one) => [one.name, one]));
        for (const { name, written, value: wire } of render(given).fields) {
          const of = fields.get(name);
          if (!written || !of) continue;
          assert.ok(given.record.kind === 'update' ? of.updateable : of.createable);
          assert.ok(wire !== null && (typeof wire !== 'object' || Array.isArray(wire)));
          const typed = typeof wire === 'object' ? wire.filter((item) => typeof item === 'string') : wire;
          const again = readValue(typed, of);
          assert.ok(again.ok, JSON.stringify([of, wire, again]));
          assert.deepEqual(again.value, typed);
        }
      }),
      runs,
    );
  });

  it('tells a value or a reason for every row', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { fields } = render(given);
        assert.equal(fields.length, given.mapping.rows.length);
        for (const one of fields) assert.ok(one.written || one.why, JSON.stringify(one));
      }),
      runs,
    );
  });

  it('overwrites nothing that a rule keeps', () => {
    fc.assert(
      fc.property(input, (given) => {
        const rows = new Map(given.mapping.rows.map((one) => [one.id, one]));
        for (const { row: id, written, origin, name } of render(given).fields) {
          const of = rows.get(id ?? '');
          if (!written || !of || given.record.kind === 'create') continue;
          const write = origin === 'fallback' ? of.fallback?.write : of.write;
          assert.notEqual(write, 'on_create');
          if (write !== 'if_empty') continue;
          const { record: state } = given;
          const current = state.kind === 'update' ? state.current?.[name] : undefined;
          assert.ok(current === null || current === '');
        }
      }),
      runs,
    );
  });

  it('renders a create-or-update like an update whenever nothing had to be known', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { existence, fields } = conditions(given);
        if (existence) return;
        assert.deepEqual(fields, []);
        const update = render({ ...given, record: { kind: 'update', current: null } });
        const either = render({ ...given, record: { kind: 'unknown' } });
        assert.deepEqual(either, update);
      }),
      runs,
    );
  });

  it('decides an update from no more than what it asked for', () => {
    fc.assert(
      fc.property(
        input,
        fc.dictionary(fc.constantFrom('F0', 'F1', 'F2'), fc.constantFrom(null, 'x')),
        (given, all) => {
          const { fields } = conditions(given);
          const current = { F0: null, F1: null, F2: null, ...all };
          const asked = Object.fromEntries(Object.entries(current).filter(([name]) => fields.includes(name)));
          const sent = (known: typeof asked) =>
            render({ ...given, record: { kind: 'update', current: known } }).fields.map(
              ({ name, written, value: wire }) => [name, written, written && wire],
            );
          assert.deepEqual(sent(asked), sent(current));
        },
      ),
      runs,
    );
  });
});
