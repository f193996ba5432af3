import type { PermissionCheck, PermissionNeed } from '../../contract/model/index.js';
import { CrmError, type CrmClient, type Doctor, type MappedUse } from '../adapter.js';
import { catalog } from './catalog.js';
import { about } from './declaration.js';
import { permissions } from './permissions.js';
import { fieldChecks } from './field-checks.js';
import { query } from './soql.js';

/** Looks up what the connected user may do; what Salesforce does not report is unknown, never a guess. */
export const doctor: Doctor = { check };

type State = PermissionCheck['state'];

async function check(
  client: CrmClient,
  use: MappedUse,
  signal: AbortSignal,
): Promise<readonly PermissionCheck[]> {
  const user = await userPermissions(client, signal);
  const checks: PermissionCheck[] = [found(permissions.api, user.api, client)];
  const objects = user.api === 'missing' ? null : await catalog.objects(client, signal);
  for (const { name } of about.objects) {
    const need = objectNeed(name);
    if (need === undefined) continue;
    const object = objects?.find((candidate) => candidate.name === name);
    const state =
      object === undefined ? 'unknown' : object.createable && object.updateable ? 'granted' : 'missing';
    checks.push(found(name in use.objects ? { ...need, need: 'required' } : need, state, client));
  }
  checks.push(found(permissions.modifyAll, user.modifyAll, client));
  if (objects !== null) checks.push(...(await fieldChecks(client, use, signal)));
  return checks;
}

function objectNeed(name: string): PermissionNeed | undefined {
  return about.permissions.find(({ object }) => object === name);
}

/** Salesforce docs, UserPermissionAccess: one row with the current user's permissions. */
async function userPermissions(
  client: CrmClient,
  signal: AbortSignal,
): Promise<{ api: State; modifyAll: State }> {
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

function found(need: PermissionNeed, state: State, client: CrmClient): PermissionCheck {
  return { ...need, state, fix: { text: steps(need), url: `${client.uiUrl}/lightning/setup/PermSets/home` } };
}

function steps({ label, object }: PermissionNeed): string {
  const set = 'Setup → Permission Sets → the set of the connected user';
  if (object === undefined) return `${set} → System Permissions → Edit → ${label} → Save.`;
  // Events belong to activities, whose permissions are not among the objects' own.
  if (object === 'Event')
    return `${set} → System Permissions → Edit → Access Activities and Edit Events → Save.`;
  return `${set} → Object Settings → ${object}s → Edit → Read, Create and Edit → Save.`;
}
