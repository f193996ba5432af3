import type { CrmClient, Doctor } from '../adapter.js';
import type { PermissionCheck, PermissionNeed, PermissionState, Rights } from '../../contract/model/index.js';
import { permissions } from './declaration.js';
import { findProperty } from './find-property.js';
import type { Paths } from './paths.js';
import { connectAgain, userSteps } from './permission-steps.js';
import { propertyChecks } from './property-checks.js';
import { refusalIn } from './protocol.js';
import { createPropertyScope, ownersScope } from './scopes.js';

/**
 * Looks up what HubSpot tells of a user's permissions: the scopes that were granted, and whether they still hold.
 * HubSpot has no API for the rest, so nothing more is claimed (HubSpot docs, scopes, Nov 2026).
 */
export function createDoctor(paths: Paths): Doctor {
  return {
    async check(client, use, signal, scopes = client.scopes) {
      const rights = (object: string) => rightsOn(client, paths, object, scopes, signal);
      const [contacts, meetings] = await Promise.all([rights('contacts'), rights('meetings')]);
      return [
        // HubSpot lets nobody through who lacks it, and we have been let through.
        check(permissions.marketplace, 'granted', marketplaceFix(client)),
        objectCheck(client, permissions.contacts, contacts),
        objectCheck(client, permissions.meetings, meetings),
        ...(use.customFields.length > 0 ? [settingsCheck(client, scopes)] : []),
        check(permissions.integrations, 'unknown', integrationsFix(client)),
        ...ownerChecks(client, scopes),
        ...(await propertyChecks(client, paths, use, signal)),
      ];
    },
    field: (client, object, name, signal) => findProperty(client, paths, object, name, signal),
  };
}

/** Meetings go by the scopes of contacts (HubSpot docs, meetings guide, Nov 2026); a look shows whether they still hold. */
async function rightsOn(
  client: CrmClient,
  paths: Paths,
  object: string,
  scopes: readonly string[],
  signal: AbortSignal,
): Promise<Rights> {
  const path = `${paths.object(object)}?limit=1`;
  const reply = await client.request({ method: 'GET', path, effect: 'read', signal });
  const reads = scopes.includes('crm.objects.contacts.read');
  const read = granted(reads && refusalIn(reply, object)?.class !== 'permission');
  const write = granted(scopes.includes('crm.objects.contacts.write'));
  return { read, create: write, edit: write };
}

function granted(is: boolean): PermissionState {
  return is ? 'granted' : 'missing';
}

function objectCheck(client: CrmClient, need: PermissionNeed, rights: Rights): PermissionCheck {
  const state = granted(Object.values(rights).every((right) => right === 'granted'));
  const what = need.object === 'contacts' ? 'Contacts' : 'Activities (meetings are among them)';
  const allow = `Under Permissions → CRM, allow View and Edit on ${what}, and save.`;
  return { ...check(need, state, userSteps(client, allow, connectAgain)), rights };
}

/** Matters for what is made or changed in HubSpot's settings; values of custom properties are written without it. */
function settingsCheck(client: CrmClient, scopes: readonly string[]): PermissionCheck {
  const allow = 'Under Permissions → Settings, turn on Edit Property Settings, and save.';
  return check(
    { ...permissions.properties, need: 'recommended' },
    granted(scopes.includes(createPropertyScope)),
    userSteps(client, allow, connectAgain),
  );
}

/** Told only when it is missing: it belongs to the app's own wishes, not to what HubSpot's users know as a permission. */
function ownerChecks(client: CrmClient, scopes: readonly string[]): readonly PermissionCheck[] {
  if (scopes.includes(ownersScope)) return [];
  const need = {
    id: 'owners_read',
    label: 'View owners',
    need: 'recommended',
    code: 'hubspot_owners_why',
    why: 'Without it, records can’t be assigned to the host of a booking.',
  } as const;
  return [check(need, 'missing', userSteps(client, 'See to it that the user may see owners.', connectAgain))];
}

function check(need: PermissionNeed, state: PermissionState, fix: PermissionCheck['fix']): PermissionCheck {
  return { ...need, state, fix };
}

function marketplaceFix(client: CrmClient) {
  return userSteps(client, 'Under Permissions → Settings, turn on App Marketplace Access, and save.');
}

function integrationsFix(client: CrmClient) {
  return userSteps(
    client,
    'If your account restricts who manages connected apps, turn on Manage Integrations under Permissions → Settings, and save.',
  );
}
