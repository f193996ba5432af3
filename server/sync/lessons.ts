import type { Fault } from '../contract/model/index.js';
import type { SyncItem } from '../worklist/item.js';
import { causesGone } from '../worklist/probing.js';
import type { ItemResult } from '../worklist/worklist.js';
import type { DispatcherEffects } from './dispatcher.js';
import { causeOf } from './faults.js';
import type { Line } from './line.js';
import type { SyncConnection } from './neighbours.js';

/** What the CRM's refusals teach, beside holding a booking. */
export interface Lessons<C extends SyncConnection> {
  learn(connection: C, faults: readonly Fault[]): Promise<void>;
  lookAgain(connection: C, results: readonly ItemResult[], version: number, line: Line): Promise<void>;
  /** A host whom the CRM did not know may have been given a user there since its users were read. */
  lookForHosts(connection: C, results: readonly ItemResult[]): Promise<void>;
  /** What one booking was tried for is no reason to hold the others any more. */
  free(connection: C, tried: readonly SyncItem[], results: readonly ItemResult[]): Promise<void>;
}

/** Refusals of one time have one cause: the fields are read again once for all of them. */
const metadataAgeMs = 5 * 60_000;
/** Hosts who are no users of the CRM are common: they are looked for anew only now and then. */
const usersAgeMs = 15 * 60_000;

export function createLessons<C extends SyncConnection>({
  store,
  worklist,
  catalog,
  mappings,
  now,
  log,
}: DispatcherEffects<C>): Lessons<C> {
  /** What was refused may have been mended by now, or be refused because the CRM's fields are others than we think. */
  async function lookAgain(
    connection: C,
    results: readonly ItemResult[],
    version: number,
    line: Line,
  ): Promise<void> {
    const { id } = connection;
    const current = await mappings.current(connection);
    if (current !== null && current.version !== version && version > 0) {
      await store.transaction((tx) => worklist.release(tx, id, mayPassNow));
    }
    if (
      !results.some(({ fault }) => fault !== null && isAboutFields(fault)) ||
      Math.abs(now().getTime() - line.metadataReadAt) < metadataAgeMs
    )
      return;
    line.metadataReadAt = now().getTime();
    try {
      await catalog.all(connection, { refresh: true });
    } catch (error) {
      log.warn({ connection: id, err: error }, 'the fields could not be read again after a refusal');
    }
  }

  async function lookForHosts(connection: C, results: readonly ItemResult[]): Promise<void> {
    const isUnknown = results.some(({ omitted }) => omitted.some(({ code }) => code === 'owner_unknown'));
    if (!isUnknown) return;
    try {
      await catalog.users(connection, { staleMs: usersAgeMs });
    } catch (error) {
      log.warn({ connection: connection.id, err: error }, 'the users could not be read again');
    }
  }

  async function free({ id }: C, tried: readonly SyncItem[], results: readonly ItemResult[]): Promise<void> {
    const gone = causesGone(tried, results);
    if (gone.size === 0) return;
    await store.transaction((tx) => worklist.release(tx, id, (fault) => gone.has(causeOf(fault))));
  }

  /** A field that turned out to be required is required from now on. */
  async function learn(connection: C, faults: readonly Fault[]): Promise<void> {
    const seen = new Set<string>();
    for (const { object, field, code, requestId } of faults) {
      if (object === null || field === null || seen.has(`${object}.${field}`)) continue;
      seen.add(`${object}.${field}`);
      const source = requestId === null ? code : `${code} in request ${requestId}`;
      await catalog.learn(connection, object, field, source);
    }
  }

  return { learn, lookAgain, lookForHosts, free };
}

/** What a mapping of before could not write, the one of now may. */
function mayPassNow({ class: kind }: Fault): boolean {
  return kind === 'data' || kind === 'permission';
}

/** True for a refusal, of the CRM or of our own checks, that other fields than those we know may explain. */
function isAboutFields(fault: NonNullable<ItemResult['fault']>): boolean {
  return fault.class === 'data' && fault.field !== null;
}
