import type { Locator, Page } from 'playwright-core';
import { addMapping, connect, fallback, mapper, openTab, reads, save, type CrmName } from '../e2e/person.js';
import { begin, type Walk } from './walk.js';

/** The ways through the states of the field mapper. */
export const mapperWalks: readonly Walk[] = [
  {
    title: 'before there are rows',
    to: ['mapper-not-connected', 'mapper-loading', 'mapper-failed'],
    async go(demo, look) {
      const page = await begin(demo);
      await reads(page, 'Connect a CRM first');
      await look('mapper-not-connected', page);
      await connect(page, 'HubSpot');
      let answer = () => {};
      const held = new Promise<void>((resolve) => (answer = resolve));
      await page.route('**/objects/*/fields*', async (route) => {
        await held;
        await route.abort();
      });
      await page.reload();
      await mapper(page, 'HubSpot').getByRole('tab', { name: 'Contacts' }).waitFor();
      await look('mapper-loading', page);
      answer();
      await reads(mapper(page, 'HubSpot'), 'The fields can’t be shown.');
      await look('mapper-failed', page);
    },
  },
  {
    title: 'rows of a tidy account',
    to: [
      'mapper-empty',
      'mapper-questions',
      'mapper-suggestions',
      'mapper-unsaved',
      'mapper-ready',
      'mapper-history',
      'mapper-restore',
      'mapper-import',
      'mapper-conflict',
    ],
    async go(demo, look) {
      const page = await begin(demo);
      await connect(page, 'HubSpot');
      const rows = mapper(page, 'HubSpot');
      await rows.getByRole('button', { name: 'Review suggestions' }).waitFor();
      await look('mapper-empty', page);
      await rows.getByRole('button', { name: /^Show (the other|them)/ }).click();
      await dialog(page, /^Questions that/);
      await look('mapper-questions', page);
      await page.keyboard.press('Escape');
      await rows.getByRole('button', { name: 'Review suggestions' }).click();
      await dialog(page, 'Suggested mappings');
      await look('mapper-suggestions', page);
      await page.getByRole('button', { name: 'Add selected' }).click();
      await rows.getByRole('group', { name: 'Mapping of Job Title' }).waitFor();
      await look('mapper-unsaved', page);
      await save(page, 'HubSpot');
      await look('mapper-ready', page);

      const theirs = await demo.open();
      await mapper(theirs, 'HubSpot').getByRole('button', { name: 'Add Mapping' }).waitFor();
      await fallback(page, 'HubSpot', 'First Name', 'Somebody');
      await fallback(theirs, 'HubSpot', 'First Name', 'Guest');
      await save(theirs, 'HubSpot');
      await theirs.close();
      await mapper(page, 'HubSpot').getByRole('button', { name: 'Save', exact: true }).click();
      await dialog(page, /saved version 3/);
      await look('mapper-conflict', page);
      await page.getByRole('button', { name: 'Save as version 4' }).click();
      await reads(page, 'Saved version 4');

      await more(page, 'HubSpot', 'History');
      await dialog(page, 'History');
      await look('mapper-history', page);
      await page.getByRole('button', { name: 'Restore version 1' }).click();
      await dialog(page, 'Restore version 1?');
      await look('mapper-restore', page);
      await page.keyboard.press('Escape');
      await more(page, 'HubSpot', 'Import');
      await dialog(page, 'Import a mapping');
      await look('mapper-import', page);
    },
  },
  {
    title: 'rows of an awkward org',
    to: [
      'mapper-gap',
      'mapper-picker',
      'mapper-field-missing',
      'mapper-new-field',
      'mapper-row-options',
      'mapper-preview',
      'mapper-gap-dialog',
      'mapper-off',
      'mapper-drift',
    ],
    async go(demo, look) {
      const field = { name: 'Going__c', label: 'Going', type: 'string', length: 80 };
      const page = await begin(demo);
      await demo.salesforce('awkward').change({ fields: { Lead: { add: [field] } } });
      await connect(page, 'Salesforce', { org: 'awkward' });
      const rows = mapper(page, 'Salesforce');
      await reads(rows, 'Bookings that create a lead would fail.');
      await look('mapper-gap', page);

      await rows.getByRole('button', { name: 'Add Mapping' }).click();
      await page.keyboard.type('phone');
      await page.getByRole('listbox').getByRole('option').first().waitFor();
      await look('mapper-picker', page);
      await page.getByRole('button', { name: 'Field missing?' }).click();
      await dialog(page, /^Can’t see your/);
      await look('mapper-field-missing', page);
      await page.keyboard.press('Escape');
      await rows
        .getByRole('group', { name: 'New mapping' })
        .getByRole('combobox', { name: /^Field of/ })
        .click();
      await page.getByRole('button', { name: /^Create / }).click();
      await dialog(page, /^New field/);
      await look('mapper-new-field', page);
      await page.keyboard.press('Escape');
      await rows.getByRole('button', { name: 'Remove new mapping' }).click();

      await addMapping(page, 'Salesforce', 'Going', 'Job title');
      await rows.getByRole('button', { name: 'Options of Going' }).click();
      await reads(rows, 'When to write');
      await look('mapper-row-options', page);
      await rows.getByRole('button', { name: 'Options of Going' }).click();
      await rows.getByRole('button', { name: 'Preview' }).click();
      await reads(page, 'Nothing is sent.');
      await look('mapper-preview', page);
      await page.getByRole('button', { name: 'Close' }).first().click();
      await rows.getByRole('button', { name: 'Save', exact: true }).click();
      await dialog(page, 'Save with a gap?');
      await look('mapper-gap-dialog', page);
      await page.getByRole('button', { name: 'Save anyway' }).click();
      await reads(page, 'Saved version 2');
      await openTab(page, 'Salesforce', 'Cases');
      await rows.getByRole('button', { name: 'Switch Cases on' }).waitFor();
      await look('mapper-off', page);

      await demo.salesforce('awkward').change({ fields: { Lead: { remove: ['Going__c'] } } });
      await openTab(page, 'Salesforce', 'Leads');
      await more(page, 'Salesforce', 'Read the fields again');
      await reads(rows, /Going was deleted/);
      await look('mapper-drift', page);
    },
  },
  {
    title: 'values that are matched',
    to: ['mapper-values'],
    async go(demo, look) {
      const page = await begin(demo);
      await connect(page, 'HubSpot', { org: 'awkward' });
      await addMapping(page, 'HubSpot', 'team_size', 'Team size');
      await mapper(page, 'HubSpot')
        .getByRole('button', { name: /^Match values of/ })
        .click();
      await dialog(page, 'Match values');
      await look('mapper-values', page);
    },
  },
];

function dialog(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole('dialog', { name }).waitFor();
}

async function more(page: Page, crm: CrmName, item: string): Promise<void> {
  const menu: Locator = mapper(page, crm).getByRole('button', { name: `More for ${crm}` });
  await menu.click();
  await page.getByRole('menuitem', { name: item }).click();
}
