import { isObject, type Json, type JsonObject } from '../json.js';
import type { Field } from './schema/field.js';
import type { SObject } from './schema/sobject.js';

/** What the connected user may do with an object's records; absent means yes. */
export interface ObjectAccess {
  read?: boolean;
  create?: boolean;
  edit?: boolean;
  delete?: boolean;
}

/** The connected user's profile, and whether the app may be used in the org at all. */
export interface Permissions {
  apiEnabled: boolean;
  modifyAllData: boolean;
  viewSetup: boolean;
  /** False: the consent page sends back "app must be installed into org". */
  appInstalled: boolean;
  objects: Record<string, ObjectAccess>;
  /** By `Object.Field`: `hidden` takes a field out of describe, `read` makes it read-only. */
  fields: Record<string, 'hidden' | 'read'>;
}

/** An object as the connected user sees it. */
export interface ObjectView {
  sobject: SObject;
  createable: boolean;
  updateable: boolean;
  deletable: boolean;
  fields: Field[];
}

/** Everything is allowed, save what `fields` says. */
export function fullAccess(fields: Permissions['fields'] = {}): Permissions {
  return { apiEnabled: true, modifyAllData: true, viewSetup: true, appInstalled: true, objects: {}, fields };
}

/** Applies object permissions and field-level security; undefined when the user may not even read the object. */
export function viewObject(sobject: SObject, permissions: Permissions): ObjectView | undefined {
  const access = permissions.objects[sobject.name] ?? {};
  if (access.read === false) return undefined;
  const fields: Field[] = [];
  for (const field of sobject.fields) {
    const security = permissions.fields[`${sobject.name}.${field.name}`];
    if (security === 'hidden') continue;
    fields.push(security === 'read' ? { ...field, createable: false, updateable: false } : field);
  }
  return {
    sobject,
    createable: sobject.writable && access.create !== false,
    updateable: sobject.writable && access.edit !== false,
    deletable: sobject.writable && access.delete !== false && access.edit !== false,
    fields,
  };
}

/** Merges the `permissions` part of an org patch; objects and fields that it does not name stay, null forgets one. */
export function patchPermissions(current: Permissions, patch: JsonObject): Permissions | string {
  const next: Permissions = { ...current, objects: { ...current.objects }, fields: { ...current.fields } };
  for (const [key, value] of Object.entries(patch)) {
    switch (key) {
      case 'apiEnabled':
      case 'modifyAllData':
      case 'viewSetup':
      case 'appInstalled':
        if (typeof value !== 'boolean') return `permissions.${key} must be true or false.`;
        next[key] = value;
        break;
      case 'objects': {
        const problem = patchObjects(next.objects, value);
        if (problem !== undefined) return problem;
        break;
      }
      case 'fields': {
        const problem = patchFields(next.fields, value);
        if (problem !== undefined) return problem;
        break;
      }
      default:
        return `permissions: unknown key "${key}".`;
    }
  }
  return next;
}

/** Says which object or field a patch newly names that the org does not have, so that a slip of the pen shows. */
export function strangerIn(
  permissions: Permissions,
  before: Permissions,
  object: (name: string) => SObject | undefined,
): string | undefined {
  for (const name of Object.keys(permissions.objects)) {
    if (!(name in before.objects) && object(name)?.name !== name)
      return `permissions.objects: there is no object "${name}".`;
  }
  for (const path of Object.keys(permissions.fields)) {
    if (path in before.fields) continue;
    const [name = '', field] = path.split('.');
    if (object(name)?.fields.some((known) => known.name === field) !== true) {
      return `permissions.fields: there is no field "${path}".`;
    }
  }
  return undefined;
}

function patchObjects(objects: Permissions['objects'], patch: Json | undefined): string | undefined {
  if (!isObject(patch)) return 'permissions.objects must be an object.';
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) {
      delete objects[name];
      continue;
    }
    if (!isObject(value)) return `permissions.objects.${name} must be {read?, create?, edit?, delete?}.`;
    const access: ObjectAccess = { ...objects[name] };
    for (const [right, allowed] of Object.entries(value)) {
      if (right !== 'read' && right !== 'create' && right !== 'edit' && right !== 'delete') {
        return `permissions.objects.${name}: unknown right "${right}".`;
      }
      if (typeof allowed !== 'boolean') return `permissions.objects.${name}.${right} must be true or false.`;
      access[right] = allowed;
    }
    objects[name] = access;
  }
  return undefined;
}

function patchFields(fields: Permissions['fields'], patch: Json | undefined): string | undefined {
  if (!isObject(patch)) return 'permissions.fields must be an object such as {"Contact.Title": "hidden"}.';
  for (const [name, value] of Object.entries(patch)) {
    if (value === null || value === 'edit' || value === 'visible') delete fields[name];
    else if (value === 'hidden' || value === 'read') fields[name] = value;
    else return `permissions.fields["${name}"] must be "hidden", "read", or null to lift it.`;
  }
  return undefined;
}
