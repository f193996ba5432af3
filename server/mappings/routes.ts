import {
  acceptFields,
  checkMapping,
  getMappedFields,
  getMapping,
  getSuggestions,
  getVersions,
  matchPerson,
  previewMapping,
  putMapping,
  restoreVersion,
} from '../contract/routes/mappings.js';
import { api } from '../http/api.js';
import { etagOf } from './etag.js';
import type { Mappings } from './mappings.js';

export function mappingsRoutes(mappings: Mappings) {
  const connectionOf = (c: {
    readonly var: { readonly session: { readonly tenant: string } };
    readonly req: { valid(target: 'param'): { readonly provider: string } };
  }) => mappings.connection(c.var.session.tenant, c.req.valid('param').provider);

  return api()
    .openapi(getMapping, async (c) => {
      const connection = await connectionOf(c);
      const latest = (await mappings.current(connection)) ?? (await mappings.createDefault(connection));
      return c.json(latest.mapping, 200, { ETag: await etagOf(connection, latest) });
    })
    .openapi(putMapping, async (c) => {
      const ifMatch = c.req.valid('header')['if-match'];
      const connection = await connectionOf(c);
      const saved = await mappings.save(connection, c.req.valid('json'), ifMatch, c.var.session.subject);
      return c.json(saved.mapping, 200, { ETag: await etagOf(connection, saved) });
    })
    .openapi(getMappedFields, async (c) => {
      const refresh = c.req.valid('query').refresh === 'true';
      return c.json(await mappings.mappedFields(await connectionOf(c), { refresh }), 200);
    })
    .openapi(acceptFields, async (c) =>
      c.json(await mappings.accept(await connectionOf(c), c.req.valid('json').fields), 200),
    )
    .openapi(getSuggestions, async (c) =>
      c.json({ suggestions: await mappings.suggestions(await connectionOf(c)) }, 200),
    )
    .openapi(checkMapping, async (c) => {
      const sent = c.req.valid('json');
      return c.json(await mappings.check(await connectionOf(c), sent.mapping ?? sent), 200);
    })
    .openapi(previewMapping, async (c) =>
      c.json(await mappings.preview(await connectionOf(c), c.req.valid('json'), c.req.raw.signal), 200),
    )
    .openapi(matchPerson, async (c) =>
      c.json(await mappings.match(await connectionOf(c), c.req.valid('json'), c.req.raw.signal), 200),
    )
    .openapi(getVersions, async (c) =>
      c.json({ versions: await mappings.versions(await connectionOf(c)) }, 200),
    )
    .openapi(restoreVersion, async (c) => {
      const { n } = c.req.valid('param');
      const ifMatch = c.req.valid('header')['if-match'];
      const connection = await connectionOf(c);
      const restored = await mappings.restore(connection, n, ifMatch, c.var.session.subject);
      return c.json(restored.mapping, 200, { ETag: await etagOf(connection, restored) });
    });
}
