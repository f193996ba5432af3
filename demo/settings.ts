import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Addresses and secrets of the demo; whatever the environment sets is honoured. */
export interface DemoSettings {
  readonly ports: {
    readonly host: number;
    readonly server: number;
    readonly hubspot: number;
    readonly salesforce: number;
  };
  readonly hostUrl: string;
  readonly serverUrl: string;
  /** Folder of keys, database and the emulators' records. */
  readonly dataDir: string;
  /** Settings of the server, by their environment names. */
  readonly server: Readonly<Record<string, string | undefined>>;
}

/** Reads the environment and fills the gaps; throws a sentence for a setting that can't be used. */
export function demoSettings(
  env: Readonly<Record<string, string | undefined>>,
  dataDir: string,
): DemoSettings {
  const ports = {
    host: port(env, 'DEMO_PORT', 3000),
    server: port(env, 'PORT', 4000),
    hubspot: port(env, 'HUBSPOT_EMULATOR_PORT', 4101),
    salesforce: port(env, 'SALESFORCE_EMULATOR_PORT', 4102),
  };
  mkdirSync(dataDir, { recursive: true });
  const hostUrl = `http://localhost:${ports.host}`;
  const serverUrl = env['PUBLIC_URL'] || `http://localhost:${ports.server}`;
  const hubspotUrl = `http://localhost:${ports.hubspot}`;
  const salesforceUrl = `http://localhost:${ports.salesforce}`;
  const demo: Record<string, string> = {
    PORT: String(ports.server),
    PUBLIC_URL: serverUrl,
    DATABASE_URL: `file:${join(dataDir, 'crm-connect.db')}`,
    ...keptSecrets(join(dataDir, 'keys.json')),
    ALLOWED_ORIGINS: hostUrl,
    HUBSPOT_CLIENT_ID: 'demo',
    HUBSPOT_CLIENT_SECRET: 'demo-secret',
    HUBSPOT_APP_URL: hubspotUrl,
    HUBSPOT_API_URL: hubspotUrl,
    SALESFORCE_CLIENT_ID: 'demo',
    SALESFORCE_CLIENT_SECRET: 'demo-secret',
    SALESFORCE_LOGIN_URL: salesforceUrl,
    SALESFORCE_SANDBOX_LOGIN_URL: `${salesforceUrl}/sandbox`,
    SALESFORCE_HOSTS: `localhost:${ports.salesforce},127.0.0.1:${ports.salesforce}`,
    LOG_LEVEL: 'warn',
  };
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  return { ports, hostUrl, serverUrl, dataDir, server: { ...demo, ...given } };
}

function port(env: Readonly<Record<string, string | undefined>>, name: string, fallback: number): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value <= 65535) return value;
  throw new Error(`${name} must be a port number between 1 and 65535, not "${text}".`);
}

/** Secrets made at the first start and kept, so that the second start can open what the first one sealed. */
function keptSecrets(file: string): { SESSION_SECRET: string; ENCRYPTION_KEYS: string } {
  if (!existsSync(file)) {
    const made = {
      SESSION_SECRET: randomBytes(48).toString('base64url'),
      ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
    };
    writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  }
  const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof kept === 'object' && kept !== null && 'SESSION_SECRET' in kept && 'ENCRYPTION_KEYS' in kept) {
    return { SESSION_SECRET: String(kept.SESSION_SECRET), ENCRYPTION_KEYS: String(kept.ENCRYPTION_KEYS) };
  }
  throw new Error(`${file} does not hold the demo's keys. Delete it to make new ones, and connect again.`);
}
