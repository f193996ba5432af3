import { chromium, type Page } from 'playwright-core';
import { findBrowser } from '../browser.js';
import { hostOrigin, startStage } from '../server/harness.js';
import { signToken } from '../server/tokens.js';
import { servePage, tsxInPage, type Bundle } from './bundle.js';

/** Which files of the bundle a browser had, by name. */
export interface FirstRow {
  /** When the first row stood. */
  readonly drawn: ReadonlySet<string>;
  /** When somebody had mapped it: opened its picker, typed, chosen, seen the choice, and `mapping-changed` had told it. */
  readonly mapped: ReadonlySet<string>;
}

/** How long a row that can be mapped at all may take. */
const patience = 10_000;

/**
 * Opens a page that embeds the mapper, with a CRM connected, in a real browser. The mapper is alone on the page: the
 * connect cards are not what draws rows.
 *
 * What the first row does not need is asked for as soon as it stands, so that it would be luck whether a file came
 * before or after the row was mapped. So it is mapped on a page where no file arrives that had not arrived by the time
 * when the row stood; if the row needs one of them, this throws.
 */
export async function loadFirstRow(bundle: Bundle): Promise<FirstRow> {
  let mapper = '';
  let given: ReadonlySet<string> = new Set(bundle.map(({ fileName }) => fileName));
  const site = await servePage(
    bundle,
    () => mapper,
    (file) => given.has(file),
  );
  const stage = await startStage({ settings: { ALLOWED_ORIGINS: `${hostOrigin},${site.origin}` } });
  const { executablePath, args } = await findBrowser();
  const browser = await chromium.launch({ executablePath, args: [...args] });
  try {
    const { status } = await stage.connect('hubspot');
    if (status !== 'connected') throw new Error(`The CRM could not be connected: ${status}`);
    const token = signToken({ tenant: stage.tenant, role: 'admin', sub: 'ana' });
    mapper = `<crm-field-mapper server="${stage.url}" token="${token}"></crm-field-mapper>`;
    const open = async () => {
      const page = await browser.newPage();
      page.setDefaultTimeout(patience);
      await page.addInitScript(tsxInPage);
      await page.goto(site.origin, { waitUntil: 'commit' });
      return page;
    };
    const page = await open();
    const drawn = new Set(await page.evaluate(arrivedBeforeFirstRow));
    given = drawn;
    return { drawn, mapped: await mapFirstRow(await open()) };
  } finally {
    await browser.close();
    await stage.close();
    site.close();
  }
}

/** Maps the first row as a person does, and says what had arrived by then. */
async function mapFirstRow(page: Page): Promise<ReadonlySet<string>> {
  try {
    const field = page.locator('crm-field-mapper [part~=row] input[role=combobox]:enabled').first();
    await field.click();
    const told = page.evaluate(changesTold, patience);
    // If the picking fails, that is what is told.
    told.catch(() => undefined);
    const open = page.locator(
      '[role=option]:not([aria-disabled], [aria-selected=true]) .line > :first-child',
    );
    const wanted = (await open.last().innerText()).trim();
    await field.pressSequentially(wanted.toLowerCase());
    await open.getByText(wanted, { exact: true }).first().click();
    const changes = await told;
    if (changes !== 1) throw new Error(`mapping-changed told of ${changes} changes.`);
    const shown = await field.inputValue();
    if (shown !== wanted) throw new Error(`The row shows “${shown}”, not “${wanted}”.`);
    return new Set(await page.evaluate(arrived));
  } catch (error) {
    throw new Error('The first row can’t be mapped with what had loaded when it stood.', { cause: error });
  }
}

// What follows runs in the page, so each stands on its own.

async function arrivedBeforeFirstRow(): Promise<string[]> {
  await customElements.whenDefined('crm-field-mapper');
  const root = document.querySelector('crm-field-mapper')?.shadowRoot;
  if (!root) throw new Error('There is no mapper.');
  const arrived = () =>
    performance
      .getEntriesByType('resource')
      .filter((entry) => entry instanceof PerformanceResourceTiming && entry.responseEnd > 0)
      .map(({ name }) => new URL(name).pathname.slice(1));
  return new Promise((resolve) => {
    const look = () => root.querySelector('[part~=row] cc-combobox') && resolve(arrived());
    new MutationObserver(look).observe(root, { childList: true, subtree: true });
    look();
  });
}

function changesTold(patience: number): Promise<number> {
  return new Promise((resolve, reject) => {
    document.addEventListener('mapping-changed', ({ detail }) => resolve(detail.changes.length), {
      once: true,
    });
    setTimeout(() => reject(new Error('There was no mapping-changed.')), patience);
  });
}

function arrived(): string[] {
  return performance
    .getEntriesByType('resource')
    .filter((entry) => entry instanceof PerformanceResourceTiming && entry.responseEnd > 0)
    .map(({ name }) => new URL(name).pathname.slice(1));
}
