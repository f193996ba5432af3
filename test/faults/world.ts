/** A server, both emulated CRMs and a clock of their own, and ways to harm them. */
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startEmulators, type Emulators } from '../../demo/emulators/index.js';
import { createServer, type Server } from '../../server/index.js';
import { sessionSecret, signToken } from '../server/tokens.js';
import { VirtualClock, type Life } from './clock.js';
import { consent } from './consent.js';
import { Wire } from './wire.js';

export type Provider = 'hubspot' | 'salesforce';
type Role = 'admin' | 'member' | 'service';

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A reply that was read. `body` is parsed JSON; what it holds is the test's business. */
export interface Reply {
  readonly status: number;
  readonly body: any;
}

/** Emulators that follow the clock of whichever world uses them at the time; starting them is the slow part. */
export interface StandIns {
  readonly emulators: Emulators;
  /** Databases right after sign-in, by what they are connected to: worlds begin there as long as their tokens hold. */
  readonly images: Map<string, Image>;
  use(clock: VirtualClock): Promise<void>;
  close(): Promise<void>;
}

/** What is on the disk of a server, and the records that its CRMs held from the start. */
export interface Image {
  readonly file: string;
  readonly seeded: ReadonlySet<string>;
}

export async function startStandIns(): Promise<StandIns> {
  let clock: VirtualClock | undefined;
  const images = new Map<string, Image>();
  const emulators = await startEmulators({ now: () => clock?.milliseconds ?? Date.now() });
  return {
    emulators,
    images,
    async use(next) {
      clock = next;
      for (const provider of ['hubspot', 'salesforce'] as const) {
        for (const org of ['tidy', 'awkward']) {
          await surely(`${emulators[provider].url}/_emulator/reset?org=${org}`, { method: 'POST' });
        }
      }
    },
    async close() {
      for (const { file } of images.values()) rmSync(dirname(file), { recursive: true, force: true });
      await emulators.close();
    },
  };
}

/** What a world is made with; everything may be left out. */
export interface WorldOptions {
  readonly standIns?: StandIns;
  /** When it begins; the first of December 2026, noon UTC, unless told. */
  readonly from?: Date;
  readonly tenant?: string;
  readonly random?: () => number;
  readonly settings?: Readonly<Record<string, string>>;
}

/** One run of the server, from start to crash. */
interface Run {
  readonly life: Life;
  readonly server: Server;
  readonly file: string;
  end(): void;
}

/** Publishes what a fault test needs: the outside of the server, of the CRMs, and time. */
export class World {
  readonly clock: VirtualClock;
  readonly wire: Wire;
  restarts = 0;
  private readonly folder = mkdtempSync(join(tmpdir(), 'crm-connect-faults-'));
  private run: Run | undefined;
  private generation = 0;
  /** Set while nobody has restarted a server that crashed. */
  private isDown = false;

  private constructor(
    private readonly standIns: StandIns,
    private readonly ownsStandIns: boolean,
    private readonly options: WorldOptions,
  ) {
    this.clock = new VirtualClock((options.from ?? new Date('2026-12-01T12:00:00Z')).getTime());
    this.wire = new Wire(this.clock);
    this.wire.onCrash = () => this.crash();
  }

  static async start(options: WorldOptions = {}, image?: Image): Promise<World> {
    const standIns = options.standIns ?? (await startStandIns());
    const world = new World(standIns, !options.standIns, options);
    await standIns.use(world.clock);
    if (image) copyDatabase(image.file, world.file());
    await world.startServer();
    return world;
  }

  get tenant(): string {
    return this.options.tenant ?? 'acme';
  }

  get isCrashed(): boolean {
    return this.isDown;
  }

  /** Starts a server on what is on the disk. */
  async startServer(): Promise<void> {
    const life: Life = { ended: false };
    let end = () => {};
    const over = new Promise<void>((resolve) => (end = resolve));
    const file = this.file();
    const { clock, wire } = this;
    const server = clock.within(life, () =>
      createServer(
        { ...settingsFor(this.standIns.emulators), DATABASE_URL: `file:${file}`, ...this.options.settings },
        {
          fetch: wire.fetchFor(life, over),
          now: clock.now,
          ...(this.options.random && { random: this.options.random }),
        },
      ),
    );
    this.run = { life, server, file, end };
    this.isDown = false;
    await clock.within(life, () => server.start());
  }

  /** The process dies here and now: what is on the disk stays, everything else is gone. */
  crash(): void {
    const { run } = this;
    if (!run || this.isDown) return;
    this.isDown = true;
    this.restarts++;
    run.life.ended = true;
    this.generation++;
    copyDatabase(run.file, this.file());
    run.end();
    // What is left of it can only write to the file that nobody reads any more.
    void run.server.close().catch(() => undefined);
  }

  /** Keeps what is on the disk, for other worlds to begin with. */
  keep(name: string, seeded: ReadonlySet<string>): void {
    const { run } = this;
    assert.ok(run);
    const file = join(mkdtempSync(join(tmpdir(), 'crm-connect-image-')), 'image.db');
    copyDatabase(run.file, file);
    this.standIns.images.set(name, { file, seeded });
  }

  /** A stop as on SIGTERM, on the same file. */
  async stop(): Promise<void> {
    const { run } = this;
    if (!run || this.isDown) return;
    const closed = run.server.close();
    let isClosed = false;
    void closed.finally(() => (isClosed = true));
    await this.clock.pass(30 * second, () => isClosed);
    await closed;
    run.life.ended = true;
    this.isDown = true;
    this.restarts++;
  }

  async restart(): Promise<void> {
    if (!this.isDown) this.crash();
    await this.startServer();
  }

  /** Sends JSON below `/v1`; null when the server died before it answered. */
  async tell(
    role: Role,
    method: string,
    path: string,
    json?: unknown,
    headers: Record<string, string> = {},
    tenant = this.tenant,
  ): Promise<Reply | null> {
    const { run } = this;
    if (!run || this.isDown) return null;
    const token = signToken({ tenant, role, sub: 'ana' }, { now: this.clock.milliseconds });
    const request = new Request(`http://localhost:4000/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
    });
    const response = await this.clock.within(run.life, () => run.server.fetch(request));
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  }

  /** The same for a server that is up. */
  async api(
    role: Role,
    method: string,
    path: string,
    json?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const reply = await this.tell(role, method, path, json, headers);
    assert.ok(reply, `the server is down: ${method} ${path}`);
    return reply;
  }

  /** Signs in at a CRM as an admin does. */
  async connect(provider: Provider, org: 'tidy' | 'awkward' = 'tidy'): Promise<void> {
    const started = await this.api('admin', 'POST', `/connections/${provider}/authorize`, {});
    assert.equal(started.status, 200, JSON.stringify(started.body));
    const back = await consent(started.body.authorizeUrl, org);
    const { run } = this;
    assert.ok(run && back);
    const page = await this.clock.within(run.life, () => run.server.fetch(new Request(back)));
    await page.text();
    const attempt = await this.api('admin', 'GET', `/connections/attempts/${started.body.attemptId}`);
    assert.equal(attempt.body.status, 'connected', JSON.stringify(attempt.body));
  }

  /** Lets time pass for everybody. */
  pass(milliseconds: number, enough?: () => boolean): Promise<void> {
    return this.clock.pass(milliseconds, () => this.isDown || enough?.() === true);
  }

  /** What the emulator offers to tests. */
  crm(provider: Provider, org = 'tidy') {
    const send = async (method: string, path: string, json?: unknown): Promise<any> => {
      const mark = path.includes('?') ? '&' : '?';
      const url = `${this.standIns.emulators[provider].url}/_emulator${path}${mark}org=${org}`;
      const response = await surely(url, {
        method,
        ...(json !== undefined && {
          body: JSON.stringify(json),
          headers: { 'content-type': 'application/json' },
        }),
      });
      const text = await response.text();
      assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
      return text === '' ? null : JSON.parse(text);
    };
    return {
      records: async (object: string): Promise<Record<string, unknown>[]> =>
        (await send('GET', `/records/${object}`)).records,
      calls: (): Promise<{ total: number; byRoute: Record<string, number> }> => send('GET', '/calls'),
      faults: (list: readonly unknown[], seed = 1): Promise<void> =>
        send('POST', `/faults?seed=${seed}`, list),
      patch: (change: unknown): Promise<void> => send('PATCH', '/org', change),
      send,
    };
  }

  async close(): Promise<void> {
    const { run } = this;
    this.isDown = true;
    if (run) {
      run.life.ended = true;
      run.end();
      const closed = run.server.close().catch(() => undefined);
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 200))]);
    }
    // Tokens that were renewed or revoked here no longer open what they opened in an image.
    const isSpent = this.wire.calls.some(({ isApi, status }) => !isApi || status === 401);
    if (isSpent) this.standIns.images.clear();
    if (this.ownsStandIns) await this.standIns.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private file(): string {
    return join(this.folder, `${this.generation}.db`);
  }
}

/** A socket that was idle for long may be closed as it is used again; control requests are simply repeated. */
async function surely(url: string, init: RequestInit): Promise<Response> {
  return fetch(url, init).catch(() => fetch(url, init));
}

function copyDatabase(from: string, to: string): void {
  for (const part of ['', '-wal']) {
    if (existsSync(`${from}${part}`)) copyFileSync(`${from}${part}`, `${to}${part}`);
  }
}

function settingsFor(emulators: Emulators): Record<string, string> {
  const { port } = new URL(emulators.salesforce.url);
  return {
    PUBLIC_URL: 'http://localhost:4000',
    SESSION_SECRET: sessionSecret,
    ENCRYPTION_KEYS: Buffer.alloc(32, 7).toString('base64'),
    ALLOWED_ORIGINS: 'http://localhost:3000',
    LOG_LEVEL: process.env['FAULTS_LOG'] ?? 'silent',
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
}
