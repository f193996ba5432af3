import { CrmError } from '../crm/adapter.js';
import { faultOf } from '../crm/http.js';

/** Gives `work` so long; a CRM that has not answered by then is a fault like any other. */
export async function withDeadline<T>(
  crm: string,
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const signal = AbortSignal.timeout(milliseconds);
  try {
    return await work(signal);
  } catch (error) {
    if (error instanceof CrmError || !signal.aborted) throw error;
    throw new CrmError(faultOf('timeout', `${crm} did not answer in time.`, { params: { crm } }));
  }
}
