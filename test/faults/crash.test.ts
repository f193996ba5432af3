/** sync.md § 10, Crash: a server that dies at a named point, and what is found on the disk afterwards. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { event, type Watched } from './arrange.js';
import { randomKills } from './random-kills.js';
import { both, createsMeetings, harm, paths, stage, updatesMeetings, updatesPeople } from './stage.js';
import { minute, second } from './world.js';

describe('after a crash', () => {
  const inWorld = stage();
  const many = ({ world }: Watched, count: number) =>
    Array.from({ length: count }, (_, at) => event(world, `b${at}`));

  for (const provider of both) {
    describe(`with ${provider}`, () => {
      it('after the event commit before 202: the event is there, and sent again it is a repeat', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          const one = event(world, 'one');
          await world.tell('service', 'POST', '/bookings', [one]);
          await world.restart();
          const again = await world.api('service', 'POST', '/bookings', [one]);
          assert.deepEqual([again.status, again.body.accepted, again.body.duplicates], [202, 0, 1]);
          watched.acknowledged.push(one);
          await watched.settle();
          await watched.promised();
        }));

      it('same event sent 5× at once: one booking, one meeting', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          const one = event(world, 'one');
          const replies = await Promise.all([1, 2, 3, 4, 5].map(() => watched.send([one])));
          await world.restart();
          assert.ok(replies.every(Boolean));
          await watched.settle();
          await watched.promised();
        }));

      it('after claim: nothing was sent, and nothing is lost', () =>
        inWorld(provider, async (watched) => {
          const met = harm(watched, ({ isApi }) => isApi, { kind: 'crashBefore' });
          await watched.send(many(watched, 3));
          await watched.settle();
          assert.equal(met.met, 1);
          await watched.promised();
        }));

      it('request sent, no reply: what arrives after the crash is found, not made again', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          let sent = false;
          world.wire.judge = (call) => {
            if (sent || !createsMeetings(provider, call)) return { kind: 'passes' };
            sent = true;
            queueMicrotask(() => world.crash());
            return { kind: 'lateArrival', milliseconds: 15 * second };
          };
          await watched.send(many(watched, 3));
          await watched.settle();
          await world.pass(minute);
          assert.equal(world.restarts, 1);
          await watched.promised();
        }));

      it('request sent, no reply: an update that arrives after the crash does not undo a newer one', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          await watched.book(event(world, 'one', { ageMs: 9 * minute }));
          let sent = false;
          world.wire.judge = (call) => {
            if (sent || !updatesMeetings(provider, call)) return { kind: 'passes' };
            sent = true;
            queueMicrotask(() => world.crash());
            return { kind: 'lateArrival', milliseconds: 15 * second };
          };
          await watched.send([event(world, 'one', { status: 'rescheduled', startsInMs: 99 * minute })]);
          await world.pass(second);
          assert.ok(sent);
          await world.restart();
          await watched.book(
            event(world, 'one', { status: 'rescheduled', ageMs: 0, startsInMs: 999 * minute }),
          );
          await watched.settle();
          await world.pass(minute);
          await watched.promised();
        }));

      it('request sent, no reply: a change of a person that arrives after the crash does not undo what a newer booking said', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          const says = (company: string) => ({ contact: { email: 'ana@acme.example', company } });
          await watched.book(event(world, 'b0', { ageMs: 30 * minute, ...says('Acme') }));
          await watched.settle();
          let sent = false;
          world.wire.judge = (call) => {
            if (sent || !updatesPeople(provider, call)) return { kind: 'passes' };
            sent = true;
            queueMicrotask(() => world.crash());
            return { kind: 'lateArrival', milliseconds: 15 * second };
          };
          await watched.send([event(world, 'b1', { ageMs: 9 * minute, ...says('Older') })]);
          await world.pass(second, () => world.isCrashed);
          assert.ok(sent);
          await world.restart();
          await watched.book(event(world, 'b2', { ageMs: 0, ...says('Newer') }));
          await watched.settle();
          await world.pass(minute);
          await watched.promised();
        }));

      for (const isKnown of [true, false])
        it(`request sent, no reply, of ${isKnown ? 'a booking that is there' : 'a new booking'}, then another e-mail before the crash: the change that arrives late does not undo what a newer booking said`, () =>
          inWorld(provider, async (watched) => {
            const { world } = watched;
            const says = (company: string) => ({ contact: { email: 'ana@acme.example', company } });
            await watched.book(event(world, isKnown ? 'b1' : 'b0', { ageMs: 30 * minute, ...says('Acme') }));
            await watched.settle();
            const met = harm(watched, (call) => updatesPeople(provider, call), {
              ...{ kind: 'lateArrival', milliseconds: 15 * second },
            });
            await watched.book(event(world, 'b1', { ageMs: 9 * minute, ...says('Older') }));
            assert.equal(met.met, 1);
            await watched.book(event(world, 'b1', { ageMs: 8 * minute, email: 'corrected@acme.example' }));
            await world.restart();
            await watched.book(event(world, 'b2', { ageMs: 0, ...says('Newer') }));
            await watched.settle();
            await world.pass(minute);
            await watched.promised();
          }));

      it('reply, before the result commit: each record is found, not made again', () =>
        inWorld(provider, async (watched) => {
          const met = harm(watched, (call) => createsMeetings(provider, call), { kind: 'crashAfter' });
          await watched.send(many(watched, 3));
          await watched.settle();
          assert.equal(met.met, 1);
          await watched.promised();
        }));

      it('between people and meetings of a batch of 100: every person has the meeting', () =>
        inWorld(provider, async (watched) => {
          const met = harm(watched, (call) => createsMeetings(provider, call), { kind: 'crashBefore' });
          await watched.send(many(watched, 100));
          await watched.settle();
          assert.equal(met.met, 1);
          await watched.promised();
        }));

      it('while isolating a bad row: the bad one is held, 99 are written once', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          const code = provider === 'hubspot' ? 'INVALID_EMAIL' : 'INVALID_EMAIL_ADDRESS';
          const object = provider === 'hubspot' ? 'contacts' : 'Lead';
          await world.crm(provider).faults([{ object, then: { rowError: code, match: 'b42@acme.example' } }]);
          let writes = 0;
          world.wire.judge = (call) =>
            call.method !== 'GET' && /batch|composite/.test(call.url.pathname) && ++writes === 4
              ? { kind: 'crashBefore' }
              : { kind: 'passes' };
          await watched.send(many(watched, 100));
          await watched.settle(20 * minute);
          await watched.promised({
            isOver: false,
            mayHold: (fault) => fault.class === 'data',
            // Halving is what finds the row, and every half with it is refused.
            calls: { total: watched.calls(provider).length, refused: 0 },
          });
          assert.equal((await watched.told('b42')).syncs[0]?.state, 'attention');
          assert.equal((await watched.told('b41')).syncs[0]?.state, 'synced');
        }));

      it('during migration: whenever the first start is cut, the next one succeeds', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          await watched.send(many(watched, 2));
          for (let turns = 0; turns < 12; turns++) {
            world.crash();
            const starting = world.startServer().catch(() => undefined);
            for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
            world.crash();
            await world.startServer();
            await starting;
          }
          await watched.settle();
          await watched.promised();
        }));

      it('random kills over many bookings (a share of 200 over 10,000)', () =>
        randomKills(provider, inWorld, { bookings: 120, kills: 8, seed: 11 }));
    });
  }

  it('request sent, no reply, long after the first that met a lock: a person that arrives after the crash is one', () =>
    inWorld('salesforce', async (watched) => {
      const { world } = watched;
      const crm = world.crm('salesforce');
      const rowError = 'UNABLE_TO_LOCK_ROW';
      // The look-up is the first call that it meets.
      await crm.faults([{ object: 'Lead', times: 4, then: { rowError, match: 'b1@' } }]);
      let tries = 0;
      world.wire.judge = ({ method, body }) => {
        if (method !== 'POST' || !/"attributes":\{"type":"Lead"\}/.test(body) || ++tries > 4)
          return { kind: 'passes' };
        if (tries < 4) return { kind: 'slowReply', milliseconds: 15 * second };
        queueMicrotask(() => world.crash());
        return { kind: 'lateArrival', milliseconds: 15 * second };
      };
      await watched.send(many(watched, 3));
      await world.pass(minute, () => world.isCrashed);
      await watched.settle();
      await world.pass(minute);
      assert.equal(world.restarts, 1);
      await watched.promised();
    }));

  it('during a refresh before saving, rotation on: says that a reconnect is needed, and then drains', () =>
    inWorld('salesforce', async (watched) => {
      const { world } = watched;
      await world.crm('salesforce').patch({ rotation: true, tokenLifetimeSeconds: 60 });
      await watched.book(event(world, 'early'));
      await world.pass(2 * minute);
      await watched.book(event(world, 'first'));
      await world.pass(2 * minute);
      const met = harm(watched, (call) => paths.salesforce.token.test(call.url.pathname), {
        kind: 'crashAfter',
      });
      await watched.send([event(world, 'second')]);
      await world.pass(5 * second);
      assert.equal(met.met, 1);
      await world.restart();
      await world.pass(10 * minute);
      const waiting = await watched.told('second');
      assert.equal(waiting.syncs[0]?.state, 'paused', JSON.stringify(waiting));
      assert.ok(waiting.syncs[0]?.fault);
      await world.connect('salesforce');
      await watched.settle();
      await watched.promised();
    }));

  it('during a refresh after saving, rotation on: the new token is used and nobody has to reconnect', () =>
    inWorld('salesforce', async (watched) => {
      const { world } = watched;
      await world.crm('salesforce').patch({ rotation: true, tokenLifetimeSeconds: 60 });
      await watched.book(event(world, 'first'));
      await world.pass(2 * minute);
      let renewed = false;
      let died = false;
      world.wire.judge = (call) => {
        if (paths.salesforce.token.test(call.url.pathname)) renewed = true;
        else if (renewed && !died) {
          died = true;
          return { kind: 'crashBefore' };
        }
        return { kind: 'passes' };
      };
      await watched.send([event(world, 'second')]);
      await watched.settle();
      assert.ok(died);
      await watched.promised();
    }));
});
