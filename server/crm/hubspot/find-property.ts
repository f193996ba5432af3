import type { FieldFinding } from '../../contract/model/index.js';
import type { CrmClient } from '../adapter.js';
import { about } from './declaration.js';
import { isMappable } from './fields.js';
import type { Paths } from './paths.js';
import { propertySettings } from './permission-steps.js';
import { propertiesOf } from './property-checks.js';
import type { Property } from './replies.js';

/** Says why a property is not among those that can be mapped (HubSpot docs, CRM properties guide, Nov 2026). */
export async function findProperty(
  client: CrmClient,
  paths: Paths,
  object: string,
  name: string,
  signal: AbortSignal,
): Promise<FieldFinding> {
  const [live, archived] = await Promise.all([
    propertiesOf(client, paths, object, signal),
    propertiesOf(client, paths, object, signal, true),
  ]);
  const label = about.objects.find((each) => each.name === object)?.label ?? object;
  const url = propertySettings(client);
  const open = ['Open Settings → Properties.', `Choose ${label} and search for “${name}”.`];
  const found = live?.find((property) => isCalled(property, name));
  if (found && isMappable(found)) {
    return finding(
      'mappable',
      found.label,
      'field_mappable',
      `${found.label} is there and can be mapped.`,
      [],
    );
  }
  if (found) {
    return finding('read_only', found.label, 'hubspot_field_read_only', whyClosed(found), [
      ...open,
      'Make a property of your own for it, and map that.',
    ]);
  }
  const put = archived?.find((property) => isCalled(property, name));
  if (put) {
    const why = `${put.label} was archived in HubSpot.`;
    const restore = `Open the tab Archived properties, choose ${put.label} and restore it.`;
    return finding('not_seen', put.label, 'hubspot_field_archived', why, [...open.slice(0, 1), restore]);
  }
  return finding(
    'not_seen',
    name,
    'hubspot_field_not_seen',
    `HubSpot shows this app no property “${name}” of ${label}.`,
    [
      ...open,
      'If it is not there, it belongs to another object, or has yet to be made.',
      'If it is there, open it: HubSpot shows apps no sensitive data. Make another property for what bookings fill.',
    ],
  );

  function finding(
    state: FieldFinding['state'],
    shown: string,
    code: string,
    why: string,
    steps: readonly string[],
  ): FieldFinding {
    return { state, label: shown, code, why, steps, url };
  }
}

function isCalled({ name, label }: Property, wanted: string): boolean {
  return [name, label].some((word) => word.toLowerCase() === wanted.toLowerCase());
}

function whyClosed({ label, calculated, fieldType, hidden }: Property): string {
  if (calculated === true || fieldType.startsWith('calculation_'))
    return `${label} is calculated by HubSpot, so nobody can write it.`;
  if (hidden === true) return `${label} is hidden in HubSpot, and kept for HubSpot’s own use.`;
  return `${label} is read-only in HubSpot: HubSpot fills it by itself.`;
}
