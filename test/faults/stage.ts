import { after, before } from 'node:test';
import { connectedWorld, type Watched } from './arrange.js';
import type { Call, Fate } from './wire.js';
import { startStandIns, type Provider, type StandIns, type WorldOptions } from './world.js';

export const both = ['hubspot', 'salesforce'] as const;

/** Shares one pair of emulators among the tests of a file; each test has a world of its own. */
export function stage() {
  let standIns: StandIns | undefined;
  before(async () => void (standIns = await startStandIns()));
  after(() => standIns?.close());
  return async (
    providers: Provider | readonly Provider[],
    act: (watched: Watched) => Promise<void>,
    options: WorldOptions = {},
  ): Promise<void> => {
    const list = typeof providers === 'string' ? [providers] : providers;
    const watched = await connectedWorld(list, { ...(standIns && { standIns }), ...options });
    try {
      await act(watched);
    } finally {
      await watched.close();
    }
  };
}

/** The calls by which each CRM's records come into being, change and are looked for. */
export const paths = {
  hubspot: {
    people: /contacts\/batch\/upsert/,
    meetings: /meetings\/batch\/create/,
    updates: /meetings\/batch\/update/,
    token: /^\/oauth\/.*token$/,
  },
  salesforce: {
    people: /composite\/sobjects/,
    meetings: /composite/,
    updates: /composite/,
    token: /\/oauth2\/token$/,
  },
} as const;

/** What tells a write from another. */
type Written = Pick<Call, 'url' | 'method' | 'body'>;

/** True for a call that creates a meeting, whatever else it does. */
export function createsMeetings(provider: Provider, call: Written): boolean {
  if (provider === 'hubspot') return paths.hubspot.meetings.test(call.url.pathname);
  return (
    (call.method === 'POST' && /"attributes":\{"type":"Event"\}/.test(call.body)) ||
    /"method":"POST","url":"[^"]*\/sobjects\/Event"/.test(call.body)
  );
}

export function updatesMeetings(provider: Provider, call: Written): boolean {
  if (provider === 'hubspot') return paths.hubspot.updates.test(call.url.pathname);
  return (
    (call.method === 'PATCH' && /"attributes":\{"type":"Event"\}/.test(call.body)) ||
    /"method":"PATCH","url":"[^"]*\/sobjects\/Event/.test(call.body)
  );
}

/** True for a call that changes a person who is there. */
export function updatesPeople(provider: Provider, { url, body }: Written): boolean {
  const changes = provider === 'hubspot' ? /contacts\/batch\/update/ : /"method":"PATCH","url":"[^"]*\/Lead/;
  return changes.test(url.pathname + body);
}

/** True for a call that links guests to a meeting that is there. */
export function linksGuests(provider: Provider, call: Call): boolean {
  return provider === 'hubspot'
    ? /meetings\/contacts\/batch\/associate/.test(call.url.pathname)
    : updatesMeetings(provider, call);
}

/** Gives a fate to the first calls that fit, and lets all others pass. */
export function harm(
  watched: Watched,
  fits: (call: Call) => boolean,
  fate: Fate,
  times = 1,
): { met: number } {
  const count = { met: 0 };
  watched.world.wire.judge = (call) => {
    if (count.met >= times || !fits(call)) return { kind: 'passes' };
    count.met++;
    return fate;
  };
  return count;
}
