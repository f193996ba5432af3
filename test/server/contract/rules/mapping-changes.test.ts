import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Mapping, Row } from '../../../../server/contract/model/index.js';
import { countChanges } from '../../../../server/contract/rules/change-counts.js';
import { row } from '../../../../server/contract/rules/core-row.js';
import { mappingChanges, same, settingsDiffer } from '../../../../server/contract/rules/mapping-changes.js';
import { firstMapping } from '../../../../server/mappings/document.js';
import { objectMapping } from '../../mappings/material.js';

function mapping(rows: Row[]): Mapping {
  return firstMapping({ Lead: objectMapping(...rows) }, ['Lead', 'Contact']);
}

const phone = row({ id: 'p', target: 'Phone', sources: [{ field: 'phone' }] });
const city = row({ id: 'c', target: 'City' });

describe('what differs between two mappings', () => {
  it('tells added, changed and removed rows', () => {
    const changes = mappingChanges(
      mapping([phone, city]),
      mapping([{ ...phone, write: 'if_empty' }, row({ id: 'n', target: 'Title' })]),
    );
    assert.deepEqual(changes, [
      { object: 'Lead', rowId: 'p', kind: 'changed' },
      { object: 'Lead', rowId: 'n', kind: 'added' },
      { object: 'Lead', rowId: 'c', kind: 'removed' },
    ]);
    assert.deepEqual(countChanges(changes), { added: 1, removed: 1, changed: 1 });
  });

  it('sees no difference in order of keys or in keys without a value', () => {
    assert.ok(same({ a: 1, b: undefined }, { a: 1 }));
    assert.ok(same({ a: [1], b: 2 }, { b: 2, a: [1] }));
    assert.ok(!same([1, 2], [2, 1]));
    assert.ok(!same([], {}));
    assert.ok(!same(null, {}));
  });

  it('tells settings from rows and versions', () => {
    const before = mapping([phone]);
    assert.ok(!settingsDiffer(before, { ...mapping([]), version: 9 }));
    assert.ok(settingsDiffer(before, { ...before, createAs: 'Contact' }));
    assert.ok(
      settingsDiffer(before, { ...before, objects: { Lead: { ...objectMapping(phone), enabled: false } } }),
    );
  });
});
