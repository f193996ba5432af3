import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Mapping, Row } from '../../../../server/contract/model/index.js';
import { builtInFields } from '../../../../server/contract/rules/built-in-fields.js';
import { readiness } from '../../../../server/contract/rules/readiness.js';
import { firstMapping } from '../../../../server/mappings/document.js';
import { crmField, lead, meeting, objectMapping } from '../../mappings/material.js';

const fields = {
  Lead: [
    crmField('LastName', 'text', { required: 'always' }),
    crmField('Company', 'text', { required: 'always' }),
    crmField('Source', 'text', { required: 'learned' }),
    crmField('Rating', 'text'),
  ],
  Meeting: [crmField('End', 'datetime'), crmField('Minutes', 'number')],
};

function ready(
  rows: (Partial<Row> & { target: string })[],
  change: (mapping: Mapping) => Mapping = (m) => m,
) {
  const leads = objectMapping(...rows.map((one, i) => ({ id: `r${i}`, ...one })));
  const meetings = objectMapping({ id: 'm', target: 'Minutes', sources: [{ field: 'duration' }] });
  const mapping = firstMapping({ Lead: leads, Meeting: meetings }, ['Lead', 'Contact']);
  return readiness(change(mapping), {
    objects: [lead, meeting],
    fields,
    sources: builtInFields,
    crm: 'Acme CRM',
  });
}

const covered = [
  { target: 'LastName', sources: [{ field: 'lastName' }] },
  { target: 'Company', fallback: { value: 'Individual', write: 'if_empty' as const } },
  { target: 'Source', sources: [{ constant: 'Web' }] },
];

describe('readiness', () => {
  it('counts a required field as covered by a source, a fallback or a constant', () => {
    const { ready: isReady, objects } = ready(covered);
    assert.ok(isReady);
    assert.deepEqual(
      objects.map(({ covered: n, total }) => [n, total]),
      [
        [3, 3],
        [1, 1],
      ],
    );
  });

  it('tells the gap and its row', () => {
    const { ready: isReady, objects } = ready([covered[0]!, { target: 'Company' }]);
    assert.ok(!isReady);
    assert.deepEqual(
      objects[0]?.problems
        .filter(({ severity }) => severity === 'gap')
        .map(({ field, row, sentence }) => [field, row, sentence]),
      [
        ['Company', 'r1', 'Company is required and has no value.'],
        ['Source', null, 'Source is required and has no value.'],
      ],
    );
  });

  it('counts what the admin marks', () => {
    const { objects } = ready(covered, (mapping) => ({
      ...mapping,
      objects: { ...mapping.objects, Lead: { ...mapping.objects.Lead!, required: ['Rating', 'Source'] } },
    }));
    assert.deepEqual(
      objects[0]?.required.map(({ fields: names, requirement, covered: has }) => [
        names[0],
        requirement,
        has,
      ]),
      [
        ['LastName', 'always', true],
        ['Company', 'always', true],
        ['Source', 'learned', true],
        ['Rating', 'admin', false],
      ],
    );
  });

  it('lets any field of a group cover it, and names them all when none does', () => {
    const { objects } = ready(covered, (mapping) => ({
      ...mapping,
      objects: { ...mapping.objects, Meeting: objectMapping() },
    }));
    assert.equal(objects[1]?.problems[0]?.sentence, 'End or Minutes is required and has no value.');
  });

  it('is not stopped by an object that is off or only updated', () => {
    assert.ok(ready([], (mapping) => ({ ...mapping, createAs: 'Contact' })).ready);
    const off = (mapping: Mapping) => ({
      ...mapping,
      objects: { ...mapping.objects, Lead: { ...mapping.objects.Lead!, enabled: false } },
    });
    assert.ok(ready([], off).ready);
  });
});
