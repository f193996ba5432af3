/** Bad weather between the server and the CRMs, of seeded chance. */
import type { Chance } from './random.js';
import type { Call, Fate, Judge } from './wire.js';
import type { Provider } from './world.js';
import { second } from './world.js';

/** Faults that an emulator is told to have for a while. */
export interface Spell {
  readonly name: string;
  readonly faults: readonly object[];
  readonly org?: object;
}

const page = '<html><body>We are down for maintenance.</body></html>';

const everywhere: readonly Spell[] = [
  { name: 'calm', faults: [] },
  { name: 'calm', faults: [] },
  { name: 'cut before', faults: [{ share: 0.3, then: { drop: true } }] },
  { name: 'lost replies', faults: [{ share: 0.3, then: { commitThenDrop: true } }] },
  { name: 'all replies lost', faults: [{ times: 6, then: { commitThenDrop: true } }] },
  { name: 'rolling limit', faults: [{ share: 0.4, then: { rateLimit: 'rolling' } }] },
  {
    name: 'server errors',
    faults: [{ share: 0.4, then: { status: 500, body: { message: 'Internal error' } } }],
  },
  { name: 'bad gateway', faults: [{ share: 0.3, then: { status: 502, body: page } }] },
  { name: 'outage', faults: [{ then: { status: 503, body: page } }] },
  { name: 'short tokens', faults: [], org: { tokenLifetimeSeconds: 120 } },
];

const spells: Readonly<Record<Provider, readonly Spell[]>> = {
  hubspot: [
    ...everywhere,
    {
      name: 'locked',
      faults: [{ share: 0.3, then: { status: 423, body: {}, headers: { 'retry-after': '2' } } }],
    },
    {
      name: 'migrating',
      faults: [{ times: 2, then: { status: 477, body: {}, headers: { 'retry-after': '60' } } }],
    },
  ],
  salesforce: [
    ...everywhere,
    { name: 'rotation', faults: [], org: { rotation: true, tokenLifetimeSeconds: 300 } },
    { name: 'row locks', faults: [{ then: { rowError: 'UNABLE_TO_LOCK_ROW', share: 0.3 } }] },
    { name: 'daily limit', faults: [{ times: 3, then: { rateLimit: 'daily' } }] },
  ],
};

export function spellFor(chance: Chance, provider: Provider): Spell {
  const [first, ...rest] = spells[provider];
  return chance.oneOf([first ?? { name: 'calm', faults: [] }, ...rest]);
}

/** How bad the wire itself is. */
export interface Roughness {
  /** Share of requests that meet something. */
  readonly share: number;
  /** Share of requests at which the server dies. */
  readonly crashes: number;
}

/** Decides for each request; a request of one CRM takes no chance from the other's. */
export function roughWire(chance: Chance, roughness: () => Roughness, met: (fate: Fate) => void): Judge {
  const own = { hubspot: chance.fork(), salesforce: chance.fork() };
  return (call) => {
    const fate = fateOf(own[providerOf(call)], roughness());
    if (fate.kind !== 'passes') met(fate);
    return fate;
  };
}

function fateOf(chance: Chance, { share, crashes }: Roughness): Fate {
  if (chance.happens(crashes)) return { kind: chance.oneOf(['crashBefore', 'crashAfter']) };
  if (!chance.happens(share)) return { kind: 'passes' };
  switch (chance.between(1, 5)) {
    case 1:
      return { kind: 'refused' };
    case 2:
      return { kind: 'cut' };
    case 3:
      return { kind: 'replyLost' };
    case 4:
      return { kind: 'slowReply', milliseconds: chance.between(1, 40) * second };
    default:
      // What commits later than its deadline and the wait after it is the one window that stays open.
      return { kind: 'lateArrival', milliseconds: chance.between(1, 28) * second };
  }
}

export function providerOf({ url }: Pick<Call, 'url'>): Provider {
  return url.pathname.startsWith('/services/') ? 'salesforce' : 'hubspot';
}
