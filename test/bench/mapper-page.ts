import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from '../browser.js';
import { hostOrigin, startStage, type Stage, type StageOptions } from '../server/harness.js';
import { signToken } from '../server/tokens.js';
import { bundle, servePage, tsxInPage, type Bundle, type ServedPage } from './bundle.js';

/** A browser before a page that embeds the built mapper. */
export interface MapperSite {
  readonly browser: Browser;
  /** The stage that the page talks to from now on. */
  stage(options?: StageOptions): Promise<Stage>;
  /** A page in a browser that has never been there; it goes nowhere yet. */
  page(): Promise<Page>;
  /** Goes to the mapper of the stage and waits until its rows and all that comes after them stand. */
  open(page: Page): Promise<void>;
  close(): Promise<void>;
}

let built: Promise<Bundle> | undefined;

/** Serves the bundle and starts a browser. */
export async function mapperSite(): Promise<MapperSite> {
  let body = '';
  const site: ServedPage = await servePage(await (built ??= bundle()), () => body);
  const { executablePath, args } = await findBrowser();
  const browser = await chromium.launch({ executablePath, args: [...args, '--js-flags=--expose-gc'] });
  const stages: Stage[] = [];
  return {
    browser,
    async stage(options = {}) {
      const stage = await startStage({
        ...options,
        settings: { ALLOWED_ORIGINS: `${hostOrigin},${site.origin}`, ...options.settings },
      });
      stages.push(stage);
      const token = signToken({ tenant: stage.tenant, role: 'admin', sub: 'ana' });
      body = `<crm-field-mapper server="${stage.url}" token="${token}"></crm-field-mapper>`;
      return stage;
    },
    async page() {
      const context = await browser.newContext({
        viewport: { width: 1200, height: 1000 },
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      await page.addInitScript(tsxInPage);
      return page;
    },
    async open(page) {
      await page.goto(site.origin, { waitUntil: 'commit' });
      await page.locator('crm-field-mapper [part~=row] cc-combobox').first().waitFor();
    },
    async close() {
      await browser.close();
      for (const stage of stages) await stage.close().catch(() => undefined);
      site.close();
    },
  };
}
