import { accessSync, constants } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Clock } from '../contract/model/index.js';
import { privateFile, privateFolder } from './private-files.js';
import { StoreRefused } from './refused.js';
import type { Store } from './store.js';

/** Copies that are kept, a day apart. */
const kept = 7;
const named = /^crm-connect-\d{4}-\d\d-\d\d\.db$/;

/**
 * Copies the SQLite file as it is now into `folder`, once a day, and removes the oldest copies; gives the new copy's
 * path, or null when today's is there. Only the server can do it, for nobody else may open the file.
 */
export async function backUp(
  { db }: Store,
  { folder, now }: { readonly folder: string; readonly now: Clock },
): Promise<string | null> {
  const name = `crm-connect-${now().toISOString().slice(0, 10)}.db`;
  privateFolder(folder);
  if ((await readdir(folder)).includes(name)) return null;
  // Half a copy must not pass for a whole one.
  const unfinished = join(folder, `${name}.part`);
  await rm(unfinished, { force: true });
  // An empty file is taken as it is, rights and all.
  privateFile(unfinished);
  await sql`vacuum into ${unfinished}`.execute(db);
  await rename(unfinished, join(folder, name));
  const copies = (await readdir(folder)).filter((each) => named.test(each)).sort();
  for (const old of copies.slice(0, -kept)) await rm(join(folder, old));
  return join(folder, name);
}

/** Throws {@link StoreRefused} for a folder that no copy can go to: who asks for backups must not find none later. */
export function requireBackupFolder(folder: string): void {
  try {
    privateFolder(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new StoreRefused(`No backup can be written to ${folder} (${said}); check BACKUP_DIR.`, {
      cause: error,
    });
  }
}
