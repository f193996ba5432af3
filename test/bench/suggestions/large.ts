import type { CrmField, SourceField } from '../../../server/contract/model/index.js';
import { crmField, lead } from '../../server/mappings/material.js';
import type { Schema } from './schema.js';

/** Sixty source fields beside an object of 2,000 fields of which the names differ by seed. */
export function largeSchema(seed: number): Schema {
  const firsts = ['Billing', 'Last', 'Partner', 'Contract', 'Delivery', 'Renewal', 'Account', 'Campaign'];
  const seconds = ['Phone', 'City', 'Owner', 'Score', 'Reason', 'Date', 'Country', 'Segment', 'Amount'];
  const name = (at: number) => `${firsts[(at + seed) % 8]} ${seconds[(at >> 3) % 9]} ${at}`;
  const fields = Array.from({ length: 2000 }, (_, at): CrmField => {
    const label = name(at);
    return crmField(`${label.replaceAll(' ', '_')}__c`, 'text', { label, custom: true });
  });
  const sources = Array.from({ length: 60 }, (_, at): SourceField => ({
    key: `field${at}`,
    label: name(at * 7),
    object: 'contact',
    type: 'text',
  }));
  return { objects: [lead], fields: { Lead: fields }, sources };
}
