import { expect } from '@open-wc/testing';
import { expectAccessible, press, type } from '../ui/person.js';
import { rowsOf } from '../../../components/crm-field-mapper/draft.js';
import { changeRow, rowOf, savedMapping } from '../mappings.js';
import { eventually, focusedName } from '../reader.js';
import { ask, newTenant, type Tenant } from '../stage.js';
import { hostFields, openMapper } from './mapper-page.js';

const leads = (change: unknown) =>
  ask('stage:emulator', { provider: 'salesforce', patch: { fields: { Lead: change } } });
const tiers = (...names: string[]) =>
  names.map((value) => ({ value, label: value, active: true, defaultValue: false, validFor: null }));

/** A tenant that maps a phone, a region and a tier, each of the customer's own making. */
async function tenantWithRows(): Promise<Tenant> {
  const tenant = await newTenant({ salesforce: 'tidy' });
  await leads({
    add: [
      { name: 'Mobile__c', label: 'Private mobile', type: 'phone' },
      { name: 'Region__c', label: 'Region', type: 'string', length: 80 },
      {
        name: 'Tier__c',
        label: 'Tier',
        type: 'picklist',
        restrictedPicklist: true,
        picklistValues: tiers('Gold', 'Silver'),
      },
    ],
  });
  await tenant.call('GET', '/providers/salesforce/objects/Lead/fields?refresh=true');
  await tenant.call('PUT', '/source/fields', { fields: hostFields }, { role: 'service' });
  const { version, ...mapping } = await savedMapping(tenant);
  const rows = [
    ...rowsOf({ version, ...mapping }, 'Lead'),
    { id: 'mobile', target: 'Mobile__c', sources: [{ field: 'mobile' }] },
    { id: 'region', target: 'Region__c', sources: [{ field: 'country' }] },
    { id: 'tier', target: 'Tier__c', fallback: { value: 'Silver' } },
  ];
  const draft = { ...mapping, objects: { Lead: { rows } } };
  await tenant.call('PUT', '/providers/salesforce/mapping', draft, { ifMatch: `"${version}"` });
  return tenant;
}

describe('fields that the CRM changed under a mapping', () => {
  beforeEach(() => sessionStorage.clear());
  afterEach(() => ask('stage:emulator', { provider: 'salesforce', reset: true }));

  it('are told when the mapper opens, and mended each in one click', async () => {
    const tenant = await tenantWithRows();
    await leads({
      remove: ['Mobile__c', 'Region__c'],
      add: [
        { name: 'Cell__c', label: 'Private mobile', type: 'phone' },
        { name: 'Sales_Region__c', label: 'Sales region', type: 'string', length: 80 },
      ],
      change: { Tier__c: { picklistValues: tiers('Gold', 'Silver Plus') } },
    });
    const heard: string[] = [];
    const onError = (event: Event) => event instanceof CustomEvent && heard.push(event.detail.problem.code);
    document.addEventListener('crm-error', onError);
    const page = await openMapper({ tenant, object: 'Lead' });
    await page.see('tab', /^Leads.* 3 to repair/);
    await page.reads('3 mapped fields changed in Salesforce since');
    await page.reads(
      'Salesforce has no Mobile__c any more. It looks as if “Private mobile” (Cell__c) took its place.',
    );
    await page.reads('Salesforce has no value “Silver” in Tier any more. “Silver Plus” looks like it.');
    await eventually('the page to hear of it', () => heard.includes('mapping_drifted'));
    document.removeEventListener('crm-error', onError);
    await expectAccessible(page.element);

    await page.press('button', /^Use “Sales region”/);
    await eventually('focus on the mended row', () => focusedName() === 'Source of Sales region');
    await page.press('button', 'Repair all');
    await page.reads('2 rows repaired');
    await eventually('no more to repair', () => !page.element.shadowRoot?.textContent?.includes('to repair'));
    await page.press('button', 'Save');
    await page.reads('Saved version');
    const saved = await page.saved();
    expect(rowOf(saved, 'Lead', 'Cell__c').sources).to.deep.equal([{ field: 'mobile' }]);
    expect(rowOf(saved, 'Lead', 'Sales_Region__c').sources).to.deep.equal([{ field: 'country' }]);
    expect(rowOf(saved, 'Lead', 'Tier__c').fallback?.value).to.equal('Silver Plus');
  });

  it('show in the table of values which were removed and which were made inactive', async () => {
    const tenant = await tenantWithRows();
    const values = { '1-10': 'Gold', '11-50': 'Silver' };
    const row = { sources: [{ field: 'teamSize' }], values, fallback: null };
    await changeRow(tenant, { object: 'Lead', target: 'Tier__c', row });
    const [gold] = tiers('Gold');
    await leads({ change: { Tier__c: { picklistValues: [{ ...gold, active: false }, ...tiers('Iron')] } } });
    const page = await openMapper({ tenant, object: 'Lead' });
    await page.press('button', 'Choose another value: Tier');
    await page.see('dialog', 'Match values');
    await page.reads('Gold is inactive in Salesforce. Choose another value.');
    await page.reads('Salesforce has no Silver any more. Choose another value.');
    await page.reads('0 of 3 matched');
    await expectAccessible(page.element);
    const choice = await page.see('combobox', 'Value in Salesforce for 11 to 50');
    expect(choice instanceof HTMLSelectElement && choice.selectedOptions[0]?.label).to.equal('Silver');
    choice.focus();
    await type('Iron');
    await page.reads('1 of 3 matched');
    await eventually('no word of Silver', () => !page.element.shadowRoot?.textContent?.includes('no Silver'));
  });

  it('say that bookings wait where the choice that is gone is required', async () => {
    const tenant = await tenantWithRows();
    await leads({ change: { Tier__c: { nillable: false, picklistValues: tiers('Gold', 'Bronze') } } });
    const page = await openMapper({ tenant, object: 'Lead' });
    await page.reads('Bookings that need Tier wait.');
    await page.reads('Salesforce has no value “Silver” in Tier any more. Bookings that need it wait.');
    await page.see('button', 'Why Tier is required');
    await page.press('button', /^Choose another value: Tier/);
    await eventually('the fallback', () => focusedName() === 'If empty, use for Tier');
  });

  it('say that bookings wait where free text meets a list of choices, and count no kept name as a repair', async () => {
    const tenant = await tenantWithRows();
    const choices = { type: 'picklist', restrictedPicklist: true, picklistValues: tiers('North', 'South') };
    await leads({ change: { Region__c: choices, Mobile__c: { label: 'Mobile' } } });
    const page = await openMapper({ tenant, object: 'Lead' });
    await page.reads('Region was text and is a picklist now. Bookings with other values wait.');
    await page.reads('Bookings that need Region wait.');
    await page.see('button', 'Keep it: Mobile');
    expect(page.find('button', /^Repair/)).to.equal(undefined);
    await page.press('button', 'Choose another field: Region');
    await eventually('the source', () => focusedName() === 'Source of Region');
  });

  it('say that bookings go without answers that are left out', async () => {
    const tenant = await tenantWithRows();
    const row = { sources: [{ field: 'teamSize' }], onInvalid: 'leave_out' as const };
    await changeRow(tenant, { object: 'Lead', target: 'Region__c', row });
    const choices = { type: 'picklist', restrictedPicklist: true, picklistValues: tiers('1 to 10', 'Many') };
    await leads({ change: { Region__c: choices } });
    const page = await openMapper({ tenant, object: 'Lead' });
    await page.reads('1 of 3 answers match by name. Other answers are left out.');
    await page.reads('Bookings still sync, without one value.');
    expect(page.element.shadowRoot?.textContent).not.to.include('Bookings that need Region wait.');
  });

  it('come back when a repair is undone', async () => {
    const tenant = await tenantWithRows();
    await leads({
      remove: ['Mobile__c'],
      add: [{ name: 'Cell__c', label: 'Private mobile', type: 'phone' }],
    });
    const page = await openMapper({ tenant, object: 'Lead' });
    await page.press('button', /^Use “Private mobile”/);
    await page.reads('1 row repaired');
    await page.press('button', 'Undo');
    await page.see('button', /^Use “Private mobile”/);
    await page.see('tab', /^Leads.* 1 to repair/);
  });

  it('are taken as they are now, where nothing is lost', async () => {
    const tenant = await tenantWithRows();
    await leads({ change: { Region__c: { label: 'Sales region' } } });
    const page = await openMapper({ tenant, object: 'Lead' });
    await page.reads('It is called “Sales region” in Salesforce now; it was “Region”.');
    await page.press('button', /^Keep it/);
    await eventually('nothing more to tell', () => !page.find('button', /^Keep it/));
    await page.hears('Sales region: taken as it is now');
    await page.press('button', 'What changed: 1 kept');
    await page.reads('Sales region (Leads): taken as it is now');
    await page.press('button', 'Done');
    await page.press('button', 'Save');
    await eventually('the save', () => page.events.at(-1)?.saved);
    await eventually('nothing to save', () => !page.element.shadowRoot?.querySelector('.save-bar'));
    page.element.remove();
    const again = await openMapper({ tenant, object: 'Lead' });
    await again.see('group', 'Mapping of Sales region');
    expect(again.find('button', /^Keep it/)).to.equal(undefined);
  });

  it('are told again when what was kept is taken back, by key or beside the message', async () => {
    const tenant = await tenantWithRows();
    await leads({ change: { Region__c: { label: 'Sales region' } } });
    const page = await openMapper({ tenant, object: 'Lead' });
    for (const takeBack of [
      () => press('Control+z'),
      async () => (await page.see('button', 'Undo')).click(),
    ]) {
      await page.press('button', /^Keep it/);
      await page.see('button', 'What changed: 1 kept');
      await takeBack();
      await page.see('button', /^Keep it/);
      expect(page.find('button', 'Save')).to.equal(undefined);
    }
    page.element.remove();
    const again = await openMapper({ tenant, object: 'Lead' });
    await again.see('button', /^Keep it/);
  });

  it('are repaired on all tabs at once, which the button says', async () => {
    const tenant = await tenantWithRows();
    const salesforce = (fields: unknown) =>
      ask('stage:emulator', { provider: 'salesforce', patch: { fields } });
    const old = { name: 'Old_phone__c', label: 'Second phone', type: 'phone' };
    await salesforce({ Contact: { add: [old] } });
    await tenant.call('GET', '/providers/salesforce/objects/Contact/fields?refresh=true');
    await changeRow(tenant, { object: 'Contact', target: old.name, row: { sources: [{ field: 'mobile' }] } });
    await salesforce({
      Contact: { remove: [old.name], add: [{ ...old, name: 'New_phone__c' }] },
      Lead: { remove: ['Mobile__c'], add: [{ name: 'Cell__c', label: 'Private mobile', type: 'phone' }] },
    });
    const page = await openMapper({ tenant, object: 'Lead' });
    await page.press('button', 'Repair 2 on 2 tabs');
    await page.reads('2 rows repaired');
    await eventually('no more to repair', () => !page.element.shadowRoot?.textContent?.includes('to repair'));
    await page.press('button', 'Save');
    await page.reads('Saved version');
    const saved = await page.saved();
    expect(rowOf(saved, 'Lead', 'Cell__c').sources).to.deep.equal([{ field: 'mobile' }]);
    expect(rowOf(saved, 'Contact', 'New_phone__c').sources).to.deep.equal([{ field: 'mobile' }]);
  });

  it('are not all repaired where only those of another tab are', async () => {
    const tenant = await tenantWithRows();
    const old = { name: 'Old_phone__c', label: 'Second phone', type: 'phone' };
    const contacts = (change: unknown) =>
      ask('stage:emulator', { provider: 'salesforce', patch: { fields: { Contact: change } } });
    await contacts({ add: [old] });
    await tenant.call('GET', '/providers/salesforce/objects/Contact/fields?refresh=true');
    await changeRow(tenant, { object: 'Contact', target: old.name, row: { sources: [{ field: 'mobile' }] } });
    await contacts({ remove: [old.name], add: [{ ...old, name: 'New_phone__c' }] });
    await leads({ remove: ['Region__c'] });
    const page = await openMapper({ tenant, object: 'Lead' });
    await page.see('tab', /^Leads.* 1 to repair/);
    await page.press('button', 'Repair 1 on another tab');
    await page.reads('1 row repaired');
    await page.see('tab', /^Leads.* 1 to repair/);
    expect(page.find('button', /^Repair/)).to.equal(undefined);
  });

  it('say what to do about one that nobody may write any more, and one that became required', async () => {
    const tenant = await tenantWithRows();
    await leads({ change: { Mobile__c: { nillable: false } } });
    await ask('stage:emulator', {
      provider: 'salesforce',
      patch: { permissions: { fields: { 'Lead.Region__c': 'read' } } },
    });
    try {
      const page = await openMapper({ tenant, object: 'Lead' });
      await page.reads('Region is read-only in Salesforce now, so bookings go without it.');
      await page.press('button', /^Add a fallback: Private mobile/);
      await eventually('the fallback', () => focusedName() === 'If empty, use for Private mobile');
      await page.press('button', /^Why\?/);
      await page.see('dialog', 'Can’t see your field?');
      await page.reads('Set Field-Level Security');
    } finally {
      await ask('stage:emulator', {
        provider: 'salesforce',
        patch: { permissions: { fields: { 'Lead.Region__c': null } } },
      });
    }
  });
});
