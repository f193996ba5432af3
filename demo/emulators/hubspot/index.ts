import { orgNames, type OrgName } from '../emulated-org.js';
import type { EmulatedCrm, EmulatorOptions } from '../emulated-crm.js';
import { isObject, type Json } from '../json.js';
import type { Change } from '../saved-state.js';
import { hubspotApp } from './app.js';
import { Grants, type SavedGrants } from './grants.js';
import { HubspotOrg, type SavedOrg } from './org.js';

/** An emulated HubSpot with two accounts and one registered app. */
export function createHubspotEmulator({ now, wait, saved, changed, wrote }: EmulatorOptions): EmulatedCrm {
  const grants = new Grants(now);
  const makeOrg = (name: OrgName) =>
    new HubspotOrg(name, now, grants, changed, (path, value) => wrote(['orgs', name, ...path], value));
  const orgs = {
    tidy: makeOrg('tidy'),
    awkward: makeOrg('awkward'),
  };
  const state = readSaved(saved);
  if (state) {
    grants.restore(state.grants);
    for (const name of orgNames) orgs[name].restore(state.orgs[name]);
  }
  return {
    title: 'HubSpot',
    orgs,
    app: hubspotApp(orgs, grants, now, wait),
    snapshot: (): SavedState => ({
      format: 1,
      grants: grants.snapshot(),
      orgs: { tidy: orgs.tidy.snapshot(), awkward: orgs.awkward.snapshot() },
    }),
    head: (): Change[] => [
      [['grants'], grants.snapshot()],
      ...orgNames.flatMap((name) =>
        Object.entries(orgs[name].snapshotSettings()).map(([key, value]): Change => [
          ['orgs', name, key],
          value,
        ]),
      ),
    ],
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
