/** `npm run size [-- --modules] [--json FILE]`: what the script-tag bundle weighs. Fails over the limit. */
import { giveJson, printed } from './report.js';
import { sizeTables } from './size-tables.js';
import { firstRowLimit, measureSizes, totalGoal, totalLimit } from './sizes.js';

const sizes = await measureSizes();
const { files, drawn, mapped, total, english, modules } = sizes;

for (const table of sizeTables(sizes)) console.log(printed(table));
if (process.argv.includes('--modules')) {
  console.log(printed({ title: 'Module by module, before minification (bytes)', rows: modules }));
}
giveJson({
  files,
  drawn: { ...drawn, limit: firstRowLimit },
  mapped: { ...mapped, limit: firstRowLimit },
  total: { ...total, limit: totalLimit, goal: totalGoal },
  english,
});
process.exitCode = mapped.gzip <= firstRowLimit && total.gzip <= totalLimit ? 0 : 1;
