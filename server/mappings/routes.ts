import {
  checkMapping,
  getMapping,
  getSuggestions,
  getVersions,
  matchPerson,
  previewMapping,
  putMapping,
  restoreVersion,
} from '../contract/routes/mappings.js';
import { api } from '../http/api.js';
import type { Mappings } from './mappings.js';
import { etagOf } from './versions.js';

export function mappingsRoutes(mappings: Mappings) {
  const connectionOf = (c: {
    readonly var: { readonly session: { readonly tenant: string } };
    readonly req: { valid(target: 'param'): { readonly provider: string } };
  }) => mappings.connection(c.var.session.tenant, c.req.valid('param').provider);

  return api()
    .openapi(getMapping, async (c) => {
      const connection = await connectionOf(c);
      const latest = (await mappings.current(connection)) ?? (await mappings.createDefault(connection));
      return c.json(latest.mapping, 200, { ETag: etagOf(latest) });
    })
    .openapi(putMapping, async (c) => {
      const ifMatch = c.req.valid('header')['if-match'];
      const saved = await mappings.save(
        await connectionOf(c),
        c.req.valid('json'),
        ifMatch,
        c.var.session.subject,
      );
      return c.json(saved.mapping, 200, { ETag: etagOf(saved) });
    })
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
      const restored = await mappings.restore(await connectionOf(c), n, ifMatch, c.var.session.subject);
      return c.json(restored.mapping, 200, { ETag: etagOf(restored) });
    });
}
