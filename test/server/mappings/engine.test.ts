import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {
  CrmField,
  JsonValue,
  Row,
  SourceField,
  SourceValue,
} from '../../../server/contract/model/index.js';
import { builtInFields } from '../../../server/contract/rules/built-in-fields.js';
import { conditions, type RecordState, type RenderInput } from '../../../server/mappings/engine.js';
import {
  crmField,
  meeting,
  objectMapping,
  options,
  plainCodec,
  rendered,
  renderInput,
  written,
} from './material.js';

const size: SourceField = {
  key: 'size',
  label: 'Team size',
  object: 'contact',
  type: 'enum',
  options: [
    { value: 's', label: 'Small' },
    { value: 'm', label: 'Mid' },
    { value: 'xl', label: 'Enterprise Plus' },
  ],
};
const tags: SourceField = { ...size, key: 'tags', label: 'Tags', type: 'multi_enum' };
const day: SourceField = { key: 'day', label: 'Day', object: 'contact', type: 'date' };
const optIn: SourceField = { key: 'optIn', label: 'News', object: 'contact', type: 'boolean' };
const notes: SourceField = { key: 'notes', label: 'Notes', object: 'contact', type: 'multiline' };
const sources = [...builtInFields, size, tags, day, optIn, notes];

const name = crmField('Name', 'text', { maxLength: 10 });
const segment = crmField('Segment', 'enum', { restricted: true, options: options('Small', 'Mid', 'Old!') });
const segments = crmField('Segments', 'multi_enum', { restricted: true, options: options('Small', 'Mid') });

const create: RecordState = { kind: 'create' };
const empty: RecordState = { kind: 'update', current: { Name: null, Segment: null } };
const filled: RecordState = { kind: 'update', current: { Name: 'Kept', Segment: 'MID' } };
const unread: RecordState = { kind: 'update', current: null };
const unknown: RecordState = { kind: 'unknown' };

function one(row: Partial<Row>, given: Partial<RenderInput> = {}) {
  const field = given.fields?.[0] ?? name;
  return rendered({
    sources,
    fields: [field],
    rows: [{ target: field.name, sources: [{ field: 'city' }], ...row }],
    ...given,
  });
}

describe('where a value comes from', () => {
  const values = { firstName: 'Ana', company: ' ', city: 'Paris' };
  const cases: [string, Partial<Row>, JsonValue | undefined, string][] = [
    [
      'the first source that is not blank',
      { sources: [{ field: 'company' }, { field: 'city' }] },
      'Paris',
      'mapped',
    ],
    ['a template', { sources: [{ template: '{{firstName}} & co' }] }, 'Ana & co', 'mapped'],
    [
      'not a template without its fields',
      { sources: [{ template: '{{company}} Inc' }] },
      undefined,
      'left-out',
    ],
    ['a constant', { sources: [{ constant: 'Web' }] }, 'Web', 'constant'],
    [
      'a constant after blanks',
      { sources: [{ field: 'company' }, { constant: 'None' }] },
      'None',
      'constant',
    ],
    [
      'a fallback',
      { sources: [{ field: 'company' }], fallback: { value: 'Unknown', write: 'if_empty' } },
      'Unknown',
      'fallback',
    ],
    [
      'a fallback alone',
      { sources: [], fallback: { value: 'Unknown', write: 'always' } },
      'Unknown',
      'fallback',
    ],
    ['nothing', { sources: [] }, undefined, 'left-out'],
    ['nothing: a source that is gone', { sources: [{ field: 'gone' }] }, undefined, 'left-out'],
    ['nothing: a name of every object', { sources: [{ field: 'constructor' }] }, undefined, 'left-out'],
  ];
  for (const [what, row, value, origin] of cases) {
    it(`is ${what}`, () => {
      const result = one(row, { values });
      assert.deepEqual([written(result).Name, result.fields[0]?.origin, result.faults], [value, origin, []]);
    });
  }

  for (const [kind, record, origin] of [
    ['a create', create, 'fallback'],
    ['an update of an empty field', empty, 'fallback'],
    ['an update of a filled field', filled, 'kept'],
    ['an update of which nothing is known', unread, 'kept'],
  ] as const) {
    it(`a fallback that stands in for a choice without counterpart leaves nothing out, on ${kind}`, () => {
      const result = one(
        { values: { Other: 'x' }, fallback: { value: 'Paris', write: 'if_empty' } },
        { values: { city: 'Rome' }, record },
      );
      assert.equal(result.fields[0]?.origin, origin);
      assert.deepEqual(result.omitted, []);
    });
  }

  it('never clears a field: blank and no fallback is left out, and needs no telling', () => {
    const result = one({}, { values: { city: '  ' }, record: filled });
    assert.deepEqual([written(result), result.omitted, result.faults], [{}, [], []]);
  });

  it('names the source field', () => {
    assert.equal(one({}, { values }).fields[0]?.from, 'City');
  });
});

describe('when a value is written', () => {
  const value = { city: 'Paris' };
  const always = 'always';
  // write rule × record → what is written
  const table: [Row['write'], RecordState, string | undefined, string][] = [
    ['always', create, 'Paris', 'mapped'],
    ['always', empty, 'Paris', 'mapped'],
    ['always', filled, 'Paris', 'mapped'],
    ['always', unread, 'Paris', 'mapped'],
    ['always', unknown, 'Paris', 'mapped'],
    ['if_empty', create, 'Paris', 'mapped'],
    ['if_empty', empty, 'Paris', 'mapped'],
    ['if_empty', filled, undefined, 'kept'],
    ['if_empty', unread, undefined, 'kept'],
    ['if_empty', unknown, undefined, 'kept'],
    ['on_create', create, 'Paris', 'mapped'],
    ['on_create', empty, undefined, 'kept'],
    ['on_create', filled, undefined, 'kept'],
    ['on_create', unknown, undefined, 'kept'],
  ];
  for (const [write, record, expected, origin] of table) {
    const state =
      record.kind === 'update' ? `update of ${JSON.stringify(record.current?.Name)}` : record.kind;
    it(`a value ${write}, ${state}: ${expected ?? 'not written'}`, () => {
      const result = one({ write }, { values: value, record });
      assert.deepEqual([written(result).Name, result.fields[0]?.origin], [expected, origin]);
    });
    it(`a fallback ${write}, ${state}: ${expected ?? 'not written'}`, () => {
      const result = one({ write: always, fallback: { value: 'Paris', write } }, { record });
      assert.deepEqual(
        [written(result).Name, result.fields[0]?.origin],
        [expected, origin === 'kept' ? 'kept' : 'fallback'],
      );
    });
  }

  it('keeps a field that was not read, whatever else was', () => {
    const record: RecordState = { kind: 'update', current: { Other: 1 } };
    assert.deepEqual(written(one({ write: 'if_empty' }, { values: value, record })), {});
  });

  it('shows what is kept', () => {
    const kept = one({ write: 'if_empty' }, { values: value, record: filled }).fields[0];
    assert.deepEqual([kept?.value, kept?.why], ['Kept', 'The record has a value already.']);
  });

  it('follows the statuses reached since the last sync, not the latest one', () => {
    const row: Partial<Row> = { on: ['rescheduled'] };
    assert.deepEqual(
      written(one(row, { values: value, status: 'cancelled', reached: ['rescheduled', 'cancelled'] })),
      { Name: 'Paris' },
    );
    assert.deepEqual(written(one(row, { values: value, status: 'cancelled', reached: ['cancelled'] })), {});
    assert.deepEqual(written(one({ on: [] }, { values: value })), {});
  });

  it('writes what can only be set on create, or only later, just then', () => {
    const once = crmField('Name', 'text', { updateable: false });
    const later = crmField('Name', 'text', { createable: false });
    assert.deepEqual(written(one({}, { values: value, fields: [once] })), { Name: 'Paris' });
    assert.deepEqual(written(one({}, { values: value, fields: [once], record: empty })), {});
    assert.deepEqual(written(one({}, { values: value, fields: [later] })), {});
    assert.deepEqual(written(one({}, { values: value, fields: [later], record: empty })), { Name: 'Paris' });
    assert.deepEqual(written(one({}, { values: value, fields: [later], record: unknown })), {});
  });
});

describe('what becomes of a value', () => {
  const cases: [string, string, SourceValue, CrmField, JsonValue | { fault: string }][] = [
    ['text to text', 'city', 'Paris', name, 'Paris'],
    ['text to a choice, by label', 'city', 'mid', segment, 'MID'],
    ['text to choices', 'city', 'Small;Mid', segments, ['SMALL', 'MID']],
    ['text to an e-mail address', 'city', 'a@b.co', crmField('X', 'email'), 'a@b.co'],
    ['text to a number', 'city', '42', crmField('X', 'number'), 42],
    ['text to yes or no', 'city', 'yes', crmField('X', 'boolean'), true],
    ['text to a date', 'city', '2026-12-01', crmField('X', 'date'), '2026-12-01'],
    ['multiline to a line', 'notes', 'a\nb', name, 'a b'],
    ['multiline to multiline', 'notes', 'a\nb', crmField('X', 'multiline'), 'a\nb'],
    ['a phone number to a phone', 'phone', '+1 212', crmField('X', 'phone'), '+1 212'],
    ['a link to a link', 'website', 'https://a.co', crmField('X', 'url'), 'https://a.co'],
    ['a number to text', 'duration', 30, name, '30'],
    ['a number to a phone', 'duration', 30, crmField('X', 'phone'), '30'],
    ['a number to a number, rounded', 'duration', 1.26, crmField('X', 'number', { scale: 1 }), 1.3],
    [
      'a number to a choice',
      'duration',
      30,
      crmField('X', 'enum', { restricted: true, options: options('30') }),
      '30',
    ],
    ['yes or no to text', 'optIn', true, name, 'Yes'],
    ['yes or no to yes or no', 'optIn', false, crmField('X', 'boolean'), false],
    [
      'yes or no to a choice',
      'optIn',
      false,
      crmField('X', 'enum', { restricted: true, options: options('Yes', 'No') }),
      'NO',
    ],
    ['a date to a date', 'day', '2026-12-01', crmField('X', 'date'), '2026-12-01'],
    ['a date to text', 'day', '2026-12-01', name, '2026-12-01'],
    [
      'a date to an instant: midnight of the booking’s zone',
      'day',
      '2026-12-01',
      crmField('X', 'datetime'),
      '2026-12-01T05:00:00.000Z',
    ],
    [
      'an instant to an instant',
      'start',
      '2026-12-01T10:00:00-05:00',
      crmField('X', 'datetime'),
      '2026-12-01T15:00:00.000Z',
    ],
    [
      'an instant to the day before, in the booking’s zone',
      'start',
      '2026-12-01T02:00:00Z',
      crmField('X', 'date'),
      '2026-11-30',
    ],
    [
      'an instant to text, as clocks show it',
      'start',
      '2026-12-01T15:00:00Z',
      crmField('X', 'text'),
      '2026-12-01 10:00 America/New_York',
    ],
    ['a choice to a choice, by label', 'size', 'm', segment, 'MID'],
    ['a choice to text, as it was sent', 'size', 'm', name, 'm'],
    ['a choice to choices', 'size', 's', segments, ['SMALL']],
    ['a choice that the CRM lacks', 'size', 'xl', segment, { fault: 'option_unknown' }],
    ['choices to choices', 'tags', ['s', 'm'], segments, ['SMALL', 'MID']],
    ['one of several to a choice', 'tags', ['m'], segment, 'MID'],
    ['several to one choice', 'tags', ['s', 'm'], segment, { fault: 'value_invalid' }],
    ['several to text', 'tags', ['s', 'm'], name, 's, m'],
    ['an inactive choice', 'city', 'Old', segment, { fault: 'option_unknown' }],
    ['text that is too long', 'city', 'San Francisco', name, { fault: 'value_too_long' }],
  ];
  for (const [what, key, value, field, expected] of cases) {
    it(what, () => {
      const result = one({ sources: [{ field: key }] }, { fields: [field], values: { [key]: value } });
      const fault = result.faults[0];
      assert.deepEqual(fault ? { fault: fault.code } : written(result)[field.name], expected);
    });
  }

  const drifted: [string, Partial<Row>, CrmField, string][] = [
    [
      'words to what is a number now',
      { sources: [{ field: 'city' }] },
      crmField('X', 'number'),
      'value_invalid',
    ],
    ['a fixed choice that is no choice now', { sources: [{ constant: 'Gone' }] }, segment, 'option_unknown'],
    [
      'a fallback that is no choice now',
      { sources: [], fallback: { value: 'Gone', write: 'if_empty' } },
      segment,
      'option_unknown',
    ],
    [
      'a matched choice that is no choice now',
      { sources: [{ field: 'city' }], values: { Rome: 'Gone' } },
      segment,
      'option_unknown',
    ],
  ];
  for (const [what, row, field, code] of drifted) {
    it(`leaves ${what} out, and the rest of the booking goes`, () => {
      const result = one(row, { fields: [field], values: { city: 'Rome' } });
      assert.deepEqual(
        [written(result), result.faults, result.omitted.map((each) => [each.field, each.code])],
        [{}, [], [[field.name, code]]],
      );
    });

    it(`holds ${what} where no record can be without it`, () => {
      const required = { ...field, required: 'always' as const };
      const result = one(row, { fields: [required], values: { city: 'Rome' } });
      assert.deepEqual(
        result.faults.map((each) => each.code),
        [code],
      );
    });
  }

  it('is cut only where the mapping says so, and that is told', () => {
    const result = one({ truncate: true }, { values: { city: 'San Francisco' } });
    assert.deepEqual([written(result).Name, result.fields[0]?.why], ['San Franci', 'Cut to 10 characters.']);
  });

  it('holds the booking when the CRM has no such choice, in words', () => {
    const result = one({ sources: [{ field: 'size' }] }, { fields: [segment], values: { size: 'xl' } });
    assert.deepEqual(
      result.faults.map(({ code, class: kind, sentence, object, field, value }) => ({
        code,
        kind,
        sentence,
        object,
        field,
        value,
      })),
      [
        {
          code: 'option_unknown',
          kind: 'data',
          sentence: 'Acme CRM has no value “xl” in Segment.',
          object: 'Lead',
          field: 'Segment',
          value: 'xl',
        },
      ],
    );
  });

  it('leaves the field out and says so where the row allows that', () => {
    const row: Partial<Row> = { sources: [{ field: 'size' }], onInvalid: 'leave_out' };
    const result = one(row, { fields: [segment], values: { size: 'xl' } });
    assert.deepEqual(
      [result.faults, result.omitted.map(({ field, code }) => [field, code])],
      [[], [['Segment', 'option_unknown']]],
    );
  });

  it('does not matter when it is not to be written', () => {
    const result = one(
      { write: 'if_empty', sources: [{ field: 'size' }] },
      { fields: [segment], values: { size: 'xl' }, record: filled },
    );
    assert.deepEqual(result.faults, []);
  });
});

describe('a time zone that is none', () => {
  const start = { sources: [{ field: 'start' as const }] };
  const given = { values: { start: '2026-12-01T15:00:00Z' }, timeZone: 'Mars/Base' };

  it('is told where a day or a time was said in UTC for want of it', () => {
    const { omitted, fields } = rendered({
      ...given,
      rows: [{ target: 'Note', ...start }],
      fields: [crmField('Note', 'text')],
    });
    assert.equal(fields[0]?.value, '2026-12-01 15:00 UTC');
    assert.deepEqual(
      omitted.map(({ field, code }) => [field, code]),
      [['Note', 'unknown_time_zone']],
    );
    assert.match(omitted[0]?.why ?? '', /“Mars\/Base” is no time zone/);
  });

  it('is nobody’s business where the value is the same in every zone', () => {
    const { omitted } = rendered({
      ...given,
      rows: [{ target: 'At', ...start }],
      fields: [crmField('At', 'datetime')],
    });
    assert.deepEqual(omitted, []);
  });
});

describe('a table of values', () => {
  const values = { s: 'SMALL', m: 'SMALL' };
  const mapped = (row: Partial<Row>, source: SourceValue = 'xl', record: RecordState = create) =>
    one(
      { sources: [{ field: 'size' }], values, ...row },
      { fields: [segment], values: { size: source }, record },
    );

  it('sends several choices to one value', () => {
    assert.deepEqual(
      [written(mapped({}, 's')), written(mapped({}, 'm'))],
      [{ Segment: 'SMALL' }, { Segment: 'SMALL' }],
    );
    assert.equal(mapped({}, 'm').fields[0]?.origin, 'value-mapped');
  });

  it('also knows a choice by its label', () => {
    assert.deepEqual(written(mapped({ values: { 'enterprise plus': 'MID' } })), { Segment: 'MID' });
  });

  const policies: [Partial<Row>, string | undefined, string[], string[]][] = [
    [{}, undefined, ['value_unmapped'], []],
    [{ fallback: { value: 'MID', write: 'if_empty' } }, 'MID', [], []],
    [{ unmapped: 'skip', fallback: { value: 'MID', write: 'if_empty' } }, undefined, ['value_unmapped'], []],
    [{ unmapped: 'fail' }, undefined, [], ['value_unmapped']],
    [{ unmapped: 'as_is' }, undefined, [], ['option_unknown']],
    [{ unmapped: 'as_is', onInvalid: 'leave_out' }, undefined, ['option_unknown'], []],
  ];
  for (const [row, value, omitted, faults] of policies) {
    it(`with ${JSON.stringify(row)} gives ${value ?? 'nothing'} for a choice that it lacks`, () => {
      const result = mapped(row);
      assert.deepEqual(
        [
          written(result).Segment,
          result.omitted.map(({ code }) => code),
          result.faults.map(({ code }) => code),
        ],
        [value, omitted, faults],
      );
    });
  }

  it('sends a choice as it is where that is allowed and fits', () => {
    assert.deepEqual(written(mapped({ unmapped: 'as_is', values: { s: 'SMALL' } }, 'm')), { Segment: 'MID' });
  });

  it('holds nothing for a value that is not to be written', () => {
    assert.deepEqual(mapped({ unmapped: 'fail', write: 'on_create' }, 'xl', filled).faults, []);
  });

  it('drops from several choices only what it lacks, and tells', () => {
    const result = one(
      { sources: [{ field: 'tags' }], values },
      { fields: [segments], values: { tags: ['s', 'xl'] } },
    );
    assert.deepEqual(written(result), { Segments: ['SMALL'] });
    assert.match(result.omitted[0]?.why ?? '', /“Enterprise Plus” in Tags is not matched/);
  });
});

describe('required fields', () => {
  const required = (requirement: CrmField['required'] = 'always') =>
    crmField('Company', 'text', { required: requirement });
  const codes = (given: Parameters<typeof rendered>[0]) =>
    rendered(given).faults.map(({ code, field }) => [code, field]);

  for (const requirement of ['always', 'learned', 'admin'] as const) {
    it(`hold a create without a value (${requirement})`, () => {
      assert.deepEqual(codes({ fields: [required(requirement)] }), [['required_missing', 'Company']]);
      assert.deepEqual(codes({ fields: [required(requirement)], record: unknown }), [
        ['required_missing', 'Company'],
      ]);
      assert.deepEqual(codes({ fields: [required(requirement)], record: filled }), []);
    });
  }

  it('marked in the mapping count too', () => {
    const mapping = { ...objectMapping(), required: ['Name'] };
    assert.deepEqual(codes({ fields: [name], mapping }), [['required_missing', 'Name']]);
  });

  it('of a group are met by any of it', () => {
    const fields = [crmField('End', 'datetime'), crmField('Minutes', 'number')];
    assert.deepEqual(codes({ object: meeting, fields }), [['required_missing', 'End']]);
    const rows = [{ target: 'Minutes', sources: [{ field: 'duration' }] }];
    assert.deepEqual(codes({ object: meeting, fields, rows, values: { duration: 30 } }), []);
  });

  it('are told in the words of the CRM', () => {
    const fault = rendered({ fields: [required()] }).faults[0];
    assert.equal(
      fault?.sentence,
      'Acme CRM needs a value for Company in a new lead, and this booking has none.',
    );
    assert.equal(fault?.fix?.text, 'Add a fallback value for Company in the mapping of Leads.');
  });

  it('are told once when their value was refused', () => {
    const fields = [crmField('Company', 'number', { required: 'always' })];
    const rows = [{ target: 'Company', sources: [{ field: 'city' }] }];
    assert.deepEqual(codes({ fields, rows, values: { city: 'x' } }), [['value_invalid', 'Company']]);
  });
});

describe('a field that is gone', () => {
  it('is left out and told, and the rest is written', () => {
    const result = rendered({
      fields: [name],
      values: { city: 'Paris' },
      rows: [
        { target: 'Gone', sources: [{ field: 'city' }] },
        { target: 'Name', sources: [{ field: 'city' }] },
      ],
    });
    assert.deepEqual([written(result), result.faults], [{ Name: 'Paris' }, []]);
    assert.deepEqual(
      result.omitted.map(({ field, code }) => [field, code]),
      [['Gone', 'field_gone']],
    );
  });
});

describe('what a status says', () => {
  const fields = [crmField('Subject', 'text', { maxLength: 20 }), crmField('Outcome', 'text')];
  const codec: RenderInput['codec'] = {
    ...plainCodec,
    lifecycle: (_, status) =>
      status === 'cancelled'
        ? [
            { field: 'Subject', value: 'Canceled: ', prefix: true, why: 'It was cancelled.' },
            { field: 'Outcome', value: 'CANCELED', prefix: false, why: 'It was cancelled.' },
            { field: 'NotThere', value: 'X', prefix: false, why: 'It was cancelled.' },
          ]
        : [],
  };
  const subject = { target: 'Subject', sources: [{ field: 'subject' }] };
  const base = {
    fields,
    codec,
    values: { subject: 'Intro call', city: 'x' },
    status: 'cancelled' as const,
    reached: ['cancelled' as const],
  };

  it('goes before the text of a row, and into fields that no row fills', () => {
    assert.deepEqual(written(rendered({ ...base, rows: [subject] })), {
      Subject: 'Canceled: Intro call',
      Outcome: 'CANCELED',
    });
  });

  it('leaves a field to the row that fills it', () => {
    const rows = [{ target: 'Outcome', sources: [{ field: 'city' }] }];
    assert.equal(written(rendered({ ...base, rows })).Outcome, 'x');
  });

  it('fits the field', () => {
    const values = { subject: 'Intro call with Ana' };
    assert.equal(written(rendered({ ...base, values, rows: [subject] })).Subject, 'Canceled: Intro call');
  });

  it('goes before what the record holds when the row writes only on create', () => {
    const rows = [{ ...subject, write: 'on_create' as const }];
    const record = (text: string): RecordState => ({ kind: 'update', current: { Subject: text } });
    assert.equal(written(rendered({ ...base, rows, record: record('Old') })).Subject, 'Canceled: Old');
    assert.equal(written(rendered({ ...base, rows, record: record('Canceled: Old') })).Subject, undefined);
    assert.deepEqual(conditions(renderInput({ ...base, rows })).fields, ['Subject']);
  });
});

describe('the owner', () => {
  const owner = (write: 'on_create' | 'always') => ({ field: 'OwnerId', id: 'u1', write });

  it('of a person is set on create only, of a meeting always', () => {
    assert.deepEqual(written(rendered({ owner: owner('on_create') })), { OwnerId: 'u1' });
    assert.deepEqual(written(rendered({ owner: owner('on_create'), record: filled })), {});
    assert.deepEqual(written(rendered({ owner: owner('on_create'), record: unknown })), {});
    assert.deepEqual(written(rendered({ owner: owner('always'), record: filled })), { OwnerId: 'u1' });
  });

  it('is the row’s when a row fills it', () => {
    const rows = [{ target: 'OwnerId', sources: [{ constant: 'u9' }] }];
    const fields = [crmField('OwnerId', 'reference')];
    assert.deepEqual(written(rendered({ owner: owner('always'), rows, fields })), { OwnerId: 'u9' });
  });
});

describe('what must be known before an update', () => {
  const know = (row: Partial<Row>, given: Partial<RenderInput> = {}) =>
    conditions(
      renderInput({
        fields: [name],
        rows: [{ target: 'Name', sources: [{ field: 'city' }], ...row }],
        values: { city: 'Paris' },
        ...given,
      }),
    );
  const nothing = { existence: false, fields: [] };

  const cases: [string, Partial<Row>, Partial<RenderInput>, { existence: boolean; fields: string[] }][] = [
    ['nothing for what is written always', {}, {}, nothing],
    [
      'whether it exists for what is written on create',
      { write: 'on_create' },
      {},
      { existence: true, fields: [] },
    ],
    [
      'the field for what is written if it is empty',
      { write: 'if_empty' },
      {},
      { existence: true, fields: ['Name'] },
    ],
    [
      'nothing for a fallback that is not needed',
      { fallback: { value: 'X', write: 'if_empty' } },
      {},
      nothing,
    ],
    [
      'the field for a fallback that is',
      { fallback: { value: 'X', write: 'if_empty' } },
      { values: {} },
      { existence: true, fields: ['Name'] },
    ],
    [
      'nothing for a fallback that is written anyway',
      { fallback: { value: 'X', write: 'always' } },
      { values: {} },
      nothing,
    ],
    ['nothing for a row that is not due', { write: 'if_empty', on: ['cancelled'] }, {}, nothing],
    ['nothing for a row without a value', { write: 'if_empty' }, { values: {} }, nothing],
    [
      'whether it exists when a create would lack something',
      {},
      { values: {}, fields: [{ ...name, required: 'always' }] },
      { existence: true, fields: [] },
    ],
    [
      'whether it exists for a field that is set once',
      {},
      { fields: [{ ...name, updateable: false }] },
      { existence: true, fields: [] },
    ],
    [
      'whether it exists for an owner on create',
      {},
      { owner: { field: 'O', id: '1', write: 'on_create' } },
      { existence: true, fields: [] },
    ],
  ];
  for (const [what, row, given, expected] of cases) {
    it(`is ${what}`, () => assert.deepEqual(know(row, given), expected));
  }
});
