import { CrmError, type CrmClient } from '../adapter.js';
import type { CrmField, NewField, NewFieldPlan } from '../../contract/model/index.js';
import { fieldSetup } from './field-checks.js';
import { plainFault } from './plain-fault.js';

/** Salesforce lets only its own Setup create fields, so this tells the steps. */
export async function createField(client: CrmClient, object: string, field: NewField): Promise<CrmField> {
  const label = setupName(object);
  throw new CrmError({
    ...plainFault('record_refused'),
    object,
    sentence: 'Salesforce fields can only be created in Salesforce itself.',
    fix: {
      text: `Setup → Object Manager → ${label} → Fields & Relationships → New: ${setupTypes[field.type]}, label “${field.label}”. Let the connected user’s profile edit it, then refresh the fields here.`,
      url: fieldSetup(client, object),
    },
  });
}

const setupTypes: Readonly<Record<NewField['type'], string>> = {
  text: 'Text',
  multiline: 'Text Area (Long)',
  email: 'Email',
  phone: 'Phone',
  url: 'URL',
  number: 'Number',
  boolean: 'Checkbox',
  date: 'Date',
  datetime: 'Date/Time',
  enum: 'Picklist',
  multi_enum: 'Picklist (Multi-Select)',
};

/** The steps in Setup, in order (Salesforce help, Create Custom Fields; Field-Level Security, Winter '26). */
export async function planField(client: CrmClient, object: string, field: NewField): Promise<NewFieldPlan> {
  const label = setupName(object);
  const name = fieldName(field.label);
  const type = setupTypes[field.type];
  const takesChoices = field.type === 'enum' || field.type === 'multi_enum';
  const choices = takesChoices ? (field.options ?? []) : [];
  return {
    name: `${name}__c`,
    type,
    groups: [],
    missing: null,
    steps: [
      `Open Setup → Object Manager → ${label} → Fields & Relationships, and press New.`,
      `Choose the type ${type}, and press Next.`,
      `Field Label “${field.label}”, Field Name “${name}”${sizeOf(field)}.`,
      ...(choices.length > 0
        ? [
            `Enter values, with each value separated by a new line: ${choices.map((each) => each.label).join(', ')}.`,
          ]
        : []),
      'Field-level security: tick Visible, and not Read-Only, for the profile of the connected user.',
      'Save. Then check again here.',
    ],
    url: fieldSetup(client, object),
  };
}

function sizeOf({ type }: NewField): string {
  if (type === 'text') return ', Length 255';
  if (type === 'multiline') return ', Length 32,768';
  return type === 'number' ? ', Length 16, Decimal Places 2' : '';
}

/** What Setup makes of a label: letters, digits and single underscores, a letter first, 40 characters at most. */
function fieldName(label: string): string {
  const plain = label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40)
    .replace(/_+$/, '');
  if (plain === '') return 'New_Field';
  return /^[A-Za-z]/.test(plain) ? plain : `X${plain}`.slice(0, 40);
}

/** What Setup calls an object: custom fields of events are those of activities (Salesforce help, Activity Custom Fields). */
function setupName(object: string): string {
  return object === 'Event' ? 'Activity' : object;
}
