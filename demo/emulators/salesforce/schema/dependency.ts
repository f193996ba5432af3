import type { Value } from '../records/values.js';
import type { Field, PicklistValue } from './field.js';

/**
 * The `validFor` of a dependent option: base64 of a bitmap, most significant bit first, whose bit i says that the
 * controlling field's i-th value allows the option; inactive values count, a checkbox has false and true (Salesforce
 * docs, SOAP API, "PicklistEntry").
 */
export function validForBitmap(
  controller: Pick<Field, 'type' | 'picklistValues'>,
  allowing: readonly string[],
): string {
  const values = controllingValues(controller);
  const bytes = Buffer.alloc(Math.ceil(values.length / 8));
  values.forEach((value, index) => {
    if (allowing.includes(value)) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (0x80 >> (index & 7));
  });
  return bytes.toString('base64');
}

/** The positions of the controlling values that allow an option. */
export function allowingPositions(option: PicklistValue): number[] {
  const bytes = Buffer.from(option.validFor ?? '', 'base64');
  return [...bytes].flatMap((byte, at) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => byte & (0x80 >> bit)).map((bit) => at * 8 + bit),
  );
}

/** Whether the controlling field's value allows an option of the field that depends on it. */
export function controlsOption(controller: Field, value: Value, option: PicklistValue): boolean {
  const position = controllingValues(controller).indexOf(String(value ?? ''));
  return position >= 0 && allowingPositions(option).includes(position);
}

/** What a controlling field can hold, in the order that bitmaps count. */
export function controllingValues({
  type,
  picklistValues,
}: Pick<Field, 'type' | 'picklistValues'>): string[] {
  return type === 'boolean' ? ['false', 'true'] : picklistValues.map(({ value }) => value);
}
