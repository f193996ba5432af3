import { expect } from '@open-wc/testing';
import { ask, newTenant } from '../stage.js';
import { expectAccessible, press, type } from '../ui/person.js';
import { eventually, focusedName, hostFields, openMapper } from './mapper-page.js';

async function salesforceTenant(org: 'tidy' | 'awkward' = 'tidy') {
  const tenant = await newTenant({ salesforce: org });
  await tenant.call('PUT', '/source/fields', { fields: hostFields }, { role: 'service' });
  return tenant;
}

describe('the field mapper, when two save at once', () => {
  beforeEach(() => sessionStorage.clear());

  it('shows who saved first and keeps both sides’ edits', async () => {
    const tenant = await salesforceTenant();
    const page = await openMapper({ tenant });
    await page.choose('Source of First Name', 'Full name');
    const mapping = await tenant.call('GET', '/providers/salesforce/mapping');
    mapping.objects.Lead.rows.find((row: any) => row.target === 'Company').fallback = { value: 'Individual' };
    await tenant.call('PUT', '/providers/salesforce/mapping', mapping, { sub: 'Sam Okafor', ifMatch: '"1"' });
    await page.press('button', 'Save');
    await page.see('dialog', /^Sam Okafor saved version 2 .*while you were editing version 1$/);
    await page.press('button', 'Save as version 3');
    await page.reads('Saved version 3');
    const { rows } = (await page.saved()).objects.Lead;
    const of = (target: string) => rows.find((row: any) => row.target === target);
    expect(of('FirstName').sources).to.deep.equal([{ field: 'fullName' }]);
    expect(of('Company').fallback.value).to.equal('Individual');
  });

  it('lets one choose for a row that both changed', async () => {
    const tenant = await salesforceTenant();
    const page = await openMapper({ tenant });
    await page.choose('Source of First Name', 'Full name');
    const mapping = await tenant.call('GET', '/providers/salesforce/mapping');
    const row = mapping.objects.Lead.rows.find((each: any) => each.target === 'FirstName');
    row.sources = [{ field: 'company' }];
    await tenant.call('PUT', '/providers/salesforce/mapping', mapping, { sub: 'Sam Okafor', ifMatch: '"1"' });
    await page.press('button', 'Save');
    await page.press('radio', /Sam Okafor’s, live now: Filled from Company/);
    await page.press('button', 'Save as version 3');
    await eventually('the end of it', () => page.find('button', 'Save') === undefined);
    const { rows } = (await page.saved()).objects.Lead;
    expect(rows.find((each: any) => each.target === 'FirstName').sources).to.deep.equal([
      { field: 'company' },
    ]);
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
    const { rows } = (await page.saved()).objects.Lead;
    const row = rows.find((each: any) => each.target === 'FirstName');
    expect(row.sources).to.deep.equal([{ field: 'firstName' }, { constant: 'Guest' }]);
    expect(row.write).to.equal('on_create');
    expect(row.on).to.have.members(['booked', 'rescheduled', 'completed', 'no_show']);
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
    const { rows } = (await page.saved()).objects.Lead;
    expect(rows.find((each: any) => each.target === 'Rating').values).to.deep.equal({
      '1-10': 'Cold',
      '11-50': 'Warm',
      '51-200': 'Warm',
    });
  });

  it('preview what a booking would write, with the draft', async () => {
    const page = await openMapper();
    await page.choose('Source of Company', 'No field');
    await page.fill('If empty, use for Company', 'Individual');
    await page.press('button', 'Preview');
    await page.reads('This uses your unsaved changes.');
    await page.reads(/Company Individual/);
    await page.reads('Fallback');
  });

  it('bring an older version back', async () => {
    const page = await openMapper();
    await page.press('button', 'Remove mapping of First Name');
    await page.press('button', 'Save');
    await page.reads('Saved version 2');
    await page.press('button', 'More for Salesforce');
    await page.press('menuitem', 'History');
    await page.press('button', 'Restore version 1');
    await page.reads('Saved version 3');
    await page.see('combobox', 'Source of First Name');
  });

  it('name the questions that don’t reach the CRM and let the host open them', async () => {
    const tenant = await salesforceTenant();
    const question = { kind: 'booking_form', form: 'intro', formName: 'Intro call' };
    await tenant.call(
      'PUT',
      '/source/questions',
      {
        questions: [
          { ...question, id: 'q1', text: 'Your company?', contactField: 'company' },
          { ...question, id: 'q2', text: 'Anything else?', contactField: null },
          { ...question, id: 'q3', text: 'Team size?', contactField: 'teamSize' },
        ],
      },
      { role: 'service' },
    );
    const page = await openMapper({ tenant });
    await page.reads('1 of 3 booking questions reach Salesforce');
    const opened: string[] = [];
    page.element.addEventListener('crm-question-open', ({ detail }) => opened.push(detail.question.id));
    await page.press('button', 'Show the other 2');
    await page.reads('Saved to Team size, which is not mapped.');
    await page.press('button', 'Open question: Anything else?');
    expect(opened).to.deep.equal(['q2']);
  });

  it('mark a row whose CRM field is gone, and remove it in one click', async () => {
    const tenant = await salesforceTenant('awkward');
    const mapping = await tenant.call('GET', '/providers/salesforce/mapping');
    const field = { name: 'Going__c', label: 'Going', type: 'string', length: 80 };
    await ask('stage:emulator', {
      provider: 'salesforce',
      org: 'awkward',
      patch: { fields: { Lead: { add: [field] } } },
    });
    await tenant.call('GET', '/providers/salesforce/objects/Lead/fields?refresh=true');
    mapping.objects.Lead.rows.push({ id: 'r1', target: 'Going__c', sources: [{ field: 'city' }] });
    await tenant.call('PUT', '/providers/salesforce/mapping', mapping, { ifMatch: '"1"' });
    await ask('stage:emulator', {
      provider: 'salesforce',
      org: 'awkward',
      patch: { fields: { Lead: { remove: ['Going__c'] } } },
    });
    await tenant.call('GET', '/providers/salesforce/objects/Lead/fields?refresh=true');
    const page = await openMapper({ tenant });
    await page.reads('Choose another one.');
    await page.press('button', 'Remove mapping of Going__c');
    await page.see('button', 'Undo removing Going__c');
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

describe('the field mapper among other elements', () => {
  beforeEach(() => sessionStorage.clear());

  it('shows the row that another element asks for, on its tab', async () => {
    const page = await openMapper();
    const { joinSession } = await import('../../../components/session/session-registry.js');
    const { session, leave } = joinSession(page.tenant.server, { token: page.element.token ?? '' });
    session.tell({ kind: 'show-row', provider: 'salesforce', object: 'Contact', field: 'FirstName' });
    await eventually('focus on the row', () => focusedName() === 'Source of First Name');
    expect(page.element.object).to.equal('Contact');
    leave();
  });
});
