import type {
  CrmField,
  CrmObject,
  JsonValue,
  ObjectMapping,
  Row,
} from '../../../server/contract/model/index.js';
import { builtInFields } from '../../../server/contract/rules/built-in-fields.js';
import { defaultCreateOn, row } from '../../../server/contract/rules/core-row.js';
import { render, type Codec, type Rendered, type RenderInput } from '../../../server/mappings/engine.js';

/** A writable field of some type; everything else as given. */
export function crmField(name: string, type: CrmField['type'], given: Partial<CrmField> = {}): CrmField {
  return {
    name,
    label: name,
    type,
    crmType: type,
    custom: false,
    group: null,
    required: null,
    createable: true,
    updateable: true,
    options: [],
    restricted: false,
    maxLength: null,
    precision: null,
    scale: null,
    help: null,
    ...given,
  };
}

/** Choices of which the values are the labels in capitals; one that ends in `!` is inactive. */
export function options(...labels: string[]): CrmField['options'] {
  return labels.map((label) => {
    const name = label.replace(/!$/, '');
    return { value: name.toUpperCase(), label: name, active: name === label };
  });
}

export const lead: CrmObject = {
  name: 'Lead',
  label: 'Leads',
  singular: 'lead',
  role: 'person',
  createable: true,
  updateable: true,
  requiredGroups: [],
  who: null,
};

export const meeting: CrmObject = {
  name: 'Meeting',
  label: 'Meetings',
  singular: 'meeting',
  role: 'meeting',
  createable: true,
  updateable: true,
  requiredGroups: [['End', 'Minutes']],
  who: { target: 'Who', label: 'Name' },
};

/** A CRM that takes values as they are and has one word for a cancelled meeting. */
export const plainCodec: Codec = {
  encode: (value): JsonValue => value,
  isBlank: (wire) => wire === undefined || wire === null || wire === '',
  lifecycle: () => [],
};

export function objectMapping(...rows: readonly Parameters<typeof row>[0][]): ObjectMapping {
  return { enabled: true, createOn: defaultCreateOn, required: [], rows: rows.map(row) };
}

type Case = Partial<Omit<RenderInput, 'mapping'>> & {
  readonly rows?: readonly (Partial<Row> & { readonly target: string })[];
  readonly mapping?: ObjectMapping;
};

/** Everything that rendering needs, with only what a test is about said. */
export function renderInput({ rows = [], mapping, ...given }: Case): RenderInput {
  return {
    object: lead,
    mapping: mapping ?? objectMapping(...rows.map((one, i) => ({ id: `r${i}`, ...one }))),
    fields: [],
    values: {},
    sources: builtInFields,
    timeZone: 'America/New_York',
    status: 'booked',
    reached: ['booked'],
    record: { kind: 'create' },
    owner: null,
    codec: plainCodec,
    crmName: 'Acme CRM',
    fieldWord: 'field',
    ...given,
  };
}

export function rendered(given: Case): Rendered {
  return render(renderInput(given));
}

/** What goes over the wire. */
export function written({ fields }: Rendered): Record<string, JsonValue> {
  return Object.fromEntries(fields.flatMap((field) => (field.written ? [[field.name, field.value]] : [])));
}
