import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { startDemo, type Demo } from './demo.js';
import {
  activity,
  addMapping,
  book,
  card,
  comeBack,
  connect,
  decide,
  goTo,
  mapper,
  openSignIn,
  openTab,
  reads,
  save,
} from './person.js';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

describe('The page around it', () => {
  let demo: Demo;
  before(async () => {
    demo = await startDemo();
  });
  after(async () => {
    await demo.close();
    assert.deepEqual(demo.complaints, []);
  });

  it('reports nothing against its strict policy while one connects, maps, books and looks around', async () => {
    const page = await demo.begin();
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) =>
        console.error(`Against the policy: ${effectiveDirective} ${blockedURI} in ${sourceFile}`),
      );
    });
    await page.reload();
    await connect(page, 'Salesforce', { org: 'awkward' });
    await addMapping(page, 'Salesforce', 'Mobile Phone', 'Phone');
    await mapper(page, 'Salesforce')
      .getByRole('group', { name: 'Mapping of Mobile Phone' })
      .getByRole('button', { name: 'Options of Mobile Phone' })
      .click();
    await reads(mapper(page, 'Salesforce'), 'When to write');
    await mapper(page, 'Salesforce').getByRole('button', { name: 'Preview' }).click();
    await reads(page, 'Nothing is sent.');
    await page.reload();
    await connect(page, 'HubSpot');
    await card(page, 'HubSpot')
      .getByRole('button', { name: /^Permissions/ })
      .click();
    await book(page, { email: 'strict@policy.example', firstName: 'Strict', lastName: 'Policy' });
    await demo.hubspot().one('contacts', ({ email }) => email === 'strict@policy.example');
    await goTo(page, 'Meetings');
    await goTo(page, 'Routing form');
    assert.deepEqual(demo.complaints, []);
  });

  it('says what to set where the server does not know the page’s address', async () => {
    const known = await demo.begin();
    await connect(known, 'HubSpot');
    // The browser’s remarks on it are no complaint: this page is not listened to.
    const page = await known.context().newPage();
    const told: string[] = [];
    page.on('console', (message) => told.push(message.text()));
    const elsewhere = demo.urls.host.replace('localhost', '127.0.0.1');
    await page.goto(elsewhere);
    const wanted = `Whoever runs it adds ${elsewhere} to ALLOWED_ORIGINS`;
    await reads(page.getByRole('alert').filter({ hasText: 'The connections can’t be shown.' }), wanted);
    await reads(activity(page), wanted);
    assert.equal(await activity(page).getByText('Connect a CRM first').count(), 0);
    assert.equal(told.filter((text) => text.includes(`Set ALLOWED_ORIGINS=${elsewhere} there`)).length, 1);
    await page.close();
  });

  it('is ready for the next visitor once a meeting is booked, and says that it is', async () => {
    const page = await demo.begin();
    await book(page, { email: 'one@visitor.example', firstName: 'One', lastName: 'Visitor' });
    const form = page.getByRole('form', { name: 'Book a meeting' });
    await reads(form, /^The meeting with one@visitor\.example is booked for /);
    assert.equal(await form.getByLabel('E-mail').inputValue(), '');
    assert.equal(await form.getByLabel('First name').inputValue(), '');
    assert.notEqual(await form.getByLabel('When').inputValue(), '');
    await page.keyboard.press('Tab');
    assert.equal(await form.getByLabel('E-mail').evaluate((field) => field === document.activeElement), true);
  });

  it('shows the records beside it that new people become', async () => {
    const page = await demo.begin();
    await connect(page, 'Salesforce');
    const rail = page.getByRole('complementary', { name: 'Behind the scenes' });
    await rail.getByRole('radio', { name: 'Leads', checked: true }).waitFor();
    await mapper(page, 'Salesforce').getByRole('radio', { name: 'Contacts' }).check();
    await save(page, 'Salesforce');
    await rail.getByRole('radio', { name: 'Contacts', checked: true }).waitFor();
    await page.reload();
    await rail.getByRole('radio', { name: 'Contacts', checked: true }).waitFor();
  });

  it('has no fault that axe finds while one connects', async () => {
    const page = await begin();
    await page.getByRole('button', { name: 'What you need in HubSpot' }).click();
    await page.getByRole('button', { name: 'Sandbox or My Domain' }).click();
    await reads(card(page, 'HubSpot'), 'Required');
    await check(page, 'ready, with what is needed');

    const window = await openSignIn(page, page.getByRole('button', { name: 'Connect HubSpot' }));
    await page.bringToFront();
    await check(page, 'waiting for the window');
    await decide(window);
    await card(page, 'HubSpot').getByRole('button', { name: 'Send a test booking' }).waitFor();
    await card(page, 'HubSpot')
      .getByRole('button', { name: /^Permissions/ })
      .click();
    await mapper(page, 'HubSpot').getByRole('button', { name: 'Add Mapping' }).waitFor();
    await check(page, 'just connected');

    const denied = await openSignIn(
      page,
      card(page, 'Salesforce').getByRole('button', { name: 'Connect', exact: true }).last(),
    );
    await decide(denied, { decision: 'Deny' });
    await reads(card(page, 'Salesforce'), 'The request was declined in Salesforce');
    await check(page, 'declined');
  });

  it('has no fault that axe finds while one maps', async () => {
    const page = await begin();
    await connect(page, 'Salesforce', { org: 'awkward' });
    await openTab(page, 'Salesforce', 'Leads');
    await reads(mapper(page, 'Salesforce'), 'Bookings that create a lead would fail.');
    await addMapping(page, 'Salesforce', 'Mobile Phone', 'Phone');
    await mapper(page, 'Salesforce').getByRole('button', { name: 'Options of Mobile Phone' }).click();
    await reads(mapper(page, 'Salesforce'), 'When to write');
    await check(page, 'a gap, and the options of a row');

    await mapper(page, 'Salesforce').getByRole('button', { name: 'Add Mapping' }).click();
    await page.keyboard.type('phone');
    await page
      .getByRole('option', { name: /Home Phone|Phone/ })
      .first()
      .waitFor();
    await check(page, 'an open list of fields');
    await page.keyboard.press('Escape');

    await mapper(page, 'Salesforce').getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('dialog', { name: 'Save with a gap?' }).waitFor();
    await check(page, 'a dialog');
  });

  it('shows what can be pressed in a line of text as a link, where the colours are the person’s own', async () => {
    const page = await demo.begin();
    await connect(page, 'HubSpot');
    await page.emulateMedia({ forcedColors: 'active' });
    const shown = await mapper(page, 'HubSpot')
      .getByRole('button', { name: 'Show them' })
      .evaluate((link) => getComputedStyle(link).textDecorationLine);
    assert.equal(shown, 'underline');
  });

  it('has no fault that axe finds once bookings have come, nor on the host’s own pages', async () => {
    const page = await begin();
    await connect(page, 'Salesforce');
    await connect(page, 'HubSpot');
    await book(page, { email: 'axe@held.example', firstName: 'Axe', lastName: 'Held' });
    await reads(page.getByRole('form', { name: 'Question' }), 'Save the answer to');
    await check(page, 'the booking page');
    await goTo(page, 'Meetings');
    await page.getByRole('button', { name: 'Cancel Axe Held' }).waitFor();
    await check(page, 'the meetings');
    await comeBack(page);
    await activity(page)
      .getByRole('heading', { name: /^Needs attention/ })
      .waitFor();
    await check(page, 'a booking that needs attention');
  });

  /** The policy of the host's page would keep axe out. */
  function begin(): Promise<Page> {
    return demo.begin({ bypassCSP: true });
  }
});

/** Checks what is shown now, in light and in dark. */
async function check(page: Page, state: string): Promise<void> {
  await page.addScriptTag({ path: axe });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations }: AxeResults = await page.evaluate(() => Reflect.get(window, 'axe').run(document));
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}\n${failureSummary}`),
    );
    assert.deepEqual(found, [], `${state}, ${colorScheme}`);
  }
}
