import { fullAccess } from '../permissions.js';
import { noRules } from '../rules.js';
import { makeId } from '../records/id.js';
import { expandField, options } from '../schema/expand.js';
import type { Field } from '../schema/field.js';
import type { RecordType, SObject } from '../schema/sobject.js';
import { standardObjects } from '../schema/standard-org.js';
import { auditLines, deletedLine, idLine } from '../schema/parts.js';
import { fieldTable } from '../schema/table.js';
import { houseFields } from './house-fields.js';
import { packageFields, packages } from './package-fields.js';
import { put, seedCustomers, seedPeople, userId } from './people.js';
import type { OrgSeed } from './seed.js';

const POD = 'mX';

/** An org with a past: over 700 fields on Contact, packages, record types, hidden and required fields. */
export const awkwardSeed: OrgSeed = {
  title: 'Awkward Holdings',
  pod: POD,
  connectingUserId: userId(POD, 0),
  objects: () => [...standardObjects().map(withCustomFields), ...customObjects()],
  permissions: () =>
    fullAccess({
      'Contact.HomePhone': 'hidden',
      'Contact.Birthdate': 'hidden',
      'Contact.Tax_Id__c': 'hidden',
      'Contact.mkto__Email_Notes__c': 'hidden',
      'Contact.Description': 'read',
      'Contact.Customer_Tier__c': 'read',
      'Lead.AnnualRevenue': 'hidden',
      'Lead.NumberOfEmployees': 'hidden',
      'Lead.Tax_Id__c': 'hidden',
      'Lead.Rating': 'read',
      'Event.Location': 'read',
      'Case.SuppliedCompany': 'hidden',
    }),
  rules: () => ({
    ...noRules,
    recordTypePicklists: {
      Contact: { Partner: { Customer_Tier__c: ['Gold', 'Silver'] } },
      Lead: { Event_Lead: { LeadSource: ['Web', 'Other'], Segment__c: ['Mid-Market', 'SMB'] } },
    },
  }),
  fill(org) {
    seedPeople(org, POD, 'awkward.example');
    for (const { name, recordTypes } of org.objects()) {
      for (const { id, name: Name, developerName: DeveloperName, active: IsActive } of recordTypes) {
        put(org, 'RecordType', id, { Name, DeveloperName, IsActive, SobjectType: name });
      }
    }
    seedCustomers(org, POD, {
      Contact: { Region__c: 'NA', RecordTypeId: recordTypes('Contact')[0]?.id ?? null },
      Lead: { Segment__c: 'SMB', RecordTypeId: recordTypes('Lead')[0]?.id ?? null },
    });
    ['Berlin', 'Boston'].forEach((Name, n) => put(org, 'Office__c', makeId('a01', POD, 256 + n), { Name }));
  },
};

/** How many packages reach each object. */
const PACKAGES_ON: Record<string, number> = { Contact: 8, Lead: 5, Event: 1, Case: 2, Account: 3 };

function withCustomFields(sobject: SObject): SObject {
  const types = recordTypes(sobject.name);
  const fields = [
    ...sobject.fields.map(withOldOption),
    ...(types.length > 0 ? [recordTypeField()] : []),
    ...(houseFields[sobject.name]?.() ?? []),
    ...packages.slice(0, PACKAGES_ON[sobject.name] ?? 0).flatMap(packageFields),
  ];
  return { ...sobject, fields, recordTypes: types };
}

function withOldOption(field: Field): Field {
  if (field.name !== 'LeadSource') return field;
  const retired = options(['Trade Show 2009']).map((option) => ({ ...option, active: false }));
  return { ...field, restrictedPicklist: true, picklistValues: [...field.picklistValues, ...retired] };
}

function recordTypeField(): Field {
  return expandField({
    ...{ name: 'RecordTypeId', label: 'Record Type ID', type: 'reference', referenceTo: ['RecordType'] },
    ...{ relationshipName: 'RecordType', permissionable: false },
  });
}

const RECORD_TYPES: Record<string, [name: string, kind: 'default' | 'usual' | 'unavailable' | 'inactive'][]> =
  {
    Contact: [
      ['Customer', 'default'],
      ['Partner', 'usual'],
      ['Internal', 'unavailable'],
      ['Press', 'inactive'],
    ],
    Lead: [
      ['Inbound', 'default'],
      ['Event Lead', 'usual'],
    ],
    Case: [
      ['Support', 'default'],
      ['Sales Question', 'usual'],
    ],
  };

function recordTypes(object: string): RecordType[] {
  const base = { Contact: 16, Lead: 32, Case: 48 }[object] ?? 64;
  return (RECORD_TYPES[object] ?? []).map(([name, kind], index) => ({
    id: makeId('012', POD, base + index),
    name,
    developerName: name.replaceAll(' ', '_'),
    active: kind !== 'inactive',
    available: kind === 'default' || kind === 'usual',
    byDefault: kind === 'default',
  }));
}

function customObjects(): SObject[] {
  const make = (name: string, label: string, keyPrefix: string): SObject => ({
    ...{ name, label, labelPlural: `${label}s`, keyPrefix, custom: true, writable: true, searchable: false },
    fields: fieldTable(`
      ${idLine('Record ID')}
      OwnerId | Owner ID | reference Group,User | set
      ${deletedLine}
      Name | ${label} Name | string 80 | name
      ${auditLines}`),
    recordTypes: [],
  });
  return [make('Office__c', 'Office', 'a01'), make('mkto__Program__c', 'Marketing Program', 'a02')];
}
