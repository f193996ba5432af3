/** Several real servers on one database beside both emulators, and a host that sends them bookings. */
import assert from 'node:assert/strict';
import { startEmulators, type Emulators } from '../../../demo/emulators/index.js';
import { compile } from '../../compiled.js';
import { sessionSecret, signToken } from '../../server/tokens.js';
import { audit, type BookingTold } from '../auditor.js';
import { consent } from '../consent.js';
import { chanceOf, type Chance } from '../random.js';
import { shapes, subjectFor, type BookingEvent } from '../story.js';
import type { Provider } from '../world.js';
import { machine, type Machine } from './machine.js';
import { pause, until } from './patience.js';

const providers: readonly Provider[] = ['hubspot', 'salesforce'];

/** What a fleet is started with. */
export interface FleetOptions {
  readonly machines: number;
  readonly databaseUrl: string;
  readonly seed: number;
  /** How long a request to a CRM may take; leases follow it. */
  readonly crmTimeoutSeconds?: number;
}

export class Fleet {
  readonly acknowledged: BookingEvent[] = [];
  private readonly chance: Chance;
  private readonly seeded = new Set<string>();
  private constructor(
    readonly machines: readonly Machine[],
    private readonly emulators: Emulators,
    seed: number,
    private readonly cleanUp: () => Promise<void>,
  ) {
    this.chance = chanceOf(seed);
  }

  /** Starts all machines at once on an empty database and connects both CRMs. */
  static async start({ machines, databaseUrl, seed, crmTimeoutSeconds = 3 }: FleetOptions): Promise<Fleet> {
    const [compiled, emulators] = await Promise.all([compile(), startEmulators()]);
    const main = compiled.file('server/main.ts');
    const { port } = new URL(emulators.salesforce.url);
    const settings = {
      SESSION_SECRET: sessionSecret,
      ENCRYPTION_KEYS: Buffer.alloc(32, 7).toString('base64'),
      DATABASE_URL: databaseUrl,
      // One address for all, as behind a load balancer.
      PUBLIC_URL: 'http://localhost:4000',
      // Short, so that what a killed server held is taken over within the test.
      CRM_TIMEOUT_SECONDS: String(crmTimeoutSeconds),
      LOG_LEVEL: 'warn',
      HUBSPOT_CLIENT_ID: 'demo',
      HUBSPOT_CLIENT_SECRET: 'demo-secret',
      HUBSPOT_APP_URL: emulators.hubspot.url,
      HUBSPOT_API_URL: emulators.hubspot.url,
      SALESFORCE_CLIENT_ID: 'demo',
      SALESFORCE_CLIENT_SECRET: 'demo-secret',
      SALESFORCE_LOGIN_URL: emulators.salesforce.url,
      SALESFORCE_SANDBOX_LOGIN_URL: `${emulators.salesforce.url}/sandbox`,
      SALESFORCE_HOSTS: `localhost:${port},*.localhost:${port}`,
    };
    const all = await Promise.all(Array.from({ length: machines }, () => machine(main, settings)));
    const fleet = new Fleet(all, emulators, seed, async () => {
      await Promise.all(all.map((one) => one.kill()));
      await emulators.close();
    });
    try {
      await Promise.all(all.map((one) => one.start()));
      for (const provider of providers) await fleet.connect(provider);
      return fleet;
    } catch (error) {
      await fleet.close();
      throw error;
    }
  }

  /** Sends events in any order, some of them twice, until each is acknowledged; `onProgress` hears how many are. */
  async deliver(events: readonly BookingEvent[], onProgress: (acknowledged: number) => void): Promise<void> {
    const waiting = this.chance.shuffled(
      events.flatMap((one) => (this.chance.happens(0.1) ? [one, one] : [one])),
    );
    const worker = async (): Promise<void> => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        await until(() => this.send(next));
        this.acknowledged.push(next);
        onProgress(this.acknowledged.length);
      }
    };
    await Promise.all(Array.from({ length: 8 }, worker));
  }

  /** Waits until nothing waits any more in any CRM. */
  async settle(): Promise<void> {
    let last = '';
    try {
      await until(async () => {
        const reply = await this.ask('/connections');
        if (reply?.status !== 200) return false;
        const { connections } = JSON.parse(reply.text);
        last = reply.text;
        await pause(100);
        return connections.every(({ counts }: { counts: { pending: number } }) => counts.pending === 0);
      });
    } catch (error) {
      const said = this.machines.map((one) => one.said().slice(-1500)).join('\n');
      throw new Error(`What waits does not end: ${last}\n${said}`, { cause: error });
    }
  }

  /** Fails unless both CRMs hold what was acknowledged, each booking once, and no server died by itself. */
  async promised(): Promise<void> {
    const told = new Map<string, BookingTold>();
    for (const id of new Set(this.acknowledged.map((event) => event.id))) {
      const reply = await this.ask(`/bookings/${id}`);
      if (reply?.status === 200) told.set(id, JSON.parse(reply.text));
    }
    for (const provider of providers) {
      const records: Record<string, readonly Record<string, unknown>[]> = {};
      for (const object of objectsOf(provider))
        records[object] = (await this.records(provider, object)).filter(
          ({ id }) => !this.seeded.has(`${provider}/${String(id)}`),
        );
      const calls = { total: 0, refused: 0 };
      const findings = audit({ provider, acknowledged: this.acknowledged, records, told, calls });
      // The first mapping does not write everything that the auditor could look at.
      const broken = findings.filter(
        ({ sentence }) => !/(hs_meeting_outcome|Description|company) is “/.test(sentence),
      );
      assert.deepEqual(broken.slice(0, 10), [], `${broken.length} findings in ${provider}`);
    }
    assert.deepEqual(
      this.machines.filter(({ died }) => died).map((one) => one.said().slice(-2000)),
      [],
    );
  }

  close(): Promise<void> {
    return this.cleanUp();
  }

  private async send(event: BookingEvent): Promise<boolean> {
    const up = this.machines.filter(({ isUp }) => isUp);
    const to = up[this.chance.between(0, up.length - 1)];
    const reply = to && (await this.request(to, '/bookings', 'service', event));
    if (reply)
      assert.ok(reply.status === 202 || reply.status === 503, `${reply.text}\n${to.said().slice(-3000)}`);
    return reply?.status === 202;
  }

  private async ask(path: string) {
    for (const one of this.machines) {
      const reply = await this.request(one, path, 'admin');
      if (reply?.status === 200) return reply;
    }
    return null;
  }

  /** Null when no reply came. */
  async request(to: Machine, path: string, role: string, json?: unknown, headers: object = {}) {
    try {
      const reply = await fetch(`${to.url}/v1${path}`, {
        method: json === undefined ? 'GET' : 'POST',
        headers: {
          authorization: `Bearer ${signToken({ tenant: 'acme', role, sub: 'host' })}`,
          'content-type': 'application/json',
          ...headers,
        },
        signal: AbortSignal.timeout(10_000),
        ...(json !== undefined && { body: JSON.stringify(json) }),
      });
      return { status: reply.status, headers: reply.headers, text: await reply.text() };
    } catch {
      return null;
    }
  }

  private async connect(provider: Provider): Promise<void> {
    const [first, second = first] = this.machines;
    assert.ok(first && second);
    await this.control(provider, 'PATCH', '/org', {
      limits: { tenSecondly: 100_000, searchSecondly: 100_000 },
    }).catch(() => undefined);
    const reply = await this.request(first, `/connections/${provider}/authorize`, 'admin', {});
    assert.equal(reply?.status, 200, reply?.text);
    const { authorizeUrl, attemptId } = JSON.parse(reply.text);
    const back = new URL(await consent(authorizeUrl, 'tidy'));
    // The pop-up may come back to any server.
    await (await fetch(`${second.url}${back.pathname}${back.search}`)).text();
    const attempt = await this.request(first, `/connections/attempts/${attemptId}`, 'admin');
    assert.equal(attempt && JSON.parse(attempt.text).status, 'connected', attempt?.text);
    for (const object of objectsOf(provider))
      for (const { id } of await this.records(provider, object)) this.seeded.add(`${provider}/${String(id)}`);
  }

  /** Spoils calls to one CRM from now on. */
  async spoil(provider: Provider, faults: readonly unknown[]): Promise<void> {
    await this.control(provider, 'POST', '/faults', faults);
  }

  /** Calls that one CRM has met. */
  async calls(provider: Provider): Promise<number> {
    return (await this.control(provider, 'GET', '/calls')).total;
  }

  private async records(provider: Provider, object: string): Promise<Record<string, unknown>[]> {
    return (await this.control(provider, 'GET', `/records/${object}`)).records;
  }

  private async control(provider: Provider, method: string, path: string, json?: unknown) {
    const reply = await fetch(`${this.emulators[provider].url}/_emulator${path}`, {
      method,
      ...(json !== undefined && {
        body: JSON.stringify(json),
        headers: { 'content-type': 'application/json' },
      }),
    });
    const text = await reply.text();
    assert.ok(reply.ok, `${path}: ${reply.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }
}

/** Bookings of fewer people, half of them moved later; `name` keeps them apart from others. */
export function bookings(count: number, seed: number, name = 'bkg'): BookingEvent[] {
  const chance = chanceOf(seed);
  const hour = 3_600_000;
  const begun = Math.floor(Date.now() / hour) * hour - hour;
  return Array.from({ length: count }, (_, at): BookingEvent[] => {
    const one = (status: 'booked' | 'rescheduled', movedMs: number): BookingEvent => ({
      eventId: `${name}-${at}-${status}`,
      id: `${name}-${at}`,
      occurredAt: new Date(begun + at * 1000 + movedMs / hour).toISOString(),
      status,
      contact: {
        email: `${name}-${at % Math.ceil(count / 3)}@acme.example`,
        firstName: 'Ana',
        lastName: 'López',
        company: 'Acme',
      },
      booking: {
        subject: subjectFor(`${name}-${at}`),
        start: new Date(begun + 48 * hour + at * 60_000 + movedMs).toISOString(),
        end: new Date(begun + 48.5 * hour + at * 60_000 + movedMs).toISOString(),
        location: 'Room 1',
      },
    });
    return chance.happens(0.5) ? [one('booked', 0)] : [one('booked', 0), one('rescheduled', 2 * hour)];
  }).flat();
}

function objectsOf(provider: Provider): readonly string[] {
  return [shapes[provider].meeting, ...shapes[provider].people];
}
