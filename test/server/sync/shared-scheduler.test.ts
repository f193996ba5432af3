import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sharedScheduler, type Carrier } from '../../../server/sync/shared-scheduler.js';

/** A queue in memory that can be broken. */
function queue() {
  const keys = new Set<string>();
  const tasks: string[] = [];
  const slots = new Set<string>();
  let isBroken = false;
  const whole = () => {
    if (isBroken) throw new Error('The queue is gone.');
  };
  const carrier = (): Carrier => ({
    start: async () => whole(),
    async announce(some) {
      whole();
      for (const key of some) keys.add(key);
    },
    async schedule(task) {
      whole();
      if (!slots.has(task)) tasks.push(task);
      slots.add(task);
    },
    async take() {
      whole();
      const taken = { keys: [...keys], tasks: tasks.splice(0) };
      keys.clear();
      return taken;
    },
    stop: async () => undefined,
  });
  return { carrier, keys, break: (broken: boolean) => void (isBroken = broken) };
}

function scheduler(carrier: Carrier, pollMs = 5) {
  const told: string[] = [];
  const shared: boolean[] = [];
  const log = { info: () => void told.push('info'), error: () => void told.push('error') };
  const made = sharedScheduler({
    ...{ carrier, log, now: () => new Date() },
    onShared: (isShared) => void shared.push(isShared),
    pollMs,
    mendMs: 5,
  });
  return { ...made, told, shared };
}

/** Resolves with what is handed over next. */
function mailbox() {
  const got: string[] = [];
  let wanted: (() => void) | undefined;
  return {
    got,
    put: async (name: string) => {
      got.push(name);
      wanted?.();
    },
    async until(holds: () => boolean) {
      while (!holds()) await new Promise<void>((resolve) => (wanted = resolve));
    },
  };
}

describe('a scheduler that servers share', () => {
  it('wakes the server that took the work in at once, without waiting for the queue', async () => {
    const here = mailbox();
    const server = scheduler(queue().carrier(), 60_000);
    server.onWake(here.put);
    await server.start();
    server.wake('con_1');
    await here.until(() => here.got.includes('con_1'));
    await server.stop();
    assert.deepEqual(server.shared, [true]);
  });

  it('lets another server do what a dead one had announced', async () => {
    const { carrier } = queue();
    const dying = scheduler(carrier(), 60_000);
    await dying.start();
    dying.wake('con_1');
    await dying.stop();
    const there = mailbox();
    const alive = scheduler(carrier());
    alive.onWake(there.put);
    await alive.start();
    await there.until(() => there.got.includes('con_1'));
    await alive.stop();
  });

  it('has a task run by one server only', async () => {
    const { carrier } = queue();
    const did = mailbox();
    const servers = Array.from({ length: 3 }, () => scheduler(carrier()));
    for (const server of servers)
      server.every('clean-up', { milliseconds: 60_000, run: () => did.put('it') });
    await Promise.all(servers.map((server) => server.start()));
    await did.until(() => did.got.length > 0);
    await Promise.all(servers.map((server) => server.stop()));
    assert.deepEqual(did.got, ['it']);
  });

  it('goes on alone while the queue fails, says so once, and shares again when it is back', async () => {
    const { carrier, keys, break: breakQueue } = queue();
    breakQueue(true);
    const box = mailbox();
    const server = scheduler(carrier());
    server.onWake(box.put);
    server.every('sweep', { milliseconds: 5, run: () => box.put('sweep') });
    await server.start();
    server.wake('con_1');
    await box.until(() => box.got.includes('con_1') && box.got.filter((one) => one === 'sweep').length > 2);
    assert.deepEqual([server.told, server.shared.at(-1)], [['error'], false]);
    breakQueue(false);
    while (server.shared.at(-1) === false) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(server.told, ['error', 'info']);
    server.wake('con_2');
    await box.until(() => box.got.includes('con_2'));
    await server.stop();
    assert.ok(keys.size <= 1);
  });

  it('breaks nothing when woken work fails', async () => {
    const { carrier } = queue();
    const server = scheduler(carrier());
    server.onWake(() => Promise.reject(new Error('no')));
    await server.start();
    server.wake('con_1');
    while (!server.told.includes('error')) await new Promise((resolve) => setImmediate(resolve));
    await server.stop();
    assert.deepEqual(server.shared, [true]);
  });
});
