import type { MappingChangedEvent } from 'crm-connect';

/** What an edit was, in a line. */
export function told({ provider, changes, saved }: MappingChangedEvent['detail']): string {
  const rows = changes.map(({ object, kind }) => `${object} ${kind}`).join(', ');
  return `${provider}: ${rows || 'no rows'}, ${saved ? 'saved' : 'not saved yet'}`;
}
