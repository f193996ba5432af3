import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { changeRow, rowOf } from '../mappings.js';
import { eventually, focusedName } from '../reader.js';
import { ask, newTenant } from '../stage.js';
import { expectAccessible, press, type } from '../ui/person.js';
import { hostFields, openMapper, type MapperPage } from './mapper-page.js';

/** Chooses a file in the import dialog and presses Import. */
async function importFile(page: MapperPage, text: string): Promise<HTMLInputElement> {
  await page.press('button', 'More for Salesforce');
  await page.press('menuitem', 'Import');
  await page.see('dialog', 'Import a mapping');
  const input = page.element.shadowRoot?.querySelector('#import-file');
  if (!(input instanceof HTMLInputElement)) throw new Error('There is no place for a file.');
  const files = new DataTransfer();
  files.items.add(new File([text], 'mapping.json', { type: 'application/json' }));
  input.files = files.files;
  await page.press('button', 'Import');
  return input;
}

describe('versions that an admin trusts', () => {
  beforeEach(() => sessionStorage.clear());

  it('say in words what a save would change', async () => {
    const page = await openMapper();
    await page.choose('Source of First Name', 'Full name');
    await page.press('button', 'What changed: 1 changed');
    await page.see('dialog', 'What changed');
    await page.reads('First Name (Leads): source changed from First name to Full name');
    await expectAccessible(page.element);
  });

  it('take edits back one by one, by key and by button', async () => {
    const page = await openMapper();
    await page.choose('Source of First Name', 'Full name');
    await page.press('button', 'Remove mapping of Last Name').catch(() => undefined);
    await page.choose('Source of Company', 'City');
    (await page.see('button', 'Undo last change')).focus();
    await press('Control+z');
    await page.reads('Last change undone');
    await page.press('button', 'Undo last change');
    await eventually('nothing to save', () => page.find('button', 'Save') === undefined);
  });

  it('tell in the history who changed what', async () => {
    const page = await openMapper();
    await page.choose('Source of First Name', 'Full name');
    await page.press('button', 'Save');
    await page.reads('Saved version 2');
    await page.press('button', 'More for Salesforce');
    await page.press('menuitem', 'History');
    await page.reads('What changed');
    const words = await eventually('the words', () =>
      page.element.shadowRoot?.querySelector('.versions details')?.textContent?.replace(/\s+/g, ' '),
    );
    expect(words).to.contain('First Name (Leads): source changed from First name to Full name');
    await expectAccessible(page.element);
  });
});

describe('an older version', () => {
  beforeEach(() => sessionStorage.clear());

  /** Two versions, of which the second has no row for the first name, and the history opened. */
  async function openHistory(): Promise<MapperPage> {
    const page = await openMapper();
    await page.press('button', 'Remove mapping of First Name');
    await page.press('button', 'Save');
    await page.reads('Saved version 2');
    await page.press('button', 'More for Salesforce');
    await page.press('menuitem', 'History');
    return page;
  }

  it('is brought back after its changes were seen, and gone again at once when that was a mistake', async () => {
    const page = await openHistory();
    await page.press('button', 'Restore version 1');
    await page.see('dialog', 'Restore version 1?');
    await page.focusOn('Restore version 1?');
    await page.reads('First Name (Leads): now filled from First name');
    await expectAccessible(page.element);
    expect((await page.saved()).version).to.equal(2);
    await page.press('button', 'Restore');
    await page.hears('Version 1 restored');
    await page.see('combobox', 'Source of First Name');
    expect((await page.saved()).version).to.equal(3);
    await page.press('button', 'Undo');
    await eventually('no first name', () => !page.find('combobox', 'Source of First Name'));
    await eventually('version 4', () => page.events.at(-1)?.mapping.version === 4);
  });

  it('is not brought back without a word about what it leaves without a value', async () => {
    const page = await openMapper({ connect: { salesforce: 'awkward' } });
    await page.press('button', 'Remove mapping of First Name');
    await page.press('button', 'Save');
    await page.press('button', 'Save anyway');
    await page.reads('Saved version 2');
    await page.press('button', 'More for Salesforce');
    await page.press('menuitem', 'History');
    await page.press('button', 'Restore version 1');
    const dialog = await page.see('dialog', 'Restore version 1?');
    await eventually('what would fail', () =>
      dialog.textContent?.includes('Bookings that create a lead will fail.'),
    );
  });

  it('is left where it is when the question is answered with no', async () => {
    const page = await openHistory();
    await page.press('button', 'Restore version 1');
    await page.press('button', 'Cancel');
    await page.see('dialog', 'History');
    expect((await page.saved()).version).to.equal(2);
  });

  it('does not cost what was edited and not saved', async () => {
    const page = await openHistory();
    await press('Escape');
    await page.choose('Source of Company', 'City');
    await page.press('button', 'More for Salesforce');
    await page.press('menuitem', 'History');
    await page.press('button', 'Restore version 1');
    await page.reads('What you changed and did not save is given up.');
    await page.press('button', 'Restore');
    await page.hears('Version 1 restored');
    await page.press('button', 'Undo');
    await page.see('button', 'What changed: 1 changed');
    await page.press('button', 'Save');
    await page.reads('Saved version 5');
    expect(rowOf(await page.saved(), 'Lead', 'Company').sources).to.deep.equal([{ field: 'city' }]);
  });
});

describe('importing a mapping', () => {
  beforeEach(() => sessionStorage.clear());

  it('takes what fits and lists the rest', async () => {
    const page = await openMapper();
    await importFile(
      page,
      JSON.stringify({
        format: 2,
        provider: 'salesforce',
        mapping: {
          objects: {
            Lead: {
              rows: [
                { id: 'a', target: 'Fax', sources: [{ field: 'mobile' }, { field: 'gone' }] },
                { id: 'b', target: 'Nowhere__c', sources: [{ field: 'city' }] },
                {
                  id: 'c',
                  target: 'Rating',
                  sources: [{ field: 'teamSize' }],
                  values: { '1-10': 'Lukewarm' },
                },
                'nonsense',
              ],
            },
            Deal: { rows: [{ target: 'x' }] },
          },
        },
      }),
    );
    await page.see('dialog', '2 rows imported');
    await page.reads('This file comes from a newer version.');
    await page.reads('There is no field “gone” in the app any more.');
    await page.reads('no field “Nowhere__c” that can be written');
    await page.reads('Salesforce has no such object. 1 row was left out.');
    await expectAccessible(page.element);
    await page.press('button', 'Done');
    await page.see('combobox', 'Source of Fax');
  });

  it('counts only what differs, and says of a file with nothing new that it has none', async () => {
    const page = await openMapper();
    const mapping = await page.saved();
    const exported = JSON.stringify({ format: 1, provider: 'salesforce', mapping });
    const input = await importFile(page, exported);
    await eventually('said', () => input.validationMessage.includes('Nothing would change'));
    await page.press('button', 'Cancel');
    expect(page.find('button', 'Save')).to.equal(undefined);
    await importFile(page, exported.replace('"firstName"', '"fullName"'));
    await page.see('button', 'What changed: 1 changed');
  });

  it('says of garbage, of another CRM’s file and of a huge one what is wrong with it, and changes nothing', async () => {
    const page = await openMapper();
    const garbage = await importFile(page, '{"objects": ');
    await eventually('said', () => garbage.validationMessage.includes('holds no mapping'));
    await page.press('button', 'Cancel');
    const other = { provider: 'hubspot', mapping: { objects: { contacts: { rows: [{ target: 'city' }] } } } };
    const foreign = await importFile(page, JSON.stringify(other));
    await eventually('said', () => foreign.validationMessage.includes('Nothing in it fits Salesforce'));
    await page.press('button', 'Cancel');
    const huge = await importFile(page, 'x'.repeat(5_000_000));
    await eventually('said', () => huge.validationMessage.includes('too big'));
    await page.press('button', 'Cancel');
    expect(page.find('button', 'Save')).to.equal(undefined);
  });
});

describe('matching many values', () => {
  beforeEach(() => sessionStorage.clear());

  it('gives several answers one value at once', async () => {
    const page = await openMapper();
    await page.add('rating');
    await page.choose('Source of Rating', 'Team size');
    await page.press('button', /^Match values of Rating: 0 of 3/);
    await page.press('checkbox', 'Select 1 to 10');
    await page.press('checkbox', 'Select 51 to 200');
    const select = await page.see('combobox', 'Value for the 2 selected answers');
    select.focus();
    await type('Warm');
    await press('Enter');
    await page.reads('2 of 3 matched');
    await expectAccessible(page.element);
  });

  it('knows yes and no', async () => {
    const page = await openMapper();
    await page.add('rating');
    await page.choose('Source of Rating', 'Wants the newsletter');
    await page.press('button', /^Match values of Rating: 0 of 2/);
    await page.see('combobox', 'Value in Salesforce for Yes');
    await page.see('combobox', 'Value in Salesforce for No');
  });

  it('names the choices that another row rules out, and why', async () => {
    const tenant = await newTenant({ salesforce: 'awkward' });
    await tenant.call('PUT', '/source/fields', { fields: hostFields }, { role: 'service' });
    await changeRow(tenant, {
      object: 'Lead',
      target: 'Segment__c',
      row: { sources: [{ constant: 'SMB' }] },
    });
    await changeRow(tenant, { object: 'Lead', target: 'Plan__c', row: { sources: [{ field: 'teamSize' }] } });
    const page = await openMapper({ tenant });
    await page.press('button', /^Match values of Plan/);
    await page.reads('Left out, as Segment is “SMB”: Business, Enterprise, and Campus.');
    await expectAccessible(page.element);
  });

  it('searches a picklist of a thousand values', async function () {
    this.timeout(30_000);
    const tenant = await newTenant({ salesforce: 'awkward' });
    await tenant.call('PUT', '/source/fields', { fields: hostFields }, { role: 'service' });
    const picklistValues = Array.from({ length: 1000 }, (_, i) => ({
      value: `V${i}`,
      label: `Value ${i}`,
      active: true,
      defaultValue: false,
      validFor: null,
    }));
    const field = {
      name: 'Many__c',
      label: 'Many',
      type: 'picklist',
      picklistValues,
      restrictedPicklist: true,
    };
    const patch = (fields: object) =>
      ask('stage:emulator', { provider: 'salesforce', org: 'awkward', patch: { fields: { Lead: fields } } });
    await patch({ add: [field] });
    try {
      await tenant.call('GET', '/providers/salesforce/objects/Lead/fields?refresh=true');
      await changeRow(tenant, {
        object: 'Lead',
        target: 'Many__c',
        row: { sources: [{ field: 'teamSize' }], values: {} },
      });
      const page = await openMapper({ tenant });
      await page.press('button', /^Match values of Many/);
      await page.choose('Value in Salesforce for 1 to 10', 'Value 777');
      await page.reads('1 of 3 matched');
      await page.press('button', 'Done');
      await page.press('button', 'Save');
      await page.press('button', 'Save anyway');
      await page.reads('Saved version 3');
      expect(rowOf(await page.saved(), 'Lead', 'Many__c').values?.['1-10']).to.equal('V777');
    } finally {
      await patch({ remove: ['Many__c'] });
    }
  });
});

describe('the preview', () => {
  beforeEach(() => sessionStorage.clear());

  it('follows a booking that one types in', async () => {
    const page = await openMapper();
    await page.press('button', 'Preview');
    // Opening it moves focus to its heading.
    await eventually('the panel', () => page.element.shadowRoot?.activeElement?.localName === 'h2');
    const select = await page.see('combobox', 'Booking');
    select.focus();
    await type('One that');
    await press('Enter');
    await page.see('group', 'One that you type in');
    await page.fill('Company', 'Typed Ltd');
    await page.reads(/Company Typed Ltd/);
    await expectAccessible(page.element);
  });

  it('shows what the booking would change on whom an address matches, and the booking’s own again', async () => {
    const page = await openMapper({ connect: { hubspot: 'tidy' } });
    await page.press('button', 'Preview');
    await eventually('the panel', () => page.element.shadowRoot?.activeElement?.localName === 'h2');
    await page.reads(/Last Name López/);
    await page.fill('Who would this match?', 'bo.lindqvist@fjord.example');
    await page.hears('Updates Bo Lindqvist');
    await page.reads(/Last Name Lindqvist ?becomes ?López/);
    await expectAccessible(page.element);
    await page.press('button', 'Show the booking’s own person');
    await page.focusOn('Who would this match?');
    await page.reads(/Email ana@acme.com/);
    expect(page.find('button', 'Show the booking’s own person')).to.equal(undefined);
  });

  it('shows what the booking would create where nobody has the address', async () => {
    const page = await openMapper({ connect: { hubspot: 'tidy' } });
    await page.press('button', 'Preview');
    await page.reads(/Email ana@acme.com/);
    await page.fill('Who would this match?', 'new@fjord.example');
    await page.hears('Nobody in HubSpot has this address: a new contact');
    await page.reads(/Email new@fjord.example/);
  });

  it('covers nothing of the mapper on a page that has room for both', async () => {
    await setViewport({ width: 1400, height: 900 });
    const page = await openMapper();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('div:has(> crm-field-mapper) { margin-inline: 200px 100px; }');
    document.adoptedStyleSheets = [sheet];
    try {
      const end = () =>
        page.find('button', 'Remove mapping of First Name')?.getBoundingClientRect().right ?? NaN;
      await eventually('the row', () => end() > 1000);
      const before = end();
      await page.press('button', 'Preview');
      const panel = (await page.see('heading', 'Preview')).closest('aside');
      await eventually('room', () => panel && end() < panel.getBoundingClientRect().left);
      await page.press('button', 'Close');
      await eventually('the old place', () => end() === before);
    } finally {
      document.adoptedStyleSheets = [];
      await setViewport({ width: 800, height: 600 });
    }
  });

  it('says of what is no address that it is none, and shows what it showed', async () => {
    const page = await openMapper({ connect: { hubspot: 'tidy' } });
    await page.press('button', 'Preview');
    await page.reads(/Email ana@acme.com/);
    await page.fill('Who would this match?', 'nobody');
    await page.hears('“nobody” is no e-mail address.');
    const field = await page.see('textbox', 'Who would this match?');
    expect(field.getAttribute('aria-invalid')).to.equal('true');
    expect(focusedName(), 'where Tab went').not.to.equal('Who would this match?');
    await page.reads(/Email ana@acme.com/);
    expect(page.find('button', 'Show the booking’s own person')).to.equal(undefined);
    await expectAccessible(page.element);
    await page.fill('Who would this match?', 'bo.lindqvist@fjord.example');
    await page.hears(/^Updates|^Nobody in/);
    expect(field.hasAttribute('aria-invalid')).to.equal(false);
  });

  it('shows the match again after a slip in the address', async () => {
    const page = await openMapper({ connect: { hubspot: 'tidy' } });
    await page.press('button', 'Preview');
    await page.reads(/Email ana@acme.com/);
    await page.fill('Who would this match?', 'new@fjord.example');
    await page.reads(/Email new@fjord.example/);
    await page.fill('Who would this match?', 'new@');
    await page.hears('“new@” is no e-mail address.');
    await page.reads(/Email new@fjord.example/);
    await page.press('button', 'Show the booking’s own person');
    await page.reads(/Email ana@acme.com/);
    expect(page.find('status', /is no e-mail address/)).to.equal(undefined);
  });
});

describe('copying a mapping', () => {
  beforeEach(() => sessionStorage.clear());

  it('takes over from contacts what leads have too', async () => {
    const tenant = await newTenant({ salesforce: 'tidy' });
    await tenant.call('PUT', '/source/fields', { fields: hostFields }, { role: 'service' });
    await changeRow(tenant, { object: 'Contact', target: 'Fax', row: { sources: [{ field: 'mobile' }] } });
    const page = await openMapper({ tenant, object: 'Lead' });
    await page.press('button', 'More for Salesforce');
    await page.press('menuitem', 'Copy mapping from Contacts');
    await page.reads('1 row copied from Contacts');
    await page.see('combobox', 'Source of Fax');
  });
});
