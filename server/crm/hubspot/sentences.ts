import type { Fix, FaultCode } from '../../contract/model/index.js';
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
): { sentence: string; fix: Fix } {
  const refused = `HubSpot refused the ${singularOf(object)}:`;
  const shown = value === null || value === '' ? 'this value' : `“${value}”`;
  switch (code) {
    case 'field_gone':
      return {
        sentence: `${refused} the property ${field} does not exist any more.`,
        fix: { text: `Remove the mapping of ${field}, or choose another property.` },
      };
    case 'option_unknown':
      return {
        sentence: `${refused} ${field} does not accept ${shown}.`,
        fix: {
          text: `Match this value to an option of ${field} in the mapping, or add it to the property in HubSpot.`,
        },
      };
    case 'field_not_writable':
      return {
        sentence: `${refused} ${field} is read-only.`,
        fix: { text: `Remove the mapping of ${field}, or make the property editable in HubSpot.` },
      };
    case 'required_missing':
      return {
        sentence: `${refused} ${field} must have a value.`,
        fix: { text: `Map a field to ${field}, or give it a fallback value.` },
      };
    case 'value_too_long':
      return {
        sentence: `${refused} ${shown} is too long for ${field}.`,
        fix: { text: `Let the mapping of ${field} cut long text, or map a shorter field.` },
      };
    case 'value_invalid':
      return {
        sentence: `${refused} ${field} can’t hold ${shown}.`,
        fix: { text: `Check what is mapped to ${field}, or give it another property.` },
      };
    default:
      return {
        sentence: `${refused} ${said.trim().replace(/[.\s]+$/, '') || 'it gave no reason'}.`,
        fix: { text: 'Check the mapping, then try again.' },
      };
  }
}
