import type { CrmField, Row } from '../../contract/model/index.js';
import { coreObject, coreRow, row } from '../../contract/rules/core-row.js';
import type { Defaults } from '../adapter.js';
import { about } from './declaration.js';

/** Version 1 of a mapping: the core rows of each object. Cases are off until switched on. */
export const defaults: Defaults = {
  objects: (fields) =>
    Object.fromEntries(
      about.objects.map(({ name, who }) => {
        const known = fields[name] ?? [];
        const rows = (coreRows[name] ?? []).filter((core) => isTaken(core, known));
        return [name, coreObject(rows, known, { enabled: name !== 'Case', who })];
      }),
    ),
};

const person: readonly Row[] = [
  coreRow('Email', 'email', { locked: true }),
  coreRow('FirstName', 'firstName'),
  coreRow('LastName', 'lastName'),
];

const details = row({
  id: 'core-Description',
  target: 'Description',
  sources: [{ template: 'Booking {{bookingId}}\n{{meetingUrl}}' }],
});

const coreRows: Readonly<Record<string, readonly Row[]>> = {
  Contact: person,
  Lead: [...person, coreRow('Company', 'company')],
  Event: [
    coreRow('Subject', 'subject', { locked: true }),
    coreRow('StartDateTime', 'start', { locked: true }),
    coreRow('EndDateTime', 'end', { locked: true }),
    coreRow('Location', 'location'),
    details,
  ],
  Case: [
    coreRow('Subject', 'subject'),
    details,
    row({ id: 'core-Origin', target: 'Origin', sources: [{ constant: 'Web' }] }),
  ],
};

/** False for a constant that the org's picklist does not offer. */
function isTaken(core: Row, fields: readonly CrmField[]): boolean {
  const field = fields.find(({ name }) => name === core.target);
  return core.sources.every(
    (source) =>
      !('constant' in source) ||
      field === undefined ||
      field.options.some(({ value, active }) => active && value === source.constant),
  );
}
