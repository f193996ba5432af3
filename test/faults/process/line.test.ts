/** sync.md § 10, Lost or late replies, over a real TCP line to a real server process; more of it in ../lost-replies.test.ts. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { until } from '../machines/patience.js';
import { createsMeetings, updatesMeetings } from '../stage.js';
import { minute, second } from '../world.js';
import { isLongRun, onSite } from './on-site.js';
import type { Exchange, Fate } from './proxy.js';
import { slowReplies } from './slow-replies.js';

describe('on a bad line', { concurrency: 3 }, () => {
  const on = onSite();
  const creates = (provider: 'hubspot' | 'salesforce') => (exchange: Exchange) =>
    createsMeetings(provider, exchange);

  /** Creates that get to the CRM, of how many sent, when the first meets a fate. */
  const written = (provider: 'hubspot' | 'salesforce', fate: (real: (ms: number) => number) => Fate) => {
    const counted = { reached: 0, sent: 0 };
    return on
      .connected(provider, async (site) => {
        const harm = site.lines[provider].harm(creates(provider), fate(site.time.real));
        await site.book('one');
        await harm.happened;
        await site.keepsItsPromise();
        const all = site.lines[provider].exchanges.filter(creates(provider));
        counted.sent = all.length;
        counted.reached = all.filter(({ status }) => status !== null).length;
      })
      .then(() => counted);
  };

  it('half-open for 120 s: the line goes on, and all is written once', () =>
    on.connected('hubspot', async (site) => {
      const end = site.time.now() + 120 * second;
      const harm = site.lines.hubspot.harm(() => site.time.now() < end, { kind: 'silence' }, Infinity);
      await site.book('b0', 'b1', 'b2');
      await until(async () => site.time.now() > end);
      assert.ok(harm.met > 1, `${harm.met} requests hung`);
      await site.keepsItsPromise();
    }));

  it('25 s replies × 3 (a share of 30): each commits and is lost, and nothing is doubled', () =>
    on.connected('salesforce', (site) => slowReplies(site, 'salesforce', 3)));

  for (const provider of ['hubspot', 'salesforce'] as const)
    it(`commit-then-cut: what ${provider} wrote is found, not written again`, async () => {
      assert.deepEqual(await written(provider, () => ({ kind: 'cutAfter' })), { reached: 1, sent: 1 });
    });

  if (isLongRun)
    it('cut before the CRM saw it: looked for, and then written once', async () => {
      assert.deepEqual(await written('hubspot', () => ({ kind: 'cutBefore' })), { reached: 1, sent: 2 });
    });

  it('half of the request dropped: looked for, and then written once', async () => {
    assert.deepEqual(await written('salesforce', () => ({ kind: 'halfRequest' })), { reached: 1, sent: 2 });
  });

  if (isLongRun)
    it('half of the reply dropped: what was written is found', async () => {
      assert.deepEqual(await written('hubspot', () => ({ kind: 'halfReply' })), { reached: 1, sent: 1 });
    });

  it('reply after our timeout, and after the retry began: what was written is found', async () => {
    const late = (real: (ms: number) => number): Fate => ({
      kind: 'lateReply',
      milliseconds: real(45 * second),
    });
    assert.deepEqual(await written('salesforce', late), { reached: 1, sent: 1 });
  });

  it('an update that comes through after our timeout does not undo a newer one', () =>
    on.connected('hubspot', async (site) => {
      await site.send([site.event('one', { ageMs: 9 * minute })]);
      await site.settle();
      const harm = site.lines.hubspot.harm((exchange) => updatesMeetings('hubspot', exchange), {
        kind: 'lateRequest',
        milliseconds: site.time.real(26 * second),
      });
      await site.send([site.event('one', { status: 'rescheduled', startsInMs: 99 * minute })]);
      const late = await harm.happened;
      await site.send([site.event('one', { status: 'rescheduled', ageMs: 0, startsInMs: 999 * minute })]);
      await site.settle();
      await until(async () => late.status !== null);
      await site.keepsItsPromise();
    }));

  it('connection refused while the CRM restarts: told as such, and written once it is back', () =>
    on.connected('salesforce', async (site) => {
      await site.book('early');
      await site.settle();
      await site.lines.salesforce.down();
      await site.book('late');
      await until(async () => (await site.told('late')).syncs[0]?.fault?.code === 'network');
      await site.lines.salesforce.up();
      await site.keepsItsPromise();
      assert.equal(site.lines.salesforce.exchanges.filter(creates('salesforce')).length, 2);
    }));
});
