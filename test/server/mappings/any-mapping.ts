import fc from 'fast-check';
import {
  bookingStatuses,
  type CrmField,
  type Row,
  type Source,
  type SourceField,
  type SourceValue,
} from '../../../server/contract/model/index.js';

const sizes = [
  { value: 's', label: 'Small' },
  { value: 'm', label: 'Mid size' },
  { value: 'l', label: 'Large' },
];

/** One field of every type that a host may have. */
export const hostFields: readonly SourceField[] = [
  { key: 'size', label: 'Size', object: 'contact', type: 'enum', options: sizes },
  { key: 'topics', label: 'Topics', object: 'contact', type: 'multi_enum', options: sizes },
  { key: 'seats', label: 'Seats', object: 'contact', type: 'number' },
  { key: 'vip', label: 'VIP', object: 'contact', type: 'boolean' },
  { key: 'since', label: 'Since', object: 'contact', type: 'date' },
  { key: 'notes', label: 'Notes', object: 'contact', type: 'multiline' },
  { key: 'room', label: 'Room', object: 'booking', type: 'text' },
  { key: 'budget', label: 'Budget', object: 'booking', type: 'number' },
];

const text = fc.constantFrom(
  'Acme',
  'Ana López',
  '  spaced  out ',
  '東京都千代田区',
  'عميل مهم',
  '🎉 party',
  '<b>bold</b> & "quoted"',
  'two\nlines',
  'x'.repeat(90),
  'Small',
  '12',
  '',
);
const number = fc.constantFrom(0, 1, 7, 12.345, 250_000, -3);
const sizeValue = fc.constantFrom('s', 'm', 'l', 'huge');

/** What bookings say beside who, when and about what; each may be missing. */
export const answers = fc.record(
  {
    firstName: text,
    company: text,
    jobTitle: text,
    phone: fc.constantFrom('+1 212 555 0134', '0301234567'),
    website: fc.constantFrom('https://acme.example', 'acme.example/a?b=c'),
    city: text,
    country: fc.constantFrom('Germany', 'Nowhere'),
    size: sizeValue,
    topics: fc.uniqueArray(sizeValue, { maxLength: 3 }),
    seats: number,
    vip: fc.boolean(),
    since: fc.constantFrom('2024-02-29', '2026-03-08'),
    notes: text,
  },
  { requiredKeys: [] },
);

export const details = fc.record(
  {
    location: text,
    meetingUrl: fc.constantFrom('https://zoom.example/j/1', 'https://meet.example/x'),
    room: text,
    budget: number,
    cancelReason: text,
    timeZone: fc.constantFrom('Europe/Berlin', 'Asia/Tokyo', 'America/New_York', 'Nowhere/Else'),
  },
  { requiredKeys: [] },
);

/** Rows for some of the fields, of every shape that the page can make. */
export function anyRows(fields: readonly CrmField[], sources: readonly SourceField[], prefix: string) {
  return fc
    .uniqueArray(fc.constantFrom(...fields), { minLength: 3, maxLength: 7, selector: ({ name }) => name })
    .chain((targets) => fc.tuple(...targets.map((field, i) => anyRow(field, sources, `${prefix}-${i}`))));
}

function anyRow(field: CrmField, sources: readonly SourceField[], id: string): fc.Arbitrary<Row> {
  const rule = fc.constantFrom<Row['write']>('always', 'always', 'if_empty', 'on_create');
  const own = literal(field);
  const source: fc.Arbitrary<Source> = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...sources).map(({ key }) => ({ field: key })) },
    { weight: 1, arbitrary: own.map((constant) => ({ constant })) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...sources).map(({ key }) => ({ template: `{{firstName}}: {{${key}}}` })),
    },
  );
  const active = field.options.filter((option) => option.active).map(({ value }) => value);
  const values =
    active.length > 0
      ? fc.dictionary(fc.constantFrom('s', 'm', 'l'), fc.constantFrom(...active), { maxKeys: 3 })
      : fc.constant(undefined);
  return fc
    .record({
      sources: fc.array(source, { maxLength: 3 }),
      fallback: fc.option(fc.record({ value: own, write: rule })),
      write: rule,
      values,
      unmapped: fc.constantFrom(undefined, 'fallback' as const, 'skip' as const, 'as_is' as const),
      truncate: fc.boolean(),
      onInvalid: fc.constantFrom<Row['onInvalid']>('leave_out', 'leave_out', 'hold'),
      on: fc.option(fc.subarray([...bookingStatuses], { minLength: 1 }), { nil: undefined, freq: 3 }),
    })
    .map(({ values: table, unmapped, on, ...rest }) => ({
      ...rest,
      id,
      target: field.name,
      locked: false,
      ...(table && { values: table }),
      ...(unmapped && { unmapped }),
      ...(on && { on }),
    }));
}

function literal(field: CrmField): fc.Arbitrary<SourceValue> {
  const active = field.options.filter((option) => option.active).map(({ value }) => value);
  if (active.length > 0) {
    const one = fc.constantFrom(...active);
    return field.type === 'multi_enum' ? fc.uniqueArray(one, { minLength: 1, maxLength: 3 }) : one;
  }
  switch (field.type) {
    case 'number':
      return fc.constantFrom(1, 42);
    case 'boolean':
      return fc.boolean();
    case 'date':
      return fc.constant('2026-01-31');
    case 'datetime':
      return fc.constant('2026-01-31T08:30:00Z');
    case 'email':
      return fc.constant('office@acme.example');
    case 'url':
      return fc.constant('https://fallback.example');
    default:
      return fc.constantFrom('Individual', 'Fallback');
  }
}
