import type { FieldFinding } from '../../contract/model/index.js';
import type { CrmClient } from '../adapter.js';
import { declarationOf } from './declaration.js';
import type { DescribedField } from './describe.js';
import { fieldSetup, visibleFields } from './field-checks.js';

/** Says why a field is not among those that can be mapped (Salesforce docs, DescribeSObjectResult; help, Field-Level Security). */
export async function findField(
  client: CrmClient,
  object: string,
  name: string,
  signal: AbortSignal,
): Promise<FieldFinding> {
  const objectLabel = declarationOf(object)?.label ?? object;
  const url = fieldSetup(client, object);
  const open = `Open Setup → Object Manager → ${object} → Fields & Relationships.`;
  const seen = await visibleFields(client, object, signal);
  const field = seen?.find((each) => isCalled(each, name));
  const label = field?.label ?? name;
  if (!field) {
    return {
      ...{ state: 'not_seen', label, code: 'salesforce_field_not_seen', url },
      why: `Salesforce shows the connected user no field “${name}” on ${objectLabel}. Either field-level security hides it from that user, or there is none of this name.`,
      steps: [
        open,
        `Search for “${name}”. If it is not there, press New to create it.`,
        `If it is there, open it and press Set Field-Level Security.`,
        'Tick Visible and clear Read-Only for the profile or permission set of the connected user, and save.',
      ],
    };
  }
  if (field.createable || field.updateable) {
    const why = `${label} is there and can be mapped.`;
    return { state: 'mappable', label, code: 'field_mappable', why, steps: [], url };
  }
  if (field.calculated || field.autoNumber || !field.permissionable) {
    return {
      ...{ state: 'read_only', label, code: 'salesforce_field_read_only', url },
      why: `${label} is filled by Salesforce itself, so nobody can write it.`,
      steps: [open, 'Press New to create a field of your own for it, and map that.'],
    };
  }
  return {
    ...{ state: 'read_only', label, code: 'salesforce_field_locked', url },
    why: `Field-level security lets the connected user see ${label}, not write it.`,
    steps: [
      open,
      `Open ${label} and press Set Field-Level Security.`,
      'Clear Read-Only for the profile or permission set of the connected user, and save.',
    ],
  };
}

/** By its label or API name; a custom one also without its ending. */
function isCalled({ name, label }: DescribedField, wanted: string): boolean {
  const word = wanted.toLowerCase();
  return [name, label, name.replace(/__c$/, '')].some((each) => each.toLowerCase() === word);
}
