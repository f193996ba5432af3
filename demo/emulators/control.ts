import { Hono, type Context } from 'hono';
import { cors } from 'hono/cors';
import type { EmulatedCrm, ServedEnv } from './emulated-crm.js';
import { orgName, orgNames, type EmulatedOrg } from './emulated-org.js';
import { parseFaults } from './parse-faults.js';
import { isObject, parseJson } from './json.js';
import { parseOrgPatch } from './org-patch.js';
import { parseAction } from './record-action.js';

/** The `/_emulator/*` routes, for tests and curious people; all take `?org=`, default `tidy`. Mounted at `/_emulator`. */
export function controlRoutes(crm: Pick<EmulatedCrm, 'title' | 'orgs'>): Hono<ServedEnv> {
  const routes = new Hono<ServedEnv>();
  routes.use('*', cors({ origin: '*' }));

  const withOrg = (act: (c: Context<ServedEnv>, org: EmulatedOrg) => Response | Promise<Response>) => {
    return (c: Context<ServedEnv>) => {
      const name = orgName(c.req.query('org'));
      return name
        ? act(c, crm.orgs[name])
        : refuse(c, `There is no such org; name one of ${orgNames.join(', ')}.`);
    };
  };

  routes.get(
    '/calls',
    withOrg((c, org) => c.json(org.calls.report())),
  );
  routes.get(
    '/records/:object',
    withOrg((c, org) => {
      const records = org.records(c.req.param('object') ?? '');
      return records ? c.json({ records }) : refuse(c, `There is no object "${c.req.param('object')}".`, 404);
    }),
  );
  routes.post(
    '/records/:object',
    withOrg(async (c, org) => {
      const body = parseJson(await c.req.text());
      const records = isObject(body) ? body['records'] : undefined;
      if (!Array.isArray(records) || !records.every(isObject)) return refuse(c, 'Send {records: [{…}]}.');
      const ids = org.add(c.req.param('object') ?? '', records);
      return typeof ids === 'string' ? refuse(c, ids) : c.json({ ids });
    }),
  );
  routes.patch(
    '/records/:object/:key',
    withOrg(async (c, org) => {
      const action = parseAction(parseJson(await c.req.text()));
      if (typeof action === 'string') return refuse(c, action);
      const done = org.act(c.req.param('object') ?? '', c.req.param('key') ?? '', action);
      return typeof done === 'string' ? refuse(c, done) : c.json(done);
    }),
  );
  routes.post(
    '/reset',
    withOrg((c, org) => {
      org.faults.replace([]);
      org.calls.clear();
      org.reset();
      return c.json({ org: org.name, reset: true });
    }),
  );
  routes.post(
    '/faults',
    withOrg(async (c, org) => {
      const faults = parseFaults(parseJson(await c.req.text()));
      if (typeof faults === 'string') return refuse(c, faults);
      org.faults.replace(faults, Number(c.req.query('seed') ?? 1));
      return c.json({ org: org.name, faults: faults.length });
    }),
  );
  routes.post('/tokens', async (c) => {
    const parsed = parseJson((await c.req.text()) || '{}');
    if (!isObject(parsed)) return refuse(c, 'Send a JSON object: {org?, scopes?}.');
    const named = typeof parsed['org'] === 'string' ? parsed['org'] : c.req.query('org');
    const name = orgName(named);
    if (!name) return refuse(c, `There is no org "${named}".`);
    const scopes = Array.isArray(parsed['scopes']) ? parsed['scopes'].map(String) : undefined;
    return c.json(crm.orgs[name].issueGrant(scopes));
  });
  routes.patch(
    '/org',
    withOrg(async (c, org) => {
      const patch = parseOrgPatch(parseJson(await c.req.text()));
      const problem = typeof patch === 'string' ? patch : org.change(patch);
      return problem === undefined ? c.json({ org: org.name, changed: true }) : refuse(c, problem);
    }),
  );
  routes.all('*', (c) => refuse(c, 'There is no such control route.', 404));
  return routes;
}

function refuse(c: Context<ServedEnv>, error: string, status: 400 | 404 = 400): Response {
  return c.json({ error }, status);
}
