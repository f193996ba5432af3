import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventually } from './crm.js';
import { startDemo, type Demo } from './demo.js';
import {
  addMapping,
  card,
  chooseOnCard,
  connect,
  decide,
  disconnect,
  mapper,
  openSignIn,
  reads,
  save,
} from './person.js';

describe('Connecting', () => {
  let demo: Demo;
  before(async () => {
    demo = await startDemo();
  });
  after(async () => {
    await demo.close();
    assert.deepEqual(demo.complaints, []);
  });

  it('connects HubSpot in its window and opens the mapping at once', async () => {
    const page = await demo.begin();
    const window = await openSignIn(page, page.getByRole('button', { name: 'Connect HubSpot' }));
    const closed = window.waitForEvent('close');
    await decide(window);
    await closed;

    await reads(card(page, 'HubSpot'), 'northlane-tidy.hubspot.example');
    await mapper(page, 'HubSpot').getByRole('group', { name: 'Mapping of First Name' }).waitFor();
    await page.getByRole('list').getByText('crm-connected').waitFor();
  });

  it('connects both CRMs and lets one switch between their fields', async () => {
    const page = await demo.begin();
    await connect(page, 'HubSpot');
    await connect(page, 'Salesforce');

    await page.getByRole('radiogroup', { name: 'CRM' }).getByRole('radio', { name: 'Salesforce' }).check();
    await mapper(page, 'Salesforce').getByRole('group', { name: 'Mapping of Company' }).waitFor();
    await page.getByRole('radiogroup', { name: 'CRM' }).getByRole('radio', { name: 'HubSpot' }).check();
    await mapper(page, 'HubSpot').getByRole('group', { name: 'Mapping of First Name' }).waitFor();
  });

  it('says "not finished" when HubSpot was declined, which sends nothing back, and connects on the second try', async () => {
    const page = await demo.begin();
    await page.clock.install();
    await page.reload();
    const window = await openSignIn(page, page.getByRole('button', { name: 'Connect HubSpot' }));
    await decide(window, { decision: 'Deny' });
    await reads(window, 'You declined the connection');
    await card(page, 'HubSpot').getByRole('button', { name: 'Open the window again' }).waitFor();
    await window.close();
    const said = card(page, 'HubSpot').getByText('Not finished.').first();
    await eventually(
      async () => {
        // It is said only a while after the window closed: let that while pass.
        await page.clock.fastForward(2_000);
        return said.isVisible();
      },
      (isVisible) => isVisible,
    );

    const again = await openSignIn(page, card(page, 'HubSpot').getByRole('button', { name: 'Try again' }));
    await decide(again);
    await reads(card(page, 'HubSpot'), 'northlane-tidy.hubspot.example');
  });

  it('says that the request was declined in Salesforce, and connects on the second try', async () => {
    const page = await demo.begin();
    const window = await openSignIn(page, page.getByRole('button', { name: 'Connect Salesforce' }));
    await decide(window, { decision: 'Deny' });
    await reads(card(page, 'Salesforce'), 'The request was declined in Salesforce');

    const again = await openSignIn(page, card(page, 'Salesforce').getByRole('button', { name: 'Try again' }));
    await decide(again);
    await card(page, 'Salesforce').getByRole('button', { name: 'Send a test booking' }).waitFor();
  });

  it('offers a link that does the same when the browser blocks the window', async () => {
    const page = await demo.begin();
    await page.evaluate(() => {
      window.open = () => null;
    });
    await page.getByRole('button', { name: 'Connect HubSpot' }).click();
    const link = card(page, 'HubSpot').getByRole('link', { name: 'Open HubSpot in a new tab' });
    const tab = await openSignIn(page, link);
    await decide(tab);
    await reads(card(page, 'HubSpot'), 'northlane-tidy.hubspot.example');
  });

  it('closes the window when one cancels, and can begin anew', async () => {
    const page = await demo.begin();
    const window = await openSignIn(page, page.getByRole('button', { name: 'Connect Salesforce' }));
    const closed = window.waitForEvent('close');
    await card(page, 'Salesforce').getByRole('button', { name: 'Cancel' }).click();
    await closed;
    await connect(page, 'Salesforce');
  });

  it('finishes by itself when the page is reloaded while the window is open', async () => {
    const page = await demo.begin();
    const window = await openSignIn(page, page.getByRole('button', { name: 'Connect HubSpot' }));
    await page.reload();
    await decide(window);
    await reads(card(page, 'HubSpot'), 'northlane-tidy.hubspot.example');
  });

  it('signs in to a Salesforce sandbox and says so on the card', async () => {
    const page = await demo.begin();
    await card(page, 'Salesforce').getByRole('button', { name: 'Sandbox or My Domain' }).click();
    await card(page, 'Salesforce').getByRole('radio', { name: 'Sandbox' }).check();
    const window = await openSignIn(
      page,
      card(page, 'Salesforce').getByRole('button', { name: 'Connect', exact: true }).last(),
    );
    await reads(window, 'Sandbox login');
    await decide(window);
    await card(page, 'Salesforce').getByRole('heading', { name: 'Salesforce Sandbox' }).waitFor();
  });

  it('keeps the mapping over a disconnection, and brings it back on connecting again', async () => {
    const page = await demo.begin();
    await connect(page, 'HubSpot');
    await addMapping(page, 'HubSpot', 'Job Title', 'Job title');
    await save(page, 'HubSpot');

    await disconnect(page, 'HubSpot', 'Keep the mapping');
    await reads(page, 'Connect a CRM first');

    await connect(page, 'HubSpot');
    await mapper(page, 'HubSpot').getByRole('group', { name: 'Mapping of Job Title' }).waitFor();
  });

  it('starts anew after a disconnection that deletes the mapping', async () => {
    const page = await demo.begin();
    await connect(page, 'HubSpot');
    await addMapping(page, 'HubSpot', 'Job Title', 'Job title');
    await save(page, 'HubSpot');

    await disconnect(page, 'HubSpot', 'Delete the mapping too');
    await connect(page, 'HubSpot');
    await mapper(page, 'HubSpot').getByText('version 1, made when you connected').waitFor();
    assert.equal(
      await mapper(page, 'HubSpot').getByRole('group', { name: 'Mapping of Job Title' }).count(),
      0,
    );
  });

  it('warns when another account is connected than before', async () => {
    const page = await demo.begin();
    await connect(page, 'HubSpot', { org: 'tidy' });
    await disconnect(page, 'HubSpot');
    await connect(page, 'HubSpot', { org: 'awkward' });
    await reads(card(page, 'HubSpot'), 'This is another account than before.');
  });

  it('goes on by itself when the session of the page has run out', async () => {
    const page = await demo.begin();
    let asked = 0;
    await page.route('**/crm-token', async (route) => {
      asked += 1;
      // Signed for somebody else's server: ours refuses it as it refuses one that has run out.
      if (asked === 1) await route.fulfill({ json: { token: 'eyJhbGciOiJIUzI1NiJ9.e30.AAAA' } });
      else await route.continue();
    });
    await page.reload();
    await page.getByRole('button', { name: 'Connect HubSpot' }).waitFor();
    assert.ok(asked >= 2);
  });

  it('says what to do when the page can get no session', async () => {
    const page = await demo.begin();
    await page.route('**/crm-token', (route) => route.fulfill({ status: 401, json: {} }));
    await page.reload();
    await reads(page, 'Reload the page or sign in again');

    await page.unroute('**/crm-token');
    // The page looks again by itself every few seconds, and may be faster than the person.
    const again = page.getByRole('button', { name: 'Try again' }).first();
    await again.click({ timeout: 2_000 }).catch(() => undefined);
    await page.getByRole('button', { name: 'Connect HubSpot' }).waitFor({ timeout: 30_000 });
  });

  it('names what the connected user lacks in the CRM, and sees when it was granted', async () => {
    const page = await demo.begin();
    await demo.salesforce().change({ permissions: { objects: { Lead: { create: false } } } });
    await connect(page, 'Salesforce');
    await reads(card(page, 'Salesforce'), /missing/);
    await demo.salesforce().change({ permissions: { objects: { Lead: { create: true } } } });
    await chooseOnCard(page, 'Salesforce', 'Check permissions');
    await reads(card(page, 'Salesforce'), /granted/);
  });
});
