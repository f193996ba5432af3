import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CrmField, Row, SourceField } from '../../../server/contract/model/index.js';
import { builtInFields } from '../../../server/contract/rules/built-in-fields.js';
import { firstMapping } from '../../../server/mappings/document.js';
import { suggestions } from '../../../server/mappings/suggest.js';
import { crmField, lead, meeting, objectMapping, options } from './material.js';

interface Given {
  readonly object?: typeof lead;
  readonly fields: readonly CrmField[];
  readonly own?: readonly SourceField[];
  readonly rows?: readonly (Pick<Row, 'id' | 'target'> & Partial<Row>)[];
}

function proposed({ object = lead, fields, own = [], rows = [] }: Given) {
  return suggestions({
    mapping: firstMapping({ [object.name]: objectMapping(...rows) }, []),
    objects: [object],
    fields: { [object.name]: fields },
    sources: [...builtInFields, ...own],
  }).map(({ target, sources: [source], reason }) => [
    source && 'field' in source ? source.field : '',
    target,
    reason.code,
  ]);
}

describe('suggestions', () => {
  it('know the names that CRMs give to things', () => {
    const fields = [
      crmField('Title', 'text', { label: 'Title' }),
      crmField('MailingCity', 'text', { label: 'Mailing City' }),
      crmField('Team_Size__c', 'text', { label: 'Head count', custom: true }),
    ];
    const own: SourceField[] = [{ key: 'teamSize', label: 'People', object: 'contact', type: 'text' }];
    assert.deepEqual(proposed({ fields, own }), [
      ['teamSize', 'Team_Size__c', 'same_name'],
      ['city', 'MailingCity', 'known_name'],
      ['jobTitle', 'Title', 'known_name'],
    ]);
  });

  it('prefer the field that every account has to one that somebody made', () => {
    const fields = [
      crmField('Phone_2__c', 'phone', { label: 'Phone', custom: true }),
      crmField('Phone', 'phone', { label: 'Business Phone' }),
    ];
    assert.deepEqual(proposed({ fields }), [['phone', 'Phone', 'same_name']]);
  });

  it('propose nothing that is mapped, does not fit, can’t be written or shares no choice', () => {
    const fields = [
      crmField('City', 'text'),
      crmField('Country', 'number'),
      crmField('Website', 'url', { updateable: false }),
      crmField('Status', 'enum', { options: options('Open', 'Closed') }),
      crmField('Company', 'reference'),
      crmField('Job_Title__c', 'text', { label: 'Job title' }),
    ];
    const rows = [
      { id: 'a', target: 'City' },
      { id: 'b', target: 'Other', sources: [{ field: 'jobTitle' }] },
    ];
    assert.deepEqual(proposed({ fields, rows }), []);
  });

  it('leave a group alone of which one field is filled: start, end and duration would have to agree', () => {
    const fields = [crmField('End', 'datetime'), crmField('Minutes', 'number', { label: 'Duration' })];
    assert.deepEqual(proposed({ object: meeting, fields }).length, 2);
    assert.deepEqual(
      proposed({ object: meeting, fields, rows: [{ id: 'e', target: 'End', sources: [{ field: 'end' }] }] }),
      [],
    );
  });
});
