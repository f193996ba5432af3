import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';

/** Nobody but the account that runs the server reads people's data; folders that are there stay as they are. */
export function privateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** Makes a SQLite file readable for its owner alone; the files that SQLite puts beside it get the same rights. */
export function privateFile(file: string): void {
  // Made here, so that there is no moment in which others may open it.
  closeSync(openSync(file, 'a', 0o600));
  for (const part of ['', '-wal', '-shm', '-journal'])
    if (existsSync(`${file}${part}`)) own(`${file}${part}`);
}

/** A file that somebody else has lent us has the rights that they chose. */
function own(file: string): void {
  try {
    chmodSync(file, 0o600);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error;
  }
}
