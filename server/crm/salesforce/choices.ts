import type { CrmField, FieldOption } from '../../contract/model/index.js';
import type { DescribedField } from './describe.js';

/** The name that Salesforce gives to the field of an object's record type. */
export const recordTypeField = 'RecordTypeId';

/** By id of a record type and name of a picklist: the values that it offers. Holds only what could be read. */
export type Offers = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

/** The choices of a picklist, with what each depends on where describe and the record types tell it. */
export function choices(
  field: DescribedField,
  fields: readonly DescribedField[],
  offers: Offers,
): Pick<CrmField, 'options' | 'controlledBy' | 'recordTypeField'> {
  const controller = field.dependentPicklist
    ? fields.find(({ name }) => name === field.controllerName)
    : undefined;
  const controlling = controller ? controllingValues(controller) : [];
  const options = field.picklistValues.map(({ value, label, active, validFor }): FieldOption => {
    const recordTypes = active ? offering(field.name, value, offers) : null;
    return {
      value,
      label: label ?? value,
      active,
      ...(controlling.length > 0 && { validFor: allowing(controlling, validFor ?? '') }),
      ...(recordTypes && { recordTypes }),
    };
  });
  return {
    options,
    ...(controller && controlling.length > 0 && { controlledBy: controller.name }),
    ...(options.some((option) => option.recordTypes) && { recordTypeField }),
  };
}

/** What the bits of `validFor` stand for: a picklist's values, inactive ones too; a checkbox has false and true. */
function controllingValues({ type, picklistValues }: DescribedField): readonly string[] {
  return type === 'boolean' ? ['false', 'true'] : picklistValues.map(({ value }) => value);
}

/**
 * Reads `validFor`: base64 of a bitmap, most significant bit first, whose bit i stands for the i-th controlling value
 * (Salesforce docs, SOAP API, PicklistEntry).
 */
function allowing(controlling: readonly string[], validFor: string): readonly string[] {
  const bytes = bytesOf(validFor);
  return controlling.filter((_, at) => (bytes.charCodeAt(at >> 3) & (0x80 >> (at & 7))) !== 0);
}

function bytesOf(base64: string): string {
  return /^[A-Za-z0-9+/]*={0,2}$/.test(base64) && base64.length % 4 !== 1 ? atob(base64) : '';
}

/** Record types that offer a choice; null when all do that are known. */
function offering(field: string, value: string, offers: Offers): readonly string[] | null {
  const known = [...offers].filter(([, picklists]) => picklists.has(field));
  const those = known.filter(([, picklists]) => picklists.get(field)?.has(value));
  return those.length === known.length ? null : those.map(([id]) => id);
}
