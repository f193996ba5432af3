import type { CrmClient, FieldsReading } from '../adapter.js';
import type { CrmField, CrmUser, CrmValueType, FieldOption } from '../../contract/model/index.js';
import { ask } from './ask.js';
import type { Paths } from './paths.js';
import { groupList, objectSchema, propertyList, type Property } from './replies.js';

/** Reads the properties of an object that can be written, in one reply however many there are. */
export async function readFields(
  client: CrmClient,
  paths: Paths,
  object: string,
  owners: () => Promise<readonly CrmUser[]>,
  signal: AbortSignal,
): Promise<FieldsReading> {
  const get = { method: 'GET', effect: 'read', signal } as const;
  const [properties, groups, schema] = await Promise.all([
    ask(client, { ...get, path: `${paths.properties(object)}?archived=false` }, propertyList),
    ask(client, { ...get, path: paths.groups(object) }, groupList),
    ask(client, { ...get, path: paths.schema(object) }, objectSchema),
  ]);
  const mappable = properties.results.filter(isMappable);
  const ownerOptions = mappable.some(takesOwner) ? (await owners()).map(ownerOption) : [];
  const labels = new Map(groups.results.map(({ name, label }) => [name, label]));
  const required = new Set([...schema.requiredProperties, ...(alwaysRequired[object] ?? [])]);
  return {
    unchanged: false,
    etag: null,
    fields: mappable.map((property) =>
      fieldOf(property, {
        group: labels.get(property.groupName ?? '') ?? property.groupName ?? null,
        required: required.has(property.name),
        ownerOptions,
      }),
    ),
  };
}

/** One property in the shape that every CRM's fields have. */
export function fieldOf(
  property: Property,
  more: { group: string | null; required: boolean; ownerOptions: readonly FieldOption[] },
): CrmField {
  const options = takesOwner(property)
    ? more.ownerOptions
    : property.options.map(({ value, label, hidden }) => ({ value, label, active: hidden !== true }));
  const type = typeOf(property, options.length);
  const isChoice = type === 'enum' || type === 'multi_enum';
  return {
    name: property.name,
    label: property.label,
    type,
    crmType:
      property.fieldType === property.type ? property.type : `${property.type} (${property.fieldType})`,
    custom: property.hubspotDefined !== true,
    group: more.group,
    required: more.required ? 'always' : null,
    createable: true,
    updateable: true,
    options: isChoice ? options : [],
    restricted: isChoice,
    maxLength: property.type === 'string' || property.type === 'phone_number' ? longestText : null,
    precision: null,
    scale: null,
    help: property.description?.trim() || null,
    ...(type === 'reference' && property.referencedObjectType
      ? { referenceTo: [property.referencedObjectType] }
      : {}),
    ...(property.hasUniqueValue === true ? { unique: true } : {}),
  };
}

/** Writable by the API and shown to people (HubSpot docs, CRM properties guide, Nov 2026). */
export function isMappable(property: Property): boolean {
  return (
    property.archived !== true &&
    property.hidden !== true &&
    property.calculated !== true &&
    property.modificationMetadata?.readOnlyValue !== true &&
    property.type !== 'object_coordinates' &&
    property.type !== 'json' &&
    !property.fieldType.startsWith('calculation_')
  );
}

// No API tells what HubSpot's own forms demand. E-mail is what we know people by, and a meeting needs its place in time.
const alwaysRequired: Readonly<Record<string, readonly string[]>> = {
  contacts: ['email'],
  meetings: ['hs_timestamp'],
};

const longestText = 65_536;

function takesOwner({ externalOptions, referencedObjectType, name }: Property): boolean {
  return externalOptions === true && (referencedObjectType === 'OWNER' || /(^|_)owner_ids?$/.test(name));
}

function ownerOption({ id, name, active }: CrmUser): FieldOption {
  return { value: id, label: name, active };
}

function typeOf(property: Property, options: number): CrmValueType {
  const { type, fieldType, name, textDisplayHint } = property;
  switch (type) {
    case 'string':
      if (name === 'email' || textDisplayHint === 'email') return 'email';
      if (fieldType === 'phonenumber' || textDisplayHint === 'phone_number') return 'phone';
      if (fieldType === 'file') return 'unsupported';
      return fieldType === 'textarea' || fieldType === 'html' || textDisplayHint === 'multi_line'
        ? 'multiline'
        : 'text';
    case 'phone_number':
      return 'phone';
    case 'number':
      return property.externalOptions === true ? 'reference' : 'number';
    case 'bool':
      return 'boolean';
    case 'enumeration':
      if (fieldType === 'booleancheckbox') return 'boolean';
      // Options that live elsewhere in HubSpot (teams, business units) can't be offered.
      if (options === 0) return 'unsupported';
      return fieldType === 'checkbox' ? 'multi_enum' : 'enum';
    case 'date':
    case 'datetime':
      return type;
    default:
      return 'unsupported';
  }
}
