/** One real server process on a SQLite file, real TCP lines from it to both emulated CRMs, and a host that books. */
import assert from 'node:assert/strict';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulators, type Emulators } from '../../../demo/emulators/index.js';
import { sessionSecret, signToken } from '../../server/tokens.js';
import { audit, type BookingTold, type Evidence, type Finding } from '../auditor.js';
import { consent } from '../consent.js';
import { machine, type Machine } from '../machines/machine.js';
import { until } from '../machines/patience.js';
import { addedRows, shapes, subjectFor, type BookingEvent } from '../story.js';
import { minute, second, type Provider } from '../world.js';
import { startProxy, type Proxy } from './proxy.js';
import { quickTime, type QuickTime } from './quick-time.js';

const both: readonly Provider[] = ['hubspot', 'salesforce'];

/** Where a server process is to stand still: at the first statement like `at` that comes after one like `since`. */
export interface Point {
  readonly since?: string;
  readonly at: string;
  /** True for the moment after the statement, false for the one before it. */
  readonly done: boolean;
}

/** What a booking event says, as far as a test cares. */
export interface Told {
  readonly status?: BookingEvent['status'];
  readonly ageMs?: number;
  readonly startsInMs?: number;
}

/** What a site is started with. */
export interface SiteOptions {
  /** The compiled server. */
  readonly main: string;
  readonly connect: readonly Provider[];
  readonly pace?: number | undefined;
}

export class Site {
  readonly acknowledged: BookingEvent[] = [];
  private readonly seeded = new Set<string>();
  private connected: readonly Provider[] = [];
  private events = 0;
  private stops = 0;

  private constructor(
    public server: Machine,
    private readonly main: string,
    readonly time: QuickTime,
    readonly lines: Readonly<Record<Provider, Proxy>>,
    private readonly settings: Readonly<Record<string, string>>,
    private readonly emulators: Emulators,
    private readonly folder: string,
  ) {}

  /** Makes everything but the server process. */
  static async prepare({ main, pace }: SiteOptions): Promise<Site> {
    const time = quickTime(pace);
    const folder = mkdtempSync(join(tmpdir(), 'crm-connect-process-'));
    const emulators = await startEmulators({ now: time.now, wait: time.wait });
    const hubspot = await startProxy(emulators.hubspot.url);
    const salesforce = await startProxy(emulators.salesforce.url);
    const hosts = [emulators.salesforce.url, salesforce.url].map((url) => `localhost:${new URL(url).port}`);
    const settings = {
      ...time.settings,
      STAND_STILL: join(folder, 'stand-still'),
      SESSION_SECRET: sessionSecret,
      ENCRYPTION_KEYS: Buffer.alloc(32, 7).toString('base64'),
      DATABASE_URL: `file:${join(folder, 'server.db')}`,
      PUBLIC_URL: 'http://localhost:4000',
      LOG_LEVEL: 'warn',
      HUBSPOT_CLIENT_ID: 'demo',
      HUBSPOT_CLIENT_SECRET: 'demo-secret',
      HUBSPOT_APP_URL: hubspot.url,
      HUBSPOT_API_URL: hubspot.url,
      SALESFORCE_CLIENT_ID: 'demo',
      SALESFORCE_CLIENT_SECRET: 'demo-secret',
      SALESFORCE_LOGIN_URL: salesforce.url,
      SALESFORCE_SANDBOX_LOGIN_URL: `${salesforce.url}/sandbox`,
      SALESFORCE_HOSTS: hosts.join(','),
    };
    const server = await machine(main, settings);
    const site = new Site(server, main, time, { hubspot, salesforce }, settings, emulators, folder);
    await site.control('salesforce', 'PATCH', '/org', { rules: { instanceUrl: salesforce.url } });
    return site;
  }

  /** Starts a server, whose admin connects CRMs and maps what the auditor looks at. */
  static async start(options: SiteOptions): Promise<Site> {
    const site = await Site.prepare(options);
    try {
      await site.server.start();
      for (const provider of options.connect) await site.connect(provider);
      return site;
    } catch (error) {
      await site.close();
      throw error;
    }
  }

  /** A booking event; what is left out is a first booking two days ahead, told a minute ago. */
  event(id: string, { status = 'booked', ageMs = minute, startsInMs = 48 * 60 * minute }: Told = {}) {
    const now = this.time.now();
    const start = Math.ceil((now + startsInMs) / minute) * minute;
    const event: BookingEvent = {
      eventId: `evt-${this.events++}`,
      id,
      occurredAt: new Date(now - ageMs).toISOString(),
      status,
      contact: { email: `${id}@acme.example`, firstName: 'Ana', lastName: 'López', company: 'Acme' },
      booking: {
        subject: subjectFor(id),
        start: new Date(start).toISOString(),
        end: new Date(start + 30 * minute).toISOString(),
        location: 'Room 1',
      },
    };
    return event;
  }

  /** Sends events in one request; null when no reply came. */
  async send(events: readonly BookingEvent[]): Promise<{ accepted: number; duplicates: number } | null> {
    const reply = await this.ask('service', 'POST', '/bookings', events);
    if (reply === null) return null;
    assert.equal(reply.status, 202, JSON.stringify(reply.body));
    this.acknowledged.push(...events);
    return reply.body;
  }

  /** Books once under each name. */
  async book(...ids: readonly string[]): Promise<void> {
    assert.ok(await this.send(ids.map((id) => this.event(id))), 'the bookings were not acknowledged');
  }

  /** From now on the process stands still when it comes to a point. */
  standStillAt(point: Point): void {
    this.stops = this.timesStopped();
    // Whole at once: the process may look at any time.
    writeFileSync(`${this.pointFile}.new`, JSON.stringify(point));
    renameSync(`${this.pointFile}.new`, this.pointFile);
  }

  /** Waits until the process stands still, and kills it there. */
  async killStandingStill(): Promise<void> {
    await until(async () => this.timesStopped() > this.stops);
    rmSync(this.pointFile);
    await this.server.kill();
  }

  /** Another machine with the same settings and files. */
  another(): Promise<Machine> {
    return machine(this.main, this.settings);
  }

  /** Goes on with another machine, once the first is gone. */
  async startAnother(): Promise<void> {
    await this.server.kill();
    this.server = await this.another();
    await this.server.start();
  }

  private get pointFile(): string {
    return this.settings['STAND_STILL'] ?? '';
  }

  private timesStopped(): number {
    return this.server.said().split('standing still').length - 1;
  }

  /** Waits until nothing waits any more; gives up after so many real milliseconds. */
  async settle(most = 90 * second): Promise<void> {
    let last: unknown;
    try {
      await until(async () => {
        const reply = await this.ask('member', 'GET', '/connections');
        last = reply?.body.connections;
        return reply?.body.connections.every(
          ({ counts }: { counts: { pending: number } }) => counts.pending === 0,
        );
      }, most);
    } catch (error) {
      const said = this.server.said().slice(-3000);
      throw new Error(`What waits does not end: ${JSON.stringify(last)}\n${said}`, { cause: error });
    }
  }

  async told(id: string): Promise<BookingTold> {
    return (await this.ask('member', 'GET', `/bookings/${id}`))?.body;
  }

  /** What is not as promised; `more` says what else is known. */
  async audit(provider: Provider, more: Partial<Evidence> = {}): Promise<readonly Finding[]> {
    const told = new Map<string, BookingTold>();
    for (const id of new Set(this.acknowledged.map((event) => event.id))) told.set(id, await this.told(id));
    const records: Record<string, readonly Record<string, unknown>[]> = {};
    for (const object of objectsOf(provider))
      records[object] = (await this.records(provider, object)).filter(
        ({ id }) => !this.seeded.has(`${provider}/${String(id)}`),
      );
    const all = this.lines[provider].exchanges.filter(({ url }) => isApi(url));
    const refused = all.filter(({ status }) => status !== null && isOurFault(status));
    const calls = { total: all.length, refused: refused.length };
    return audit({ provider, acknowledged: this.acknowledged, records, told, calls, ...more });
  }

  /** Settles, and fails unless the auditor is content with every connected CRM. */
  async keepsItsPromise(more: Partial<Evidence> = {}): Promise<void> {
    await this.settle();
    for (const provider of this.connected) {
      const findings = await this.audit(provider, more);
      assert.deepEqual(findings.slice(0, 10), [], `${findings.length} findings in ${provider}`);
    }
    assert.ok(!this.server.died, `The server ended by itself:\n${this.server.said().slice(-3000)}`);
  }

  /** Signs in at a CRM and adds the rows of the tests. */
  async connect(provider: Provider): Promise<void> {
    // The machine may be too busy for a quick deadline; an admin would press once more.
    await until(() => this.signsIn(provider));
    if (this.connected.includes(provider)) return;
    this.connected = [...this.connected, provider];
    const path = `/providers/${provider}/mapping`;
    const { body: mapping } = (await this.ask('admin', 'GET', path)) ?? {};
    for (const [object, rows] of Object.entries(addedRows[provider])) {
      const targets = rows.map((row) => ('target' in row ? row.target : ''));
      const kept = mapping.objects[object].rows.filter(
        (row: { target: string }) => !targets.includes(row.target),
      );
      mapping.objects[object].rows = [...kept, ...rows];
    }
    const saved = await this.ask('admin', 'PUT', path, mapping, { 'if-match': `"${mapping.version}"` });
    assert.equal(saved?.status, 200, JSON.stringify(saved?.body));
    for (const object of objectsOf(provider))
      for (const { id } of await this.records(provider, object)) this.seeded.add(`${provider}/${String(id)}`);
  }

  /** One attempt; false when the CRM did not answer in time. */
  private async signsIn(provider: Provider): Promise<boolean> {
    const started = await this.ask('admin', 'POST', `/connections/${provider}/authorize`, {});
    assert.equal(started?.status, 200, JSON.stringify(started?.body));
    const back = new URL(await consent(started.body.authorizeUrl, 'tidy'));
    await (await fetch(`${this.server.url}${back.pathname}${back.search}`)).text();
    const attempt = await this.ask('admin', 'GET', `/connections/attempts/${started.body.attemptId}`);
    const { status, problem } = attempt?.body ?? {};
    assert.ok(status === 'connected' || problem?.code === 'crm_unavailable', JSON.stringify(attempt?.body));
    return status === 'connected';
  }

  /** Asks the server; null when no reply came. `body` is parsed JSON; what it holds is the test's business. */
  async ask(
    role: string,
    method: string,
    path: string,
    json?: unknown,
    headers: object = {},
  ): Promise<{ status: number; body: any } | null> {
    const token = signToken({ tenant: 'acme', role, sub: 'ana' }, { now: this.time.now() });
    try {
      const reply = await fetch(`${this.server.url}/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        ...(json !== undefined && { body: JSON.stringify(json) }),
      });
      return { status: reply.status, body: JSON.parse((await reply.text()) || 'null') };
    } catch {
      return null;
    }
  }

  /** API calls that the CRM itself has counted. */
  async calls(provider: Provider): Promise<number> {
    return (await this.control(provider, 'GET', '/calls')).total;
  }

  async records(provider: Provider, object: string): Promise<readonly Record<string, unknown>[]> {
    return (await this.control(provider, 'GET', `/records/${object}`)).records;
  }

  /** Asks the emulator behind the line. */
  async control(provider: Provider, method: string, path: string, json?: unknown): Promise<any> {
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

  async close(): Promise<void> {
    await this.server.kill();
    for (const provider of both) await this.lines[provider].close();
    await this.emulators.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** True for what a CRM counts as a call: not sign-in and tokens. */
export function isApi({ pathname }: URL): boolean {
  return /^\/(crm|account-info|services\/data)/.test(pathname);
}

/** Refusals that better care would have avoided. */
function isOurFault(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 408, 423, 429, 477].includes(status);
}

function objectsOf(provider: Provider): readonly string[] {
  return [shapes[provider].meeting, ...shapes[provider].people];
}
