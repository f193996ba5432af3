import { orgNames } from '../emulated-org.js';
import type { EmulatedCrm, EmulatorOptions } from '../emulated-crm.js';
import { isObject, type Json } from '../json.js';
import { hubspotApp } from './app.js';
import { Grants, type SavedGrants } from './grants.js';
import { HubspotOrg, type SavedOrg } from './org.js';

/** An emulated HubSpot with two accounts and one registered app. */
export function createHubspotEmulator({ now, saved, changed }: EmulatorOptions): EmulatedCrm {
  const grants = new Grants(now);
  const orgs = {
    tidy: new HubspotOrg('tidy', now, grants, () => changed()),
    awkward: new HubspotOrg('awkward', now, grants, () => changed()),
  };
  const state = readSaved(saved);
  if (state) {
    grants.restore(state.grants);
    for (const name of orgNames) orgs[name].restore(state.orgs[name]);
  }
  return {
    title: 'HubSpot',
    orgs,
    app: hubspotApp(orgs, grants, now),
    snapshot: (): SavedState => ({
      format: 1,
      grants: grants.snapshot(),
      orgs: { tidy: orgs.tidy.snapshot(), awkward: orgs.awkward.snapshot() },
    }),
  };
}

interface SavedState {
  format: 1;
  grants: SavedGrants;
  orgs: Record<(typeof orgNames)[number], SavedOrg>;
}

/** The file is our own; another format than ours is left aside and the orgs start as seeded. */
function readSaved(saved: Json | undefined): SavedState | undefined {
  return isSavedState(saved) ? saved : undefined;
}

function isSavedState(value: unknown): value is SavedState {
  return isObject(value) && value['format'] === 1 && isObject(value['grants']) && isObject(value['orgs']);
}
