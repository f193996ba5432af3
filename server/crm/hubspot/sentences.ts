import type { Fix, FaultCode } from '../../contract/model/index.js';
import { wordsOf } from '../adapter.js';
import { singularOf } from './declaration.js';

/** What a sentence about a refused property may speak of. */
export interface Refusal {
  readonly object: string | null;
  /** Label of the property, or its name. */
  readonly field: string;
  readonly value: string | null;
  /** HubSpot's own words. */
  readonly said: string;
}

/** What HubSpot refuses about a property's value: a sentence and what to do. */
export function refusal(
  code: FaultCode,
  { object, field, value, said }: Refusal,
): { sentence: string; fix: Fix | null } {
  const words = wordsOf(code, {
    ...{ crm: 'HubSpot', fieldWord: 'property', object: singularOf(object) },
    ...{ field, value, said },
  });
  return code === 'field_not_writable' ? readOnly(singularOf(object), field) : words;
}

/** Unlike elsewhere it is the property, not the user, that is at fault. */
function readOnly(object: string, field: string): { sentence: string; fix: Fix } {
  return {
    sentence: `HubSpot refused the ${object}: ${field} is read-only.`,
    fix: { text: `Remove the mapping of ${field}, or make the property editable in HubSpot.` },
  };
}
