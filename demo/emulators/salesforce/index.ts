import { Hono } from 'hono';
import type { EmulatedCrm, EmulatorOptions } from '../emulated-crm.js';
import { orgNames, type OrgName } from '../emulated-org.js';
import { faultGate, type GatedEnv } from '../fault-gate.js';
import type { JsonObject } from '../json.js';
import type { Change } from '../saved-state.js';
import { awkwardSeed } from './data/awkward.js';
import { tidySeed } from './data/tidy.js';
import { Emulator } from './emulator.js';
import { vendorFaults } from './gate.js';
import { readScopes, registeredApp } from './oauth/app.js';
import { authorizeRoutes } from './oauth/authorize.js';
import { GrantBook } from './oauth/grants.js';
import { identityRoutes } from './oauth/identity.js';
import { tokenReply } from './oauth/token-reply.js';
import { tokenRoutes } from './oauth/token.js';
import { Org } from './org.js';
import type { Row } from './records/store.js';
import { recordPages } from './record-page.js';
import { restRoutes, send } from './rest/routes.js';
import { notFound } from './failure.js';
import { readSaved, type SavedEmulator } from './saved.js';

/** A stand-in for Salesforce: two orgs, logins for production, sandbox and My Domain, OAuth and the REST API. */
export function createSalesforceEmulator({
  now,
  wait,
  url,
  saved,
  changed,
  wrote,
}: EmulatorOptions): EmulatedCrm {
  const state = readSaved(saved);
  const grants = new GrantBook(now, changed);
  if (state) grants.restore(state.grants);
  const seeds = { tidy: tidySeed, awkward: awkwardSeed };
  const issueGrant = (org: Org, scopes: string[] | undefined): JsonObject => {
    const granted = readScopes((scopes ?? registeredApp.scopes).join(' ')) ?? [];
    const approval = { org: org.name, sandbox: false, userId: org.connectingUserId, scopes: granted };
    const grant = grants.approve(approval, org.limits.approvalsPerUser);
    return tokenReply(emulator, org, grant, { issuer: url(), refreshToken: grant.refreshToken });
  };
  const wroteIn = (name: OrgName) => (row: Row | undefined) => {
    if (row) wrote(['orgs', name, 'rows', row.id], row);
    else wrote(['orgs', name, 'rows'], {});
  };
  const makeOrg = (name: OrgName) =>
    new Org(name, seeds[name], { now, changed, wrote: wroteIn(name), issueGrant }, state?.orgs[name]);
  const orgs = { tidy: makeOrg('tidy'), awkward: makeOrg('awkward') };
  const emulator = new Emulator(orgs, grants, url, now);

  const app = new Hono<GatedEnv>();
  app.use('*', faultGate(vendorFaults(emulator), orgs.tidy, wait));
  for (const prefix of ['', '/sandbox', '/my/:domain']) {
    authorizeRoutes(app, emulator, prefix);
    tokenRoutes(app, emulator, prefix);
    identityRoutes(app, emulator, prefix);
  }
  restRoutes(app, emulator);
  recordPages(app, emulator);
  app.notFound((c) => send(c, { status: 404, body: notFound().toRest() }));

  const snapshot = (): SavedEmulator => ({
    format: 1,
    grants: grants.save(),
    orgs: { tidy: orgs.tidy.save(), awkward: orgs.awkward.save() },
  });
  const head = (): Change[] => [
    [['grants'], grants.save()],
    ...orgNames.flatMap((name) =>
      Object.entries(orgs[name].saveSettings()).map(([key, value]): Change => [['orgs', name, key], value]),
    ),
  ];
  return { title: 'Salesforce', orgs, app, snapshot, head };
}
