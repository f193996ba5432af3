import { chromium } from 'playwright-core';
import { findBrowser } from '../browser.js';
import { hostOrigin, startStage } from '../server/harness.js';
import { signToken } from '../server/tokens.js';
import { servePage, tsxInPage, type Bundle } from './bundle.js';

/**
 * Opens a page that embeds the mapper, with a CRM connected, in a real browser, and says which files of the bundle had
 * arrived when the first row stood. The mapper is alone on the page: the connect cards are not what draws rows.
 */
export async function filesBeforeFirstRow(bundle: Bundle): Promise<ReadonlySet<string>> {
  let mapper = '';
  const site = await servePage(bundle, () => mapper);
  const stage = await startStage({ settings: { ALLOWED_ORIGINS: `${hostOrigin},${site.origin}` } });
  const { executablePath, args } = await findBrowser();
  const browser = await chromium.launch({ executablePath, args: [...args] });
  try {
    const { status } = await stage.connect('hubspot');
    if (status !== 'connected') throw new Error(`The CRM could not be connected: ${status}`);
    const token = signToken({ tenant: stage.tenant, role: 'admin', sub: 'ana' });
    mapper = `<crm-field-mapper server="${stage.url}" token="${token}"></crm-field-mapper>`;
    const page = await browser.newPage();
    await page.addInitScript(tsxInPage);
    await page.goto(site.origin);
    return new Set(await page.evaluate(arrivedBeforeFirstRow));
  } finally {
    await browser.close();
    await stage.close();
    site.close();
  }
}

/** Runs in the page, so it stands on its own. */
async function arrivedBeforeFirstRow(): Promise<string[]> {
  await customElements.whenDefined('crm-field-mapper');
  const root = document.querySelector('crm-field-mapper')?.shadowRoot;
  if (!root) throw new Error('There is no mapper.');
  await new Promise<void>((resolve) => {
    const look = () => root.querySelector('[part~=row] cc-combobox') && resolve();
    new MutationObserver(look).observe(root, { childList: true, subtree: true });
    look();
  });
  const now = performance.now();
  return performance
    .getEntriesByType('resource')
    .filter(
      (entry) =>
        entry instanceof PerformanceResourceTiming && entry.responseEnd > 0 && entry.responseEnd <= now,
    )
    .map(({ name }) => new URL(name).pathname.slice(1));
}
