import type { FieldAccess, PermissionCheck } from '../../contract/model/index.js';
import { CrmError, type CrmClient, type MappedUse } from '../adapter.js';
import { ask } from './ask.js';
import { about } from './declaration.js';
import { isMappable } from './fields.js';
import type { Paths } from './paths.js';
import { propertySettings } from './permission-steps.js';
import { propertyList, type Property } from './replies.js';

/** One check per object: each mapped property is there and can be written. HubSpot's properties are the same for every app. */
export async function propertyChecks(
  client: CrmClient,
  paths: Paths,
  use: MappedUse,
  signal: AbortSignal,
): Promise<readonly PermissionCheck[]> {
  const inUse = Object.entries(use.objects).map(
    ([object, names]) => [object, names.filter((name) => !name.includes('.'))] as const,
  );
  const checks = await Promise.all(
    inUse
      .filter(([, names]) => names.length > 0)
      .map(async ([object, names]) => {
        const known = await propertiesOf(client, paths, object, signal);
        return known && propertyCheck(client, object, names, known);
      }),
  );
  return checks.flatMap((check) => check ?? []);
}

/** Null when they may not be seen: the check of the object itself tells that. */
export async function propertiesOf(
  client: CrmClient,
  paths: Paths,
  object: string,
  signal: AbortSignal,
  archived = false,
): Promise<readonly Property[] | null> {
  const path = `${paths.properties(object)}?archived=${archived}`;
  try {
    const { results } = await ask(
      client,
      { method: 'GET', path, effect: 'read', signal },
      propertyList,
      object,
    );
    return results;
  } catch (error) {
    if (error instanceof CrmError && error.fault.class === 'permission') return null;
    throw error;
  }
}

function propertyCheck(
  client: CrmClient,
  object: string,
  names: readonly string[],
  known: readonly Property[],
): PermissionCheck {
  const properties = new Map(known.map((property) => [property.name, property]));
  const fields = names.map((name) => accessTo(name, properties.get(name)));
  const gone = fields.filter(({ rights }) => rights.read === 'missing').map(({ label }) => label);
  const closed = fields.filter(({ rights }) => rights.edit === 'missing').map(({ label }) => label);
  const fixed = closed.filter((label) => !gone.includes(label));
  const label = about.objects.find(({ name }) => name === object)?.label ?? object;
  const steps = [
    'Open Settings → Properties.',
    `Choose ${label}.`,
    ...(gone.length > 0 ? [`Look for ${gone.join(', ')} under Archived, and restore what is needed.`] : []),
    ...(fixed.length > 0 ? [`HubSpot lets no app write ${fixed.join(', ')}: map other properties.`] : []),
  ];
  return {
    id: `${object}_properties`,
    label: `Write the mapped properties of ${label}`,
    object,
    need: 'required',
    code: 'hubspot_fields_why',
    why: 'A property that can’t be written is left empty, or holds the booking.',
    state: closed.length > 0 ? 'missing' : 'granted',
    fix: { text: steps.join('\n'), url: propertySettings(client) },
    fields,
  };
}

function accessTo(name: string, property: Property | undefined): FieldAccess {
  const write = property && isMappable(property) ? 'granted' : 'missing';
  const read = property ? 'granted' : 'missing';
  return { name, label: property?.label ?? name, rights: { read, create: write, edit: write } };
}
