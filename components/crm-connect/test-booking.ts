import { problemOf, wasAborted, type ClientProblem } from '../api/problem.js';
import type { ApiClient } from '../api/client.js';
import type { BookingSync } from '../../server/contract/model/index.js';
import { postTestBooking, readBooking } from '../api/connection-calls.js';

/** A test booking on its way. */
export type TestBooking =
  | { readonly state: 'sending' }
  | { readonly state: 'sent'; readonly id: string; readonly sync: BookingSync }
  | { readonly state: 'failed'; readonly problem: ClientProblem };

/** Looks at it this often while somebody is likely to watch, later less often. */
const [soon, later] = [300, 1500];
const looks = 60;

/** Sends a marked booking through the whole pipe and follows it until the CRM holds it or refuses it. */
export async function sendTestBooking(
  client: ApiClient,
  provider: string,
  signal: AbortSignal,
  onChange: (test: TestBooking) => void,
): Promise<void> {
  onChange({ state: 'sending' });
  try {
    const { id } = await postTestBooking(client, provider);
    for (let look = 0; look < looks && !signal.aborted; look += 1) {
      const { syncs } = await readBooking(client, id, signal);
      const sync = syncs.find((each) => each.provider === provider);
      if (sync && sync.state !== 'pending') {
        onChange({ state: 'sent', id, sync });
        return;
      }
      if (sync) onChange(sync.fault ? { state: 'sent', id, sync } : { state: 'sending' });
      await pause(look < 10 ? soon : later, signal);
    }
  } catch (error) {
    if (!wasAborted(error)) onChange({ state: 'failed', problem: problemOf(error) });
  }
}

/** How far it got since: what was refused or kept waiting may have arrived. */
export async function lookAgain(
  client: ApiClient,
  provider: string,
  id: string,
  signal: AbortSignal,
): Promise<TestBooking | undefined> {
  try {
    const { syncs } = await readBooking(client, id, signal);
    const sync = syncs.find((each) => each.provider === provider);
    return sync && { state: 'sent', id, sync };
  } catch (error) {
    // What was known of it stays until the next look.
    if (!wasAborted(error)) problemOf(error);
    return undefined;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
