/** `npm run size [-- --modules] [--json FILE]`: what the script-tag bundle weighs. Fails over the limit. */
import { giveJson, printed } from './report.js';
import { sizeTables } from './size-tables.js';
import { firstRowLimit, measureSizes, totalLimit } from './sizes.js';

const sizes = await measureSizes();
const { files, firstRow, total, modules } = sizes;

for (const table of sizeTables(sizes)) console.log(printed(table));
if (process.argv.includes('--modules')) {
  console.log(printed({ title: 'Module by module, before minification (bytes)', rows: modules }));
}
giveJson({ files, firstRow: { ...firstRow, limit: firstRowLimit }, total: { ...total, limit: totalLimit } });
process.exitCode = firstRow.gzip <= firstRowLimit && total.gzip <= totalLimit ? 0 : 1;
