import type PgBoss from 'pg-boss';
import { lines, statementLimits } from '../store/lines.js';
import type { Carrier } from './shared-scheduler.js';

const wakes = 'crm-connect-drain';
const tasks = 'crm-connect-task';
/** Most wake-ups taken at a time; the others are left to other servers. */
const atATime = 50;
/** Any number that no other program of ours takes. */
const advisoryLock = 4_201_976;
/** A server that takes a task and dies leaves the next time to another. */
const runOnce = { retryLimit: 0, expireInSeconds: 60, retentionMinutes: 60 };

interface Opened {
  readonly boss: PgBoss;
  /** Runs `work` while no other server runs its own. */
  alone(work: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/**
 * Carries wake-ups and schedules through pg-boss, in its own schema beside our tables. Tasks are throttled sends, not
 * pg-boss's cron, whose finest step is a minute; and jobs are fetched here, because pg-boss's own workers leave
 * promises without a handler when the database goes away.
 */
export function pgBossCarrier({ url }: { readonly url: string }): Carrier {
  let running: Opened | undefined;

  async function open(): Promise<Opened> {
    const [{ default: Boss }, { default: pg }] = await Promise.all([import('pg-boss'), import('pg')]);
    const pool = new pg.Pool({
      connectionString: url,
      application_name: 'crm-connect-wake-ups',
      max: 2,
      ...lines,
      ...statementLimits(),
    });
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    const boss = new Boss({
      db: { executeSql: (text, values) => pool.query(text, values) },
      schedule: false,
      archiveCompletedAfterSeconds: 24 * 60 * 60,
      deleteAfterHours: 1,
    });
    // What matters of it fails in a call of ours as well.
    boss.on('error', () => undefined);
    return {
      boss,
      async alone(work) {
        const client = await pool.connect();
        try {
          await client.query('select pg_advisory_lock($1)', [advisoryLock]);
          await work();
        } finally {
          // The lock goes with its connection.
          client.release(true);
        }
      },
      async close() {
        await boss.stop({ graceful: false });
        await pool.end();
      },
    };
  }

  function started(): PgBoss {
    if (!running) throw new Error('The queue for wake-ups is not open.');
    return running.boss;
  }

  async function stop(): Promise<void> {
    const before = running;
    running = undefined;
    await before?.close();
  }

  return {
    async start() {
      await stop();
      const opened = await open();
      try {
        // Servers that make queues at the same time would lock each other out.
        await opened.alone(async () => {
          await opened.boss.start();
          await opened.boss.createQueue(wakes, { name: wakes, policy: 'short', ...runOnce });
          await opened.boss.createQueue(tasks, { name: tasks, policy: 'standard', ...runOnce });
        });
      } catch (error) {
        await opened.close();
        throw error;
      }
      running = opened;
    },

    async announce(keys) {
      await started().insert(keys.map((key) => ({ name: wakes, singletonKey: key, data: { key } })));
    },

    async schedule(task, milliseconds) {
      const singletonSeconds = Math.max(1, Math.round(milliseconds / 1000));
      await started().send(tasks, { key: task }, { singletonKey: task, singletonSeconds });
    },

    async take() {
      const boss = started();
      const woken = await boss.fetch<{ key: string }>(wakes, { batchSize: atATime });
      const due = await boss.fetch<{ key: string }>(tasks);
      const ids = (jobs: readonly { id: string }[]) => jobs.map(({ id }) => id);
      // The tables know what is due, so a wake-up has done its work once it was heard.
      if (woken.length > 0) await boss.deleteJob(wakes, ids(woken));
      // A task's job stays, so that nobody queues it twice in its time.
      if (due.length > 0) await boss.complete(tasks, ids(due));
      return { keys: woken.map(({ data }) => data.key), tasks: due.map(({ data }) => data.key) };
    },

    stop,
  };
}
