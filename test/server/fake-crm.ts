import type {
  CrmField,
  CrmObject,
  CrmUser,
  JsonValue,
  SourceValue,
} from '../../server/contract/model/index.js';
import { coreObject, coreRow } from '../../server/contract/rules/core-row.js';
import type { About, CrmClient, KnownRecord } from '../../server/crm/adapter.js';
import type { MappedCrm } from '../../server/mappings/mappings.js';
import { crmField, options } from './mappings/material.js';

/** A small made-up CRM: leads, contacts and visits, with some of everything that can go wrong in a mapping. */
export const acme = {
  fields: {
    Lead: person([
      crmField('Company', 'text', { required: 'always', maxLength: 40 }),
      crmField('Size', 'enum', { restricted: true, options: options('Small', 'Mid', 'Old!') }),
      crmField('Budget', 'number', { precision: 8, scale: 2 }),
    ]),
    Contact: person([]),
    Visit: [
      crmField('Title', 'text', { maxLength: 80 }),
      crmField('Start', 'datetime'),
      crmField('End', 'datetime'),
      crmField('Minutes', 'number', { label: 'Duration' }),
      crmField('Place', 'text', { label: 'Location' }),
    ],
  } as Record<string, CrmField[]>,
  users: [{ id: 'u1', name: 'Sam', email: 'Sam@Host.com', active: true }] as CrmUser[],
  objects: [
    object('Lead', 'person'),
    object('Contact', 'person'),
    {
      ...object('Visit', 'meeting'),
      requiredGroups: [['Start'], ['End', 'Minutes']],
      who: { target: 'Who', label: 'Name' },
    },
  ] as CrmObject[],
};

/** The CRM with these people and visits in it. */
export function fakeCrm(records: readonly KnownRecord[] = []): MappedCrm {
  const about: About = {
    name: 'Acme CRM',
    summary: '',
    advice: '',
    fieldWord: 'field',
    environments: ['production'],
    customDomain: false,
    canCreateFields: false,
    createAs: ['Lead', 'Contact'],
    permissions: [],
    objects: acme.objects.map(({ name, label, singular, role, requiredGroups, who }) => ({
      name,
      label,
      singular,
      role,
      requiredGroups,
      who,
      ownerField: 'OwnerId',
      emailField: role === 'person' ? 'Email' : null,
    })),
  };
  return {
    about,
    defaults: {
      objects: (fields) => {
        const people = [
          coreRow('Email', 'email', { locked: true }),
          coreRow('FirstName', 'firstName'),
          coreRow('LastName', 'lastName'),
        ];
        const visit = [
          coreRow('Title', 'subject', { locked: true }),
          coreRow('Start', 'start', { locked: true }),
          coreRow('End', 'end', { locked: true }),
        ];
        return {
          Lead: coreObject([...people, coreRow('Company', 'company')], fields.Lead ?? []),
          Contact: coreObject(people, fields.Contact ?? []),
          Visit: coreObject(visit, fields.Visit ?? [], { who: { target: 'Who', label: 'Name' } }),
        };
      },
    },
    values: {
      encode: (value: SourceValue): JsonValue => value,
      isBlank: (wire) => wire === undefined || wire === null || wire === '',
      equal: (wire, encoded) => wire === encoded,
      lifecycle: () => [],
    },
    people: {
      strategy: 'look_up',
      find: async (_client, keys, fields, match) =>
        keys.map(({ email, phone }) => {
          const byEmail = records.filter(({ values }) => values.Email === email);
          const byPhone = match.phone && phone ? records.filter(({ values }) => values.Phone === phone) : [];
          const found = byEmail.length > 0 ? byEmail : byPhone;
          const [record] = found;
          return {
            record: record ? only(record, fields[record.object] ?? []) : null,
            candidates: found.length,
          };
        }),
      answersTo: () => false,
    },
    records: {
      read: async (_client, name, ids, fields) =>
        ids.map((id) => {
          const record = records.find((each) => each.object === name && each.id === id);
          return record ? only(record, fields) : null;
        }),
      url: () => null,
    },
  };
}

/** A line that must not be used: everything is made up above. */
export const noClient: CrmClient = {
  apiUrl: 'https://crm.example',
  uiUrl: 'https://crm.example',
  accountId: 'acme',
  scopes: [],
  request: async () => {
    throw new Error('the fake CRM takes no requests');
  },
};

function only(record: KnownRecord, fields: readonly string[]): KnownRecord {
  return { ...record, values: Object.fromEntries(fields.map((name) => [name, record.values[name] ?? null])) };
}

function person(more: readonly CrmField[]): CrmField[] {
  return [
    crmField('Email', 'email'),
    crmField('FirstName', 'text', { label: 'First Name', maxLength: 40 }),
    crmField('LastName', 'text', { label: 'Last Name', maxLength: 80, required: 'always' }),
    crmField('Phone', 'phone'),
    crmField('OwnerId', 'reference', { label: 'Owner' }),
    ...more,
  ];
}

function object(name: string, role: CrmObject['role']): CrmObject {
  return {
    name,
    label: `${name}s`,
    singular: name.toLowerCase(),
    role,
    createable: true,
    updateable: true,
    requiredGroups: [],
    who: null,
  };
}
