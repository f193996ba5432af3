import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fillTemplate, parseTemplate, templateFields } from '../../../../server/contract/rules/template.js';

describe('templates', () => {
  const values: Record<string, string> = { firstName: 'Ana', lastName: 'López', city: '' };
  const cases: [template: string, text: string][] = [
    ['{{firstName}} {{lastName}} household', 'Ana López household'],
    ['{{ firstName }}', 'Ana'],
    ['{{firstName}}{{lastName}}', 'AnaLópez'],
    ['just words', 'just words'],
    ['{{firstName}} of {{city}} here', 'Ana of here'],
    ['{{city}} household', ''],
    ['{{city}}', ''],
    ['', ''],
    ['one { two } three', 'one { two } three'],
    ['line\n{{city}}\n{{firstName}}', 'line\n\nAna'],
    ['{{firstName} }', ''],
    ['{{firstName', ''],
    ['firstName}}', ''],
    ['{{first name}}', ''],
    ['{{}}', ''],
  ];
  for (const [template, text] of cases) {
    it(`turns “${template}” into “${text}”`, () => {
      assert.equal(
        fillTemplate(template, (key) => values[key] ?? ''),
        text,
      );
    });
  }

  it('refuses braces that do not match up', () => {
    assert.deepEqual(['{{a', 'a}}', '{{a}', '{{a b}}', '{{}}', '{{{{a}}'].map(parseTemplate), [
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('names the fields that a template uses, each once', () => {
    assert.deepEqual(templateFields('{{a}} and {{b}} and {{a}}'), ['a', 'b']);
  });
});
