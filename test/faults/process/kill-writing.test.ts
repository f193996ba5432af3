/**
 * sync.md § 10, Crash, with a real server process and real `kill -9` while it writes; in process, and more of it, in
 * ../crash.test.ts.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createsMeetings, paths, updatesMeetings } from '../stage.js';
import { hour, minute, second } from '../world.js';
import { isLongRun, onSite } from './on-site.js';
import type { Proxy } from './proxy.js';

const both = ['hubspot', 'salesforce'] as const;

describe('after kill -9 while it writes', { concurrency: 3 }, () => {
  const on = onSite();
  const names = (count: number) => Array.from({ length: count }, (_, at) => `b${at}`);

  for (const provider of both) {
    const meetings = (exchange: Parameters<typeof createsMeetings>[1]) => createsMeetings(provider, exchange);
    /** How often a booking was sent to be created. */
    const sentBy = (line: Proxy) => (id: string) =>
      line.exchanges.filter((one) => meetings(one) && one.body.includes(`[${id}]`)).length;

    if (isLongRun || provider === 'hubspot')
      it(`request sent, no reply: what ${provider} does after the kill is found, not done again`, () =>
        on.connected(provider, async (site) => {
          const line = site.lines[provider];
          const timesSent = sentBy(line);
          const harm = line.harm(meetings, {
            kind: 'lateRequest',
            milliseconds: site.time.real(12 * second),
          });
          await site.book(...names(3));
          const sent = await harm.happened;
          await site.server.kill();
          assert.deepEqual([sent.arrived, sent.status], [false, null]);
          await site.server.start();
          await site.keepsItsPromise();
          assert.ok(sent.arrived);
          for (const id of names(3)) assert.equal(timesSent(id), 1);
        }));

    if (isLongRun || provider === 'salesforce')
      it(`reply, before the result commit: each record of ${provider} is found, not made again`, () =>
        on.connected(provider, async (site) => {
          const line = site.lines[provider];
          const timesSent = sentBy(line);
          const harm = line.harm(meetings, { kind: 'lateReply', milliseconds: hour });
          await site.book(...names(3));
          const answered = await harm.happened;
          assert.ok(answered.status === 201 || answered.status === 200, `${answered.status}`);
          await site.server.kill();
          await site.server.start();
          await site.keepsItsPromise();
          for (const id of names(3)) assert.equal(timesSent(id), 1);
        }));

    it(`between people and meetings of a batch of 100 in ${provider}: every person has the meeting`, () =>
      on.connected(provider, async (site) => {
        const line = site.lines[provider];
        const harm = line.harm(meetings, { kind: 'silence' });
        await site.book(...names(100));
        const { arrived, body } = await harm.happened;
        await site.server.kill();
        assert.equal(arrived, false);
        assert.ok(body.split('[b').length - 1 > 20, 'the batch was small');
        const people = await site.records(provider, provider === 'hubspot' ? 'contacts' : 'Lead');
        assert.ok(
          people.filter((one) => /^b\d+@acme/.test(String(one['email'] ?? one['Email']))).length > 20,
        );
        await site.server.start();
        await site.keepsItsPromise();
      }));
  }

  it('request sent, no reply: an update that arrives after the kill does not undo a newer one', () =>
    on.connected('hubspot', async (site) => {
      await site.send([site.event('one', { ageMs: 9 * minute })]);
      await site.settle();
      const harm = site.lines.hubspot.harm((exchange) => updatesMeetings('hubspot', exchange), {
        kind: 'lateRequest',
        milliseconds: site.time.real(12 * second),
      });
      await site.send([site.event('one', { status: 'rescheduled', startsInMs: 99 * minute })]);
      const sent = await harm.happened;
      await site.server.kill();
      await site.server.start();
      await site.send([site.event('one', { status: 'rescheduled', ageMs: 0, startsInMs: 999 * minute })]);
      await site.keepsItsPromise();
      assert.ok(sent.arrived);
    }));

  it('while isolating a bad row: the bad one is held, 99 are written once', () =>
    on.connected('hubspot', async (site) => {
      const line = site.lines.hubspot;
      await site.control('hubspot', 'POST', '/faults', [
        { object: 'contacts', then: { rowError: 'INVALID_EMAIL', match: 'b42@acme.example' } },
      ]);
      let writes = 0;
      const harm = line.harm(({ url }) => paths.hubspot.people.test(url.pathname) && ++writes === 4, {
        kind: 'silence',
      });
      await site.book(...names(100));
      const halved = await harm.happened;
      await site.server.kill();
      assert.match(halved.body, /@acme\.example/);
      assert.ok(
        line.exchanges.some(({ url, status }) => paths.hubspot.people.test(url.pathname) && status === 400),
      );
      await site.server.start();
      // Halving is what finds the row, and every half with it is refused.
      await site.keepsItsPromise({
        mayHold: (fault) => fault.class === 'data',
        calls: { total: line.exchanges.length, refused: 0 },
      });
      assert.equal((await site.told('b42')).syncs[0]?.state, 'attention');
      assert.equal((await site.told('b41')).syncs[0]?.state, 'synced');
    }));
});
