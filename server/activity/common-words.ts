import type { SyncFault } from '../contract/model/index.js';
import { wordsOf, type About } from '../crm/adapter.js';

/** What bookings share that were refused for one reason and with different words: nothing that is one booking's own. */
export function inCommonWords(fault: SyncFault, about: About | null): SyncFault {
  if (fault.class === 'skipped') return fault;
  const crm = about?.name ?? 'The CRM';
  // The CRM's refusal has the field's label under one name, what we held back ourselves under another.
  const { label = fault.params['field'] } = fault.params;
  const words = wordsOf(fault.code, {
    ...{ crm, fieldWord: about?.fieldWord ?? 'field', value: null, said: null },
    object:
      about?.objects.find(({ name }) => name === fault.object)?.singular.replace(/^an? /, '') ?? 'record',
    field: typeof label === 'string' ? label : fault.field,
  });
  const params = { crm, ...(typeof label === 'string' && { label }) };
  return { ...fault, ...words, params, value: null, requestId: null };
}
