import assert from 'node:assert/strict';
import { createsMeetings, updatesMeetings } from '../stage.js';
import { minute, second, type Provider } from '../world.js';
import type { Site } from './site.js';

/** So many times the CRM does what it is asked and answers when nobody listens any more: creates and updates in turn. */
export async function slowReplies(site: Site, provider: Provider, times: number): Promise<void> {
  const line = site.lines[provider];
  const slow = { kind: 'lateReply', milliseconds: site.time.real(25 * second) } as const;
  for (let turn = 0; turn < times; turn++) {
    const id = `b${turn >> 1}`;
    const isNew = turn % 2 === 0;
    const fits = isNew ? createsMeetings : updatesMeetings;
    const harm = line.harm((exchange) => fits(provider, exchange), slow);
    const moved = { status: 'rescheduled', ageMs: 0, startsInMs: (turn + 9) * minute } as const;
    await site.send([isNew ? site.event(id) : site.event(id, moved)]);
    const { status } = await harm.happened;
    assert.ok(status === 200 || status === 201, `the CRM answered ${status}`);
    await site.settle();
    if (!isNew) continue;
    const sent = line.exchanges.filter((one) => fits(provider, one) && one.body.includes(`[${id}]`));
    assert.equal(sent.length, 1);
  }
  await site.keepsItsPromise();
}
