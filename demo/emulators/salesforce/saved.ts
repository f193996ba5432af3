import type { OrgName, OrgPatch } from '../emulated-org.js';
import { isObject, type Json } from '../json.js';
import type { AccessToken, Grant } from './oauth/grants.js';
import type { Row } from './records/store.js';

/** What an org keeps over a restart. */
export interface SavedOrg extends SavedSettings {
  /** By id; older files hold a list. */
  rows: Record<string, Row>;
}

/** The small part of it. */
export interface SavedSettings {
  counters: Record<string, number>;
  /** The patches since the last reset, in order. */
  patches: OrgPatch[];
  schemaChangedAt: number;
}

/** What the emulator keeps over a restart. */
export interface SavedEmulator {
  format: 1;
  grants: { grants: Grant[]; tokens: AccessToken[] };
  orgs: Record<OrgName, SavedOrg>;
}

/** Reads what a former run left; undefined when there is nothing, or nothing of ours. */
export function readSaved(saved: Json | undefined): SavedEmulator | undefined {
  return isSavedEmulator(saved) ? saved : undefined;
}

// The file is our own, written whole by this program: its outline tells whether to trust it.
function isSavedEmulator(saved: unknown): saved is SavedEmulator {
  if (!isObject(saved) || saved['format'] !== 1 || !isObject(saved['grants']) || !isObject(saved['orgs']))
    return false;
  const { tidy, awkward } = saved['orgs'];
  return [tidy, awkward].every(
    (org) => isObject(org) && typeof org['rows'] === 'object' && isObject(org['counters']),
  );
}
