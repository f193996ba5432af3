import { expect } from '@open-wc/testing';
import { eventually, focusedName } from '../reader.js';
import { ask } from '../stage.js';
import { click, expectAccessible, type } from '../ui/person.js';
import { openMapper } from './mapper-page.js';

describe('a field that is missed', () => {
  it('is explained with the name that was typed, with steps, and looked for again', async () => {
    await ask('stage:emulator', {
      provider: 'salesforce',
      patch: { permissions: { fields: { 'Lead.Industry': 'hidden' } } },
    });
    try {
      const page = await openMapper({ object: 'Lead' });
      await page.press('button', 'Add Mapping');
      await eventually('open picker', () => focusedName().startsWith('Field of '));
      await type('Industry');
      await click(await page.see('button', 'Field missing?'));
      await page.see('dialog', 'Can’t see your field?');
      expect(await page.see('textbox', /^Label or API name/)).to.have.property('value', 'Industry');
      await page.reads('Salesforce shows the connected user no field “Industry” on Leads.');
      await page.reads('Set Field-Level Security');
      const link = await page.see('link', 'Open in Salesforce');
      expect(link.getAttribute('href')).to.match(/ObjectManager\/Lead\/FieldsAndRelationships/);
      await expectAccessible(page.element);
      await ask('stage:emulator', { provider: 'salesforce', reset: true });
      await ask('stage:emulator', {
        provider: 'salesforce',
        patch: { permissions: { fields: { 'Lead.Industry': null } } },
      });
      await page.press('button', 'Check again');
      await page.reads('Industry is on the list now.');
      await page.press('button', 'Close');
      await eventually('focus on the picker', () => focusedName().startsWith('Field of '));
      await page.add('Industry');
    } finally {
      await ask('stage:emulator', { provider: 'salesforce', reset: true });
    }
  });
});
