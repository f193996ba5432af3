import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FaultCode, Mapping } from '../../../server/contract/model/index.js';
import { firstMapping } from '../../../server/mappings/document.js';
import { savedChanges } from '../../../server/mappings/saved-changes.js';
import type { Row } from '../../../server/contract/model/index.js';
import { objectMapping } from './material.js';

const before = firstMapping(
  {
    Lead: objectMapping({ id: 'p', target: 'Phone' }, { id: 'c', target: 'Company' }),
    Visit: objectMapping({ id: 't', target: 'Title' }),
  },
  ['Lead', 'Contact'],
);

function leads(...rows: readonly Pick<Row, 'id' | 'target'>[]): Mapping {
  return { ...before, objects: { ...before.objects, Lead: objectMapping(...rows) } };
}

describe('which held bookings a save frees', () => {
  const changedPhone = leads({ id: 'p', target: 'Mobile' }, { id: 'c', target: 'Company' });
  const cases: [string, Mapping, FaultCode, string | null, string | null, boolean][] = [
    ['of the field that its row left', changedPhone, 'option_unknown', 'Lead', 'Phone', true],
    ['of the field that its row fills now', changedPhone, 'option_unknown', 'Lead', 'Mobile', true],
    ['not of another field', changedPhone, 'option_unknown', 'Lead', 'Company', false],
    ['not of the same field of another object', changedPhone, 'option_unknown', 'Visit', 'Phone', false],
    [
      'of a missing field of the object, which any row may mend',
      changedPhone,
      'required_missing',
      'Lead',
      'City',
      true,
    ],
    ['of the object as a whole', changedPhone, 'rule_refused', 'Lead', null, true],
    ['not of another object as a whole', changedPhone, 'rule_refused', 'Visit', null, false],
    [
      'of all where it is decided who people become',
      { ...before, createAs: 'Contact' },
      'option_unknown',
      'Lead',
      'Phone',
      true,
    ],
    ['of nothing when nothing differs', { ...before, version: 2 }, 'rule_refused', 'Lead', null, false],
  ];
  for (const [what, after, code, object, field, freed] of cases) {
    it(what, () => assert.equal(savedChanges(before, after).touches({ code, object, field }), freed));
  }
});
