import { CrmError, type CrmClient } from '../adapter.js';
import { faultOf } from '../http.js';
import type { CrmField, NewField, NewFieldPlan, ValueType } from '../../contract/model/index.js';
import { about } from './declaration.js';
import { scopeFault } from './errors.js';
import { ask } from './ask.js';
import { fieldOf } from './fields.js';
import type { Paths } from './paths.js';
import { connectAgain, propertySettings } from './permission-steps.js';
import { refusalIn } from './protocol.js';
import { groupList, property, read } from './replies.js';
import { createPropertyScope } from './scopes.js';

/** Creates a property (HubSpot docs, CRM properties guide, Nov 2026). */
export async function createProperty(
  client: CrmClient,
  paths: Paths,
  object: string,
  field: NewField,
  signal: AbortSignal,
): Promise<CrmField> {
  if (!client.scopes.includes(createPropertyScope)) {
    throw new CrmError(scopeFault([createPropertyScope], object, null));
  }
  const groups = await ask(
    client,
    { method: 'GET', path: paths.groups(object), effect: 'read', signal },
    groupList,
  );
  const group =
    groups.results.find(({ name, label }) => name === field.group || label === field.group) ??
    groups.results.find(({ name }) => /^(contactinformation|meeting_?info|engagement)/.test(name)) ??
    groups.results[0];
  const reply = await client.request({
    method: 'POST',
    path: paths.properties(object),
    json: {
      name: propertyName(field.label),
      label: field.label,
      groupName: group?.name ?? 'contactinformation',
      ...kinds[field.type],
      ...optionsOf(field),
    },
    effect: 'create',
    signal,
  });
  if (reply.status === 409) {
    throw new CrmError(
      faultOf('already_exists', `HubSpot has a property called “${field.label}” already.`, {
        params: { field: field.label },
        object,
        requestId: reply.requestId,
        fix: { text: 'Choose it from the list, or give the new property another name.' },
      }),
    );
  }
  const fault = refusalIn(reply, object);
  if (fault) throw new CrmError(fault);
  return fieldOf(read(property, reply), { group: group?.label ?? null, required: false, ownerOptions: [] });
}

/** Says what a property would be called and where it can go, and what is missing before it can be made. */
export async function planProperty(
  client: CrmClient,
  paths: Paths,
  object: string,
  field: NewField,
  signal: AbortSignal,
): Promise<NewFieldPlan> {
  const groups = await ask(
    client,
    { method: 'GET', path: paths.groups(object), effect: 'read', signal },
    groupList,
  );
  const needed = about.permissions.find(({ id }) => id === 'edit_property_settings');
  return {
    name: propertyName(field.label),
    type: typeWords[field.type],
    groups: groups.results.map(({ name, label }) => ({ name, label })),
    missing: client.scopes.includes(createPropertyScope)
      ? null
      : {
          label: needed?.label ?? 'Edit Property Settings',
          steps: [
            'In HubSpot, open Settings → Users & Teams and choose the user who connects this app.',
            'Under Permissions → Settings, turn on Edit Property Settings, and save.',
            connectAgain,
          ],
        },
    steps: [],
    url: propertySettings(client),
  };
}

/** As HubSpot names the types of its properties (HubSpot knowledge base, property field types, Nov 2026). */
const typeWords: Readonly<Record<ValueType, string>> = {
  text: 'Single-line text',
  multiline: 'Multi-line text',
  email: 'Single-line text',
  phone: 'Phone number',
  url: 'Single-line text',
  number: 'Number',
  boolean: 'Single checkbox',
  date: 'Date picker',
  datetime: 'Date and time picker',
  enum: 'Dropdown select',
  multi_enum: 'Multiple checkboxes',
};

/** HubSpot's internal name for a label: small letters, digits and underscores, a letter first. */
export function propertyName(label: string): string {
  const plain = label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 90);
  if (plain === '') return `field_${hash(label)}`;
  return /^[a-z]/.test(plain) ? plain : `field_${plain}`;
}

/** A short stable name for a label without Latin letters. */
function hash(text: string): string {
  let value = 5381;
  for (const letter of text) value = (Math.imul(value, 33) ^ (letter.codePointAt(0) ?? 0)) >>> 0;
  return value.toString(36);
}

const kinds: Readonly<Record<ValueType, { readonly type: string; readonly fieldType: string }>> = {
  text: { type: 'string', fieldType: 'text' },
  multiline: { type: 'string', fieldType: 'textarea' },
  email: { type: 'string', fieldType: 'text' },
  phone: { type: 'string', fieldType: 'phonenumber' },
  url: { type: 'string', fieldType: 'text' },
  number: { type: 'number', fieldType: 'number' },
  boolean: { type: 'bool', fieldType: 'booleancheckbox' },
  date: { type: 'date', fieldType: 'date' },
  datetime: { type: 'datetime', fieldType: 'date' },
  enum: { type: 'enumeration', fieldType: 'select' },
  multi_enum: { type: 'enumeration', fieldType: 'checkbox' },
};

function optionsOf({ type, options = [] }: NewField) {
  const given = type === 'boolean' ? yesNo : type === 'enum' || type === 'multi_enum' ? options : null;
  if (given === null) return {};
  const listed = given.map(({ value, label }, displayOrder) => ({
    value,
    label,
    hidden: false,
    displayOrder,
  }));
  return { options: listed };
}

const yesNo = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];
