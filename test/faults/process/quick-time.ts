import { fileURLToPath } from 'node:url';

/** A clock that runs faster than ours; a server process, the emulators and the test share it. */
export interface QuickTime {
  readonly pace: number;
  readonly now: () => number;
  /** How long that many of its milliseconds take in ours. */
  real(milliseconds: number): number;
  /** Waits that many of its milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Environment of a server process that follows it. */
  readonly settings: Readonly<Record<string, string>>;
}

/** A deadline of 20 seconds must still be long enough for a request on a busy machine. */
const usualPace = 10;

/** Starts a clock at the present. */
export function quickTime(pace = Number(process.env['PROCESS_PACE'] ?? usualPace)): QuickTime {
  const from = Date.now();
  const real = (milliseconds: number) => milliseconds / pace;
  return {
    pace,
    now: () => Math.floor(from + (Date.now() - from) * pace),
    real,
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, real(milliseconds)).unref()),
    settings: {
      NODE_OPTIONS: ['quick-clock.mjs', 'stand-still.mjs']
        .map((file) => `--import ${fileURLToPath(new URL(file, import.meta.url))}`)
        .join(' '),
      QUICK_FROM: String(from),
      QUICK_PACE: String(pace),
    },
  };
}
