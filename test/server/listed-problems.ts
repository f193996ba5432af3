import assert from 'node:assert/strict';
import type { ApiDocument } from '../../server/http/openapi.js';

/** Fails when a route answers with a problem that its description does not list for that status. */
export type ListedProblems = (
  method: string,
  path: string,
  reply: { readonly status: number; readonly body: { readonly code: string } },
) => Promise<void>;

/** Reads the description of the server at `url` when the first problem comes. */
export function listedProblems(url: string): ListedProblems {
  let document: Promise<ApiDocument> | undefined;
  return async (method, path, { status, body }) => {
    document ??= fetch(`${url}/openapi.json`).then((reply) => reply.json());
    const operation = operationAt(await document, method, `/v1${path.split('?')[0]}`);
    if (!operation) return;
    const reply = operation.responses?.[String(status)];
    const schema = reply?.content?.['application/problem+json']?.schema;
    const codes = schema?.allOf?.flatMap(({ properties }) => properties?.code?.enum ?? []) ?? [];
    assert.ok(
      codes.includes(body.code),
      `${operation.operationId} answered ${status} ${body.code}, which /openapi.json does not list there`,
    );
  };
}

/** Null for an address that no route has. */
export function operationAt({ paths }: ApiDocument, method: string, path: string) {
  const parts = path.split('/');
  const exact = Object.keys(paths).filter((template) => {
    const names = template.split('/');
    return names.length === parts.length && names.every((name, i) => name === parts[i] || /^\{/.test(name));
  });
  // `/attempts/…` is also `/{provider}/…`: the one with the fewest placeholders is meant.
  const [nearest] = exact.sort((a, b) => a.split('{').length - b.split('{').length);
  return (nearest && paths[nearest]?.[method.toLowerCase()]) || null;
}
