import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../server/store/store.js';
import { startStage } from '../server/harness.js';
import { signToken } from '../server/tokens.js';
import { newBookings } from './bookings.js';
import type { Table } from './report.js';
import { inFlight, median, timed } from './timing.js';

/** Bookings per second that are on the disk when the server says 202, beside one insert and commit at a time. */
export async function intakeBench(): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'crm-connect-bench-'));
  try {
    // Spread over the run, as a shared disk has its moods.
    const plain: number[] = [];
    const measurePlain = async () => {
      plain.push(await plainCommits(`file:${join(folder, `plain-${plain.length}.db`)}`, 1500));
    };
    await measurePlain();
    const stage = await startStage({ settings: { DATABASE_URL: `file:${join(folder, 'server.db')}` } });
    const authorization = `Bearer ${signToken({ tenant: stage.tenant, role: 'service', sub: 'bench' })}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const url = `${stage.url}/v1/bookings`;
    const overHttp = httpClient(url, headers);
    const direct = async (json: unknown) => {
      const body = JSON.stringify(json);
      const { status } = await stage.server.fetch(new Request(url, { method: 'POST', headers, body }));
      if (status !== 202) throw new Error(`The server answered ${status}.`);
    };
    const rate = async (deliver: typeof direct, limit: number, count: number, perRequest = 1) => {
      const bookings = newBookings(count);
      const deliverPart = (at: number) =>
        deliver(perRequest === 1 ? bookings[at] : bookings.slice(at * perRequest, (at + 1) * perRequest));
      return (count * 1000) / (await timed(() => inFlight(limit, count / perRequest, deliverPart)));
    };
    await rate(overHttp, 10, 1000);
    const alone = await rate(overHttp, 1, 1000);
    const together = await rate(overHttp, 100, 5000);
    await measurePlain();
    const inProcess = await rate(direct, 100, 10_000);
    const arrays = await rate(overHttp, 4, 10_000, 500);
    await stage.close();
    await measurePlain();
    const commits = median(plain);

    return {
      title: 'Durable intake: bookings per second, server and client in one process',
      note: 'POST /v1/bookings over HTTP to a server with a SQLite file (WAL, synchronous=FULL); no CRM connected.',
      rows: [
        { what: 'baseline: one insert and commit at a time', 'bookings/s': commits, ratio: 1 },
        { what: 'one request in flight, one booking each', 'bookings/s': alone, ratio: alone / commits },
        {
          what: '100 requests in flight, one booking each',
          'bookings/s': together,
          ratio: together / commits,
        },
        {
          what: '100 in flight through server.fetch, without HTTP',
          'bookings/s': inProcess,
          ratio: inProcess / commits,
        },
        { what: '4 requests in flight, 500 bookings each', 'bookings/s': arrays, ratio: arrays / commits },
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Posts JSON on connections that are kept; lighter than fetch, as client and server share the processor. */
function httpClient(url: string, headers: Readonly<Record<string, string>>) {
  const agent = new Agent({ keepAlive: true });
  return (json: unknown) => postJson(url, agent, headers, JSON.stringify(json));
}

/** Posts a body of JSON that must be accepted. */
export function postJson(
  url: string,
  agent: Agent,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<void> {
  const length = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    request(url, { method: 'POST', agent, headers: { ...headers, ...length } }, (reply) => {
      reply.resume().on('end', () => {
        if (reply.statusCode === 202) resolve();
        else reject(new Error(`The server answered ${reply.statusCode}.`));
      });
    })
      .on('error', reject)
      .end(body);
  });
}

/** Commits per second of one insert each, one after another. */
export async function plainCommits(url: string, count: number): Promise<number> {
  const store = await openStore(url);
  const insert = (at: number) =>
    store.transaction((tx) =>
      tx
        .insertInto('event_log')
        .values({
          tenant: 'acme',
          event_id: `evt-${at}`,
          body_hash: 'hash',
          received_at: new Date().toISOString(),
        })
        .execute(),
    );
  await inFlight(1, 200, (at) => insert(at + count));
  const ms = await timed(() => inFlight(1, count, insert));
  await store.close();
  return (count * 1000) / ms;
}
