import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { firstRowLimit, measureSizes, totalLimit, type Sizes } from './bench/sizes.js';

describe('the bundle for a script tag', () => {
  let sizes: Sizes;
  before(async () => {
    sizes = await measureSizes();
  });

  it('lets the first row be mapped after 28 KB, gzipped', () => {
    const { mapped } = sizes;
    assert.ok(mapped.gzip <= firstRowLimit, `picking a field takes ${mapped.gzip} bytes`);
  });

  it('does not grow, all parts together', () => {
    const { total } = sizes;
    assert.ok(total.gzip <= totalLimit, `everything but other languages takes ${total.gzip} bytes`);
  });

  it('holds neither the server’s libraries nor eval', () => {
    const libraries = sizes.modules.filter(({ module }) => /^(zod|hono|@hono|kysely)\//.test(module));
    assert.deepEqual(libraries, []);
  });
});
