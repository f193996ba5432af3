import { expect } from '@open-wc/testing';
import { focused, press, type } from '../ui/person.js';
import { rowOf } from '../mappings.js';
import { eventually, focusedName } from '../reader.js';
import { openMapper } from './mapper-page.js';

describe('the field mapper', () => {
  beforeEach(() => sessionStorage.clear());

  it('opens on what new people become, with what the CRM requires first', async () => {
    const page = await openMapper();
    await page.see('group', 'Mapping of Last Name');
    expect(page.element.object).to.equal('Lead');
    await page.reads('Required by Salesforce');
    await page.reads('2 of 2 filled');
  });

  it('adds a mapping by keyboard alone and saves it', async () => {
    const page = await openMapper();
    const add = await page.see('button', 'Add Mapping');
    add.focus();
    await press('Enter');
    await eventually('open picker', () => focusedName().startsWith('Field of Leads to fill'));
    await type('mobile');
    await press('ArrowDown', 'Enter');
    await eventually('focus on the source', () => focusedName() === 'Source of Mobile Phone');
    await type('mobile');
    await press('ArrowDown', 'Enter');
    await page.reads('1 added');
    await page.press('button', 'Save');
    await page.reads('Saved version 2');
    const mapping = await page.saved();
    expect(rowOf(mapping, 'Lead', 'MobilePhone').sources).to.deep.equal([{ field: 'mobile' }]);
  });

  it('tells the page of each edit, and again when it is saved', async () => {
    const page = await openMapper();
    await page.choose('Source of First Name', 'Full name');
    await eventually('the edit', () => page.events.length === 1);
    expect(page.events[0]?.saved).to.equal(false);
    expect(page.events[0]?.changes).to.deep.equal([
      { object: 'Lead', rowId: 'core-FirstName', kind: 'changed' },
    ]);
    expect(await page.element.save()).to.equal(true);
    expect(page.events.at(-1)?.saved).to.equal(true);
    expect(page.events.at(-1)?.mapping.version).to.equal(2);
  });

  it('removes a mapping, frees its field at once, and takes it back', async () => {
    const page = await openMapper();
    await page.press('button', 'Remove mapping of First Name');
    await eventually('focus on undo', () => focusedName() === 'Undo removing First Name');
    await page.reads('1 removed');
    await page.press('button', 'Undo removing First Name');
    await page.see('combobox', 'Source of First Name');
    expect(page.find('button', 'Save')).to.equal(undefined);
  });

  it('offers no CRM field twice', async () => {
    const page = await openMapper();
    await page.add('last name');
    await page.reads('Already mapped');
  });

  it('says why a field does not fit', async () => {
    const page = await openMapper();
    await page.add('annual revenue');
    await eventually('source', () => focusedName() === 'Source of Annual Revenue');
    await type('newsletter');
    await page.reads('Needs a number. Wants the newsletter is yes or no.');
  });

  it('uses a fallback that fits the field, and refuses one that does not', async () => {
    const page = await openMapper();
    await page.add('annual revenue');
    await page.fill('If empty, use for Annual Revenue', 'lots');
    await page.reads('Annual Revenue needs a number; “lots” is none.');
    await page.fill('If empty, use for Annual Revenue', '1200');
    await page.press('button', 'Save');
    await page.reads('Saved version 2');
    expect(rowOf(await page.saved(), 'Lead', 'AnnualRevenue').fallback).to.deep.equal({
      value: 1200,
      write: 'if_empty',
    });
  });

  it('asks once before it saves with a gap, in words that say what will fail', async () => {
    const page = await openMapper();
    await page.choose('Source of Company', 'No field');
    await page.reads('Bookings that create a lead would fail. Company is required and has no value.');
    await page.press('button', 'Save');
    await page.see('dialog', 'Save with a gap?');
    await page.press('button', 'Save anyway');
    await page.reads('Saved version 2');
    await page.choose('Source of First Name', 'Full name');
    await page.press('button', 'Save');
    await page.reads('Saved version 3');
  });

  it('follows the choice of leads or contacts', async () => {
    const page = await openMapper();
    await page.see('tab', /Contacts.*updates only/);
    await page.press('radio', 'Contacts');
    await page.see('tab', /Leads.*updates only/);
    await page.press('button', 'Save');
    await page.reads('Saved version 2');
    expect((await page.saved()).createAs).to.equal('Contact');
  });

  it('says what becomes of new people when the choice changes, and leads to their tab', async () => {
    const page = await openMapper();
    await page.press('radio', 'Contacts');
    await page.hears('New people will be created as Contacts. Leads: updates only.');
    await page.press('button', 'Show Contacts');
    expect(page.element.object).to.equal('Contact');
    await page.reads('New people will be created as Contacts. Leads: updates only.');
    expect(page.find('button', 'Show Contacts')).to.equal(undefined);
    await page.press('radio', 'Leads');
    expect(page.element.shadowRoot?.querySelector('.became')).to.equal(null);
  });

  it('says at once when what new people become then would lack a required value', async () => {
    const page = await openMapper({ object: 'Contact' });
    await page.choose('Source of Last Name', 'No field');
    await page.see('tab', /Contacts.*updates only/);
    await page.press('radio', 'Contacts');
    await page.reads('0 of 1 required fields of Contacts have a value.');
    await page.reads('Bookings that create a contact would fail.');
  });

  it('keeps unsaved edits over a reload of the page', async () => {
    const page = await openMapper();
    await page.choose('Source of First Name', 'Full name');
    await page.reads('1 changed');
    page.element.remove();
    const again = await openMapper({ tenant: page.tenant });
    await again.reads('1 changed');
    again.element.discard();
    await eventually('no save bar', () => again.find('button', 'Save') === undefined);
  });

  it('keeps over a reload what is being typed into a text', async () => {
    const page = await openMapper();
    await page.press('button', 'Options of First Name');
    await page.press('button', 'Add a text as source of First Name');
    await eventually('the text', () => focusedName() === 'Source 2 of First Name');
    await type('Guest of Fjord');
    window.dispatchEvent(new Event('pagehide'));
    page.element.remove();
    const again = await openMapper({ tenant: page.tenant });
    await again.press('button', 'Options of First Name');
    const text = await again.see('textbox', 'Source 2 of First Name');
    expect(text instanceof HTMLInputElement && text.value).to.equal('Guest of Fjord');
  });

  it('keeps a row over a reload that was begun and has no CRM field yet', async () => {
    const page = await openMapper();
    await page.press('button', 'Add Mapping');
    await page.see('group', 'New mapping');
    page.element.remove();
    const again = await openMapper({ tenant: page.tenant });
    await again.see('group', 'New mapping');
  });

  it('switches cases on', async () => {
    const page = await openMapper();
    await page.press('tab', /Cases/);
    await page.press('button', 'Switch Cases on');
    await eventually('focus on the way back', () => focusedName() === 'Switch Cases off');
    await page.press('button', 'Save');
    await page.reads('Saved version 2');
    expect((await page.saved()).objects['Case']?.enabled).to.equal(true);
  });

  it('takes suggestions only after they were looked at', async () => {
    const page = await openMapper();
    await page.press('button', 'Review suggestions');
    await page.see('dialog', 'Suggested mappings');
    await page.press('button', 'Add Phone to Phone');
    await page.reads('1 added');
    await page.press('button', 'Add selected');
    await page.reads(/[3-9] added/);
  });

  it('keeps what was ticked, and focus on the next suggestion, when one is added', async () => {
    const page = await openMapper();
    await page.press('button', 'Review suggestions');
    await page.press('checkbox', /^Website/);
    await page.press('button', 'Add Phone to Phone');
    await page.reads('1 added');
    await eventually('focus on the next one', () => focusedName() === 'Add Website to Website');
    const ticked = await page.see('checkbox', /^Website/);
    expect(ticked instanceof HTMLInputElement && ticked.checked).to.equal(false);
    await page.press('button', 'Add selected');
    await eventually('focus on what was added', () => focusedName().startsWith('Source of'));
    expect(page.find('group', 'Mapping of Website')).to.equal(undefined);
  });

  it('shows a member everything and lets them change nothing', async () => {
    const page = await openMapper({ role: 'member' });
    await page.reads('Changing it takes an admin.');
    expect(page.find('button', 'Add Mapping')).to.equal(undefined);
    expect((await page.see('combobox', 'Source of First Name')).matches(':read-only')).to.equal(true);
    expect(page.find('button', 'Remove mapping of First Name')).to.equal(undefined);
  });

  it('saves by itself when told to', async () => {
    const page = await openMapper({ autosave: true });
    await page.choose('Source of First Name', 'Full name');
    await page.reads('Saved version 2');
  });

  it('asks to connect when nothing is connected', async () => {
    const page = await openMapper({ connect: {} });
    await page.reads('Connect a CRM first');
  });

  it('lets one switch between two connected CRMs', async () => {
    const page = await openMapper({ connect: { hubspot: 'tidy', salesforce: 'tidy' } });
    await page.reads('HubSpot fields');
    await page.press('radio', 'Salesforce');
    await page.reads('Salesforce fields');
    await page.see('tab', /Leads/);
  });

  it('keeps focus where the person is while the page is drawn again', async () => {
    const page = await openMapper();
    const source = await page.see('combobox', 'Source of First Name');
    source.focus();
    page.element.requestUpdate();
    await page.element.updateComplete;
    expect(focused()).to.equal(source);
  });
});
