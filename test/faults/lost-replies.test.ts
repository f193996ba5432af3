/** sync.md § 10, Lost or late replies: what the CRM did is found out, never done twice. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changeMapping, event, type Watched } from './arrange.js';
import {
  both,
  createsMeetings,
  harm,
  linksGuests,
  paths,
  stage,
  updatesMeetings,
  updatesPeople,
} from './stage.js';
import { minute, second } from './world.js';

describe('when replies are lost or late', () => {
  const inWorld = stage();
  const some = ({ world }: Watched, count: number, more = {}) =>
    Array.from({ length: count }, (_, at) => event(world, `b${at}`, more));

  for (const provider of both) {
    describe(`with ${provider}`, () => {
      it('commit-then-drop: every write in turn', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          for (let turn = 0; turn < 5; turn++) {
            await world.crm(provider).faults([{ skip: turn, times: 1, then: { commitThenDrop: true } }]);
            await watched.send([event(world, `t${turn}`), event(world, `u${turn}`)]);
            await watched.settle();
          }
          await watched.promised();
        }));

      it('commit-then-drop, then cancelled before anybody looked: the meeting is found and cancelled', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          const met = harm(watched, (call) => createsMeetings(provider, call), { kind: 'replyLost' });
          await watched.book(...some(watched, 2));
          assert.equal(met.met, 1);
          await watched.book(...some(watched, 2, { status: 'cancelled', ageMs: 0 }));
          await watched.settle();
          await watched.promised();
          assert.equal((await watched.told('b0')).syncs[0]?.state, 'synced');
        }));

      for (const count of [1, 3])
        it(`commit-then-drop of ${count}, then another e-mail before anybody looked: the meeting is found and moved`, () =>
          inWorld(provider, async (watched) => {
            const { world } = watched;
            const met = harm(watched, (call) => createsMeetings(provider, call), { kind: 'replyLost' });
            await watched.book(...some(watched, count));
            assert.equal(met.met, 1);
            const contact = { email: 'corrected@acme.example', firstName: 'Ana', lastName: 'López' };
            await watched.book(event(world, 'b0', { status: 'rescheduled', ageMs: 0, contact }));
            await watched.settle();
            await watched.promised();
          }));

      it('commit-then-drop with somebody known by phone only: the meeting is found', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          await changeMapping(world, provider, (mapping) => {
            mapping.match.phone = true;
            return mapping;
          });
          const phone = '+14155550134';
          const isHubSpot = provider === 'hubspot';
          await world.crm(provider).send('POST', `/records/${isHubSpot ? 'contacts' : 'Contact'}`, {
            records: [
              isHubSpot
                ? { email: 'ana@home.example', lastname: 'López', phone }
                : { Email: 'ana@home.example', LastName: 'López', Phone: phone },
            ],
          });
          await world.pass(minute);
          const met = harm(watched, (call) => createsMeetings(provider, call), { kind: 'replyLost' });
          await watched.book(event(world, 'b0', { contact: { phone } }));
          await watched.settle();
          assert.equal(met.met, 1);
          const { records } = await watched.evidence(provider);
          assert.equal(records[isHubSpot ? 'meetings' : 'Event']?.length, 1);
        }));

      for (const [what, change] of [
        ['merged into another', { mergeInto: 'kept@acme.example' }],
        ['converted', { convert: true }],
      ] as const) {
        if (provider === 'hubspot' && what === 'converted') continue;
        it(`commit-then-drop, then the person is ${what} before anybody looked: the meeting is found there`, () =>
          inWorld(provider, async (watched) => {
            const { world } = watched;
            const isHubSpot = provider === 'hubspot';
            const [person, meeting] = isHubSpot ? ['contacts', 'meetings'] : ['Lead', 'Event'];
            await watched.book(event(world, 'kept', { ageMs: 60 * minute }));
            await watched.book(event(world, 'first', { ageMs: 60 * minute, email: 'one@acme.example' }));
            await watched.settle();
            const met = harm(watched, (call) => createsMeetings(provider, call), { kind: 'replyLost' });
            await watched.book(event(world, 'lost', { email: 'one@acme.example' }));
            assert.equal(met.met, 1);
            await world.crm(provider).send('PATCH', `/records/${person}/one@acme.example`, change);
            await watched.settle();
            assert.equal((await watched.told('lost')).syncs[0]?.state, 'synced');
            const { records } = await watched.evidence(provider);
            assert.equal(records[meeting ?? '']?.length, 3);
          }));
      }

      it('commit-then-drop of a new person with the meeting, then another e-mail in the CRM before anybody looked: both are found', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          const isHubSpot = provider === 'hubspot';
          const [person, meeting] = isHubSpot ? ['contacts', 'meetings'] : ['Lead', 'Event'];
          const met = harm(watched, (call) => createsMeetings(provider, call), { kind: 'replyLost' });
          await watched.book(event(world, 'lost', { email: 'ana@acme.example' }));
          assert.equal(met.met, 1);
          const set = { [isHubSpot ? 'email' : 'Email']: 'ana@home.example' };
          await world.crm(provider).send('PATCH', `/records/${person}/ana@acme.example`, { set });
          await watched.settle();
          await watched.book(event(world, 'next', { email: 'ana@acme.example' }));
          await watched.settle();
          const { records } = await watched.evidence(provider);
          assert.equal(records[meeting ?? '']?.length, 2);
          assert.equal(records[person ?? '']?.length, 1);
          for (const id of ['lost', 'next']) assert.equal((await watched.told(id)).syncs[0]?.state, 'synced');
        }));

      it('commit-then-drop of a meeting with guests: who is no guest any more is unlinked', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          await changeMapping(world, provider, (mapping) => ({ ...mapping, guests: 'create' }));
          const met = harm(watched, (call) => createsMeetings(provider, call), { kind: 'replyLost' });
          const guests = [{ email: 'guest@acme.example' }];
          await watched.book(event(world, 'one', { guests, ageMs: 9 * minute }));
          await watched.book(event(world, 'one', { status: 'rescheduled', ageMs: 0 }));
          await watched.settle();
          assert.equal(met.met, 1);
          await watched.promised();
        }));

      for (const fate of ['replyLost', 'crashAfter'] as const)
        it(`${fate} of who is linked as a guest, who then leaves before anybody looked: they are unlinked`, () =>
          inWorld(provider, async (watched) => {
            const { world } = watched;
            await changeMapping(world, provider, (mapping) => ({ ...mapping, guests: 'create' }));
            await watched.book(event(world, 'one', { ageMs: 30 * minute }));
            await watched.settle();
            const met = harm(watched, (call) => linksGuests(provider, call), { kind: fate });
            const guests = [{ email: 'guest@acme.example' }];
            await watched.book(event(world, 'one', { status: 'rescheduled', guests, ageMs: 9 * minute }));
            assert.equal(met.met, 1);
            if (world.isCrashed) await world.restart();
            await watched.book(event(world, 'one', { status: 'rescheduled', ageMs: 0 }));
            await watched.settle();
            await watched.promised();
          }));

      it('commit-then-drop, found, and the server dies before it writes again: still one meeting', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          harm(watched, (call) => createsMeetings(provider, call), { kind: 'replyLost' });
          await watched.book(...some(watched, 1));
          await watched.book(
            ...some(watched, 1, { status: 'rescheduled', ageMs: 0, startsInMs: 99 * minute }),
          );
          const met = harm(watched, (call) => updatesMeetings(provider, call), { kind: 'crashBefore' });
          await watched.settle();
          assert.equal(met.met, 1);
          await watched.promised();
        }));

      for (const [name, fits] of [
        ['create', createsMeetings],
        ['update', updatesMeetings],
      ] as const) {
        it(`reply after our timeout: a ${name} is not repeated blindly`, () =>
          inWorld(provider, async (watched) => {
            const { world } = watched;
            const met = harm(watched, (call) => fits(provider, call), {
              kind: 'slowReply',
              milliseconds: 25 * second,
            });
            await watched.book(...some(watched, 3));
            await watched.book(
              event(world, 'b1', { status: 'rescheduled', ageMs: 0, startsInMs: 99 * minute }),
            );
            await watched.settle();
            assert.equal(met.met, 1);
            await watched.promised();
          }));

        it(`reply after our timeout, and after the retry began: a ${name} that comes through late`, () =>
          inWorld(provider, async (watched) => {
            const { world } = watched;
            const met = harm(watched, (call) => fits(provider, call), {
              kind: 'lateArrival',
              milliseconds: 28 * second,
            });
            await watched.book(...some(watched, 3));
            await watched.book(
              event(world, 'b1', { status: 'rescheduled', ageMs: 0, startsInMs: 99 * minute }),
            );
            await world.pass(10 * second);
            await watched.book(
              event(world, 'b1', { status: 'rescheduled', ageMs: 0, startsInMs: 999 * minute }),
            );
            await watched.settle();
            await world.pass(minute);
            assert.equal(met.met, 1);
            await watched.promised();
          }));
      }

      for (const status of [504, null] as const)
        it(`given up on the way ${status ?? 'by a cut line'}: an update that comes through late does not undo a newer one`, () =>
          inWorld(provider, async (watched) => {
            const { world } = watched;
            await watched.book(event(world, 'b0', { ageMs: 9 * minute }));
            await watched.settle();
            const met = harm(watched, (call) => updatesMeetings(provider, call), {
              ...{ kind: 'givenUp', milliseconds: 8 * second, status },
            });
            await watched.book(
              event(world, 'b0', { status: 'rescheduled', ageMs: 5 * second, startsInMs: 99 * minute }),
            );
            assert.equal(met.met, 1);
            await watched.book(
              event(world, 'b0', { status: 'rescheduled', ageMs: 0, startsInMs: 999 * minute }),
            );
            await watched.settle();
            await world.pass(minute);
            await watched.promised();
          }));

      for (const fate of [
        { kind: 'lateArrival', milliseconds: 28 * second },
        { kind: 'givenUp', milliseconds: 8 * second, status: 504 },
      ] as const)
        it(`${fate.kind}: a change of a person that comes through late does not undo what a newer booking said`, () =>
          inWorld(provider, async (watched) => {
            const { world } = watched;
            const says = (company: string) => ({ contact: { email: 'ana@acme.example', company } });
            await watched.book(
              event(world, 'b0', { ageMs: 30 * minute, ...says('Acme') }),
              event(world, 'b1', { ageMs: 29 * minute, ...says('Acme') }),
            );
            await watched.settle();
            const met = harm(watched, (call) => updatesPeople(provider, call), fate);
            await watched.book(
              event(world, 'b0', { status: 'rescheduled', ageMs: 9 * minute, ...says('Older') }),
            );
            assert.equal(met.met, 1);
            await watched.book(event(world, 'b1', { status: 'rescheduled', ageMs: 0, ...says('Newer') }));
            await watched.settle();
            await world.pass(minute);
            await watched.promised();
          }));

      it('500 after half a batch: the other half is written, the first not again', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          for (let turn = 0; turn < 4; turn++) {
            await world.crm(provider).faults([{ skip: turn, times: 1, then: { status: 500, commit: 0.5 } }]);
            await watched.send(Array.from({ length: 10 }, (_, at) => event(world, `t${turn}-${at}`)));
            await watched.settle();
          }
          await watched.promised();
        }));

      it('half-open TCP for 120 s: the line goes on, and all is written once', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          const until = world.clock.milliseconds + 120 * second;
          world.wire.judge = () =>
            world.clock.milliseconds < until
              ? { kind: 'slowReply', milliseconds: 600 * second }
              : { kind: 'passes' };
          await watched.book(...some(watched, 5));
          await watched.settle();
          await watched.promised();
        }));

      it('25 s replies × 30: each commits and is lost, and nothing is doubled', () =>
        inWorld(provider, async (watched) => {
          const met = harm(watched, () => true, { kind: 'slowReply', milliseconds: 25 * second }, 30);
          await watched.book(...some(watched, 5));
          await watched.settle(12 * 60 * minute);
          await watched.book(...some(watched, 5, { status: 'no_show', ageMs: 0 }));
          await watched.settle(12 * 60 * minute);
          assert.ok(met.met > 5);
          await watched.promised();
        }));
    });
  }

  it('replies of 15 s, and many people to be looked for before anything is written: all is written once', () =>
    inWorld('hubspot', async (watched) => {
      const { world } = watched;
      await changeMapping(world, 'hubspot', (mapping) => ({ ...mapping, guests: 'match' }));
      const guests = (at: number) =>
        Array.from({ length: 40 }, (_, guest) => ({ email: `g${at}-${guest}@acme.example` }));
      world.wire.judge = ({ isApi }) =>
        isApi ? { kind: 'slowReply', milliseconds: 15 * second } : { kind: 'passes' };
      await watched.book(
        ...Array.from({ length: 15 }, (_, at) => event(world, `b${at}`, { guests: guests(at) })),
      );
      await watched.settle(20 * minute);
      const told = await Promise.all(Array.from({ length: 15 }, (_, at) => watched.told(`b${at}`)));
      assert.deepEqual([...new Set(told.map(({ syncs }) => syncs[0]?.state))], ['synced']);
      await watched.promised({ budget: 40 });
    }));

  it('a person who comes through late, long after the first try whose token had ended, is one', () =>
    inWorld('salesforce', async (watched) => {
      const { world } = watched;
      const email = 'ana@acme.example';
      await world
        .crm('salesforce')
        .faults([{ object: 'Event', method: 'POST', times: 1, then: { status: 401 } }]);
      let tries = 0;
      world.wire.judge = (call) => {
        if (paths.salesforce.token.test(call.url.pathname))
          return { kind: 'slowReply', milliseconds: 18 * second };
        const isSecond = createsMeetings('salesforce', call) && ++tries === 2;
        return isSecond ? { kind: 'lateArrival', milliseconds: 28 * second } : { kind: 'passes' };
      };
      await watched.book(event(world, 'b0', { email }));
      await world.pass(40 * second);
      assert.equal(tries, 2);
      await watched.book(event(world, 'b1', { email }));
      await watched.settle();
      await watched.promised();
    }));
});
