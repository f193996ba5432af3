import type { SourceValues } from '../../server/contract/model/index.js';
import { render } from '../../server/mappings/engine.js';
import { crmField, lead, meeting, objectMapping, options, renderInput } from '../server/mappings/material.js';
import type { Table } from './report.js';
import { perSecond } from './timing.js';

const perRound = 1000;

/** Bookings per second that the engine renders, a person and a meeting each, beside a plain copy of the same fields. */
export async function engineBench(): Promise<Table> {
  const person = renderInput({
    mapping: objectMapping(
      row('p1', 'Email', 'email'),
      row('p2', 'FirstName', 'firstName'),
      row('p3', 'LastName', 'lastName'),
      { ...row('p4', 'Company', 'company'), fallback: { value: 'Individual', write: 'if_empty' } },
      row('p5', 'Phone', 'phone'),
      row('p6', 'City', 'city'),
      { ...row('p7', 'Size', 'company'), values: { Acme: 'SMALL' } },
      { id: 'p8', target: 'Title', sources: [{ template: '{{jobTitle}} at {{company}}' }] },
    ),
    fields: [
      ...['FirstName', 'LastName', 'Company', 'City', 'Title'].map((name) =>
        crmField(name, 'text', { maxLength: 80 }),
      ),
      crmField('Email', 'email'),
      crmField('Phone', 'phone'),
      crmField('Size', 'enum', { restricted: true, options: options('Small', 'Large') }),
      ...Array.from({ length: 700 }, (_, at) => crmField(`Other_${at}__c`, 'text')),
    ],
    object: lead,
    values,
  });
  const visit = renderInput({
    mapping: objectMapping(
      row('m1', 'Subject', 'subject'),
      row('m2', 'Start', 'start'),
      row('m3', 'End', 'end'),
      row('m4', 'Location', 'location'),
    ),
    fields: [
      crmField('Subject', 'text'),
      crmField('Start', 'datetime'),
      crmField('End', 'datetime'),
      crmField('Location', 'text'),
    ],
    object: meeting,
    values,
  });

  const copied = [...person.mapping.rows, ...visit.mapping.rows].flatMap(({ target, sources: [source] }) =>
    source && 'field' in source ? [[target, source.field] as const] : [],
  );
  let kept: unknown;
  const engine = await perSecond(() => {
    for (let at = 0; at < perRound; at++) kept = [render(person), render(visit)];
  });
  const copy = await perSecond(() => {
    for (let at = 0; at < perRound; at++) {
      kept = Object.fromEntries(copied.map(([target, source]) => [target, values[source]]));
    }
  });
  if (!kept) throw new Error('Nothing was rendered.');

  return {
    title: 'The engine: bookings rendered per second',
    note: 'One booking is a person (8 rows: templates, a value map, a fallback; 708 CRM fields) and a meeting (4 rows).',
    rows: [
      {
        what: 'engine',
        'bookings/s': engine * perRound,
        'µs each': 1000 / ((engine * perRound) / 1000),
        ratio: 1,
      },
      {
        what: 'baseline: plain copy of the same fields',
        'bookings/s': copy * perRound,
        'µs each': 1000 / ((copy * perRound) / 1000),
        ratio: copy / engine,
      },
    ],
  };
}

function row(id: string, target: string, field: string) {
  return { id, target, sources: [{ field }] };
}

const values: SourceValues = {
  email: 'ana@acme.com',
  firstName: 'Ana',
  lastName: 'López',
  company: 'Acme',
  phone: '+34 600 000 000',
  city: 'Madrid',
  jobTitle: 'Head of Sales',
  subject: 'Intro call',
  start: '2026-12-01T15:00:00Z',
  end: '2026-12-01T15:30:00Z',
  location: 'Zoom',
};
