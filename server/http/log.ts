import { pino, type DestinationStream, type Logger } from 'pino';

/** Writes JSON lines. Callers pass ids, codes and counts; never a token, never a contact's data. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** The server's log. Redaction is the second line of defence: names that would hold secrets or people are blanked. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
    serializers: { err: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

const secretNames = [
  'authorization',
  'accessToken',
  'refreshToken',
  'access_token',
  'refresh_token',
  'client_secret',
  'token',
  'password',
  'email',
  'phone',
  'contact',
  'answers',
  'body',
  'value',
];

/** An error's message may quote data, its place in our code may not. */
function describeError(error: unknown) {
  if (!(error instanceof Error)) return { name: typeof error };
  return {
    name: error.name,
    stack: error.stack
      ?.split('\n')
      .slice(1, 12)
      .map((line) => line.trim()),
  };
}
