import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { firstRowLimit, measureSizes, type Sizes } from './bench/sizes.js';

describe('the bundle for a script tag', () => {
  let sizes: Sizes;
  before(async () => {
    sizes = await measureSizes();
  });

  it('lets the first row be mapped after 28 KB, gzipped', () => {
    assert.ok(sizes.firstRow.gzip <= firstRowLimit, `it takes ${sizes.firstRow.gzip} bytes`);
  });

  it('holds neither the server’s libraries nor eval', () => {
    const libraries = sizes.modules.filter(({ module }) => /^(zod|hono|@hono|kysely)\//.test(module));
    assert.deepEqual(libraries, []);
  });
});
