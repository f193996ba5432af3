import type { PermissionCheck, PermissionNeed, PermissionState, Rights } from '../../contract/model/index.js';
import { CrmError, type CrmClient, type Doctor, type MappedUse } from '../adapter.js';
import { about } from './declaration.js';
import { permissions } from './permissions.js';
import { fieldChecks } from './field-checks.js';
import { findField } from './find-field.js';
import { query } from './soql.js';
import { visibleObjects, type VisibleObject } from './visible-objects.js';

/** Looks up what the connected user may do; what Salesforce does not report is unknown, never a guess. */
export const doctor: Doctor = { check, field: findField };

async function check(
  client: CrmClient,
  use: MappedUse,
  signal: AbortSignal,
): Promise<readonly PermissionCheck[]> {
  const user = await userPermissions(client, signal);
  const checks: PermissionCheck[] = [found(permissions.api, user.api, client)];
  const objects = user.api === 'missing' ? null : await visibleObjects(client, signal);
  for (const { name } of about.objects) {
    const need = objectNeed(name);
    // What is needed sometimes is told when it is.
    if (need === undefined || (need.need === 'conditional' && !(name in use.objects))) continue;
    const rights = rightsOn(name, objects);
    checks.push({ ...found({ ...need, need: 'required' }, stateOf(rights), client, rights), rights });
  }
  checks.push(found(permissions.modifyAll, user.modifyAll, client));
  if (objects !== null) checks.push(...(await fieldChecks(client, use, signal)));
  return checks;
}

/** An object that the connected user may not see is not in the list (Salesforce docs, Describe Global). */
function rightsOn(name: string, objects: readonly VisibleObject[] | null): Required<Rights> {
  if (objects === null) return { read: 'unknown', create: 'unknown', edit: 'unknown' };
  const object = objects.find((each) => each.name === name);
  const state = (is: boolean | undefined): PermissionState => (is === true ? 'granted' : 'missing');
  return {
    read: state(object?.queryable),
    create: state(object?.createable),
    edit: state(object?.updateable),
  };
}

function stateOf(rights: Rights): PermissionState {
  const states = Object.values(rights);
  return states.includes('missing') ? 'missing' : states.includes('unknown') ? 'unknown' : 'granted';
}

function objectNeed(name: string): PermissionNeed | undefined {
  return about.permissions.find(({ object }) => object === name);
}

/** Salesforce docs, UserPermissionAccess: one row with the current user's permissions. */
async function userPermissions(
  client: CrmClient,
  signal: AbortSignal,
): Promise<{ api: PermissionState; modifyAll: PermissionState }> {
  try {
    const [row] = await query(
      client,
      'SELECT PermissionsApiEnabled,PermissionsModifyAllData FROM UserPermissionAccess',
      signal,
    );
    const modifyAll = row?.['PermissionsModifyAllData'];
    return {
      api: 'granted',
      modifyAll: typeof modifyAll !== 'boolean' ? 'unknown' : modifyAll ? 'granted' : 'missing',
    };
  } catch (error) {
    if (!(error instanceof CrmError)) throw error;
    if (error.fault.code === 'api_disabled') return { api: 'missing', modifyAll: 'unknown' };
    // Any other answer came through the API, so that much is certain.
    if (error.fault.class === 'data' || error.fault.class === 'permission')
      return { api: 'granted', modifyAll: 'unknown' };
    throw error;
  }
}

function found(
  need: PermissionNeed,
  state: PermissionState,
  client: CrmClient,
  rights: Rights = {},
): PermissionCheck {
  const text = steps(need, rights).join('\n');
  return { ...need, state, fix: { text, url: `${client.uiUrl}/lightning/setup/PermSets/home` } };
}

/** One a line (Salesforce help, Permission Sets, 2026). */
function steps({ label, object }: PermissionNeed, rights: Rights): readonly string[] {
  const open = ['Open Setup → Permission Sets.', 'Choose the set of the connected user.'];
  if (object === undefined) return [...open, `Under System Permissions, press Edit, tick ${label} and save.`];
  // Events belong to activities, whose permissions are not among the objects' own.
  if (object === 'Event')
    return [
      ...open,
      'Under System Permissions, press Edit, tick Access Activities and Edit Events, and save.',
    ];
  const lacking = Object.entries(rights).flatMap(([right, state]) =>
    state === 'missing' ? `${right.charAt(0).toUpperCase()}${right.slice(1)}` : [],
  );
  const tick = lacking.length > 0 ? lacking.join(', ') : 'Read, Create, Edit';
  return [...open, `Under Object Settings → ${object}s, press Edit, tick ${tick} and save.`];
}
