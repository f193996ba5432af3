import type { CrmField, CrmObject, Fault, FaultCode, Omission, Params } from '../../contract/model/index.js';
import { faultCodes } from '../../contract/model/index.js';
import type { ValueProblemCode, ValueReading } from '../../contract/rules/field-value.js';
import { valueProblem } from '../../contract/rules/value-sentences.js';

/** What sentences of the engine name. */
export interface Names {
  readonly object: Pick<CrmObject, 'name' | 'label' | 'singular'>;
  readonly crmName: string;
  readonly fieldWord: string;
}

/** What keeps a field from being written, before it is decided whether that holds the booking. */
export interface Obstacle {
  readonly code: FaultCode;
  readonly params: Params;
  readonly sentence: string;
  readonly value: string | null;
  readonly fix: string;
}

/** A value that the CRM field does not take. */
export function refusedValue(
  reading: Extract<ValueReading, { ok: false }>,
  field: CrmField,
  { crmName, object }: Names,
): Obstacle {
  const { params, sentence, code } = valueProblem(reading, field, crmName);
  const fault = faultOf[code] ?? 'value_invalid';
  return {
    code: fault,
    params: { ...params, reason: code },
    sentence,
    value: reading.value,
    fix:
      fault === 'option_unknown'
        ? `Match the value in the mapping of ${object.label}, or add it in ${crmName}.`
        : fault === 'value_too_long'
          ? `Let the mapping of ${object.label} cut it, or map another field.`
          : `Correct the mapping of ${field.label} in ${object.label}.`,
  };
}

/** A choice that the row's table of values does not know. */
export function unmappedValue(
  unmapped: readonly string[],
  from: string | null,
  field: CrmField,
  { object }: Names,
): Obstacle {
  const said = unmapped.map((item) => `“${item}”`).join(', ');
  return {
    code: 'value_unmapped',
    params: { field: field.label, value: unmapped.join(', '), source: from },
    sentence: `${said}${from ? ` in ${from}` : ''} is not matched to a value of ${field.label}.`,
    value: unmapped.join(', '),
    fix: `Match the value in the mapping of ${object.label}.`,
  };
}

/** A new record that the CRM would refuse because a required field has no value. */
export function missingValue(
  labels: readonly string[],
  learned: boolean,
  { object, crmName }: Names,
): Obstacle {
  const field = labels.join(' or ');
  return {
    code: 'required_missing',
    params: { field, object: object.singular, crm: crmName, learned },
    sentence: `${crmName} needs a value for ${field} in a new ${object.singular.toLowerCase()}, and this booking has none.`,
    value: null,
    fix: `Add a fallback value for ${field} in the mapping of ${object.label}.`,
  };
}

/** A mapped field that the CRM no longer has. */
export function goneField(target: string, { crmName, fieldWord, object }: Names): Obstacle {
  return {
    code: 'field_gone',
    params: { field: target, object: object.label, crm: crmName },
    sentence: `${object.label} in ${crmName} no longer have the ${fieldWord} “${target}”, or it can’t be written.`,
    value: null,
    fix: `Choose another ${fieldWord} in the mapping of ${object.label}.`,
  };
}

/** An obstacle that holds the booking. */
export function asFault(obstacle: Obstacle, object: string, field: string | null): Fault {
  const { code, params, sentence, value, fix } = obstacle;
  return {
    code,
    class: faultCodes[code],
    params,
    sentence,
    object,
    field,
    value,
    requestId: null,
    fix: { text: fix },
    retryAt: null,
  };
}

/** An obstacle that only leaves its field out. */
export function asOmission({ code, sentence }: Obstacle, object: string, field: string): Omission {
  return { object, field, code, why: sentence };
}

const faultOf: Partial<Record<ValueProblemCode, FaultCode>> = {
  not_an_option: 'option_unknown',
  inactive_option: 'option_unknown',
  too_long: 'value_too_long',
};
