import { mapperEffort } from './mapper-effort.js';
import { mapperOpening } from './mapper-opening.js';
import { mapperRows } from './mapper-rows.js';
import type { Table } from './report.js';

/** What the mapper takes: to open, to pick among thousands, to be kept open, and to be made ready by a person. */
export async function mapperBench(): Promise<readonly Table[]> {
  return [await mapperOpening(), ...(await mapperRows()), await mapperEffort()];
}
