import assert from 'node:assert/strict';
import { audit, type BookingTold, type Evidence, type Finding } from './auditor.js';
import { addedRows, cases, shapes, subjectFor, type BookingEvent } from './story.js';
import { minute, second, World, type Provider, type WorldOptions } from './world.js';

/** A world whose admin has connected CRMs and maps what the auditor looks at. */
export async function connectedWorld(
  providers: readonly Provider[],
  options: WorldOptions = {},
): Promise<Watched> {
  const name = JSON.stringify([providers, options.from, options.tenant, options.settings]);
  const image = options.standIns?.images.get(name);
  if (image) return new Watched(await World.start(options, image), providers, image.seeded);
  const world = await World.start(options);
  const seeded = new Set<string>();
  for (const provider of providers) {
    await connectAndMap(world, provider);
    for (const object of objectsOf(provider))
      for (const record of await world.crm(provider).records(object))
        seeded.add(`${provider}/${record['id']}`);
  }
  await world.clock.quiet();
  world.wire.calls.length = 0;
  if (options.standIns) world.keep(name, seeded);
  return new Watched(world, providers, seeded);
}

/** Signs in and adds the rows of the tests to the mapping. */
export async function connectAndMap(world: World, provider: Provider): Promise<void> {
  await world.connect(provider);
  await changeMapping(world, provider, (mapping) => {
    for (const [object, rows] of Object.entries(addedRows[provider])) {
      const ids = rows.map((row) => ('id' in row ? row.id : ''));
      const kept = mapping.objects[object].rows.filter((row: { id: string }) => !ids.includes(row.id));
      mapping.objects[object].rows = [...kept, ...rows];
    }
    return mapping;
  });
}

/** Saves a changed mapping as an admin does. */
export async function changeMapping(
  world: World,
  provider: Provider,
  change: (mapping: any) => unknown,
): Promise<void> {
  const { body } = await world.api('admin', 'GET', `/providers/${provider}/mapping`);
  const saved = await world.api('admin', 'PUT', `/providers/${provider}/mapping`, change(body), {
    'if-match': `"${body.version}"`,
  });
  assert.equal(saved.status, 200, JSON.stringify(saved.body));
}

/** A world together with what was acknowledged in it. */
export class Watched {
  readonly acknowledged: BookingEvent[] = [];
  private firstCall: number;

  constructor(
    readonly world: World,
    readonly providers: readonly Provider[],
    private readonly seeded: ReadonlySet<string>,
  ) {
    this.firstCall = world.wire.calls.length;
  }

  /** Sends events as one request; false when no 202 came back. */
  async send(events: readonly BookingEvent[]): Promise<boolean> {
    const reply = await this.world.tell('service', 'POST', '/bookings', events);
    if (reply?.status === 202) this.acknowledged.push(...events);
    else if (reply) assert.ok(reply.status >= 500, JSON.stringify(reply.body));
    return reply?.status === 202;
  }

  /** Sends events that must be taken, and lets what follows at once happen. */
  async book(...events: readonly BookingEvent[]): Promise<void> {
    for (let start = 0; start < events.length; start += 500)
      assert.ok(await this.send(events.slice(start, start + 500)), 'the events were not acknowledged');
    await this.world.pass(second);
  }

  async told(id: string): Promise<BookingTold> {
    return (await this.world.api('member', 'GET', `/bookings/${encodeURIComponent(id)}`)).body;
  }

  /** API calls since the last {@link forgetCalls}. */
  calls(provider: Provider) {
    const isTheirs = provider === 'hubspot' ? /^\/(crm|account-info)/ : /^\/services\/data/;
    return this.world.wire.calls.slice(this.firstCall).filter(({ url }) => isTheirs.test(url.pathname));
  }

  forgetCalls(): void {
    this.firstCall = this.world.wire.calls.length;
  }

  /** Lets time pass until nothing waits any more, or `most` is over. */
  async settle(most = 3 * 60 * minute): Promise<void> {
    const end = this.world.clock.milliseconds + most;
    const step = 5 * second;
    for (let hop = step; this.world.clock.milliseconds < end; hop = Math.min(hop * 2, 30 * minute)) {
      if (this.world.isCrashed) await this.world.restart();
      await this.world.pass(hop);
      if (!this.world.isCrashed && !(await this.isWaiting())) return;
    }
  }

  async evidence(provider: Provider): Promise<Evidence> {
    const told = new Map<string, BookingTold>();
    for (const id of new Set(this.acknowledged.map((event) => event.id))) {
      const reply = await this.world.api('member', 'GET', `/bookings/${encodeURIComponent(id)}`);
      if (reply.status === 200) told.set(id, reply.body);
    }
    const records: Record<string, Record<string, unknown>[]> = {};
    for (const object of objectsOf(provider)) {
      const all = await this.world.crm(provider).records(object);
      records[object] = all.filter(({ id }) => !this.seeded.has(`${provider}/${String(id)}`));
    }
    const calls = this.calls(provider);
    const refused = calls.filter(
      ({ status, reply }) =>
        status !== null && isOurFault(status) && !reply.includes('REQUEST_LIMIT_EXCEEDED'),
    );
    return {
      provider,
      acknowledged: this.acknowledged,
      records,
      told,
      calls: { total: calls.length, refused: refused.length },
    };
  }

  async audit(more: Partial<Evidence> = {}): Promise<readonly Finding[]> {
    const findings: Finding[] = [];
    for (const provider of this.providers) {
      const found = audit({ ...(await this.evidence(provider)), ...more });
      findings.push(...found.map((one) => ({ ...one, sentence: `${provider}: ${one.sentence}` })));
    }
    return findings;
  }

  /** Fails unless the auditor is content. */
  async promised(more: Partial<Evidence> = {}): Promise<void> {
    const findings = await this.audit(more);
    assert.deepEqual(findings, []);
  }

  close(): Promise<void> {
    return this.world.close();
  }

  private async isWaiting(): Promise<boolean> {
    for (const provider of this.providers) {
      const { body } = await this.world.api('member', 'GET', '/connections');
      const connection = body.connections.find((one: { provider: string }) => one.provider === provider);
      if (connection.counts.pending > 0) return true;
    }
    return false;
  }
}

/** Refusals that better care would have avoided; limits, outages and expired tokens are nobody's fault. */
function isOurFault(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 408, 423, 429, 477].includes(status);
}

function objectsOf(provider: Provider): readonly string[] {
  const { meeting, people } = shapes[provider];
  const also = cases[provider];
  return [meeting, ...people, ...(also ? [also.object] : [])];
}

let numbered = 0;

/** A booking event with everything that a test does not care about filled in. */
export function event(
  world: World,
  id: string,
  {
    status = 'booked',
    ageMs = minute,
    email = `${id}@acme.example`,
    words,
    startsInMs = 48 * 60 * minute,
    ...more
  }: {
    status?: BookingEvent['status'];
    ageMs?: number;
    email?: string;
    words?: string;
    startsInMs?: number;
    booking?: Partial<BookingEvent['booking']>;
    contact?: Partial<BookingEvent['contact']>;
    guests?: BookingEvent['guests'];
  } = {},
): BookingEvent {
  const now = world.clock.milliseconds;
  const start = Math.ceil((now + startsInMs) / minute) * minute;
  return {
    eventId: `evt-${numbered++}`,
    id,
    occurredAt: new Date(now - ageMs).toISOString(),
    status,
    contact: { email, firstName: 'Ana', lastName: 'López', company: 'Acme', ...more.contact },
    booking: {
      subject: subjectFor(id, words),
      start: new Date(start).toISOString(),
      end: new Date(start + 30 * minute).toISOString(),
      location: 'Room 1',
      ...more.booking,
    },
    ...(more.guests && { guests: more.guests }),
  };
}
