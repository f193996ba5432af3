/** sync.md § 10, Crash, with a real server process and real `kill -9` at statements of its own store. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { until } from '../machines/patience.js';
import { createsMeetings, paths } from '../stage.js';
import { hour } from '../world.js';
import { onSite } from './on-site.js';
import { randomKills } from './random-kills.js';
import { isApi, type Point } from './site.js';

const eventCommitted: Point = { since: '^insert into "event_log"', at: '^commit', done: true };
const claimed: Point = { since: '^update "connection" set "lease_owner"', at: '^commit', done: true };
const resultRead: Point = { since: '^update "operation" set "state"', at: '^commit', done: false };
const grantSaved: Point = { at: '^update "connection" set "grant_sealed"', done: true };

/** What a host hears that sends again what was taken. */
const repeated = { accepted: 0, duplicates: 1, warnings: [] };

describe('after kill -9 at a statement', { concurrency: 3 }, () => {
  const on = onSite();
  const names = (count: number) => Array.from({ length: count }, (_, at) => `b${at}`);

  it('after the event commit before 202: the event is there, and sent again it is a repeat', () =>
    on.connected('hubspot', async (site) => {
      site.standStillAt(eventCommitted);
      const one = site.event('one');
      const unanswered = site.send([one]);
      await site.killStandingStill();
      assert.equal(await unanswered, null);
      await site.server.start();
      assert.deepEqual(await site.send([one]), repeated);
      await site.keepsItsPromise();
    }));

  it('same event sent 5× at once, and 5× at once again: one booking, one meeting', () =>
    on.connected('salesforce', async (site) => {
      site.standStillAt(eventCommitted);
      const one = site.event('one');
      const fiveTimes = () => Promise.all(names(5).map(() => site.send([one])));
      const unanswered = fiveTimes();
      await site.killStandingStill();
      assert.deepEqual(new Set(await unanswered), new Set([null]));
      await site.server.start();
      const repeats = await fiveTimes();
      for (const reply of repeats) assert.deepEqual(reply, repeated);
      await site.keepsItsPromise();
    }));

  it('after claim: nothing was sent, and nothing is lost', () =>
    on.connected('hubspot', async (site) => {
      site.standStillAt(claimed);
      const { length } = site.lines.hubspot.exchanges;
      const events = names(3).map((id) => site.event(id));
      const sent = site.send(events);
      await site.killStandingStill();
      assert.equal(site.lines.hubspot.exchanges.length, length);
      await site.server.start();
      // The kill may have come before the 202 was on its way.
      if (!(await sent)) await site.send(events);
      await site.keepsItsPromise();
    }));

  it('the reply read, right before the result commit: each record is found, not made again', () =>
    on.connected('salesforce', async (site) => {
      site.standStillAt(resultRead);
      const line = site.lines.salesforce;
      await site.book(...names(3));
      await site.killStandingStill();
      const before = line.exchanges.filter(({ method, url }) => method === 'POST' && isApi(url));
      assert.ok(before.length > 0 && before.every(({ status }) => status === 200));
      await site.server.start();
      await site.keepsItsPromise();
    }));

  const isToken = ({ url }: { readonly url: URL }) => paths.salesforce.token.test(url.pathname);
  /** The CRM takes no more of the token that is in use. */
  const expired = [{ times: 1, then: { status: 401 } }];

  it('during a refresh before saving, rotation on: says that a reconnect is needed, and then drains', () =>
    on.connected('salesforce', async (site) => {
      await site.control('salesforce', 'PATCH', '/org', { rotation: true });
      await site.control('salesforce', 'POST', '/faults', expired);
      await site.book('early');
      await site.settle();
      await site.control('salesforce', 'POST', '/faults', expired);
      const harm = site.lines.salesforce.harm(isToken, { kind: 'lateReply', milliseconds: hour });
      await site.book('second');
      assert.equal((await harm.happened).status, 200);
      await site.server.kill();
      await site.server.start();
      // The access token of before is good still; it is the next refresh that would end everything.
      await site.control('salesforce', 'POST', '/faults', expired);
      await site.book('third');
      await until(async () => (await site.told('third'))?.syncs[0]?.state === 'paused');
      assert.ok((await site.told('third')).syncs[0]?.fault);
      await site.connect('salesforce');
      await site.keepsItsPromise();
    }));

  it('during a refresh after saving, rotation on: the new token is used and nobody has to reconnect', () =>
    on.connected('salesforce', async (site) => {
      const tokens = () => site.lines.salesforce.exchanges.filter(isToken).length;
      await site.control('salesforce', 'PATCH', '/org', { rotation: true });
      site.standStillAt(grantSaved);
      const before = tokens();
      await site.control('salesforce', 'POST', '/faults', expired);
      await site.book('one');
      await site.killStandingStill();
      assert.equal(tokens(), before + 1);
      await site.server.start();
      await site.keepsItsPromise();
      assert.equal(tokens(), before + 1);
    }));

  it('during migration: wherever the first start is cut, the next one succeeds', () =>
    on.fresh(async (site) => {
      const points: readonly Point[] = [
        { at: '^create table', done: false },
        { at: '^insert into migration.*\\[1,', done: true },
        { at: '^insert into migration.*\\[3,', done: false },
        { since: '^insert into migration', at: '^commit', done: false },
        { since: '^insert into migration', at: '^commit', done: true },
      ];
      for (const point of points) {
        site.standStillAt(point);
        site.server.start().catch(() => undefined);
        await site.killStandingStill();
      }
      await site.server.start();
      await site.connect('hubspot');
      await site.book(...names(2));
      await site.keepsItsPromise();
    }));

  it('second process on one SQLite file: is refused in a sentence, and takes over once the first is killed', () =>
    on.connected('hubspot', async (site) => {
      const second = await site.another();
      await assert.rejects(second.start(), /Another process is using the database/);
      await site.book('one');
      await site.keepsItsPromise();
      const harm = site.lines.hubspot.harm((exchange) => createsMeetings('hubspot', exchange), {
        kind: 'lateReply',
        milliseconds: hour,
      });
      await site.book('two');
      await harm.happened;
      await site.server.kill();
      await site.startAnother();
      await site.keepsItsPromise();
    }));

  const seed = Number(process.env['PROCESS_SEED'] ?? 1);
  const provider = seed % 2 === 0 ? 'salesforce' : 'hubspot';

  it(`random kills over many bookings in ${provider} (a share of 200 over 10,000), seed ${seed}`, () =>
    on.connected(provider, async (site) => {
      await randomKills(site, provider, { bookings: 80, kills: 4, seed });
      await site.keepsItsPromise();
    }));
});
