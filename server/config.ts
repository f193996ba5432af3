import { z } from 'zod';

/** The server's settings by their environment names. */
export type Settings = Readonly<Record<string, string | undefined>>;

/** Settings that passed every check. */
export interface Config {
  readonly port: number;
  /** Where browsers and CRMs reach this server, without a trailing slash. */
  readonly publicUrl: string;
  readonly databaseUrl: string;
  /** Connections to PostgreSQL that this server may hold. */
  readonly databasePool: number;
  /** Folder for daily copies of the SQLite file; undefined for none. */
  readonly backupFolder: string | undefined;
  /** How long one request to a CRM may take. */
  readonly crmTimeoutMs: number;
  /** The first signs in tests, all are accepted. */
  readonly sessionSecrets: readonly string[];
  /** 32 bytes each; the first seals, all open. */
  readonly encryptionKeys: readonly Uint8Array<ArrayBuffer>[];
  readonly allowedOrigins: readonly string[];
  readonly logLevel: LogLevel;
}

export type LogLevel = (typeof logLevels)[number];

/** The settings can't be used; each of `problems` is one sentence for whoever starts the server. */
export class BadSettings extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'BadSettings';
  }
}

/** Parses the environment; gives every fault at once, so that nobody mends them one start at a time. */
export function parseConfig(settings: Settings): { config: Config } | { problems: readonly string[] } {
  const present = Object.fromEntries(Object.entries(settings).filter(([, value]) => value?.trim()));
  const parsed = environment.safeParse(present);
  if (!parsed.success) return { problems: parsed.error.issues.map((issue) => issue.message) };
  const env = parsed.data;
  return {
    config: {
      port: env.PORT,
      publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
      databaseUrl: env.DATABASE_URL,
      databasePool: env.DATABASE_POOL,
      backupFolder: env.BACKUP_DIR?.trim(),
      crmTimeoutMs: env.CRM_TIMEOUT_SECONDS * 1000,
      sessionSecrets: env.SESSION_SECRET,
      encryptionKeys: env.ENCRYPTION_KEYS,
      allowedOrigins: env.ALLOWED_ORIGINS,
      logLevel: env.LOG_LEVEL,
    },
  };
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const environment = z.object({
  PORT: numberSetting('PORT', 4000, 0, 65535),
  PUBLIC_URL: z
    .string()
    .transform((text) => text.trim().replace(/\/+$/, ''))
    .refine(isHttpUrl, 'PUBLIC_URL must be an address such as https://crm.example.com, without a query.')
    .optional(),
  DATABASE_URL: z
    .string()
    .default('file:./data/crm-connect.db')
    .refine(
      (url) => url === ':memory:' || url.startsWith('file:') || /^postgres(ql)?:\/\//.test(url),
      'DATABASE_URL must start with file: (SQLite) or postgres:// (PostgreSQL).',
    ),
  DATABASE_POOL: numberSetting('DATABASE_POOL', 10, 2, 100),
  BACKUP_DIR: z.string().optional(),
  CRM_TIMEOUT_SECONDS: numberSetting('CRM_TIMEOUT_SECONDS', 20, 1, 120),
  SESSION_SECRET: z
    .string(
      'SESSION_SECRET is missing: set it to at least 32 random bytes, the same as your backend signs session tokens with.',
    )
    .transform(list)
    .refine(
      (secrets) => secrets.length > 0 && secrets.every((secret) => byteLength(secret) >= 32),
      'SESSION_SECRET is too short: each secret needs at least 32 bytes.',
    ),
  ENCRYPTION_KEYS: z
    .string(
      'ENCRYPTION_KEYS is missing: set it to a base64 key of 32 bytes, for example from “openssl rand -base64 32”.',
    )
    .transform((text) => list(text).map(decodeKey))
    .refine(
      (keys): keys is Uint8Array<ArrayBuffer>[] =>
        keys.length > 0 && keys.every((key) => key?.byteLength === 32),
      'ENCRYPTION_KEYS must hold keys of exactly 32 bytes in base64, newest first, separated by commas.',
    ),
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((text, context) => {
      const origins = list(text);
      for (const origin of origins.filter((each) => !isOrigin(each))) {
        context.addIssue({
          code: 'custom',
          message: `ALLOWED_ORIGINS holds “${origin}”, which is not an origin such as https://app.example.com.`,
        });
      }
      return origins;
    }),
  LOG_LEVEL: z.enum(logLevels, `LOG_LEVEL must be one of ${logLevels.join(', ')}.`).default('info'),
});

function numberSetting(name: string, usual: number, least: number, most: number) {
  return z
    .string()
    .default(String(usual))
    .transform(Number)
    .refine(
      (value) => Number.isInteger(value) && value >= least && value <= most,
      `${name} must be a number from ${least} to ${most}.`,
    );
}

function list(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}

function decodeKey(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
      character.charCodeAt(0),
    );
  } catch {
    return null;
  }
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && !/[?#]/.test(text);
}

function isOrigin(text: string): boolean {
  return isHttpUrl(text) && new URL(text).origin === text;
}
