import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startDemo, type Demo } from './demo.js';
import {
  addMapping,
  book,
  card,
  chooseOnCard,
  connect,
  decide,
  fallback,
  fallbackOf,
  goTo,
  mapper,
  openTab,
  pick,
  reads,
  save,
} from './person.js';

describe('Mapping', () => {
  let demo: Demo;
  before(async () => {
    demo = await startDemo();
  });
  after(async () => {
    await demo.close();
    assert.deepEqual(demo.complaints, []);
  });

  it('maps a field by keyboard alone among 700 of an awkward HubSpot account, and the host hears of it', async () => {
    const page = await demo.begin();
    await connect(page, 'HubSpot', { org: 'awkward' });
    await page.evaluate(() => {
      const heard: unknown[] = Reflect.set(window, 'heard', []) ? Reflect.get(window, 'heard') : [];
      document.addEventListener('mapping-changed', (event) => {
        if (event instanceof CustomEvent) heard.push(event.detail);
      });
    });

    await addMapping(page, 'HubSpot', 'job_title_custom', 'Job title');
    await mapper(page, 'HubSpot').getByRole('button', { name: 'Save', exact: true }).focus();
    await page.keyboard.press('Enter');
    await reads(page, 'Saved version 2');

    const heard: { saved: boolean; provider: string; changes: { object: string; kind: string }[] }[] =
      await page.evaluate(() => Reflect.get(window, 'heard'));
    const last = heard.at(-1);
    assert.equal(heard[0]?.saved, false);
    assert.equal(last?.saved, true);
    assert.equal(last?.provider, 'hubspot');
    assert.deepEqual(
      last?.changes.map(({ object, kind }) => [object, kind]),
      [['contacts', 'added']],
    );

    await book(page, {
      email: 'rosa@mapped.example',
      firstName: 'Rosa',
      answers: { 'What is your role?': 'Head of sales' },
    });
    const contact = await demo
      .hubspot('awkward')
      .one('contacts', ({ email }) => email === 'rosa@mapped.example');
    assert.equal(contact['job_title_custom'], 'Head of sales');
  });

  it('finds fields of one label by their API name, and fills a picklist with the matching value', async () => {
    const page = await demo.begin();
    await connect(page, 'HubSpot', { org: 'awkward' });
    await addMapping(page, 'HubSpot', 'team_size', 'Team size');
    await save(page, 'HubSpot');

    await book(page, {
      email: 'bo@answers.example',
      firstName: 'Bo',
      answers: { 'How big is your team?': '11-50' },
    });
    const contact = await demo
      .hubspot('awkward')
      .one('contacts', ({ email }) => email === 'bo@answers.example');
    assert.equal(contact['team_size'], 'Medium');
  });

  it('uses the fallback for a booking without that value, and the value where there is one', async () => {
    const page = await demo.begin();
    await connect(page, 'Salesforce');
    await fallback(page, 'Salesforce', 'Company', 'Individual');
    await save(page, 'Salesforce');

    await book(page, { email: 'lone@fallback.example', firstName: 'Lone', lastName: 'Wolf' });
    await book(page, {
      email: 'ana@fallback.example',
      firstName: 'Ana',
      lastName: 'López',
      company: 'Acme',
    });
    const lone = await demo.salesforce().one('Lead', ({ Email }) => Email === 'lone@fallback.example');
    assert.equal(lone['Company'], 'Individual');
    const ana = await demo.salesforce().one('Lead', ({ Email }) => Email === 'ana@fallback.example');
    assert.equal(ana['Company'], 'Acme');
  });

  it('makes new people contacts when asked to', async () => {
    const page = await demo.begin();
    await connect(page, 'Salesforce');
    await mapper(page, 'Salesforce').getByRole('radio', { name: 'Contacts' }).check();
    await save(page, 'Salesforce');

    await book(page, { email: 'new@contact.example', firstName: 'New', lastName: 'Contact' });
    const contact = await demo.salesforce().one('Contact', ({ Email }) => Email === 'new@contact.example');
    const event = await demo.salesforce().one('Event', ({ WhoId }) => WhoId === contact.id);
    assert.equal(event['Subject'], 'Intro call');
    assert.deepEqual(
      (await demo.salesforce().records('Lead')).filter(({ Email }) => Email === 'new@contact.example'),
      [],
    );
  });

  it('lets a question of the booking form fill a field: from the form builder to the CRM', async () => {
    const page = await demo.begin();
    await connect(page, 'HubSpot');
    await addMapping(page, 'HubSpot', 'Website URL', 'Website');
    await save(page, 'HubSpot');

    await goTo(page, 'Booking page');
    await page.getByRole('button', { name: 'What should we prepare?' }).click();
    await pick(page, page.getByRole('combobox', { name: 'Save the answer to' }), 'Website');
    await page.getByRole('button', { name: 'Save question' }).click();
    await reads(page, 'The question is saved.');

    await book(page, {
      email: 'web@question.example',
      answers: { 'What should we prepare?': 'https://question.example' },
    });
    const contact = await demo.hubspot().one('contacts', ({ email }) => email === 'web@question.example');
    assert.equal(contact['website'], 'https://question.example');
  });

  it('adds suggestions only after they were looked through', async () => {
    const page = await demo.begin();
    await connect(page, 'HubSpot');
    await mapper(page, 'HubSpot').getByRole('button', { name: 'Review suggestions' }).click();
    await page.getByRole('dialog', { name: 'Suggested mappings' }).waitFor();
    await page.getByRole('button', { name: 'Add selected' }).click();
    await mapper(page, 'HubSpot').getByRole('group', { name: 'Mapping of Job Title' }).waitFor();
    await save(page, 'HubSpot');
  });

  it('takes a mapping away, and brings it back with undo', async () => {
    const page = await demo.begin();
    await connect(page, 'HubSpot');
    const row = mapper(page, 'HubSpot').getByRole('group', { name: 'Mapping of Last Name' });
    await row.getByRole('button', { name: 'Remove mapping of Last Name' }).click();
    await mapper(page, 'HubSpot').getByRole('button', { name: 'Undo removing Last Name' }).click();
    await row.waitFor();
    assert.equal(await page.getByRole('region', { name: 'Unsaved changes' }).count(), 0);
  });

  it('keeps what was edited over a reload of the page', async () => {
    const page = await demo.begin();
    await connect(page, 'HubSpot');
    await addMapping(page, 'HubSpot', 'Job Title', 'Job title');
    page.on('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await mapper(page, 'HubSpot').getByRole('group', { name: 'Mapping of Job Title' }).waitFor();
    await save(page, 'HubSpot');
  });

  it('keeps what was edited, and the row that was just begun, while one signs in again', async () => {
    const page = await demo.begin();
    await connect(page, 'HubSpot');
    await addMapping(page, 'HubSpot', 'Job Title', 'Job title');
    const popup = page.waitForEvent('popup');
    await chooseOnCard(page, 'HubSpot', 'Reconnect');
    const window = await popup;
    await mapper(page, 'HubSpot').getByRole('button', { name: 'Add Mapping' }).click();
    await decide(window);
    await card(page, 'HubSpot').getByRole('button', { name: 'Send a test booking' }).waitFor();
    await mapper(page, 'HubSpot').getByRole('group', { name: 'Mapping of Job Title' }).waitFor();
    await mapper(page, 'HubSpot').getByRole('group', { name: 'New mapping' }).waitFor();
  });

  it('leaves what is being typed alone while the page looks for news', async () => {
    const page = await demo.begin();
    await page.clock.install();
    await page.reload();
    await connect(page, 'HubSpot');
    const box = fallbackOf(page, 'HubSpot', 'First Name');
    await box.focus();
    await page.keyboard.type('Some');
    for (const path of ['**/v1/providers', '**/v1/activity?*']) {
      const news = page.waitForResponse(path);
      await page.clock.fastForward(20_000);
      await news;
    }
    await page.keyboard.type('body');
    assert.equal(await box.inputValue(), 'Somebody');
  });

  it('saves with a gap in what the CRM requires only when told to', async () => {
    const page = await demo.begin();
    await connect(page, 'Salesforce', { org: 'awkward' });
    await openTab(page, 'Salesforce', 'Leads');
    await reads(mapper(page, 'Salesforce'), 'Bookings that create a lead would fail.');
    await addMapping(page, 'Salesforce', 'Phone', 'Phone');
    await mapper(page, 'Salesforce').getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('dialog', { name: 'Save with a gap?' }).waitFor();
    await page.getByRole('button', { name: 'Save anyway' }).click();
    await reads(page, 'Saved version 2');
  });

  it('shows both sides when somebody else saved first, and loses no edit', async () => {
    const ours = await demo.begin();
    await connect(ours, 'HubSpot');
    const theirs = await demo.open();
    await mapper(theirs, 'HubSpot').getByRole('button', { name: 'Add Mapping' }).waitFor();

    await fallback(ours, 'HubSpot', 'First Name', 'Somebody');
    await fallback(theirs, 'HubSpot', 'First Name', 'Guest');
    await addMapping(theirs, 'HubSpot', 'Job Title', 'Job title');
    await save(theirs, 'HubSpot');

    await mapper(ours, 'HubSpot').getByRole('button', { name: 'Save', exact: true }).click();
    await ours.getByRole('dialog', { name: /saved version 2/ }).waitFor();
    await ours.getByRole('button', { name: 'Save as version 3' }).click();
    await reads(ours, 'Saved version 3');

    await ours.reload();
    await mapper(ours, 'HubSpot').getByRole('group', { name: 'Mapping of Job Title' }).waitFor();
    assert.equal(await fallbackOf(ours, 'HubSpot', 'First Name').inputValue(), 'Somebody');
  });
});
