import type { Field, FieldType, PicklistValue } from './field.js';

/** What a person needs to say about a field; everything else follows from the type. */
export type FieldSeed = Partial<Field> & Pick<Field, 'name' | 'type'>;

/** Fills in all 57 attributes of a field from its name, its type and whatever differs from the usual. */
export function expandField(seed: FieldSeed): Field {
  const { name, type } = seed;
  const custom = seed.custom ?? name.endsWith('__c');
  const length = seed.length ?? defaultLength(type);
  const long = type === 'textarea' && length > 255;
  const compound = type === 'address' || type === 'location';
  const readOnly = compound || type === 'id' || Boolean(seed.calculated ?? seed.autoNumber);
  const createable = seed.createable ?? !readOnly;
  const updateable = seed.updateable ?? !readOnly;
  const nillable = seed.nillable ?? (type !== 'boolean' && type !== 'id');
  const inName = seed.compoundFieldName === 'Name';
  return {
    aggregatable: !(type === 'boolean' || long || compound || type === 'multipicklist'),
    aiPredictionField: false,
    autoNumber: false,
    byteLength: isText(type) ? length * 3 : type === 'id' || type === 'reference' ? 18 : 0,
    calculated: false,
    calculatedFormula: null,
    cascadeDelete: false,
    caseSensitive: false,
    compoundFieldName: null,
    controllerName: null,
    createable,
    custom,
    defaultValue: type === 'boolean' ? false : null,
    defaultValueFormula: null,
    defaultedOnCreate: type === 'boolean' || type === 'id' || seed.defaultValue !== undefined,
    dependentPicklist: false,
    deprecatedAndHidden: false,
    digits: type === 'int' ? 8 : 0,
    displayLocationInDecimal: type === 'location',
    encrypted: type === 'encryptedstring',
    externalId: false,
    extraTypeInfo: type === 'textarea' ? 'plaintextarea' : null,
    filterable: !long,
    filteredLookupInfo: null,
    formulaTreatNullNumberAsZero: false,
    groupable: !long && !compound && !UNGROUPED.has(type) && !seed.calculated,
    highScaleNumber: false,
    htmlFormatted: false,
    idLookup: type === 'id',
    inlineHelpText: null,
    label: name,
    length,
    mask: null,
    maskType: null,
    nameField: false,
    namePointing: false,
    nillable,
    permissionable: (createable && updateable && nillable && !inName) || type === 'address' || custom,
    picklistValues: [],
    polymorphicForeignKey: false,
    precision: NUMERIC.has(type) ? 18 : 0,
    queryByDistance: compound,
    referenceTargetField: null,
    referenceTo: [],
    relationshipName: null,
    relationshipOrder: null,
    restrictedDelete: false,
    restrictedPicklist: false,
    scale: 0,
    searchPrefilterable: false,
    soapType: SOAP_TYPES[type],
    sortable: !long && !compound && type !== 'multipicklist',
    unique: false,
    updateable,
    writeRequiresMasterRead: false,
    ...seed,
  };
}

/** Makes picklist options; a plain text is its own label, `[value, label]` names both. */
export function options(
  values: readonly (string | readonly [string, string])[],
  byDefault?: string,
): PicklistValue[] {
  return values.map((entry) => {
    const [value, label] = typeof entry === 'string' ? [entry, entry] : entry;
    return { active: true, defaultValue: value === byDefault, label, validFor: null, value };
  });
}

const NUMERIC: ReadonlySet<FieldType> = new Set(['double', 'currency', 'percent']);
const UNGROUPED: ReadonlySet<FieldType> = new Set([
  'double',
  'currency',
  'percent',
  'datetime',
  'multipicklist',
  'encryptedstring',
  'base64',
  'combobox',
]);

const SOAP_TYPES: Record<FieldType, string> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  time: 'xsd:time',
  address: 'urn:address',
  location: 'urn:location',
  base64: 'xsd:base64Binary',
  string: 'xsd:string',
  textarea: 'xsd:string',
  picklist: 'xsd:string',
  multipicklist: 'xsd:string',
  combobox: 'xsd:string',
  email: 'xsd:string',
  phone: 'xsd:string',
  url: 'xsd:string',
  encryptedstring: 'xsd:string',
};

function isText(type: FieldType): boolean {
  return SOAP_TYPES[type] === 'xsd:string';
}

function defaultLength(type: FieldType): number {
  switch (type) {
    case 'id':
    case 'reference':
      return 18;
    case 'email':
      return 80;
    case 'phone':
      return 40;
    case 'multipicklist':
      return 4099;
    case 'string':
    case 'textarea':
    case 'picklist':
    case 'combobox':
    case 'url':
      return 255;
    case 'encryptedstring':
      return 175;
    default:
      return 0;
  }
}
