import type { CrmField, Message } from '../model/index.js';
import type { ValueProblemCode, ValueReading } from './field-value.js';

/** Says why a CRM field does not take a value, with the CRM's name where it is known. */
export function valueProblem(
  { code, value }: Extract<ValueReading, { ok: false }>,
  field: CrmField,
  crm = 'The CRM',
): Message & { readonly code: ValueProblemCode } {
  const { label, maxLength, precision, scale } = field;
  const max = maxLength ?? 0;
  const digits = (precision ?? 0) - (scale ?? 0);
  const said = `“${shortened(value)}”`;
  const sentences: Record<ValueProblemCode, string> = {
    blank: `${label} needs a value.`,
    too_long: `${said} is too long for ${label}, which takes ${max} characters.`,
    not_an_email: `${label} needs an e-mail address; ${said} is none.`,
    not_a_number: `${label} needs a number; ${said} is none.`,
    too_many_digits: `${said} is too large for ${label}, which takes ${digits} digits before the decimal point.`,
    not_yes_or_no: `${label} needs yes or no; ${said} is neither.`,
    not_a_date: `${label} needs a date; ${said} is none.`,
    not_a_time: `${label} needs a date and time; ${said} is none.`,
    not_an_option: `${crm} has no value ${said} in ${label}.`,
    inactive_option: `The value ${said} of ${label} is inactive in ${crm}.`,
    several_choices: `${label} takes one choice; ${said} are several.`,
    not_an_id: `${label} needs the id of another record; ${said} is none.`,
    not_mappable: `${label} cannot be filled by bookings.`,
  };
  return { code, params: { field: label, value, max, digits, crm }, sentence: sentences[code] };
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79).replace(/[\uD800-\uDBFF]$/, '')}…` : text;
}
