import { property, type Property, type PropertyOption } from './property.js';

/**
 * Expands a table of properties, one a line: `name | Label | kind | flags | option, option=Label`.
 * Kinds are those of `kinds` below. Flags: `r` read-only value, `c` calculated, `h` hidden, `f` usable in forms, `u` unique,
 * `w` options are the owners, `x` options kept elsewhere, `o` options may be changed, `s` sensitive, `k` custom (all others are HubSpot's own). A line `# group` starts a group.
 */
export function expandRows(table: string): Property[] {
  let groupName = 'contactinformation';
  const properties: Property[] = [];
  for (const line of table.split('\n')) {
    const text = line.trim();
    if (text.startsWith('#')) groupName = text.slice(1).trim();
    else if (text !== '') properties.push(expandRow(text, groupName, properties.length));
  }
  return properties;
}

/** Makes the options of an enumeration from `value=Label, value`. */
export function expandOptions(text: string): PropertyOption[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry, displayOrder) => {
      const [value = '', label = value] = entry.split('=');
      return { label, value, displayOrder, hidden: false };
    });
}

const kinds: Record<string, readonly [type: string, fieldType: string]> = {
  text: ['string', 'text'],
  area: ['string', 'textarea'],
  html: ['string', 'html'],
  phone: ['string', 'phonenumber'],
  file: ['string', 'file'],
  num: ['number', 'number'],
  score: ['number', 'calculation_score'],
  rollup: ['number', 'calculation_rollup'],
  bool: ['bool', 'booleancheckbox'],
  select: ['enumeration', 'select'],
  radio: ['enumeration', 'radio'],
  multi: ['enumeration', 'checkbox'],
  flag: ['enumeration', 'booleancheckbox'],
  date: ['date', 'date'],
  time: ['datetime', 'date'],
  json: ['json', 'text'],
  geo: ['object_coordinates', 'text'],
};

function expandRow(row: string, groupName: string, displayOrder: number): Property {
  const [name = '', label = '', kind = 'text', flags = '', options = ''] = row
    .split('|')
    .map((cell) => cell.trim());
  const [type, fieldType] = kinds[kind] ?? ['string', 'text'];
  const custom = flags.includes('k');
  const calculated = flags.includes('c');
  const yesNo = type === 'bool' || kind === 'flag';
  return property({
    name,
    label,
    type,
    fieldType,
    groupName,
    description: custom || label === '' ? '' : `${label}.`,
    displayOrder: custom ? -1 : displayOrder,
    calculated,
    options: expandOptions(yesNo && options === '' ? 'true=Yes, false=No' : options),
    externalOptions: flags.includes('x') || flags.includes('w'),
    ...(flags.includes('w') ? { referencedObjectType: 'OWNER' } : {}),
    hasUniqueValue: flags.includes('u'),
    hidden: flags.includes('h'),
    formField: flags.includes('f') || custom,
    dataSensitivity: flags.includes('s') ? 'sensitive' : 'non_sensitive',
    ...(flags.includes('s') ? { sensitiveDataCategories: ['FINANCIAL'] } : {}),
    ...(custom ? {} : { hubspotDefined: true }),
    modificationMetadata: {
      archivable: custom,
      readOnlyDefinition: !custom,
      readOnlyValue: calculated || flags.includes('r'),
      ...(type === 'enumeration' ? { readOnlyOptions: !custom && !flags.includes('o') } : {}),
    },
  });
}
