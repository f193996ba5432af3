/** sync.md § 10, Auth: one refresh at a time, and a plain word when somebody has to sign in again. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { event, type Watched } from './arrange.js';
import { both, createsMeetings, paths, stage } from './stage.js';
import { day, hour, minute, second, type Provider } from './world.js';

describe('when access ends', () => {
  const inWorld = stage();
  const some = ({ world }: Watched, count: number, name = 'b') =>
    Array.from({ length: count }, (_, at) => event(world, `${name}${at}`));
  const refreshes = ({ world }: Watched, provider: Provider) =>
    world.wire.calls.filter(
      ({ url, body }) =>
        paths[provider].token.test(url.pathname) && body.includes('grant_type=refresh_token'),
    ).length;

  for (const provider of both) {
    describe(`of ${provider}`, () => {
      it('expiry mid-batch, one refresh', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          await watched.book(event(world, 'before'));
          const before = refreshes(watched, provider);
          await world.crm(provider).patch({ tokenLifetimeSeconds: 60 });
          await world.pass(30 * second);
          let late = false;
          world.wire.judge = (call) => {
            // The first half of the batch took so long that the token has run out.
            if (!late && createsMeetings(provider, call)) world.clock.jump(40 * second);
            late ||= createsMeetings(provider, call);
            return { kind: 'passes' };
          };
          await watched.book(...some(watched, 120));
          assert.ok(late);
          assert.equal(refreshes(watched, provider) - before, 1);
          await watched.settle();
          await watched.promised();
        }));

      it('50 concurrent 401s, one refresh', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          await watched.book(event(world, 'before'));
          await world.crm(provider).patch({ tokenLifetimeSeconds: 60 });
          await world.pass(61 * second);
          const before = refreshes(watched, provider);
          const object = provider === 'hubspot' ? 'contacts' : 'Lead';
          const asked = Array.from({ length: 50 }, (_, at) =>
            world.api(
              'admin',
              at % 2 ? 'POST' : 'GET',
              at % 2
                ? `/providers/${provider}/mapping/match`
                : `/providers/${provider}/objects/${object}/fields?refresh=true`,
              at % 2 ? { email: `p${at}@acme.example` } : undefined,
            ),
          );
          await watched.send(some(watched, 5));
          const answered = Promise.all(asked);
          await world.pass(minute);
          await answered;
          assert.equal(refreshes(watched, provider) - before, 1);
          await watched.settle();
          await watched.promised({ calls: { total: 0, refused: 0 } });
        }));

      it('revoked three days, reconnected, drained in order', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          await watched.book(event(world, 'before'));
          await world.crm(provider).faults([{ times: 1, then: { revoke: true } }]);
          await watched.book(...some(watched, 10, 'first'));
          await world.pass(minute);
          const asked = world.wire.calls.length;
          for (let gone = 0; gone < 3; gone++) {
            await world.pass(day);
            await watched.book(...some(watched, 5, `day${gone}-`));
            const [sync] = (await watched.told(`day${gone}-0`)).syncs;
            assert.equal(sync?.state, 'paused');
            assert.match(sync?.fault?.sentence ?? '', /reconnect|sign in|accept/i);
          }
          assert.ok(world.wire.calls.length - asked < 10, 'a dead grant is not asked again and again');
          await world.crm(provider).faults([]);
          await world.connect(provider);
          await watched.settle();
          await watched.promised();
          const said = watched
            .calls(provider)
            .filter((call) => createsMeetings(provider, call))
            .map(({ body }) => body)
            .join();
          const order = ['[first0]', '[day0-0]', '[day1-0]', '[day2-0]'].map((one) => said.indexOf(one));
          assert.deepEqual(
            order,
            [...order].sort((a, b) => a - b),
          );
        }));

      it('reconnected to another account: record ids of the old one are not used', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          await watched.book(event(world, 'one', { ageMs: hour }));
          await world.connect(provider, 'awkward');
          watched.forgetCalls();
          await watched.book(event(world, 'one', { status: 'rescheduled', startsInMs: 99 * minute }));
          await watched.settle();
          const [sync] = (await watched.told('one')).syncs;
          assert.ok(sync);
          const old = new Set(
            (await world.crm(provider, 'tidy').records(provider === 'hubspot' ? 'meetings' : 'Event')).map(
              ({ id }) => String(id),
            ),
          );
          assert.ok(sync.records.every(({ id }) => !old.has(id)));
          assert.ok(!watched.calls(provider).some(({ body }) => [...old].some((id) => body.includes(id))));
        }));
    });
  }
});
