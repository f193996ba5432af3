/**
 * `npm run bench [-- sizes picker mapper engine intake sync suggestions] [--json FILE]`: ratios against a baseline in the same run.
 * `sync` takes `--short`, or its sizes one by one: `--bookings`, `--plain`, `--events`, `--stored`, each with a number.
 */
import { engineBench } from './engine.js';
import { intakeBench } from './intake.js';
import { mapperBench } from './mapper.js';
import { pickerBench } from './picker.js';
import { giveJson, machine, printed, type Table } from './report.js';
import { sizeTables } from './size-tables.js';
import { measureSizes } from './sizes.js';
import { suggestionsBench, suggestionsHelp } from './suggestions.js';
import { syncBench } from './sync.js';

const benches: Readonly<Record<string, () => Promise<Table | readonly Table[]>>> = {
  sizes: async () => sizeTables(await measureSizes()),
  picker: pickerBench,
  mapper: mapperBench,
  engine: engineBench,
  intake: intakeBench,
  sync: syncBench,
  suggestions: suggestionsBench,
};

if (process.argv.includes('--help')) {
  console.log(`npm run bench -- [${Object.keys(benches).join(' ')}] [--json FILE]\n${suggestionsHelp}`);
  process.exit(0);
}

const wanted = process.argv
  .slice(2)
  .filter((each, at, all) => !each.startsWith('-') && !/^--(?!short$)/.test(all[at - 1] ?? ''));
const unknown = wanted.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(
    `There is no bench "${unknown.join('", "')}"; choose from ${Object.keys(benches).join(', ')}.`,
  );
  process.exit(1);
}

const head = machine();
console.log(`${head.cores} cores (${head.processor}), Node ${head.node}, ${head.platform}, ${head.at}`);
const results: Record<string, readonly Table[]> = {};
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const tables = [await bench()].flat();
  for (const table of tables) console.log(printed(table));
  results[name] = tables;
}
giveJson({ machine: head, results });
