import { eventually } from '../e2e/crm.js';
import { book, card, chooseOnCard, comeBack, connect, decide, openSignIn, reads } from '../e2e/person.js';
import { begin, type Walk } from './walk.js';

/** The ways through the states of the connect cards. */
export const connectWalks: readonly Walk[] = [
  {
    title: 'before connecting',
    to: [
      'connect-not-configured',
      'connect-ready',
      'connect-needs',
      'connect-other-logins',
      'connect-offline',
    ],
    async go(demo, look) {
      const page = await begin(demo);
      // The demo has both; what the server says of one that nobody set up is put into its mouth.
      await page.route('**/v1/providers', async (route) => {
        const reply = await route.fetch();
        const { providers }: { providers: readonly object[] } = await reply.json();
        const [first, ...rest] = providers;
        await route.fulfill({
          response: reply,
          json: { providers: [{ ...first, configured: false }, ...rest] },
        });
      });
      await page.reload();
      await reads(card(page, 'HubSpot'), 'Not set up on this server yet.');
      await look('connect-not-configured', page, 'HubSpot');
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await page.reload();
      await card(page, 'HubSpot').getByRole('button', { name: 'Connect HubSpot' }).waitFor();
      await look('connect-ready', page);
      await page.getByRole('button', { name: 'What you need in HubSpot' }).click();
      await reads(card(page, 'HubSpot'), 'Required');
      await look('connect-needs', page);
      await page.getByRole('button', { name: 'What you need in HubSpot' }).click();
      await page.getByRole('button', { name: 'Sandbox or My Domain' }).click();
      await card(page, 'Salesforce').getByRole('radio', { name: 'Sandbox' }).waitFor();
      await look('connect-other-logins', page);
      await page.context().setOffline(true);
      await reads(card(page, 'HubSpot'), /offline/);
      await look('connect-offline', page);
      await page.context().setOffline(false);
    },
  },
  {
    title: 'signing in that is not finished',
    to: ['connect-waiting', 'connect-closed', 'connect-blocked', 'connect-denied'],
    async go(demo, look) {
      const page = await begin(demo);
      await page.clock.install();
      await page.reload();
      const popUp = await openSignIn(page, page.getByRole('button', { name: 'Connect HubSpot' }));
      await page.bringToFront();
      await reads(card(page, 'HubSpot'), 'Waiting for you');
      await look('connect-waiting', page, 'HubSpot');
      await popUp.close();
      const said = card(page, 'HubSpot').getByText('Not finished.').first();
      await eventually(
        async () => {
          // It is said only a while after the window closed: let that while pass.
          await page.clock.fastForward(2_000);
          return said.isVisible();
        },
        (isVisible) => isVisible,
      );
      await look('connect-closed', page, 'HubSpot');

      const denied = await openSignIn(
        page,
        card(page, 'Salesforce').getByRole('button', { name: 'Connect Salesforce' }),
      );
      await decide(denied, { decision: 'Deny' });
      await reads(card(page, 'Salesforce'), 'The request was declined in Salesforce');
      await look('connect-denied', page, 'Salesforce');

      await page.evaluate(() => {
        window.open = () => null;
      });
      await card(page, 'HubSpot').getByRole('button', { name: 'Try again' }).click();
      await card(page, 'HubSpot').getByRole('link', { name: 'Open HubSpot in a new tab' }).waitFor();
      await look('connect-blocked', page, 'HubSpot');
    },
  },
  {
    title: 'a connection that works',
    to: [
      'connect-checking',
      'connect-connected',
      'connect-permissions',
      'connect-disconnecting',
      'connect-paused',
    ],
    async go(demo, look) {
      const page = await begin(demo);
      let answer = () => {};
      const held = new Promise<void>((resolve) => (answer = resolve));
      await page.route('**/permissions*', async (route) => {
        await held;
        await route.continue();
      });
      await connect(page, 'HubSpot');
      await reads(card(page, 'HubSpot'), /checking/);
      await look('connect-checking', page, 'HubSpot');
      answer();
      await reads(card(page, 'HubSpot'), /granted/);
      await page.unrouteAll({ behavior: 'wait' });
      await look('connect-connected', page, 'HubSpot');
      const permissions = card(page, 'HubSpot').getByRole('button', { name: /^Permissions/ });
      await permissions.click();
      await card(page, 'HubSpot').getByRole('button', { name: 'Check again' }).waitFor();
      await look('connect-permissions', page, 'HubSpot');
      await permissions.click();
      await chooseOnCard(page, 'HubSpot', 'Disconnect');
      await page.getByRole('dialog', { name: 'Disconnect HubSpot?' }).waitFor();
      await look('connect-disconnecting', page);
      await page.keyboard.press('Escape');
      await chooseOnCard(page, 'HubSpot', 'Pause syncing');
      await reads(card(page, 'HubSpot'), 'Paused.');
      await look('connect-paused', page, 'HubSpot');
    },
  },
  {
    title: 'a connection in trouble',
    to: ['connect-missing-permissions', 'connect-quota', 'connect-needs-reconnect'],
    async go(demo, look) {
      const page = await begin(demo);
      await demo.salesforce().change({ permissions: { objects: { Lead: { create: false } } } });
      await connect(page, 'Salesforce');
      await reads(card(page, 'Salesforce'), /missing/);
      await look('connect-missing-permissions', page, 'Salesforce');
      await demo.salesforce().change({
        permissions: { objects: { Lead: { create: true } } },
      });
      await chooseOnCard(page, 'Salesforce', 'Check permissions');
      await reads(card(page, 'Salesforce'), /granted/);
      await demo.salesforce().change({
        limits: { DailyApiRequests: { Max: 5000, Remaining: 0 } },
      });
      await book(page, { email: 'quota@waits.example', lastName: 'Waits', company: 'Acme' });
      await comeBack(page);
      await reads(card(page, 'Salesforce'), /5,000/);
      await look('connect-quota', page, 'Salesforce');

      await connect(page, 'HubSpot');
      await demo.hubspot().faults([{ then: { revoke: true } }]);
      await card(page, 'HubSpot').getByRole('button', { name: 'Send a test booking' }).click();
      await reads(card(page, 'HubSpot'), 'HubSpot ended the connection.');
      await look('connect-needs-reconnect', page, 'HubSpot');
    },
  },
];
