import Database from 'libsql';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulators } from '../../demo/emulators/index.js';
import { mapperSite, type MapperSite } from './mapper-page.js';
import type { Table } from './report.js';
import { median } from './timing.js';

const rounds = { warm: 5, cold: 3 };

interface Opening {
  readonly row: number;
  readonly settled: number;
  readonly requests: number;
  readonly bytes: number;
}

/** Time to open the mapper on an org with 700 fields, from a server that knows them and from one that asks the CRM. */
export async function mapperOpening(): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'crm-connect-bench-'));
  const file = join(folder, 'server.db');
  const settings = { DATABASE_URL: `file:${file}` };
  const emulators = await startEmulators();
  const site = await mapperSite();
  try {
    let stage = await site.stage({ emulators, settings });
    const { status } = await stage.connect('salesforce', { org: 'awkward' });
    if (status !== 'connected') throw new Error(`The CRM could not be connected: ${status}`);
    const { body } = await stage.api().get('/providers/salesforce/objects/Contact/fields');
    const measured = { warm: [] as Opening[], cold: [] as Opening[] };
    await opening(site, stage.url);
    for (let round = 0; round < rounds.warm; round++) measured.warm.push(await opening(site, stage.url));
    for (let round = 0; round < rounds.cold; round++) {
      await stage.close();
      const db = new Database(file);
      db.exec('delete from catalog');
      db.close();
      stage = await site.stage({ emulators, settings });
      // So that the server itself is warm, and only what it knows of the CRM is not.
      await stage.api().get('/providers');
      measured.cold.push(await opening(site, stage.url));
    }
    const row = (what: string, openings: readonly Opening[]) => {
      const of = (key: keyof Opening) => median(openings.map((each) => each[key]));
      return {
        what,
        'first row (ms)': of('row'),
        'all there (ms)': of('settled'),
        requests: of('requests'),
        'bytes of answers': of('bytes'),
      };
    };
    return {
      title: `Opening the mapper on an org with over 700 fields on contacts, ${body.fields.length} of which bookings may fill`,
      note: `Medians of ${rounds.warm} and ${rounds.cold}, each in a browser that was never there, from the navigation on. Requests are those to the server, without the browser's own preflights; bytes as they came over the wire.`,
      rows: [
        row('the server knows the fields', measured.warm),
        row('the server asks the CRM', measured.cold),
      ],
    };
  } finally {
    await site.close();
    await emulators.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function opening(site: MapperSite, server: string): Promise<Opening> {
  const page = await site.page();
  const answers: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (!request.url().startsWith(server) || request.method() === 'OPTIONS') return;
    answers.push(request.sizes().then((sizes) => sizes.responseBodySize + sizes.responseHeadersSize));
  });
  const start = performance.now();
  await site.open(page);
  const row = performance.now() - start;
  await page.getByRole('button', { name: 'Add Mapping' }).waitFor();
  await page.waitForLoadState('networkidle');
  // Network counts as idle half a second after its last sign.
  const settled = performance.now() - start - 500;
  const sizes = await Promise.all(answers);
  await page.context().close();
  return { row, settled, requests: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
