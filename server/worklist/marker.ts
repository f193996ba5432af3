import { hash } from './hash.js';
import { keyOf, type ItemKey } from './item.js';

/** Text by which our record of a booking is known again: the same for every try, different for every booking. */
export function markerOf(key: ItemKey & { readonly tenant: string }, object: string): string {
  return `crm-connect-${hash([key.tenant, key.connection, keyOf(key), object].join('\n'))}`;
}
