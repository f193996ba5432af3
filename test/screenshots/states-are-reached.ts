import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { startDemo, type Demo } from '../e2e/demo.js';
import { violations } from './axe.js';
import type { Walk } from './walk.js';

/** Tests that walks come to their states, and that axe finds nothing there, in light and in dark. */
export function statesAreReached(walks: readonly Walk[]): void {
  let demo: Demo;
  before(async () => {
    demo = await startDemo();
  });
  after(async () => {
    await demo.close();
    assert.deepEqual(demo.complaints, []);
  });

  for (const walk of walks) {
    it(`can be reached, and axe finds nothing in light and dark: ${walk.title}`, async () => {
      const seen: string[] = [];
      await walk.go(demo, async (state, page) => {
        seen.push(state);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          assert.deepEqual(await violations(page), [], `${state}, ${colorScheme}`);
        }
        await page.emulateMedia({ colorScheme: 'light' });
      });
      assert.deepEqual([...seen].sort(), [...walk.to].sort());
    });
  }
}
