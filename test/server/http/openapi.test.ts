import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { createServer, type Server } from '../../../server/server.js';
import type { ApiDocument, Operation } from '../../../server/http/openapi.js';
import { problemTable } from '../../../server/http/problems.js';
import { operationAt } from '../listed-problems.js';
import { sessionSecret } from '../tokens.js';

describe('the description of the API', () => {
  let server: Server;
  let document: ApiDocument;
  let all: (Operation & { readonly name: string })[];
  const get = (path: string) => server.fetch(new Request(`http://localhost:4000${path}`));
  before(async () => {
    server = createServer({
      DATABASE_URL: ':memory:',
      SESSION_SECRET: sessionSecret,
      ENCRYPTION_KEYS: Buffer.alloc(32, 7).toString('base64'),
      LOG_LEVEL: 'silent',
    });
    document = await (await get('/openapi.json')).json();
    all = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({ ...operation, name: `${method} ${path}` })),
    );
  });
  after(() => server.close());

  it('gives every route a name of its own, for generated clients', () => {
    const names = all.map(({ operationId }) => operationId ?? '');
    assert.deepEqual(
      names.filter((name) => !/^[a-z]+([A-Z][a-z]+)*$/.test(name)),
      [],
    );
    assert.equal(new Set(names).size, names.length);
  });

  it('says of every route which role it needs', () => {
    for (const { name, description } of all) assert.match(description ?? '', /Needs the role /, name);
  });

  it('lists each route’s problems by status, with what each means', () => {
    for (const { name, responses = {} } of all) {
      const codes = Object.entries(responses).flatMap(([status, { description = '', content }]) => {
        const schema = content?.['application/problem+json']?.schema;
        const listed = schema?.allOf?.flatMap(({ properties }) => properties?.code?.enum ?? []) ?? [];
        for (const code of listed.map(String)) {
          const known = Object.entries(problemTable).find(([each]) => each === code)?.[1];
          assert.equal(String(known?.status), status, `${name} ${code}`);
          assert.match(description, new RegExp(`\`${code}\`: \\S.*`), name);
        }
        return listed;
      });
      assert.ok(codes.includes('unauthenticated') && codes.includes('forbidden'), name);
    }
    const save = document.paths['/v1/providers/{provider}/mapping']?.put;
    assert.match(save?.responses?.['428']?.description ?? '', /precondition_required/);
    assert.match(save?.responses?.['404']?.description ?? '', /`not_connected`: \{crm\} is not connected/);
    assert.deepEqual(document.components.schemas.Problem?.properties?.code?.enum, Object.keys(problemTable));
    assert.doesNotMatch(JSON.stringify(document), /x-problems/);
  });

  it('marks If-Match as needed where its absence is refused, and only there', () => {
    const ifMatch = (path: string, method: string) =>
      document.paths[`/v1/providers/{provider}/mapping${path}`]?.[method]?.parameters?.find(
        ({ name }) => name === 'if-match',
      )?.required;
    assert.equal(ifMatch('', 'put'), true);
    assert.equal(ifMatch('/versions/{n}/restore', 'post'), false);
  });

  it('can be read by people too, with every problem’s sentence', async () => {
    const html = await (await get('/docs')).text();
    const save = html.slice(html.indexOf('saveMapping'));
    assert.match(save.slice(0, save.indexOf('</article>')), /428<\/td><td><code>precondition_required/);
    assert.match(html, /admin includes member/);
  });

  it('has every call that the widget makes', () => {
    const calls = widgetCalls();
    assert.ok(calls.length >= 24, `${calls.length} calls were found`);
    for (const { method, path } of calls) {
      assert.ok(operationAt(document, method, path), `${method} ${path} is no route of the server`);
    }
  });
});

/** Method and path of every call in `components/api`, with a stand-in for each value in a path. */
function widgetCalls(): { method: string; path: string }[] {
  const folder = new URL('../../../components/api/', import.meta.url);
  return readdirSync(folder).flatMap((file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    return [...text.matchAll(/[`'](\/v1\/[^`'\n]*)[`'](?<rest>[^;]*?)\)/g)].map((found) => ({
      path: (found[1] ?? '')
        .replace(/\$\{[^}]*\?[\s\S]*$/, '')
        .replace(/\?.*$/, '')
        .replaceAll(/\$\{[^}]*\}/g, 'x'),
      method: /method: '([A-Z]+)'/.exec(found.groups?.rest ?? '')?.[1] ?? 'GET',
    }));
  });
}
