import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ownSets } from '../../bench/suggestions.js';
import { readSchema } from '../../bench/suggestions/schema.js';

describe('suggestions for labelled schemas', () => {
  for (const { name, result } of ownSets()) {
    it(`are right and complete enough for ${name}`, () => {
      const told = JSON.stringify({ wrong: result.wrong, missed: result.missed });
      assert.ok(result.right >= 0.95 * result.proposed, told);
      assert.ok(result.obviousFound >= 0.85 * result.obvious, told);
    });
  }

  it('read the CRMs’ own replies as schemas', () => {
    const property = { name: 'jobtitle', label: 'Job Title', type: 'string', fieldType: 'text' };
    const described = {
      ...{ name: 'Title', label: 'Title', type: 'string', soapType: 'xsd:string', custom: false },
      ...{ createable: true, updateable: true, nillable: true, defaultedOnCreate: false },
    };
    const { fields } = readSchema({
      objects: {
        contacts: { results: [property] },
        Lead: { label: 'Lead', createable: true, updateable: true, fields: [described] },
        Contact: { fields: [{ name: 'Title', label: 'Title', type: 'text' }] },
      },
    });
    assert.deepEqual(
      Object.values(fields).map(([field]) => [field?.name, field?.type]),
      [
        ['jobtitle', 'text'],
        ['Title', 'text'],
        ['Title', 'text'],
      ],
    );
  });
});
