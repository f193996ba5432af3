import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

/** A record as the emulated CRM holds it. */
export interface CrmRecord {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** One emulated org, seen from the CRM's side. */
export interface Crm {
  records(object: string): Promise<readonly CrmRecord[]>;
  /** Waits until the org holds exactly one record that fits, and answers it. */
  one(object: string, fits: (record: CrmRecord) => boolean): Promise<CrmRecord>;
  /** Replaces the faults that calls meet; an empty list mends all. */
  faults(faults: readonly object[]): Promise<void>;
  /** Changes how the org is set up. */
  change(patch: object): Promise<void>;
  /** How many API calls came since the org was reset. */
  calls(): Promise<number>;
  /** Back to the seeded org. */
  reset(): Promise<void>;
}

/** The control routes of an emulator. */
export function crmAt(url: string, org: string): Crm {
  const ask = async (method: string, path: string, body?: object) => {
    const reply = await fetch(`${url}/_emulator/${path}?org=${org}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
    return reply.json();
  };
  const records = async (object: string): Promise<readonly CrmRecord[]> =>
    (await ask('GET', `records/${object}`)).records;
  return {
    records,
    one: async (object, fits) => {
      const found = await eventually(
        async () => (await records(object)).filter(fits),
        ({ length }) => length > 0,
      );
      assert.equal(found.length, 1, `one ${object}, not ${JSON.stringify(found)}`);
      const [record] = found;
      assert.ok(record);
      return record;
    },
    faults: (faults) => ask('POST', 'faults', faults),
    change: (patch) => ask('PATCH', 'org', patch),
    calls: async () => (await ask('GET', 'calls')).total,
    reset: () => ask('POST', 'reset'),
  };
}

/** Looks again and again until what it sees is as wanted; after a while it fails with what it saw last. */
export async function eventually<T>(
  look: () => Promise<T>,
  isWanted: (seen: T) => boolean,
  forMs = 20_000,
): Promise<T> {
  const end = Date.now() + forMs;
  for (;;) {
    const seen = await look();
    if (isWanted(seen)) return seen;
    if (Date.now() > end) assert.fail(`It did not come to be. Last seen: ${JSON.stringify(seen)}`);
    await pause(50);
  }
}
