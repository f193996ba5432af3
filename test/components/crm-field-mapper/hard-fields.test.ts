import { expect } from '@open-wc/testing';
import { changeRow, rowOf } from '../mappings.js';
import { eventually, focusedName } from '../reader.js';
import { ask, newTenant, type Tenant } from '../stage.js';
import { expectAccessible, press, type } from '../ui/person.js';
import { hostFields, openMapper } from './mapper-page.js';

const leads = (change: unknown) =>
  ask('stage:emulator', { provider: 'salesforce', patch: { fields: { Lead: change } } });

/** A tenant whose Salesforce has these fields of leads, besides those that every org has. */
async function tenantWith(add: readonly unknown[], change: unknown = {}): Promise<Tenant> {
  const tenant = await newTenant({ salesforce: 'tidy' });
  await leads({ add, change });
  await tenant.call('GET', '/providers/salesforce/objects/Lead/fields?refresh=true');
  await tenant.call('PUT', '/source/fields', { fields: hostFields }, { role: 'service' });
  return tenant;
}

describe('the field mapper with fields that are hard to tell or to fill', function () {
  this.timeout(30_000);
  beforeEach(() => sessionStorage.clear());
  afterEach(() => ask('stage:emulator', { provider: 'salesforce', reset: true }));

  it('tells 2,000 fields of one label apart by their API names', async () => {
    const fields = Array.from({ length: 2000 }, (_, i) => ({
      name: `Same_${i}__c`,
      label: 'Region',
      type: 'string',
      length: 80,
    }));
    const page = await openMapper({ tenant: await tenantWith(fields) });
    await page.add('Same_1234__c');
    await page.focusOn('Source of Region');
    const row = await page.see('group', 'Mapping of Region');
    const box = row.querySelector('cc-combobox[data-part=target]');
    expect(box?.shadowRoot?.textContent).to.contain('Same_1234__c');
    await type('city');
    await press('Enter');
    await page.press('button', 'Save');
    await page.reads('Saved version 2');
    expect(rowOf(await page.saved(), 'Lead', 'Same_1234__c').sources).to.deep.equal([{ field: 'city' }]);
  });

  it('says that bookings wait while no answer is one of the choices that a field is restricted to', async () => {
    const picklistValues = ['Gold', 'Silver'];
    const tier = {
      name: 'Tier__c',
      label: 'Tier',
      type: 'picklist',
      restrictedPicklist: true,
      picklistValues,
    };
    const page = await openMapper({ tenant: await tenantWith([tier]) });
    await page.add('Tier__c');
    await page.choose('Source of Tier', 'Team size');
    await page.reads('No answer matches Tier, so bookings wait.');
    await page.press('button', /^Match values of Tier: 0 of 3/);
    await page.press('checkbox', 'Select all');
    const choice = await page.see('combobox', 'Value for the 3 selected answers');
    choice.focus();
    await type('Gold');
    await page.press('button', 'Done');
    await page.see('button', 'Match values of Tier: 3 of 3 values matched');
    expect(page.element.shadowRoot?.textContent).not.to.contain('No answer matches Tier');
  });

  for (const [kind, label] of [
    ['Arabic', 'المنطقة الجغرافية'],
    ['an emoji', '🏳️‍🌈 Région préférée 👩🏽‍💻'],
    ['255 characters', 'Wide '.repeat(51)],
    ['one word of 255 characters', 'W'.repeat(255)],
    ['HTML', '<img src=x onerror="window.hurt=1"> <b>Region</b> &amp; {count, plural}'],
  ] as const) {
    it(`shows a label with ${kind} as it is, and finds it, also on a phone`, async () => {
      const tenant = await tenantWith([{ name: 'Odd__c', label, type: 'string', length: 80 }]);
      const page = await openMapper({ tenant });
      page.element.style.inlineSize = '340px';
      await page.add('Odd__c');
      const name = `Source of ${label.trim()}`;
      await page.focusOn(name);
      await type('city');
      await press('Enter');
      await page.press('button', 'What changed: 1 change');
      await page.reads(label.trim());
      await press('Escape');
      const card = page.element.shadowRoot?.querySelector('.card');
      expect(card?.scrollWidth).to.equal(card?.clientWidth);
      expect(page.element.shadowRoot?.querySelector('img, .card b b')?.localName).to.equal(undefined);
      await page.press('button', 'Save');
      await page.reads('Saved version 2');
      await expectAccessible(page.element);
    });
  }

  it('says what is so where nothing may be written', async () => {
    const tenant = await newTenant({ salesforce: 'tidy' });
    const { fields } = await tenant.call<{ fields: { name: string }[] }>(
      'GET',
      '/providers/salesforce/objects/Lead/fields',
    );
    const closed = fields.map(({ name }) => [name, { createable: false, updateable: false }]);
    await leads({ change: Object.fromEntries(closed) });
    await tenant.call('GET', '/providers/salesforce/objects/Lead/fields?refresh=true');
    const page = await openMapper({ tenant });
    await page.reads('Salesforce lets bookings fill no field of Leads.');
    await page.reads('4 mapped fields changed in Salesforce');
    await page.see('tab', /^Leads 4 to repair/);
    await page.press('button', 'Add Mapping');
    await page.reads('No matches');
    await press('Escape');
    await expectAccessible(page.element);
  });

  it('names the row when its field went away between opening and saving', async () => {
    const tenant = await tenantWith([{ name: 'Going__c', label: 'Going', type: 'string', length: 80 }]);
    const page = await openMapper({ tenant });
    await page.add('Going');
    await page.focusOn('Source of Going');
    await type('city');
    await press('Enter');
    await leads({ remove: ['Going__c'] });
    await tenant.call('GET', '/providers/salesforce/objects/Lead/fields?refresh=true');
    await page.press('button', 'Save');
    await page.focusOn(/^Source of Going/);
    await page.reads('Going__c');
    expect((await page.saved()).version).to.equal(1);
    await page.press('button', /^Remove mapping of Going/);
    await eventually('nothing to save', () => page.find('button', 'Save') === undefined);
  });

  it('asks the second of two admins who changed one row, and lets them keep theirs', async () => {
    const tenant = await tenantWith([]);
    const page = await openMapper({ tenant });
    await page.choose('Source of Company', 'City');
    await changeRow(tenant, {
      object: 'Lead',
      target: 'Company',
      row: { sources: [{ field: 'country' }] },
      sub: 'Sam Okafor',
    });
    await page.press('button', 'Save');
    await page.see('dialog', /^Sam Okafor saved version 2/);
    await page.press('button', 'Save as version 3');
    await page.reads('Saved version 3');
    expect(rowOf(await page.saved(), 'Lead', 'Company').sources).to.deep.equal([{ field: 'city' }]);
  });
});
