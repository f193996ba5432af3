import type { Mapping, Row } from '../../server/contract/model/index.js';
import { rowsOf } from '../../components/crm-field-mapper/draft.js';
import type { Tenant } from './stage.js';

/** The saved mapping, as the server has it. */
export function savedMapping(tenant: Tenant, provider = 'salesforce'): Promise<Mapping> {
  return tenant.call<Mapping>('GET', `/providers/${provider}/mapping`);
}

/** The row that fills a field. */
export function rowOf(mapping: Mapping, object: string, target: string): Row {
  const found = rowsOf(mapping, object).find((row) => row.target === target);
  if (!found) throw new Error(`No row of ${object} fills ${target}.`);
  return found;
}

/** What somebody changes in a mapping while nobody looks. */
export interface Change {
  readonly provider?: string;
  readonly object: string;
  readonly target: string;
  /** Parts of the row; a row that is not there is added. */
  readonly row: Partial<Row>;
  readonly sub?: string;
}

/** Saves a mapping with one row changed or added. */
export async function changeRow(
  tenant: Tenant,
  { provider = 'salesforce', object, target, row, sub }: Change,
) {
  const mapping = await savedMapping(tenant, provider);
  const known = mapping.objects[object];
  const rows = rowsOf(mapping, object);
  const changed = rows.some((each) => each.target === target)
    ? rows.map((each) => (each.target === target ? { ...each, ...row } : each))
    : [...rows, { id: `row-${target}`, target, sources: [], ...row }];
  await tenant.call(
    'PUT',
    `/providers/${provider}/mapping`,
    { ...mapping, objects: { ...mapping.objects, [object]: { ...known, rows: changed } } },
    { ifMatch: `"${mapping.version}"`, ...(sub && { sub }) },
  );
}
