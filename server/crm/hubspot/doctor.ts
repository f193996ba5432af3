import type { CrmClient, Doctor, MappedUse } from '../adapter.js';
import type { PermissionCheck, PermissionNeed } from '../../contract/model/index.js';
import { ask } from './ask.js';
import { permissions } from './declaration.js';
import { isMappable } from './fields.js';
import type { Paths } from './paths.js';
import { refusalIn } from './protocol.js';
import { propertyList, type Property } from './replies.js';
import { createPropertyScope, ownersScope } from './scopes.js';

/**
 * Looks up what HubSpot tells of a user's permissions: the scopes that were granted, and whether they still hold.
 * HubSpot has no API for the rest, so nothing more is claimed (HubSpot docs, scopes, Nov 2026).
 */
export function createDoctor(paths: Paths): Doctor {
  return {
    async check(client, use, signal) {
      const [contacts, meetings] = await Promise.all(
        ['contacts', 'meetings'].map((object) => canRead(client, paths, object, signal)),
      );
      const canWrite = ['crm.objects.contacts.read', 'crm.objects.contacts.write'].every((scope) =>
        client.scopes.includes(scope),
      );
      const custom = use.customFields.length > 0;
      const { marketplace, properties, integrations } = permissions;
      return [
        // HubSpot lets nobody through who lacks it, and we have been let through.
        check(marketplace, 'granted', marketplaceFix(client)),
        check(permissions.contacts, canWrite && contacts ? 'granted' : 'missing', reconnectFix(client)),
        check(permissions.meetings, canWrite && meetings ? 'granted' : 'missing', reconnectFix(client)),
        check(
          { ...properties, need: custom ? 'recommended' : properties.need },
          client.scopes.includes(createPropertyScope) ? 'granted' : 'missing',
          propertiesFix(client),
        ),
        check(integrations, 'unknown', integrationsFix(client)),
        ...ownerChecks(client),
        ...(await fieldChecks(client, paths, use, signal)),
      ];
    },
  };
}

/** Told only when it is missing: it belongs to the app's own wishes, not to what HubSpot's users know as a permission. */
function ownerChecks(client: CrmClient): readonly PermissionCheck[] {
  if (client.scopes.includes(ownersScope)) return [];
  const need = {
    id: 'owners_read',
    label: 'View owners',
    need: 'recommended',
    code: 'hubspot_owners_why',
    why: 'Without it, records can’t be assigned to the host of a booking.',
  } as const;
  const text = 'Reconnect HubSpot as a user who can see owners, and allow all that the app asks for.';
  return [check(need, 'missing', { text, url: userSettings(client) })];
}

async function canRead(
  client: CrmClient,
  paths: Paths,
  object: string,
  signal: AbortSignal,
): Promise<boolean> {
  const path = `${paths.object(object)}?limit=1`;
  const reply = await client.request({ method: 'GET', path, effect: 'read', signal });
  return refusalIn(reply, object)?.class !== 'permission';
}

/** One check per object: each mapped property is there and can be written. */
async function fieldChecks(
  client: CrmClient,
  paths: Paths,
  use: MappedUse,
  signal: AbortSignal,
): Promise<readonly PermissionCheck[]> {
  const inUse = Object.entries(use.objects).filter(([, fields]) => fields.length > 0);
  return Promise.all(
    inUse.map(async ([object, fields]) => {
      const path = `${paths.properties(object)}?archived=false`;
      const { results } = await ask(
        client,
        { method: 'GET', path, effect: 'read', signal },
        propertyList,
        object,
      );
      const writable = new Map(results.filter(isMappable).map((property) => [property.name, property]));
      const closed = fields.filter((name) => !name.includes('.') && !writable.has(name));
      return fieldCheck(client, object, closed, results);
    }),
  );
}

function fieldCheck(
  client: CrmClient,
  object: string,
  closed: readonly string[],
  all: readonly Property[],
): PermissionCheck {
  const names = closed.map((name) => all.find((property) => property.name === name)?.label ?? name);
  const need = {
    id: `${object}_properties`,
    label: `Edit the mapped properties of ${object}`,
    object,
    need: 'required',
    code: 'hubspot_fields_why',
    why: 'A property that can’t be written is left empty, or holds the booking.',
  } as const;
  const text =
    names.length > 0
      ? `These can’t be written: ${names.join(', ')}. Map other properties, or make them editable in HubSpot under Settings › Properties.`
      : 'In HubSpot, open Settings › Properties.';
  const url = `${client.uiUrl}/property-settings/${client.accountId}/properties`;
  return check(need, names.length > 0 ? 'missing' : 'granted', { text, url });
}

function check(
  need: PermissionNeed,
  state: PermissionCheck['state'],
  fix: PermissionCheck['fix'],
): PermissionCheck {
  return { ...need, state, fix };
}

function userSettings({ uiUrl, accountId }: CrmClient): string {
  return `${uiUrl}/settings/${accountId}/users`;
}

function marketplaceFix(client: CrmClient) {
  return {
    text: 'In HubSpot, open Settings › Users & Teams, choose the user, and under Permissions › Settings turn on App Marketplace Access.',
    url: userSettings(client),
  };
}

function reconnectFix(client: CrmClient) {
  return {
    text: 'In HubSpot, open Settings › Users & Teams, choose the user, and under Permissions › CRM allow View and Edit on contacts and activities. Then reconnect here and allow all that the app asks for.',
    url: userSettings(client),
  };
}

function propertiesFix(client: CrmClient) {
  return {
    text: 'In HubSpot, open Settings › Users & Teams, choose the user, and under Permissions › Settings turn on Edit Property Settings. Then reconnect here.',
    url: userSettings(client),
  };
}

function integrationsFix(client: CrmClient) {
  return {
    text: 'HubSpot does not report this. If the connection stops working, a super admin can turn on Manage Integrations under Settings › Users & Teams.',
    url: userSettings(client),
  };
}
