import { startStage, until, type Stage } from '../server/harness.js';
import { newBookings } from './bookings.js';
import { plainHubspot, plainSalesforce } from './plain-client.js';
import type { Table } from './report.js';
import { percentile } from './timing.js';

type Provider = 'hubspot' | 'salesforce';
const providers: readonly Provider[] = ['hubspot', 'salesforce'];
const clients = { hubspot: plainHubspot, salesforce: plainSalesforce };
const counts = [1, 10, 1000];

/** Calls per booking as the emulators count them, and how long a booking takes from its 202 to the CRM. */
export async function syncBench(): Promise<readonly Table[]> {
  const calls: Table['rows'][number][] = [];
  const waits: Table['rows'][number][] = [];
  for (const provider of providers) {
    calls.push(...(await countCalls(provider)));
    waits.push(await latency(provider, 0), await latency(provider, 100));
  }
  return [
    {
      title: 'CRM calls for bookings of new people, sent at once',
      note: 'Counted by the emulator, fields and users read before. Baseline: a client that looks up, creates and associates one booking at a time, without the CRM’s rate limits.',
      rows: calls,
    },
    {
      title: 'From the 202 to the record in the CRM (ms)',
      note: 'Bookings of new people, each sent when the one before had arrived; “arrived” is when the server has recorded the CRM’s answer.',
      rows: waits,
    },
  ];
}

async function countCalls(provider: Provider): Promise<Table['rows']> {
  const stage = await connected(provider);
  const rows: Table['rows'][number][] = [];
  for (const count of counts) {
    const ours = await callsOf(stage, provider, () => arrive(stage, count));
    const plain = await plainCalls(stage, provider, count);
    rows.push({
      crm: provider,
      bookings: count,
      calls: ours,
      'per booking': ours / count,
      'plain client': plain,
      'plain per booking': plain / count,
      'times fewer': plain / ours,
    });
  }
  await stage.close();
  return rows;
}

async function latency(provider: Provider, latencyMs: number) {
  const stage = await connected(provider);
  await stage.crm(provider).patch({ latencyMs });
  const samples: number[] = [];
  for (let at = 0; at < 50; at++) samples.push(await arrive(stage, 1));
  await stage.close();
  return {
    crm: provider,
    'answers after (ms)': latencyMs,
    bookings: samples.length,
    p50: percentile(samples, 0.5),
    p95: percentile(samples, 0.95),
  };
}

/** A server with one CRM connected, which has read all that it keeps and written a first booking. */
async function connected(provider: Provider): Promise<Stage> {
  const stage = await startStage();
  if (provider === 'hubspot') {
    // What is counted are the calls; the plain client alone would wait for minutes.
    await stage.crm(provider).patch({ limits: { tenSecondly: 1_000_000, searchSecondly: 1_000_000 } });
  }
  const { status } = await stage.connect(provider);
  if (status !== 'connected') throw new Error(`${provider} could not be connected: ${status}`);
  await arrive(stage, 1);
  return stage;
}

/** Sends bookings in arrays of 500 and waits until all are in the CRM; gives the milliseconds since the last 202. */
async function arrive(stage: Stage, count: number): Promise<number> {
  const api = stage.api('service');
  const reader = stage.api('member');
  const bookings = newBookings(count);
  for (let at = 0; at < count; at += 500) {
    const { status, body } = await api.post('/bookings', bookings.slice(at, at + 500));
    if (status !== 202) throw new Error(`${status} ${JSON.stringify(body)}`);
  }
  const start = performance.now();
  for (const { id } of bookings) {
    await until(async () => {
      const [sync] = (await reader.get(`/bookings/${id}`)).body.syncs;
      if (sync?.state === 'attention') throw new Error(sync.fault.sentence);
      return sync?.state === 'synced';
    });
  }
  return performance.now() - start;
}

async function callsOf(stage: Stage, provider: Provider, work: () => Promise<unknown>): Promise<number> {
  const before = (await stage.crm(provider).calls()).total;
  await work();
  return (await stage.crm(provider).calls()).total - before;
}

async function plainCalls(stage: Stage, provider: Provider, count: number): Promise<number> {
  const url = stage.emulators[provider].url;
  const grant = await (await fetch(`${url}/_emulator/tokens`, { method: 'POST' })).json();
  const client = clients[provider](url, grant.access_token);
  return callsOf(stage, provider, async () => {
    for (const { contact, booking } of newBookings(count)) await client({ ...contact, ...booking });
  });
}
