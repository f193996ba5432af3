import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, parseJson, type Json } from './json.js';

/** A place in the saved state and what is there now; undefined when it is gone. */
export type Change = readonly [path: readonly string[], value: unknown];

/** What the state is made of. */
export interface Saveable {
  /** Everything, ready for JSON. */
  snapshot(): unknown;
  /** The small parts that are rewritten whenever one of them has changed. */
  head(): readonly Change[];
}

/** Keeps an emulator's state on disk, so that a second start carries on where the first stopped. */
export interface SavedState {
  /** What the last run left; undefined on a first run. */
  readonly found: Json | undefined;
  /** Names what is to be kept and begins: what changed before is part of its first snapshot. */
  begin(state: Saveable): void;
  /** Notes one record's change, to be written soon; `value` must not change afterwards. */
  wrote(...change: Change): void;
  /** Asks for the small parts to be written soon. */
  changed(): void;
  /** Writes what is still waiting. */
  close(): void;
}

const waitMs = 300;
const longestJournal = 16_000_000;

/**
 * State in `<dataDir>/<name>.json` and a journal of what changed since, a line each, beside it: writing costs what
 * changed and not what is there. Without a folder, nothing is kept.
 */
export function savedState(dataDir: string | undefined, name: string): SavedState {
  if (dataDir === undefined) return nowhere;
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, `${name}.json`);
  const journal = join(dataDir, `${name}.journal`);
  let state: Saveable | undefined;
  let timer: NodeJS.Timeout | undefined;
  let headChanged = false;
  let journalLength = 0;
  let snapshotLength = 0;
  const waiting = new Map<string, Change>();

  // Renaming is atomic: whoever kills us half way leaves the old file whole, and the journal fits both.
  const writeSnapshot = (from: Saveable) => {
    const text = JSON.stringify(from.snapshot());
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
    rmSync(journal, { force: true });
    journalLength = 0;
    snapshotLength = text.length;
    waiting.clear();
    headChanged = false;
  };
  const write = () => {
    timer = undefined;
    if (!state) return;
    const changes = [...waiting.values(), ...(headChanged ? state.head() : [])];
    const lines = changes.map((change) => `${JSON.stringify(change)}\n`).join('');
    waiting.clear();
    headChanged = false;
    appendFileSync(journal, lines);
    journalLength += lines.length;
    if (journalLength > Math.max(longestJournal, 2 * snapshotLength)) writeSnapshot(state);
  };
  const soon = () => {
    if (state) timer ??= setTimeout(write, waitMs).unref();
  };
  return {
    found: replay(parseJson(read(file)), read(journal)),
    begin: (saveable) => {
      state = saveable;
      writeSnapshot(saveable);
    },
    wrote: (path, value) => {
      const key = path.join('/');
      // Taken out first, so that the newest change of a place comes last.
      waiting.delete(key);
      waiting.set(key, [path, value]);
      soon();
    },
    changed: () => {
      headChanged = true;
      soon();
    },
    close: () => {
      clearTimeout(timer);
      if (timer) write();
    },
  };
}

const nowhere: SavedState = {
  found: undefined,
  begin: () => {},
  wrote: () => {},
  changed: () => {},
  close: () => {},
};

// A line that a kill cut short is the last, and parses to nothing.
function replay(found: Json | undefined, journal: string): Json | undefined {
  if (found === undefined) return undefined;
  for (const line of journal.split('\n')) {
    const change = line === '' ? undefined : parseJson(line);
    if (!Array.isArray(change) || !Array.isArray(change[0])) continue;
    const path = change[0].map(String);
    const last = path.pop();
    let at: Json | undefined = found;
    for (const step of path) at = isObject(at) ? (at[step] ??= {}) : undefined;
    if (!isObject(at) || last === undefined) continue;
    if (change[1] === undefined || change[1] === null) delete at[last];
    else at[last] = change[1];
  }
  return found;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
