/** `npm run migrate-store -- --from file:./data/crm-connect.db --to postgres://…`: to PostgreSQL with the data kept. */
import { parseArgs } from 'node:util';
import { copyStore } from './copy.js';
import { StoreRefused } from './refused.js';

const usage =
  'Usage: npm run migrate-store -- --from file:./data/crm-connect.db --to postgres://user@host/database';

try {
  const { from, to } = asked();
  const copied = await copyStore(from, to);
  for (const [table, rows] of Object.entries(copied)) console.log(`${String(rows).padStart(9)}  ${table}`);
  console.log(
    'Everything was copied and counted. Set DATABASE_URL to the PostgreSQL address and start the servers; keep the file as a backup, and start no server on it.',
  );
} catch (error) {
  console.error(error instanceof StoreRefused ? error.message : error);
  process.exitCode = 1;
}

function asked(): { from: string; to: string } {
  try {
    const { from, to } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } }).values;
    if (from && to) return { from, to };
  } catch (error) {
    throw new StoreRefused(`${error instanceof Error ? error.message : ''}\n${usage}`);
  }
  throw new StoreRefused(usage);
}
