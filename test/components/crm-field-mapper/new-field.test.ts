import { expect } from '@open-wc/testing';
import { rowOf } from '../mappings.js';
import { eventually, focusedName } from '../reader.js';
import { ask, newTenant } from '../stage.js';
import { click, expectAccessible, press, type } from '../ui/person.js';
import { openMapper, type MapperPage } from './mapper-page.js';

/** Begins a row, and opens the dialog from the end of its list of fields. */
async function wish(page: MapperPage, label: string): Promise<void> {
  await page.press('button', 'Add Mapping');
  await eventually('open picker', () => focusedName().startsWith('Field of '));
  await type(label);
  await click(await page.see('button', /^Create a new/));
}

describe('a CRM field that is not there yet', () => {
  beforeEach(() => sessionStorage.clear());

  it('is created in HubSpot from the picker and chosen at once, with the choices of what fills it', async () => {
    const page = await openMapper({ connect: { hubspot: 'tidy' }, object: 'contacts' });
    try {
      await page.press('button', 'Add Mapping');
      await eventually('open picker', () => focusedName().startsWith('Field of '));
      await press('Escape');
      await page.choose('Source of New mapping', 'Team size');
      await click(await page.see('combobox', /^Field of .* to fill$/));
      await click(await page.see('button', 'Create “Team size” as a new property…'));
      await page.see('dialog', 'New property in HubSpot');
      expect(await page.see('textbox', 'Label')).to.have.property('value', 'Team size');
      await page.reads('team_size');
      await page.reads('3 choices from your field: 1 to 10, 11 to 50, and 51 to 200.');
      await expectAccessible(page.element);
      await page.press('button', 'Create property');
      await page.see('group', 'Mapping of Team size');
      await eventually('the row’s source', () => focusedName() === 'Source of Team size');
      await page.press('button', 'Save');
      await page.reads('Saved version');
      const { values } = rowOf(await page.saved(), 'contacts', 'team_size');
      expect(values).to.deep.equal({ '1-10': '1-10', '11-50': '11-50', '51-200': '51-200' });

      await wish(page, 'Team size');
      // The dialog grows by what HubSpot says of it, and its button moves.
      await page.see('combobox', /^Group/);
      await page.press('button', 'Create property');
      await page.reads('HubSpot has a property called “Team size” already.');
    } finally {
      await ask('stage:emulator', { provider: 'hubspot', reset: true });
    }
  });

  it('waits for the permission in HubSpot where that is not granted, with what to do', async () => {
    const scope = 'crm.schemas.contacts.write';
    const allow = (granted: boolean) =>
      ask('stage:emulator', {
        provider: 'hubspot',
        patch: { permissions: { scopes: { [scope]: granted } } },
      });
    await newTenant();
    await allow(false);
    try {
      const page = await openMapper({ connect: { hubspot: 'tidy' }, object: 'contacts' });
      await wish(page, 'Loyalty tier');
      await page.reads('HubSpot has not granted “Edit Property Settings” to this connection');
      await page.reads('turn on Edit Property Settings, and save');
      await page.see('button', 'Show the permission');
      expect(page.find('button', 'Create property')).to.equal(undefined);
      await expectAccessible(page.element);
    } finally {
      await allow(true);
      await ask('stage:emulator', { provider: 'hubspot', reset: true });
    }
  });

  it('is made in Salesforce step by step, and chosen once it is there', async () => {
    const page = await openMapper({ object: 'Lead' });
    try {
      await wish(page, 'Loyalty tier');
      await page.see('dialog', 'New field in Salesforce');
      await page.reads('Open Setup → Object Manager → Lead → Fields & Relationships, and press New.');
      await page.reads('Loyalty_tier__c');
      const link = await page.see('link', 'Open in Salesforce');
      expect(link.getAttribute('href')).to.match(/ObjectManager\/Lead\/FieldsAndRelationships/);
      await expectAccessible(page.element);
      await page.press('button', 'Check again');
      await page.reads('Salesforce shows no field “Loyalty tier” yet.');
      const field = { name: 'Loyalty_tier__c', label: 'Loyalty tier', type: 'string', length: 255 };
      await ask('stage:emulator', {
        provider: 'salesforce',
        patch: { fields: { Lead: { add: [field] } } },
      });
      await page.press('button', 'Check again');
      await page.see('group', 'Mapping of Loyalty tier');
    } finally {
      await ask('stage:emulator', { provider: 'salesforce', reset: true });
    }
  });
});
