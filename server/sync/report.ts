import type { Log } from '../http/log.js';
import type { ItemResult } from '../worklist/worklist.js';

/** Most bookings that one line of the log names. */
const mostNamed = 20;

/** Says in the log what became of a batch: ids, codes and the CRM's request id, nothing of anybody's data. */
export function reportResults(
  log: Pick<Log, 'debug' | 'info'>,
  connection: string,
  results: readonly ItemResult[],
): void {
  const written = results.filter(({ state }) => state === 'synced');
  if (written.length > 0) log.debug({ connection, ...named(written) }, 'bookings were written');
  const faults = new Map<string, ItemResult[]>();
  for (const result of results) {
    const { state, fault } = result;
    if (state === 'synced' || fault === null || fault.class === 'skipped') continue;
    const key = [state, fault.code, fault.object, fault.field, fault.requestId].join('~');
    faults.set(key, [...(faults.get(key) ?? []), result]);
  }
  for (const group of faults.values()) {
    const { state, fault, nextAt } = group[0] ?? {};
    if (!fault || fault.class === 'skipped') continue;
    const { code, object, field, requestId } = fault;
    log.info(
      { connection, state, fault: code, object, field, crmRequestId: requestId, nextAt, ...named(group) },
      'bookings were not written',
    );
  }
}

function named(results: readonly ItemResult[]): { bookings: string[]; count: number } {
  return { bookings: results.slice(0, mostNamed).map(({ key }) => key.booking), count: results.length };
}
