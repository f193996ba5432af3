/** sync.md § 10, Order: whatever order events come in, the latest state counts. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { event, type Watched } from './arrange.js';
import { chanceOf } from './random.js';
import { both, createsMeetings, harm, stage, updatesMeetings } from './stage.js';
import { shapes, type BookingEvent } from './story.js';
import type { Call } from './wire.js';
import { minute, second, type Provider } from './world.js';

/** Two people whom both CRMs know as their users. */
const hosts = ['sam@host.com', 'sam@northlane.example'] as const;

describe('whatever the order of events', () => {
  const inWorld = stage();
  const life = ({ world }: Watched, id: string): BookingEvent[] =>
    (['booked', 'rescheduled', 'rescheduled', 'cancelled'] as const).map((status, at) =>
      event(world, id, { status, ageMs: (10 - at) * minute, startsInMs: (100 + at) * minute }),
    );

  it('all 24 orders of booked, rescheduled, rescheduled, cancelled, with repeats', () =>
    inWorld(both, async (watched) => {
      const chance = chanceOf(24);
      const orders = permutations([0, 1, 2, 3]);
      assert.equal(orders.length, 24);
      const lives = orders.map((order, at) => {
        const all = life(watched, `b${at}`);
        return order.flatMap((index) => all[index] ?? []);
      });
      for (let step = 0; step < 4; step++) {
        const now = lives.flatMap((one) => one[step] ?? []);
        await watched.book(...now);
        const again = lives.flatMap((one) => one.slice(0, step + 1)).filter(() => chance.happens(0.3));
        if (again.length > 0) await watched.book(...again);
      }
      await watched.settle();
      await watched.promised();
    }));

  it('all 24 orders at once, before anything is synced', () =>
    inWorld(both, async (watched) => {
      const all = permutations([0, 1, 2, 3]).flatMap((order, at) => {
        const events = life(watched, `b${at}`);
        return order.flatMap((index) => events[index] ?? []);
      });
      await watched.book(...chanceOf(7).shuffled(all));
      await watched.settle();
      await watched.promised();
      // Over before it got there: nothing to write.
      const { syncs } = await watched.told('b0');
      assert.deepEqual(
        syncs.map(({ state }) => state),
        ['skipped', 'skipped'],
      );
    }));

  for (const provider of both) {
    describe(`with ${provider}`, () => {
      it('cancelled before booked: nothing is written', () =>
        inWorld(provider, async (watched) => {
          const [booked, , , cancelled] = life(watched, 'one');
          assert.ok(booked && cancelled);
          await watched.book(cancelled);
          await watched.book(booked);
          await watched.settle();
          await watched.promised();
          assert.equal((await watched.told('one')).status, 'cancelled');
        }));

      it('300 reschedules in 10 s: a few writes, the last time counts', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          await watched.book(event(world, 'one', { ageMs: 20 * minute }));
          watched.forgetCalls();
          for (let sent = 0; sent < 300; sent += 10) {
            const ten = Array.from({ length: 10 }, (_, at) =>
              event(world, 'one', {
                status: 'rescheduled',
                ageMs: 0,
                startsInMs: (1000 + sent + at) * minute,
              }),
            );
            await watched.send(ten);
            if (sent % 30 === 0) await world.pass(second);
          }
          await watched.settle();
          await watched.promised({ budget: 24 });
        }));

      it('reschedule while the create is in flight: the new time follows', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          world.wire.judge = (call) =>
            createsMeetings(provider, call)
              ? { kind: 'slowReply', milliseconds: 5 * second }
              : { kind: 'passes' };
          await watched.book(event(world, 'one'));
          await watched.book(
            event(world, 'one', { status: 'rescheduled', ageMs: 0, startsInMs: 99 * minute }),
          );
          await watched.settle();
          await watched.promised();
        }));

      it('no-show after cancel, by clock and by arrival', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          await watched.book(
            event(world, 'a', { ageMs: 9 * minute }),
            event(world, 'b', { ageMs: 9 * minute }),
          );
          await watched.book(event(world, 'a', { status: 'cancelled', ageMs: 5 * minute }));
          await watched.book(event(world, 'a', { status: 'no_show', ageMs: 2 * minute }));
          await watched.book(event(world, 'b', { status: 'cancelled', ageMs: 2 * minute }));
          await watched.book(event(world, 'b', { status: 'no_show', ageMs: 5 * minute }));
          await watched.settle();
          await watched.promised();
          assert.equal((await watched.told('a')).status, 'no_show');
          assert.equal((await watched.told('b')).status, 'cancelled');
        }));

      it('host changed: the meeting gets the new owner, and an unknown host is named as left out', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          const { meeting, title } = shapes[provider];
          const owner = async () => {
            const record = (await world.crm(provider).records(meeting)).find((one) =>
              String(one[title]).includes('[one]'),
            );
            return record?.[provider === 'hubspot' ? 'hubspot_owner_id' : 'OwnerId'];
          };
          const host = (hostEmail: string, ageMs: number, status: 'booked' | 'rescheduled') =>
            event(world, 'one', { status, ageMs, booking: { hostEmail } });
          const [first, second] = hosts;
          await watched.book(host(first, 9 * minute, 'booked'));
          await watched.settle();
          const before = await owner();
          await watched.book(host(second, 5 * minute, 'rescheduled'));
          await watched.settle();
          const after = await owner();
          assert.ok(before && after && before !== after, `${before} → ${after}`);
          await watched.book(host('stranger@host.example', 0, 'rescheduled'));
          await watched.settle();
          const told = (await watched.told('one')).syncs[0];
          assert.equal(told?.state, 'synced');
          assert.ok(told.omitted.length > 0, 'nobody says that the host is unknown');
          await watched.promised();
        }));

      it('clocks ± 5 min: events from ahead and behind are taken and ordered by their own time', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          await watched.book(event(world, 'one', { ageMs: -5 * minute, startsInMs: 100 * minute }));
          await watched.book(
            event(world, 'one', { status: 'rescheduled', ageMs: 5 * minute, startsInMs: 200 * minute }),
          );
          world.clock.jump(-5 * minute);
          await watched.book(event(world, 'two'));
          await watched.settle();
          await watched.promised();
          assert.equal((await watched.told('one')).status, 'booked');
        }));

      it('e-mail corrected twice, the first move cut short: nobody of before stays linked', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          await watched.book(event(world, 'b1', { ageMs: 3 * minute, email: 'first@acme.example' }));
          const unlinked = harm(watched, (call) => endsLink(provider, call), { kind: 'cut' });
          const changes = { status: 'rescheduled', startsInMs: 50 * 60 * minute } as const;
          await watched.book(
            event(world, 'b1', { ...changes, ageMs: 2 * minute, email: 'second@acme.example' }),
          );
          await watched.settle();
          assert.equal(unlinked.met, 1);
          await watched.book(event(world, 'b1', { ...changes, ageMs: minute, email: 'third@acme.example' }));
          await watched.settle();
          await watched.promised();
        }));

      it('e-mail corrected later: the meeting moves to the new person, also when cancelled with it', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          await watched.book(
            event(world, 'a', { ageMs: 9 * minute }),
            event(world, 'b', { ageMs: 9 * minute }),
          );
          await watched.book(
            event(world, 'a', { status: 'rescheduled', email: 'right@acme.example' }),
            event(world, 'b', { status: 'cancelled', email: 'other@acme.example' }),
          );
          await watched.settle();
          await watched.promised();
          assert.equal((await watched.told('b')).syncs[0]?.state, 'synced');
        }));
    });
  }
});

/** True for the call by which a meeting is no longer with somebody. */
function endsLink(provider: Provider, call: Call): boolean {
  if (provider === 'hubspot') return call.url.pathname.endsWith('/contacts/batch/archive');
  return updatesMeetings(provider, call);
}

function permutations(all: readonly number[]): number[][] {
  if (all.length === 0) return [[]];
  return all.flatMap((one) =>
    permutations(all.filter((other) => other !== one)).map((rest) => [one, ...rest]),
  );
}
