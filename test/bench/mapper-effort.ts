import type { Locator, Page } from 'playwright-core';
import { mapperSite } from './mapper-page.js';
import type { Table } from './report.js';

/** Most clicks and keys that a fresh awkward org may take to be ready. */
const budget = 40;

/** A person whose clicks and key presses are counted. */
class Person {
  clicks = 0;
  keys = 0;

  constructor(readonly page: Page) {}

  async click(target: Locator): Promise<void> {
    this.clicks += 1;
    await target.click();
  }

  async press(key: string): Promise<void> {
    this.keys += 1;
    await this.page.keyboard.press(key);
  }

  /** A native list takes one click to open and one to choose. */
  async choose(select: Locator): Promise<void> {
    this.clicks += 2;
    await select.selectOption({ index: 1 });
  }

  async type(text: string): Promise<void> {
    this.keys += text.length;
    await this.page.keyboard.type(text);
  }
}

/** What it takes on the page alone to bring a fresh org, with all that it is awkward in, to full readiness. */
export async function mapperEffort(): Promise<Table> {
  const site = await mapperSite();
  const rows = [];
  try {
    for (const [what, provider, org, more] of [
      ['Salesforce, awkward', 'salesforce', 'awkward', 'nothing'],
      ['with all suggestions', 'salesforce', 'awkward', 'suggestions'],
      ['with cases switched on', 'salesforce', 'awkward', 'cases'],
      ['HubSpot, awkward', 'hubspot', 'awkward', 'nothing'],
    ] as const) {
      const stage = await site.stage({ tenant: `effort-${rows.length}` });
      const { status } = await stage.connect(provider, { org });
      if (status !== 'connected') throw new Error(`The CRM could not be connected: ${status}`);
      const page = await site.page();
      await site.open(page);
      await page.getByRole('button', { name: 'Add Mapping' }).waitFor();
      const person = new Person(page);
      if (more === 'suggestions') await takeSuggestions(person);
      if (more === 'cases') await switchCasesOn(person);
      const gaps = await fillGaps(person);
      const save = page.getByRole('button', { name: 'Save', exact: true });
      if (await save.isVisible()) {
        await person.click(save);
        await page
          .getByText(/^Saved version \d+/)
          .first()
          .waitFor();
      }
      const { body } = await stage.api().post(`/providers/${provider}/mapping/check`, {});
      const all = person.clicks + person.keys;
      rows.push({
        what,
        gaps,
        clicks: person.clicks,
        keys: person.keys,
        'in all': all,
        [`of ${budget}`]: all <= budget ? 'within' : 'over',
        ready: body.ready ? 'yes' : JSON.stringify(body.objects),
      });
      await page.context().close();
      await stage.close();
    }
  } finally {
    await site.close();
  }
  return {
    title: 'Clicks and keys from a connection to readiness',
    note: 'By a script on the page alone: what the page marks as a gap is shown, filled, saved. Each click and each key counts; a native list counts as two clicks. "ready" is what the server says afterwards.',
    rows,
  };
}

async function takeSuggestions(person: Person): Promise<void> {
  const { page } = person;
  await person.click(page.getByRole('button', { name: 'Review suggestions' }));
  await person.click(page.getByRole('button', { name: 'Add selected' }));
}

async function switchCasesOn(person: Person): Promise<void> {
  const { page } = person;
  await person.click(page.getByRole('tab', { name: /^Cases/ }));
  await person.click(page.getByRole('button', { name: /^Switch Cases on/ }));
}

/** Goes from tab to tab where one is short of something, and fills what it is led to. */
async function fillGaps(person: Person): Promise<number> {
  const { page } = person;
  const short = page.getByRole('tab', { name: /\d of \d/ });
  for (let gaps = 0; gaps < 20; gaps++) {
    const note = page.getByRole('button', { name: 'Show it' });
    if (!(await note.isVisible())) {
      if ((await short.count()) === 0) return gaps;
      await person.click(short.first());
      await note.waitFor();
    }
    await person.click(note);
    const row = page.locator('crm-field-mapper [part~=row]').filter({ has: page.locator(':focus') });
    await row.waitFor();
    await fill(person, row);
  }
  throw new Error('The gaps have no end.');
}

async function fill(person: Person, row: Locator): Promise<void> {
  const use = row.getByRole('button', { name: /^Use “/ });
  const fallback = row.locator('[data-part=fallback]');
  if (await use.isVisible()) return person.click(use);
  const kind = await fallback.evaluate((element) => element.localName);
  if (kind === 'select') return person.choose(fallback);
  await person.click(fallback);
  if (kind === 'cc-combobox') {
    await person.press('ArrowDown');
    return person.press('Enter');
  }
  await person.type('None');
  await person.press('Tab');
}
