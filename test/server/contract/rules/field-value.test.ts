import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { CrmField, SourceValue } from '../../../../server/contract/model/index.js';
import { isInstant, readValue } from '../../../../server/contract/rules/field-value.js';
import { valueProblem } from '../../../../server/contract/rules/value-sentences.js';
import { crmField, options } from '../../mappings/material.js';

const size = crmField('Size', 'enum', { restricted: true, options: options('Small', 'R & D', 'Old!') });
const open = { ...size, restricted: false, maxLength: 5 };
const tags = { ...size, type: 'multi_enum' as const };
const price = crmField('Price', 'number', { precision: 6, scale: 2 });
const name = crmField('Name', 'text', { maxLength: 5 });

describe('reading a value for its field', () => {
  const taken: [string, CrmField, SourceValue, SourceValue][] = [
    ['text without the blanks around it', name, ' Ana ', 'Ana'],
    ['a line break in a line as a space', crmField('X', 'text'), 'a\r\nb', 'a b'],
    ['line breaks where there is room for them', crmField('X', 'multiline'), 'a\nb', 'a\nb'],
    ['a number as text', crmField('X', 'text'), 12.5, '12.5'],
    ['several choices as text', crmField('X', 'text'), ['a', ' ', 'b'], 'a, b'],
    ['text that is a number', price, ' 12.30 ', 12.3],
    ['zero with a sign', price, '-0', 0],
    ['a number with more decimals, rounded', price, 1.239, 1.24],
    ['the largest number that fits', price, '9999.99', 9999.99],
    ['yes', crmField('X', 'boolean'), 'Yes', true],
    ['no', crmField('X', 'boolean'), 'off', false],
    ['a leap day', crmField('X', 'date'), '2028-02-29', '2028-02-29'],
    ['an offset', crmField('X', 'datetime'), '2026-12-01T10:00:00-05:00', '2026-12-01T15:00:00.000Z'],
    ['a choice by its value', size, 'SMALL', 'SMALL'],
    ['a choice by its label', size, 'small', 'SMALL'],
    ['a choice but for punctuation', size, 'r and d', 'R & D'],
    ['another choice where any is allowed', open, 'Mid', 'Mid'],
    ['the label of a choice where any is allowed', open, 'Small', 'SMALL'],
    ['a single choice in a list', size, ['small'], 'SMALL'],
    ['free text that only looks like a choice as it is', open, 'mid?', 'mid?'],
    ['several choices, each once', tags, ['small', 'R & D', 'Small'], ['SMALL', 'R & D']],
    ['several choices in one text', tags, 'Small; r & d', ['SMALL', 'R & D']],
    [
      'true as a choice',
      crmField('X', 'enum', { restricted: true, options: options('Yes', 'No') }),
      true,
      'YES',
    ],
    ['an id', crmField('X', 'reference'), '0013000000AbCdEAAV', '0013000000AbCdEAAV'],
  ];
  for (const [what, field, value, expected] of taken) {
    it(`takes ${what}`, () => {
      const reading = readValue(value, field);
      assert.deepEqual(reading.ok ? reading.value : reading, expected);
    });
  }

  const refused: [string, CrmField, SourceValue, string][] = [
    ['blanks', name, '  ', 'blank'],
    ['an empty choice', tags, [], 'blank'],
    ['text that is too long', name, 'Ana López', 'too_long'],
    ['words as a number', price, 'twelve', 'not_a_number'],
    ['a number with a comma, which may mean two things', price, '1,234', 'not_a_number'],
    ['a number that is too large', price, '10000', 'too_many_digits'],
    ['one that is too large once rounded', price, 9999.999, 'too_many_digits'],
    ['infinity', price, '1e999', 'not_a_number'],
    ['a number where yes or no is asked', crmField('X', 'boolean'), 2, 'not_yes_or_no'],
    ['a day that is none', crmField('X', 'date'), '2026-02-30', 'not_a_date'],
    ['a day in words', crmField('X', 'date'), 'tomorrow', 'not_a_date'],
    ['a time without a zone', crmField('X', 'datetime'), '2026-12-01T10:00', 'not_a_time'],
    ['an hour that is none', crmField('X', 'datetime'), '2026-12-01T25:00:00Z', 'not_a_time'],
    ['an unknown choice', size, 'Enterprise', 'not_an_option'],
    ['an inactive choice', size, 'Old', 'inactive_option'],
    ['several choices where one is asked', size, ['Small', 'R & D'], 'several_choices'],
    ['one unknown choice among several', tags, ['Small', 'Huge'], 'not_an_option'],
    ['a free choice that is too long', open, 'Medium', 'too_long'],
    ['a free choice with the separator', { ...tags, restricted: false }, ['a;b'], 'not_an_option'],
    ['text as an e-mail address', crmField('X', 'email'), 'ana at acme', 'not_an_email'],
    ['words as an id', crmField('X', 'reference'), 'Acme Inc', 'not_an_id'],
    ['anything where nothing can be written', crmField('X', 'unsupported'), 'x', 'not_mappable'],
  ];
  for (const [what, field, value, code] of refused) {
    it(`refuses ${what}`, () => {
      const reading = readValue(value, field);
      assert.equal(reading.ok ? 'taken' : reading.code, code);
    });
  }

  it('cuts only when asked, and never through a character', () => {
    assert.deepEqual(readValue('Ana López', name, true), { ok: true, value: 'Ana L', note: 'cut' });
    assert.deepEqual(readValue('abcd😀', name, true), { ok: true, value: 'abcd', note: 'cut' });
  });

  it('says what is wrong in a sentence with the names that people know', () => {
    const reading = readValue('Enterprise Plus', { ...size, label: 'Segment' });
    assert.ok(!reading.ok);
    assert.equal(
      valueProblem(reading, { ...size, label: 'Segment' }, 'Salesforce').sentence,
      'Salesforce has no value “Enterprise Plus” in Segment.',
    );
  });

  it('gives values that it takes again as they are', () => {
    const fields = [
      name,
      price,
      size,
      open,
      tags,
      ...(['boolean', 'date', 'datetime', 'email', 'url', 'reference'] as const).map((type) =>
        crmField('X', type),
      ),
    ];
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        'Small',
        'Old',
        '1.005',
        'yes',
        '2026-02-28',
        '2026-12-01T10:00:00Z',
        'a@b.co',
        'Small;R & D',
      ),
    );
    const value = fc.oneof(text, fc.double(), fc.integer(), fc.boolean(), fc.array(text, { maxLength: 3 }));
    fc.assert(
      fc.property(fc.constantFrom(...fields), value, fc.boolean(), (field, given, truncate) => {
        const first = readValue(given, field, truncate);
        if (!first.ok) return;
        assert.deepEqual(readValue(first.value, field), { ok: true, value: first.value, note: null });
      }),
      { seed: 7, numRuns: 3000 },
    );
  });

  it('knows instants', () => {
    assert.deepEqual(
      ['2026-12-01T10:00:00Z', '2026-12-01T10:00:00.123+05:30', '2026-12-01', '2026-12-01T10:00', 'now'].map(
        isInstant,
      ),
      [true, true, false, false, false],
    );
  });
});
