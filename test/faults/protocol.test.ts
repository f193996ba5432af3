/** sync.md § 10, Protocol: replies are taken by what they name, never by their length. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changeMapping, event, type Watched } from './arrange.js';
import { chanceOf } from './random.js';
import { createsMeetings, stage } from './stage.js';
import type { Answer } from './wire.js';
import { hour, second } from './world.js';

describe('however replies come', () => {
  const inWorld = stage();
  const some = ({ world }: Watched, count: number, name = 'b') =>
    Array.from({ length: count }, (_, at) => event(world, `${name}${at}`));
  const changed = (answer: Answer, change: (body: any) => void): Answer => {
    const body = JSON.parse(answer.text);
    change(body);
    return { ...answer, text: JSON.stringify(body) };
  };

  it('composite with halted parts re-sent: the good ones are written, the bad one is held', () =>
    inWorld('salesforce', async (watched) => {
      const { world } = watched;
      await world.crm('salesforce').faults([
        {
          object: 'Event',
          then: { rowError: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', match: '[b1]', message: 'Not on Mondays' },
        },
      ]);
      for (const one of some(watched, 3)) await watched.book(one);
      await watched.settle(hour);
      const states = await Promise.all(
        ['b0', 'b1', 'b2'].map(async (id) => (await watched.told(id)).syncs[0]?.state),
      );
      assert.deepEqual(states, ['synced', 'attention', 'synced']);
      await watched.promised({ isOver: false, mayHold: (fault) => fault.class === 'data' });
    }));

  it('replies shuffled: every meeting still belongs to its booking', () =>
    inWorld('hubspot', async (watched) => {
      const { world } = watched;
      const chance = chanceOf(3);
      world.wire.judge = ({ url }) =>
        /\/batch\//.test(url.pathname)
          ? {
              kind: 'altered',
              alter: (answer) =>
                changed(answer, (body) => {
                  if (Array.isArray(body.results)) body.results = chance.shuffled(body.results);
                }),
            }
          : { kind: 'passes' };
      await watched.book(...some(watched, 40));
      await watched.book(
        ...Array.from({ length: 40 }, (_, at) =>
          event(world, `b${at}`, { status: 'rescheduled', ageMs: 0, startsInMs: (99 + at) * 60_000 }),
        ),
      );
      await watched.settle();
      await watched.promised();
    }));

  it('replies shorter: what is not named is found out, not made again', () =>
    inWorld('hubspot', async (watched) => {
      const { world } = watched;
      let times = 3;
      world.wire.judge = (call) =>
        /\/batch\/(create|upsert)/.test(call.url.pathname) && times-- > 0
          ? {
              kind: 'altered',
              alter: (answer) => changed(answer, (body) => void (body.results = body.results?.slice(0, -3))),
            }
          : { kind: 'passes' };
      await watched.book(...some(watched, 20));
      await watched.settle();
      await watched.promised();
    }));

  it('replies shorter, and the next call refused: what is not named is still found out', () =>
    inWorld('hubspot', async (watched) => {
      const { world } = watched;
      await watched.book(...some(watched, 3, 'known'));
      let isShorter = true;
      let isRefused = true;
      world.wire.judge = (call) => {
        if (isShorter && createsMeetings('hubspot', call)) {
          isShorter = false;
          return {
            kind: 'altered',
            alter: (answer) => changed(answer, (body) => void (body.results = body.results.slice(0, -2))),
          };
        }
        if (!isShorter && isRefused && /meetings\/batch\/update/.test(call.url.pathname)) {
          isRefused = false;
          return { kind: 'refused' };
        }
        return { kind: 'passes' };
      };
      await watched.book(
        ...some(watched, 6, 'new'),
        ...Array.from({ length: 3 }, (_, at) =>
          event(world, `known${at}`, { status: 'rescheduled', ageMs: 0, startsInMs: (99 + at) * 60_000 }),
        ),
      );
      await watched.settle();
      assert.deepEqual([isShorter, isRefused], [false, false]);
      await watched.promised();
    }));

  it('replies of a collection shorter: what is not named is found out, not made again', () =>
    inWorld('salesforce', async (watched) => {
      const { world } = watched;
      let times = 2;
      world.wire.judge = (call) =>
        createsMeetings('salesforce', call) && times-- > 0
          ? {
              kind: 'altered',
              alter: (answer) =>
                answer.text.startsWith('[')
                  ? { ...answer, text: JSON.stringify(JSON.parse(answer.text).slice(0, -3)) }
                  : answer,
            }
          : { kind: 'passes' };
      await watched.book(...some(watched, 20));
      await watched.settle();
      await watched.promised();
    }));

  it('at most 10 type chunks, with people, meetings and cases of both kinds in one batch', () =>
    inWorld('salesforce', async (watched) => {
      const { world } = watched;
      await changeMapping(world, 'salesforce', (mapping) => {
        mapping.objects.Case.enabled = true;
        return mapping;
      });
      await world.crm('salesforce').send('POST', '/records/Contact', {
        records: Array.from({ length: 20 }, (_, at) => ({
          FirstName: 'Ana',
          LastName: `Known ${at}`,
          Email: `b${at * 2}@acme.example`,
        })),
      });
      await watched.book(...some(watched, 40));
      await watched.settle();
      for (const { body, method } of watched.calls('salesforce')) {
        if (method === 'GET' || !body.includes('"records"')) continue;
        const types = [...body.matchAll(/"type":"(\w+)"/g)].map((match) => match[1]);
        const chunks = types.filter((type, at) => type !== types[at - 1]).length;
        assert.ok(chunks <= 10, `${chunks} chunks`);
      }
      const told = await Promise.all(some(watched, 40).map(({ id }) => watched.told(id)));
      assert.ok(told.every(({ syncs }) => syncs[0]?.state === 'synced'));
    }));

  it('a backlog (a share of 10,000) while live bookings overtake it', () =>
    inWorld('hubspot', async (watched) => {
      const { world } = watched;
      await world.api('admin', 'PATCH', '/connections/hubspot', { paused: true });
      await watched.book(...some(watched, 1000, 'old'));
      world.wire.judge = ({ isApi }) =>
        isApi ? { kind: 'slowReply', milliseconds: 2 * second } : { kind: 'passes' };
      await world.api('admin', 'PATCH', '/connections/hubspot', { paused: false });
      await world.pass(second);
      await watched.send(some(watched, 3, 'live'));
      await watched.settle();
      await watched.promised();
      const created = watched
        .calls('hubspot')
        .filter((call) => createsMeetings('hubspot', call))
        .map(({ body }) => body);
      const live = created.findIndex((body) => body.includes('[live0]'));
      assert.ok(live >= 0 && live < created.length - 3, `live came as ${live + 1} of ${created.length}`);
    }));
});
