/** One real server process, which can be killed and started again on its port. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { until } from './patience.js';

export interface Machine {
  readonly url: string;
  readonly isUp: boolean;
  /** Everything that it has printed in all its lives. */
  said(): string;
  /** Starts the process; resolves when it is ready. */
  start(): Promise<void>;
  /** Ends it without warning. */
  kill(): Promise<void>;
  /** Tells it to stop; gives its exit code. */
  stop(): Promise<number | null>;
  /** The process went without being told to. */
  readonly died: boolean;
}

/** A machine on a free port; `settings` are its environment beside the port. */
export async function machine(main: string, settings: Readonly<Record<string, string>>): Promise<Machine> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  let child: ChildProcess | undefined;
  let said = '';
  let died = false;
  let isExpected = false;

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const ending = child;
    if (!ending || ending.exitCode !== null) return ending?.exitCode ?? null;
    isExpected = true;
    const closed = once(ending, 'close');
    ending.kill(signal);
    await closed;
    child = undefined;
    return ending.exitCode;
  }

  return {
    url,
    get isUp() {
      return child !== undefined;
    },
    get died() {
      return died;
    },
    said: () => said,
    async start() {
      isExpected = false;
      const started = spawn(process.execPath, [main], {
        env: { PATH: process.env['PATH'], ...settings, PORT: String(port) },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      for (const stream of [started.stdout, started.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => (said += text));
      started.once('exit', () => {
        if (!isExpected) died = true;
        if (child === started) child = undefined;
      });
      child = started;
      await until(async () => {
        assert.ok(!died, `The server ended by itself:\n${said.slice(-3000)}`);
        return (await fetch(`${url}/readyz`).catch(() => null))?.status === 200;
      });
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
