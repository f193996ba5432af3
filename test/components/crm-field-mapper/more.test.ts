import { expect } from '@open-wc/testing';
import { ask, newTenant, type Tenant } from '../stage.js';
import { expectAccessible, press, type } from '../ui/person.js';
import { changeRow, rowOf } from '../mappings.js';
import { eventually, focusedName } from '../reader.js';
import { hostFields, openMapper } from './mapper-page.js';

async function salesforceTenant(org: 'tidy' | 'awkward' = 'tidy') {
  const tenant = await newTenant({ salesforce: org });
  await tenant.call('PUT', '/source/fields', { fields: hostFields }, { role: 'service' });
  return tenant;
}

/** Tells the server of a booking form's questions, each with the contact field that keeps its answer. */
async function askFor(tenant: Tenant, questions: Readonly<Record<string, string | null>>): Promise<void> {
  const form = { kind: 'booking_form', form: 'intro', formName: 'Intro call' };
  await tenant.call(
    'PUT',
    '/source/questions',
    {
      questions: Object.entries(questions).map(([text, contactField]) => ({
        ...form,
        id: text,
        text,
        contactField,
      })),
    },
    { role: 'service' },
  );
}

/** Somebody else saves first, with another fallback for the company. */
const samSaves = (tenant: Tenant) =>
  changeRow(tenant, {
    object: 'Lead',
    target: 'Company',
    row: { fallback: { value: 'Individual', write: 'if_empty' } },
    sub: 'Sam Okafor',
  });

describe('the field mapper, when two save at once', () => {
  beforeEach(() => sessionStorage.clear());

  it('shows who saved first and keeps both sides’ edits', async () => {
    const tenant = await salesforceTenant();
    const page = await openMapper({ tenant });
    await page.choose('Source of First Name', 'Full name');
    await samSaves(tenant);
    await page.press('button', 'Save');
    await page.see('dialog', /^Sam Okafor saved version 2 .*while you were editing version 1$/);
    await page.press('button', 'Save as version 3');
    await page.reads('Saved version 3');
    const saved = await page.saved();
    expect(rowOf(saved, 'Lead', 'FirstName').sources).to.deep.equal([{ field: 'fullName' }]);
    expect(rowOf(saved, 'Lead', 'Company').fallback?.value).to.equal('Individual');
  });

  it('says what is wrong where theirs can’t be read, and keeps the edits for the next try', async () => {
    const tenant = await salesforceTenant();
    const page = await openMapper({ tenant });
    await page.choose('Source of First Name', 'Full name');
    await samSaves(tenant);
    const real = window.fetch;
    window.fetch = (input, init) => {
      const { method, url } = new Request(input, init);
      if (method === 'PUT') return real(input, init);
      return Promise.reject(new TypeError(`No network for ${url}`));
    };
    try {
      expect(await page.element.save()).to.equal(false);
      await page.reads('The server can’t be reached.');
    } finally {
      window.fetch = real;
    }
    await page.press('button', 'Save');
    await page.press('button', 'Save as version 3');
    await page.reads('Saved version 3');
    expect(rowOf(await page.saved(), 'Lead', 'FirstName').sources).to.deep.equal([{ field: 'fullName' }]);
  });

  it('lets one choose for a row that both changed', async () => {
    const tenant = await salesforceTenant();
    const page = await openMapper({ tenant });
    await page.choose('Source of First Name', 'Full name');
    await changeRow(tenant, {
      object: 'Lead',
      target: 'FirstName',
      row: { sources: [{ field: 'company' }] },
      sub: 'Sam Okafor',
    });
    await page.press('button', 'Save');
    await page.press('radio', /Sam Okafor’s, live now: Filled from Company/);
    await page.press('button', 'Save as version 3');
    await eventually('the end of it', () => page.find('button', 'Save') === undefined);
    expect(rowOf(await page.saved(), 'Lead', 'FirstName').sources).to.deep.equal([{ field: 'company' }]);
  });
});

describe('the rarer parts of the field mapper', () => {
  beforeEach(() => sessionStorage.clear());

  it('take several sources in order, and say when to write', async () => {
    const page = await openMapper();
    await page.press('button', 'Options of First Name');
    await page.press('button', 'Add a text as source of First Name');
    await page.fill('Source 2 of First Name', 'Guest');
    await page.press('radio', 'Only when creating');
    await page.press('checkbox', 'Canceled');
    await page.press('button', 'Save');
    await page.reads('Saved version 2');
    const row = rowOf(await page.saved(), 'Lead', 'FirstName');
    expect(row.sources).to.deep.equal([{ field: 'firstName' }, { constant: 'Guest' }]);
    expect(row.write).to.equal('on_create');
    expect(row.on).to.have.members(['booked', 'rescheduled', 'completed', 'no_show']);
  });

  it('keep a heading in one piece beside the preview', async () => {
    const page = await openMapper();
    page.element.style.inlineSize = '660px';
    const heading = await page.see('heading', /^Required by Salesforce/);
    const lines = heading.querySelector('b')?.getBoundingClientRect().height ?? 0;
    expect(lines).to.be.lessThan(30);
  });

  it('put focus into each source that is added', async () => {
    const page = await openMapper();
    await page.press('button', 'Options of First Name');
    await page.press('button', 'Add a text as source of First Name');
    await page.focusOn('Source 2 of First Name');
    await page.press('button', 'Add a field as source of First Name');
    await page.focusOn('Source 3 of First Name');
  });

  it('match values, many to one', async () => {
    const page = await openMapper();
    await page.add('rating');
    await page.choose('Source of Rating', 'Team size');
    await page.press('button', /^Match values of Rating: 0 of 3/);
    for (const [answer, value] of [
      ['1 to 10', 'Cold'],
      ['11 to 50', 'Warm'],
      ['51 to 200', 'Warm'],
    ]) {
      const select = await page.see('combobox', `Value in Salesforce for ${answer}`);
      if (!(select instanceof HTMLSelectElement)) throw new Error('Not a select.');
      select.focus();
      await type(value ?? '');
      await press('Enter');
      await eventually(`${answer} matched`, () => select.selectedOptions[0]?.textContent?.trim() === value);
    }
    await page.reads('3 of 3 matched');
    await page.press('button', 'Done');
    await page.press('button', 'Save');
    await page.reads('Saved version 2');
    expect(rowOf(await page.saved(), 'Lead', 'Rating').values).to.deep.equal({
      '1-10': 'Cold',
      '11-50': 'Warm',
      '51-200': 'Warm',
    });
  });

  it('say of a required field what answers without a counterpart do', async () => {
    const tenant = await salesforceTenant('awkward');
    const row = { sources: [{ field: 'teamSize' }], values: { '1-10': 'SMB' } };
    await changeRow(tenant, { object: 'Lead', target: 'Segment__c', row });
    const page = await openMapper({ tenant });
    const said =
      'An answer that isn’t matched: Salesforce refuses a new lead without Segment, so the booking waits.';
    await page.reads(said);
    await page.choose('If empty, use for Segment', 'SMB');
    await eventually('no more of it', () => !page.element.shadowRoot?.textContent?.includes(said));
  });

  it('warn of what Salesforce wants of guests whom it creates', async () => {
    const page = await openMapper();
    const guests = await page.see('combobox', 'Guests');
    guests.focus();
    await type('Add and');
    await press('Enter');
    await page.hears(/^Salesforce refuses a new lead without Last Name and Company\./);
    await expectAccessible(page.element);
    await page.fill('If empty, use for Company', 'Individual');
    await page.reads('Salesforce refuses a new lead without Last Name. A guest without is left out, unless');
    await page.fill('If empty, use for Last Name', 'Unknown');
    await eventually('no warning', () => !page.element.shadowRoot?.querySelector('.people .note'));
  });

  it('preview what a booking would write, with the draft', async () => {
    const page = await openMapper();
    await page.choose('Source of Company', 'No field');
    await page.fill('If empty, use for Company', 'Individual');
    await page.press('button', 'Preview');
    await page.reads('This uses your unsaved changes.');
    await page.reads(/Company Individual/);
    await page.reads('Fixed value');
  });

  it('call it a fallback where a booking could have had a value', async () => {
    const page = await openMapper();
    await page.add('fax');
    await page.choose('Source of Fax', 'Mobile');
    await page.fill('If empty, use for Fax', '+34 600 000 000');
    await page.press('button', 'Preview');
    await page.see('button', 'Close');
    await page.reads(/Fax/);
    await page.reads('Mapped');
  });

  it('let one choose what stands in for an answer that is not matched, where the values are matched', async () => {
    const page = await openMapper();
    await page.add('rating');
    await page.choose('Source of Rating', 'Team size');
    await page.press('button', /^Match values of Rating: 0 of 3/);
    await page.see('dialog', 'Match values');
    const answers = [...(page.element.shadowRoot?.querySelectorAll('cc-dialog label[for]') ?? [])];
    expect(answers.map((label) => label.textContent)).to.deep.equal(['1 to 10', '11 to 50', '51 to 200']);
    const sent = await page.see('radio', /^Is sent as it is/);
    expect(
      sent instanceof HTMLInputElement && sent.checked,
      'what happens while nothing is matched',
    ).to.equal(true);
    await page.press('radio', /^Is left out/);
    expect(page.events.at(-1)?.mapping.objects['Lead']?.rows.at(-1)?.values).to.deep.equal({
      '1-10': '',
      '11-50': '',
      '51-200': '',
    });
    expect(page.find('combobox', 'If empty, use for Rating')?.closest('cc-dialog') ?? null).to.equal(null);
    await page.press('radio', /^Uses the fallback/);
    await page.reads('Fallback, also when there is no answer');
    const select = [...(page.element.shadowRoot?.querySelectorAll('cc-dialog .fallback select') ?? [])][0];
    if (!(select instanceof HTMLSelectElement)) throw new Error('Not a select.');
    select.focus();
    await type('Warm');
    await press('Enter');
    await expectAccessible(page.element);
    await page.press('button', 'Done');
    await page.press('button', 'Save');
    await page.reads('Saved version 2');
    const row = rowOf(await page.saved(), 'Lead', 'Rating');
    expect([row.unmapped, row.fallback?.value]).to.deep.equal(['fallback', 'Warm']);
  });

  it('name the questions that don’t reach the CRM and let the host open them', async () => {
    const tenant = await salesforceTenant();
    await askFor(tenant, { 'Your company?': 'company', 'Anything else?': null, 'Team size?': 'teamSize' });
    const page = await openMapper({ tenant });
    await page.reads('1 of 3 booking questions reach Salesforce');
    const opened: string[] = [];
    page.element.addEventListener('crm-question-open', ({ detail }) => opened.push(detail.question.id));
    await page.press('button', 'Show the other 2');
    await page.reads('Saved to Team size, which is not mapped.');
    await page.press('button', 'Open question: Anything else?');
    expect(opened).to.deep.equal(['Anything else?']);
  });

  it('count a question as lost for new people when only people known before get its answers', async () => {
    const tenant = await salesforceTenant();
    await askFor(tenant, { 'Your company?': 'company', 'Your mobile?': 'mobile' });
    await changeRow(tenant, {
      object: 'Contact',
      target: 'MobilePhone',
      row: { sources: [{ field: 'mobile' }] },
    });
    const page = await openMapper({ tenant });
    await page.reads('1 of 2 booking questions reach Salesforce for new people, as Leads');
    await page.reads('1 more reaches only people whom it knows already');
    await page.press('button', 'Show the other one');
    await page.reads(
      'Saved to Mobile, which is mapped for Contacts only. Those are updated; new people become Leads, without this answer.',
    );
    await page.press('button', 'Map Mobile');
    await eventually(
      'a picker for leads',
      () => focusedName() === 'Field filled from Mobile' || /^Field/.test(focusedName()),
    );
    expect(page.element.object).to.equal('Lead');
    await page.reads('1 of 2 booking questions');
    await type('mobile phone');
    await press('ArrowDown', 'Enter');
    await page.reads('2 of 2 booking questions reach Salesforce for new people, as Leads');
  });

  it('count a question as lost while none of its answers has a value, and lead to its values', async () => {
    const tenant = await salesforceTenant('awkward');
    await askFor(tenant, { 'Your company?': 'company', 'Team size?': 'teamSize' });
    await changeRow(tenant, {
      object: 'Lead',
      target: 'Segment__c',
      row: { sources: [{ field: 'teamSize' }], fallback: { value: 'SMB', write: 'if_empty' } },
    });
    const page = await openMapper({ tenant });
    await page.reads('1 of 2 booking questions reach Salesforce');
    await page.press('button', 'Show the other one');
    await page.reads('Saved to Team size, which is mapped, but no answer matches.');
    await page.press('button', 'Match values');
    const choice = await page.see('combobox', 'Value in Salesforce for 1 to 10');
    choice.focus();
    await type('SMB');
    await page.press('button', 'Done');
    await page.reads('2 of 2 booking questions reach Salesforce');
  });

  it('mark a row whose CRM field is gone, and remove it in one click', async () => {
    const tenant = await salesforceTenant('awkward');
    const field = { name: 'Going__c', label: 'Going', type: 'string', length: 80 };
    await ask('stage:emulator', {
      provider: 'salesforce',
      org: 'awkward',
      patch: { fields: { Lead: { add: [field] } } },
    });
    await tenant.call('GET', '/providers/salesforce/objects/Lead/fields?refresh=true');
    await changeRow(tenant, { object: 'Lead', target: 'Going__c', row: { sources: [{ field: 'city' }] } });
    await ask('stage:emulator', {
      provider: 'salesforce',
      org: 'awkward',
      patch: { fields: { Lead: { remove: ['Going__c'] } } },
    });
    await tenant.call('GET', '/providers/salesforce/objects/Lead/fields?refresh=true');
    const page = await openMapper({ tenant });
    await page.reads('Going was deleted in Salesforce or hidden. Bookings go without it.');
    await page.press('button', 'Remove mapping of Going__c');
    await page.see('button', 'Undo removing Going__c');
  });

  it('say on every tab how many rows are to be repaired', async () => {
    const tenant = await salesforceTenant();
    await changeRow(tenant, {
      object: 'Contact',
      target: 'AssistantName',
      row: { sources: [{ field: 'newsletter' }], values: {} },
    });
    const page = await openMapper({ tenant });
    await page.see('group', 'Mapping of Company');
    const before = (await page.see('tab', /^Contacts/)).textContent;
    expect(before).not.to.contain('to repair');
    await ask('stage:emulator', {
      provider: 'salesforce',
      patch: { fields: { Contact: { remove: ['AssistantName'] } } },
    });
    try {
      await tenant.call('GET', '/providers/salesforce/objects/Contact/fields?refresh=true');
      page.element.remove();
      const again = await openMapper({ tenant });
      await again.see('tab', /^Contacts 1 to repair/);
      expect(again.element.object).to.equal('Lead');
      await expectAccessible(again.element);
    } finally {
      await ask('stage:emulator', { provider: 'salesforce', reset: true });
    }
  });

  it('offer CRM fields in an order that a person can use: matches, what is required, then by name', async () => {
    const page = await openMapper({ tenant: await salesforceTenant('awkward') });
    await page.press('button', 'Add Mapping');
    await eventually('open picker', () => focusedName().startsWith('Field of '));
    const list = await page.see('listbox', /^Field of/);
    const [matches, required, ...rest] = [...list.querySelectorAll('[role=group]')].map((group) => ({
      heading: group.querySelector('.heading')?.textContent,
      labels: [...group.querySelectorAll('.line > span:first-child')].map((label) => label.textContent ?? ''),
    }));
    expect(matches?.heading).to.equal('Looks like a match');
    expect(matches?.labels).to.include('Phone');
    const byName = rest.at(0) ?? required;
    const { compare } = new Intl.Collator('en', { numeric: true });
    expect(byName?.labels.length).to.be.above(20);
    expect(byName?.labels).to.deep.equal([...(byName?.labels ?? [])].sort(compare));
  });

  it('never cut the API name off in a list, however long the label is', async () => {
    const page = await openMapper({ tenant: await salesforceTenant('awkward') });
    page.element.style.inlineSize = '340px';
    await page.press('button', 'Add Mapping');
    await eventually('open picker', () => focusedName().startsWith('Field of '));
    await type('__c');
    const list = await page.see('listbox', /^Field of/);
    const names = await eventually('API names', () => {
      const found = [...list.querySelectorAll<HTMLElement>('.api')];
      return found.length > 20 && found;
    });
    const cut = names.filter((name) => name.scrollWidth > name.clientWidth + 1 && name.clientWidth > 0);
    expect(cut.map(({ textContent }) => textContent)).to.deep.equal([]);
    const room = list.getBoundingClientRect();
    for (const name of names) expect(name.getBoundingClientRect().right).to.be.at.most(room.right);
  });

  it('find one of hundreds of fields by typing', async () => {
    const page = await openMapper({ tenant: await salesforceTenant('awkward') });
    await page.add('mobile phone');
    await page.see('combobox', 'Source of Mobile Phone');
  });
});

describe('the field mapper for everyone', () => {
  beforeEach(() => sessionStorage.clear());

  it('is accessible with rows, a gap, options open and unsaved changes', async () => {
    const page = await openMapper({ tenant: await salesforceTenant('awkward') });
    await page.reads('would fail');
    await page.press('button', 'Options of Last Name');
    await page.reads('First one that has a value');
    await page.press('radio', 'Only when creating');
    await page.press('button', 'Remove mapping of First Name');
    await expectAccessible(page.element);
  });

  it('is accessible with a dialog, a preview, an open picker', async () => {
    const page = await openMapper();
    await page.press('button', 'Review suggestions');
    await page.see('dialog', 'Suggested mappings');
    await expectAccessible(page.element);
    await press('Escape');
    await page.press('button', 'Preview');
    await page.reads('Nothing is sent.');
    await page.press('button', 'Close');
    await page.press('combobox', 'Source of First Name');
    // What fades in would be measured half faded.
    await eventually('the list', () => page.element.getAnimations({ subtree: true }).length === 0);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await expectAccessible(page.element);
  });

  it('is accessible while nothing is connected, and when a tab is off', async () => {
    await expectAccessible((await openMapper({ connect: {} })).element);
    const page = await openMapper();
    await page.press('tab', /Cases/);
    await page.see('button', 'Switch Cases on');
    await expectAccessible(page.element);
  });

  it('fits a phone', async () => {
    const page = await openMapper();
    page.element.style.inlineSize = '340px';
    await page.see('combobox', 'Source of First Name');
    const card = page.element.shadowRoot?.querySelector('.card');
    expect(card?.scrollWidth).to.equal(card?.clientWidth);
  });

  it('says what is wrong when the fields can’t be read, and tries again', async () => {
    const tenant = await newTenant({ hubspot: 'tidy' });
    const page = await openMapper({ tenant, object: 'contacts' });
    await page.see('group', 'Mapping of Email');
    expect(page.element.object).to.equal('contacts');
  });
});
