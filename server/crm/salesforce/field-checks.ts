import type { FieldAccess, PermissionCheck, PermissionState } from '../../contract/model/index.js';
import type { CrmClient, MappedUse } from '../adapter.js';
import { expectSuccess, objectPath } from './api.js';
import { declarationOf } from './declaration.js';
import { description, type DescribedField } from './describe.js';
import { CrmError } from '../adapter.js';
import { unreadable } from './plain-fault.js';

/** One check per object: what field-level security lets the connected user do with each mapped field. */
export async function fieldChecks(
  client: CrmClient,
  use: MappedUse,
  signal: AbortSignal,
): Promise<readonly PermissionCheck[]> {
  const perObject = await Promise.all(
    Object.entries(use.objects).map(async ([object, mapped]) => {
      const who = declarationOf(object)?.who?.target;
      const names = mapped.filter((name) => name !== who);
      const seen = names.length > 0 ? await visibleFields(client, object, signal) : null;
      return seen === null ? [] : [fieldCheck(client, object, names, seen)];
    }),
  );
  return perObject.flat();
}

/**
 * Fields as the connected user sees them; null for an object that can't be seen at all: the check of the object
 * itself tells that. Asked without a date, because permissions change without the describe's date changing.
 */
export async function visibleFields(
  client: CrmClient,
  object: string,
  signal: AbortSignal,
): Promise<readonly DescribedField[] | null> {
  const path = `${objectPath(object)}/describe`;
  const reply = await client.request({ method: 'GET', path, effect: 'read', signal });
  if (reply.status === 404) return null;
  expectSuccess(reply, { object });
  const parsed = description.safeParse(reply.body);
  if (!parsed.success) throw new CrmError(unreadable(reply.requestId));
  return parsed.data.fields;
}

/** Page of Setup with the fields of an object. */
export function fieldSetup({ uiUrl }: CrmClient, object: string): string {
  return `${uiUrl}/lightning/setup/ObjectManager/${encodeURIComponent(object)}/FieldsAndRelationships/view`;
}

function fieldCheck(
  client: CrmClient,
  object: string,
  names: readonly string[],
  seen: readonly DescribedField[],
): PermissionCheck {
  const described = new Map(seen.map((field) => [field.name, field]));
  const fields = names.map((name) => accessTo(name, described.get(name)));
  const closed = fields.filter(({ rights }) => Object.values(rights).includes('missing'));
  const objectLabel = declarationOf(object)?.label ?? object;
  const which = closed.length > 0 ? closed.map(nameOf).join(', ') : 'the field';
  return {
    id: `${object}_fields`.toLowerCase(),
    label: `Edit Access to the mapped fields of ${objectLabel}`,
    object,
    need: 'required',
    code: 'salesforce_fields_why',
    why: 'A field that the connected user can’t write is left empty, or holds the booking.',
    state: closed.length > 0 ? 'missing' : 'granted',
    fix: {
      text: [
        `Open Setup → Object Manager → ${object} → Fields & Relationships.`,
        `Choose ${which}, then Set Field-Level Security${closed.length > 1 ? '; one after the other' : ''}.`,
        'Tick Visible and clear Read-Only for the profile or permission set of the connected user, and save.',
      ].join('\n'),
      url: fieldSetup(client, object),
    },
    fields,
  };
}

function nameOf({ name, label }: FieldAccess): string {
  return label === name ? name : `${label} (${name})`;
}

/** What is hidden from the user and what was deleted look the same: neither is described. */
function accessTo(name: string, field: DescribedField | undefined): FieldAccess {
  if (!field) return { name, label: name, rights: { read: 'missing', create: 'missing', edit: 'missing' } };
  const { label, createable, updateable } = field;
  const state = (is: boolean): PermissionState => (is ? 'granted' : 'missing');
  // Some fields can be set but never changed, whoever one is.
  const always = !field.permissionable && (createable || updateable);
  return {
    name,
    label,
    rights: {
      read: 'granted',
      ...(createable || !always ? { create: state(createable) } : {}),
      ...(updateable || !always ? { edit: state(updateable) } : {}),
    },
  };
}
