import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { bundle } from './bench/bundle.js';
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

  it('brings the cards and the activity without the mapper', async () => {
    const chunks = await bundle();
    const named = (name: string) => chunks.filter((chunk) => chunk.name === name);
    const mapper = [...named('mapper'), ...named('opened')].map(({ fileName }) => fileName);
    assert.equal(mapper.length, 2);
    for (const { fileName, imports } of [...named('connect'), ...named('activity')]) {
      assert.deepEqual(
        imports.filter((each) => mapper.includes(each)),
        [],
        `${fileName} needs the mapper`,
      );
    }
  });

  it('holds neither the server’s libraries nor eval', () => {
    const libraries = sizes.modules.filter(({ module }) => /^(zod|hono|@hono|kysely)\//.test(module));
    assert.deepEqual(libraries, []);
  });
});
