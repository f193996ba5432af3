import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { activity, card, type CrmName } from '../e2e/person.js';
import { states, type State } from './states.js';

const wide = { width: 1680, height: 1300 };
const narrow = { width: 360, height: 1300 };

/** The ways in which each state is looked at. */
export const appearances = {
  wide: { size: wide, colorScheme: 'light', dir: 'ltr' },
  '360': { size: narrow, colorScheme: 'light', dir: 'ltr' },
  dark: { size: wide, colorScheme: 'dark', dir: 'ltr' },
  rtl: { size: wide, colorScheme: 'light', dir: 'rtl' },
} as const;

/** Lets a page appear in a way; what was open on it stays open. */
export async function appear(page: Page, appearance: keyof typeof appearances): Promise<void> {
  const { size, colorScheme, dir } = appearances[appearance];
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme });
  await page.evaluate((wanted) => {
    document.documentElement.dir = wanted;
    return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }, dir);
}

/** Takes a picture of what shows a state. */
export async function shoot(page: Page, state: State, file: string, crm: CrmName = 'HubSpot'): Promise<void> {
  mkdirSync(join(file, '..'), { recursive: true });
  const shown = frameOf(page, state, crm);
  if (!shown) {
    await page.evaluate(() => {
      let focused = document.activeElement;
      while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
      focused?.scrollIntoView({ block: 'center' });
    });
    await page.screenshot({ path: file });
    return;
  }
  await shown.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await shown.screenshot({ path: file });
}

function frameOf(page: Page, state: State, crm: CrmName): Locator | undefined {
  switch (states[state]) {
    case 'card':
      return card(page, crm);
    case 'cards':
      return page.locator('crm-connect');
    case 'mapper':
      return page.locator('crm-field-mapper');
    case 'activity':
      return activity(page);
    case 'question':
      return page.getByRole('form', { name: 'Question' });
    case 'page':
      return undefined;
  }
}
