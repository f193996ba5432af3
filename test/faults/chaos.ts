/**
 * `npm run chaos -- --seeds 1-20 --bookings 40 [--crm hubspot|salesforce|both] [--verbose]`: bad days of seeded chance,
 * hours of them in seconds. One line per seed; exits 1 if the auditor finds anything.
 */
import { parseArgs } from 'node:util';
import { runSeed } from './run-seed.js';
import { startStandIns, type Provider } from './world.js';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1-20' },
    bookings: { type: 'string', default: '40' },
    crm: { type: 'string', default: 'both' },
    verbose: { type: 'boolean', default: false },
  },
});
const bookings = Number(values.bookings);
const seeds = seedsOf(values.seeds);
const providers = providersOf(values.crm);
if (!seeds || !providers || !Number.isInteger(bookings) || bookings < 1) {
  console.error('npm run chaos -- --seeds 1-20 --bookings 40 [--crm hubspot|salesforce|both] [--verbose]');
  process.exit(2);
}

console.log('   seed  bookings  faults  restarts   calls      ms  verdict');
const standIns = await startStandIns();
let failed = 0;
for (const seed of seeds) {
  try {
    const result = await runSeed({
      ...{ seed, bookings, providers, standIns },
      ...(values.verbose && { say: console.log }),
    });
    const { faults, restarts, calls, milliseconds, findings } = result;
    const verdict = findings.length === 0 ? 'kept' : `${findings.length} broken`;
    console.log(
      [seed, bookings, faults, restarts, calls, milliseconds]
        .map((number, at) => String(number).padStart([7, 10, 8, 10, 8, 8][at] ?? 8))
        .join(''),
      ` ${verdict}`,
    );
    for (const { promise, sentence } of findings.slice(0, 12))
      console.log(`         ${promise}: ${sentence}`);
    if (findings.length > 0) again(seed);
  } catch (error) {
    console.log(`${String(seed).padStart(7)} ended early:`, error);
    again(seed);
  }
}
await standIns.close();
console.log(`${seeds.length - failed} of ${seeds.length} seeds kept the promise`);
process.exit(failed === 0 ? 0 : 1);

function again(seed: number): void {
  failed++;
  console.log(
    `         again: npm run chaos -- --seeds ${seed} --bookings ${bookings} --crm ${values.crm} --verbose`,
  );
}

function seedsOf(text: string): number[] | null {
  const parts = text.split(',').map((part) => /^(\d+)(?:-(\d+))?$/.exec(part.trim()));
  const seeds = parts.flatMap((part) => {
    const first = Number(part?.[1] ?? NaN);
    const last = Number(part?.[2] ?? first);
    return Number.isNaN(first) || last < first
      ? []
      : Array.from({ length: last - first + 1 }, (_, at) => first + at);
  });
  return seeds.length > 0 && parts.every((part) => part !== null) ? seeds : null;
}

function providersOf(text: string): readonly Provider[] | null {
  if (text === 'both') return ['hubspot', 'salesforce'];
  return text === 'hubspot' || text === 'salesforce' ? [text] : null;
}
