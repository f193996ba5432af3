import { Watched, changeMapping, connectAndMap, connectedWorld } from './arrange.js';
import type { Finding } from './auditor.js';
import { callBudget } from './budget.js';
import type { BookingEvent } from './story.js';
import { deliveriesOf } from './history.js';
import { chanceOf } from './random.js';
import { roughWire, spellFor, type Roughness } from './weather.js';
import { day, hour, minute, second, type Provider, type StandIns } from './world.js';

export interface SeedOptions {
  readonly seed: number;
  readonly bookings: number;
  readonly providers: readonly Provider[];
  readonly standIns?: StandIns;
  /** Told what happens, line by line. */
  readonly say?: (line: string) => void;
}

export interface SeedResult {
  readonly seed: number;
  readonly bookings: number;
  readonly faults: number;
  readonly restarts: number;
  readonly calls: number;
  readonly findings: readonly Finding[];
  readonly milliseconds: number;
}

/** One bad day of seeded chance: what happens to bookings, to the wire, to the CRMs and to the server. */
export async function runSeed(options: SeedOptions): Promise<SeedResult> {
  const started = performance.now();
  const chance = chanceOf(options.seed);
  const [story, sky, wire, jitter] = [chance.fork(), chance.fork(), chance.fork(), chance.fork()];
  const watched = await connectedWorld(options.providers, {
    random: () => jitter.next(),
    ...(options.standIns && { standIns: options.standIns }),
  });
  const { world } = watched;
  const custom = chance.fork();
  const guests = custom.happens(0.3) ? custom.fork() : null;
  const hasCases = custom.happens(0.3) && options.providers.includes('salesforce');
  for (const provider of options.providers) {
    await changeMapping(world, provider, (mapping) => {
      if (guests) mapping.guests = 'create';
      if (hasCases && mapping.objects.Case) mapping.objects.Case.enabled = true;
      return mapping;
    });
  }
  const from = world.clock.milliseconds;
  const span = 6 * hour;
  const say = (line: string) => options.say?.(`${world.clock.now().toISOString().slice(11, 19)} ${line}`);

  let faults = 0;
  let roughness: Roughness = { share: 0, crashes: 0 };
  world.wire.judge = roughWire(
    wire,
    () => roughness,
    (fate) => {
      faults++;
      say(`wire: ${fate.kind}${'milliseconds' in fate ? ` ${fate.milliseconds} ms` : ''}`);
    },
  );
  watched.forgetCalls();

  const agenda: { at: number; act: () => Promise<void> }[] = [];
  for (const { at, events } of deliveriesOf(story, { bookings: options.bookings, from, span, guests })) {
    agenda.push({ at, act: () => deliver(watched, events, say) });
  }
  for (let at = from; at < from + span + 3 * hour; at += sky.between(5, 40) * minute) {
    agenda.push({
      at,
      act: async () => {
        roughness = sky.happens(0.5)
          ? { share: 0, crashes: 0 }
          : { share: sky.next() * 0.4, crashes: sky.happens(0.5) ? 0.05 : 0 };
        for (const provider of options.providers) {
          const spell = spellFor(sky, provider);
          say(`${provider}: ${spell.name}, wire ${roughness.share.toFixed(2)}`);
          if (spell.name !== 'calm') faults++;
          await world.crm(provider).faults(spell.faults, sky.between(1, 1e6));
          if (spell.org) await world.crm(provider).patch(spell.org);
          await reconnected(watched, provider, say);
        }
      },
    });
    if (sky.happens(0.25))
      agenda.push({
        at: at + sky.between(0, 5 * minute),
        act: async () => {
          say('the server dies');
          world.crash();
        },
      });
  }
  agenda.sort((a, b) => a.at - b.at);

  for (const { at, act } of agenda) {
    await until(watched, at, sky.fork().between(0, 90) * second, say);
    await act();
  }

  say('the weather clears');
  roughness = { share: 0, crashes: 0 };
  for (const provider of options.providers) await world.crm(provider).faults([]);
  if (world.isCrashed) await world.restart();
  for (const provider of options.providers) await reconnected(watched, provider, say);
  await watched.settle(4 * day);
  for (const provider of options.providers) await reconnected(watched, provider, say);
  await watched.settle(4 * day);

  const budget = callBudget({
    events: watched.acknowledged.length,
    restarts: world.restarts,
    milliseconds: world.clock.milliseconds - from,
  });
  const findings = await watched.audit({ hasCases, budget });
  const calls = options.providers.reduce((sum, provider) => sum + watched.calls(provider).length, 0);
  const { restarts } = world;
  await watched.close();
  return {
    ...{ seed: options.seed, bookings: options.bookings, faults, restarts, calls, findings },
    milliseconds: Math.round(performance.now() - started),
  };
}

/** Lets time pass until an instant; a server that dies is started again after a while. */
async function until(
  { world }: Watched,
  at: number,
  downMs: number,
  say: (line: string) => void,
): Promise<void> {
  for (;;) {
    if (world.isCrashed) {
      world.clock.pass(0);
      await world.clock.pass(downMs);
      say('the server starts again');
      await world.restart();
    }
    const left = at - world.clock.milliseconds;
    if (left > 0) await world.pass(left);
    if (!world.isCrashed) return;
  }
}

/** A host sends what was not acknowledged again. */
async function deliver(
  watched: Watched,
  events: readonly BookingEvent[],
  say: (line: string) => void,
): Promise<void> {
  say(`events ${events.map(({ eventId, status }) => `${eventId} ${status}`).join(', ')}`);
  while (!(await watched.send(events))) {
    say('not acknowledged, sent again');
    await watched.world.restart();
  }
}

/** An admin signs in again where that is what the page asks for. */
async function reconnected(watched: Watched, provider: Provider, say: (line: string) => void): Promise<void> {
  const { world } = watched;
  if (world.isCrashed) return;
  const { body } = await world.api('member', 'GET', '/connections');
  const connection = body.connections.find((one: { provider: string }) => one.provider === provider);
  if (connection?.status !== 'needs_reconnect') return;
  say(`${provider}: an admin signs in again`);
  const { judge } = world.wire;
  world.wire.judge = () => ({ kind: 'passes' });
  await world.crm(provider).faults([]);
  await connectAndMap(world, provider);
  world.wire.judge = judge;
}
