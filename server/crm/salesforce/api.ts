import { CrmError, type CrmClient, type CrmReply, type FaultContext } from '../adapter.js';
import { faultOf } from './errors.js';

/** Version of the REST API that we speak (Salesforce release notes, Summer '26). */
export const dataPath = '/services/data/v67.0';

/** Path of one object, or of one of its records. */
export function objectPath(object: string, id?: string): string {
  const path = `${dataPath}/sobjects/${encodeURIComponent(object)}`;
  return id === undefined ? path : `${path}/${encodeURIComponent(id)}`;
}

/** The fault of a reply that should have been a success; throws it as a {@link CrmError}. */
export function expectSuccess(reply: CrmReply, context: Partial<FaultContext> = {}): void {
  const fault = faultOf(reply, { object: null, labels: {}, now: new Date(0), ...context });
  if (fault !== null) throw new CrmError(fault);
}

/** A GET whose reply must be a success. */
export async function get(
  client: CrmClient,
  path: string,
  signal: AbortSignal,
  context: Partial<FaultContext> = {},
): Promise<CrmReply> {
  const reply = await client.request({ method: 'GET', path, effect: 'read', signal });
  expectSuccess(reply, context);
  return reply;
}
