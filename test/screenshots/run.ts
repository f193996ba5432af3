/**
 * `npm run screenshots [-- --only NAME] [--out DIR]`: pictures of every state, wide, at 360 px, dark and right to left,
 * each checked by axe. NAME is a part of a state's name, or
 * several with commas between. Ends with 1 when axe finds anything or a state is not reached.
 */
import { join } from 'node:path';
import { startDemo } from '../e2e/demo.js';
import { violations } from './axe.js';
import { appear, appearances, shoot } from './shots.js';
import { states, type State } from './states.js';
import { walks } from './walks.js';

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

const only = (option('--only') ?? '').split(',');
const out = option('--out') ?? 'data/screenshots';
const ways = ['wide', '360', 'dark', 'rtl'] as const satisfies readonly (keyof typeof appearances)[];
const isWanted = (state: State) => only.some((part) => state.includes(part));
const wanted = walks.filter(({ to }) => to.some(isWanted));
if (wanted.length === 0) {
  console.error(`No state is called like "${only.join()}"; there are ${Object.keys(states).join(', ')}.`);
  process.exit(1);
}

const demo = await startDemo();
let failures = 0;
try {
  for (const walk of wanted) {
    const missed = new Set(walk.to.filter(isWanted));
    try {
      await walk.go(demo, async (state, page, crm) => {
        if (!isWanted(state)) return;
        missed.delete(state);
        for (const way of ways) {
          await appear(page, way);
          await shoot(page, state, join(out, `${state}.${way}.png`), crm);
          const found = await violations(page);
          failures += found.length;
          console.log(`${`${state}.${way}`.padEnd(38)} ${found.length === 0 ? 'fine' : found.join('\n  ')}`);
        }
        await appear(page, 'wide');
      });
    } catch (error) {
      console.error(`“${walk.title}” came to an end: ${error instanceof Error ? error.message : error}`);
    }
    for (const state of missed) console.log(`${state.padEnd(38)} not reached`);
    failures += missed.size;
  }
} finally {
  await demo.close();
}
console.log(
  failures === 0 ? `\nAll pictures are in ${out}.` : `\n${failures} to look at; pictures are in ${out}.`,
);
process.exitCode = failures === 0 ? 0 : 1;
