export type { Effects } from './assemble.js';
import { assemble, type Effects, type Running } from './assemble.js';
import { BadSettings, parseConfig, type Config, type Settings } from './config.js';
import { createCrms, type Crms } from './connections/crms.js';
import { readCrms } from './crm/index.js';
import { createLog } from './http/log.js';

/** CRM Connect's backend, for any host that speaks Request and Response. */
export interface Server {
  /** Answers one request; starts the server first if nobody has. */
  fetch(request: Request): Promise<Response>;
  /** Opens the database, brings its tables up to date and begins to sync. */
  start(): Promise<void>;
  /** Takes no more requests, finishes what is under way and closes the database. */
  close(): Promise<void>;
}

/**
 * Makes a server of settings as the environment names them (see the README). Throws {@link BadSettings}, which
 * lists every setting that can't be used.
 */
export function createServer(settings: Settings, effects: Partial<Effects> = {}): Server {
  const { config, crms } = readSettings(settings);
  const world: Effects = {
    fetch: effects.fetch ?? globalThis.fetch,
    now: effects.now ?? (() => new Date()),
    random: effects.random ?? Math.random,
    log: effects.log ?? createLog(config.logLevel),
  };
  let running: Promise<Running> | undefined;
  let isUp = false;
  let closing: Promise<void> | undefined;
  const start = () =>
    (running ??= assemble(config, crms, world, () => closing !== undefined).then(
      (assembled) => {
        isUp = true;
        return assembled;
      },
      (error: unknown) => {
        // A database that was not there yet may be there the next time.
        running = undefined;
        throw error;
      },
    ));

  return {
    async fetch(request) {
      const probed = isUp ? null : probeWhileStarting(request);
      if (!probed) return (await start()).handle(request);
      start().catch((error: unknown) => world.log.error({ err: error }, 'the server could not be started'));
      return probed;
    },
    async start() {
      await start();
    },
    close: () => (closing ??= running?.then(({ stop }) => stop()) ?? Promise.resolve()),
  };
}

/** Whoever runs the server must not wait for a migration to hear that it lives and can't be sent requests yet. */
function probeWhileStarting({ url }: Request): Response | null {
  switch (new URL(url).pathname) {
    case '/healthz':
      return Response.json({ status: 'ok' });
    case '/readyz':
      return Response.json({ status: 'not ready' }, { status: 503 });
    default:
      return null;
  }
}

function readSettings(settings: Settings): { config: Config; crms: Crms } {
  const parsed = parseConfig(settings);
  const { offers, problems } = readCrms(settings);
  const all = [...('problems' in parsed ? parsed.problems : []), ...problems];
  if ('problems' in parsed || all.length > 0) throw new BadSettings(all);
  return { config: parsed.config, crms: createCrms(offers) };
}
