import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson, type Json } from './json.js';

/** Keeps an emulator's state in one JSON file, so that a second start carries on where the first stopped. */
export interface SavedState {
  /** What the last run left; undefined on a first run. */
  readonly found: Json | undefined;
  /** Asks for a write soon; many changes share one. */
  changed(): void;
  /** Writes what is still waiting. */
  close(): void;
}

/** State in `<dataDir>/<name>.json`; without a folder, nothing is kept. `snapshot` is called when it is time to write. */
export function savedState(dataDir: string | undefined, name: string, snapshot: () => unknown): SavedState {
  if (dataDir === undefined) return { found: undefined, changed: () => {}, close: () => {} };
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, `${name}.json`);
  let timer: NodeJS.Timeout | undefined;
  let waitMs = 300;

  // Renaming is atomic: whoever kills us half way leaves the old file whole.
  const write = () => {
    timer = undefined;
    const startedAt = performance.now();
    writeFileSync(`${file}.new`, JSON.stringify(snapshot()));
    renameSync(`${file}.new`, file);
    // A large org takes a while to write: then it is written less often.
    waitMs = Math.max(300, 10 * (performance.now() - startedAt));
  };
  return {
    found: read(file),
    changed: () => {
      timer ??= setTimeout(write, waitMs).unref();
    },
    close: () => {
      if (!timer) return;
      clearTimeout(timer);
      write();
    },
  };
}

function read(file: string): Json | undefined {
  try {
    return parseJson(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
