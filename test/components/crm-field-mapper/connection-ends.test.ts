import { expect } from '@open-wc/testing';
import { FakePopUps, openCards } from '../crm-connect/connect-page.js';
import { rowOf } from '../mappings.js';
import { eventually } from '../reader.js';
import { ask, newTenant, type Tenant } from '../stage.js';
import { expectAccessible } from '../ui/person.js';
import { openMapper, type MapperPage } from './mapper-page.js';

/** A mapper with an edit, and the cards beside it, on one page. */
async function editing(): Promise<{
  tenant: Tenant;
  page: MapperPage;
  cards: Awaited<ReturnType<typeof openCards>>;
}> {
  const tenant = await newTenant({ salesforce: 'tidy' });
  const token = await tenant.token();
  const one = { ...tenant, token: async () => token };
  const cards = await openCards({ tenant: one });
  const page = await openMapper({ tenant: one });
  await page.choose('Source of First Name', 'Full name');
  return { tenant, page, cards };
}

async function signIn(cards: Awaited<ReturnType<typeof openCards>>, button: string): Promise<void> {
  const popUps = new FakePopUps();
  try {
    await cards.press('button', button);
    await popUps.answer();
    await cards.see('button', 'Send a test booking');
  } finally {
    popUps.restore();
  }
}

async function saves(page: MapperPage): Promise<void> {
  await page.reads('1 changed');
  await page.press('button', 'Save');
  await page.reads('Saved version 2');
  expect(rowOf(await page.saved(), 'Lead', 'FirstName').sources).to.deep.equal([{ field: 'fullName' }]);
}

describe('a connection that ends while somebody edits', function () {
  this.timeout(30_000);
  beforeEach(() => sessionStorage.clear());

  it('by the CRM leaves the edits, says so, and has them saved once it is made again', async () => {
    const { tenant, page, cards } = await editing();
    await ask('stage:emulator', { provider: 'salesforce', faults: [{ then: { revoke: true } }] });
    try {
      await tenant
        .call('GET', '/providers/salesforce/objects/Lead/fields?refresh=true')
        .catch(() => undefined);
      document.dispatchEvent(new Event('visibilitychange'));
      await page.reads('Salesforce ended the connection. Reconnect it to change the mapping.');
      await page.reads('What you changed and did not save is kept on this page');
      await expectAccessible(page.element);
    } finally {
      await ask('stage:emulator', { provider: 'salesforce', faults: [] });
    }
    await signIn(cards, 'Reconnect');
    await saves(page);
  });

  it('by an admin on another page is found out by the save, which loses nothing', async () => {
    const { tenant, page, cards } = await editing();
    await tenant.call('DELETE', '/connections/salesforce?mapping=keep');
    await page.press('button', 'Save');
    await page.reads('Connect a CRM first');
    await page.reads('What you changed and did not save is kept on this page');
    await eventually('no rows', () => !page.find('group', 'Mapping of First Name'));
    await signIn(cards, 'Connect Salesforce');
    await saves(page);
  });

  it('with the mapping deleted takes the edits along, so that one starts anew', async () => {
    const { tenant, page, cards } = await editing();
    await tenant.call('DELETE', '/connections/salesforce?mapping=delete');
    await page.press('button', 'Save');
    await page.reads('Connect a CRM first');
    await signIn(cards, 'Connect Salesforce');
    await page.see('group', 'Mapping of First Name');
    await page.see('button', 'Review suggestions');
    expect(page.find('button', /^What changed/)).to.equal(undefined);
  });

  for (const [choice, says] of [
    ['Keep the mapping', 'What you changed and did not save is kept on this page'],
    ['Delete the mapping too', 'Its fields appear here then'],
  ] as const) {
    it(`by its card says what becomes of the edits: ${choice}`, async () => {
      const { page, cards } = await editing();
      await cards.press('button', 'More for the Salesforce connection');
      await cards.press('menuitem', /^Disconnect/);
      await cards.press('radio', new RegExp(`^${choice}`));
      await cards.press('button', 'Disconnect');
      await page.reads('Connect a CRM first');
      await page.reads(says);
    });
  }
});
