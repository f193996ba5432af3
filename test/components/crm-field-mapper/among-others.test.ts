import { expect, fixture, html } from '@open-wc/testing';
import type { SessionNews } from '../../../components/session/session.js';
import { joinSession } from '../../../components/session/session-registry.js';
import { FakePopUps, openCards } from '../crm-connect/connect-page.js';
import { changeRow, rowOf } from '../mappings.js';
import { eventually, focusedName, readerOf } from '../reader.js';
import { ask, newTenant, type Tenant } from '../stage.js';
import { expectAccessible } from '../ui/person.js';
import { openMapper } from './mapper-page.js';

/** Says something to all elements of a page, as one of them. */
async function tell(tenant: Tenant, token: string, news: SessionNews): Promise<() => void> {
  const { session, leave } = joinSession(tenant.server, { token });
  session.tell(news);
  return leave;
}

describe('the field mapper among other elements', () => {
  beforeEach(() => sessionStorage.clear());

  it('shows the row that another element asks for, on its tab', async () => {
    const page = await openMapper();
    const leave = await tell(page.tenant, page.element.token ?? '', {
      kind: 'show-row',
      provider: 'salesforce',
      object: 'Contact',
      field: 'FirstName',
    });
    await eventually('focus on the row', () => focusedName() === 'Source of First Name');
    expect(page.element.object).to.equal('Contact');
    leave();
  });

  it('shows it with what bookings wait for, until the row is edited', async () => {
    const page = await openMapper();
    const why = 'Salesforce refused “Moon” for Rating. 2 bookings wait since today, 09:12.';
    await page.add('rating');
    const leave = await tell(page.tenant, page.element.token ?? '', {
      kind: 'show-row',
      provider: 'salesforce',
      object: 'Lead',
      field: 'FirstName',
      why,
    });
    await eventually('focus on the row', () => focusedName() === 'Source of First Name');
    const row = await page.see('group', 'Mapping of First Name');
    expect(row.querySelector('.message')?.textContent).to.contain(why);
    await page.hears(why);
    await expectAccessible(page.element);
    await page.choose('Source of First Name', 'Full name');
    expect(row.querySelector('.message')?.textContent).to.equal(undefined);
    leave();
  });

  for (const [kind, row, focused] of [
    ['a text', { sources: [{ constant: 'Moon' }] }, 'Source 1 of Rating'],
    ['no field', { sources: [], fallback: { value: 'Warm', write: 'always' } }, 'If empty, use for Rating'],
  ] as const) {
    it(`leads to the value itself where a row is filled with ${kind}`, async () => {
      const tenant = await newTenant({ salesforce: 'tidy' });
      await changeRow(tenant, { object: 'Lead', target: 'Rating', row });
      const page = await openMapper({ tenant });
      const leave = await tell(tenant, page.element.token ?? '', {
        kind: 'show-row',
        provider: 'salesforce',
        object: 'Lead',
        field: 'Rating',
        part: 'source',
        why: 'Salesforce refused “Moon” for Rating.',
      });
      await page.focusOn(focused);
      leave();
    });
  }

  it('does not forget what was asked for while it is still reading', async () => {
    const tenant = await newTenant({ salesforce: 'tidy' });
    const token = await tenant.token();
    const element = await fixture<HTMLElement>(
      html`<crm-field-mapper server=${tenant.server} token=${token}></crm-field-mapper>`,
    );
    await eventually('card', () => element.shadowRoot?.querySelector('.card'));
    const leave = await tell(tenant, token, {
      kind: 'show-row',
      provider: 'salesforce',
      object: 'Contact',
      field: 'LastName',
      part: 'fallback',
      why: 'Last Name is required and has no value.',
    });
    await eventually('focus on the fallback', () => focusedName() === 'If empty, use for Last Name');
    await readerOf(element).reads('Last Name is required and has no value.');
    leave();
  });

  it('begins a row for a field of ours that another element wants mapped', async () => {
    const page = await openMapper();
    const leave = await tell(page.tenant, page.element.token ?? '', {
      kind: 'map-source',
      provider: 'salesforce',
      source: 'mobile',
    });
    await eventually('focus on the CRM field', () => focusedName().startsWith('Field'));
    await page.see('group', 'New mapping');
    leave();
  });

  it('reads everything once after connecting, and nothing anew after a save of its own', async () => {
    const tenant = await newTenant();
    const token = await tenant.token();
    const asked: string[] = [];
    const real = window.fetch;
    window.fetch = (input, init) => {
      const { method, url } = new Request(input, init);
      if (method === 'GET') asked.push(new URL(url).pathname);
      return real(input, init);
    };
    const popUps = new FakePopUps();
    const times = (path: string) => asked.filter((each) => each === `/v1/providers/hubspot/${path}`).length;
    try {
      const element = await fixture<HTMLElement>(
        html`<crm-connect server=${tenant.server} token=${token}
          ><crm-field-mapper></crm-field-mapper
        ></crm-connect>`,
      );
      await readerOf(element).press('button', 'Connect HubSpot');
      await popUps.answer();
      await readerOf(element).see('button', 'Send a test booking');
      const mapper = element.querySelector('crm-field-mapper');
      if (!mapper) throw new Error('The page has no mapper.');
      await readerOf(mapper).see('button', 'Add Mapping');
      await readerOf(element).reads(/\d granted/);
      expect([times('mapping'), times('objects'), times('mapping/suggestions')]).to.deep.equal([1, 1, 1]);

      await readerOf(mapper).press('button', 'Remove mapping of First Name');
      await readerOf(mapper).press('button', 'Save');
      await readerOf(mapper).reads('Saved version 2');
      expect([times('mapping'), times('objects')]).to.deep.equal([1, 1]);
    } finally {
      window.fetch = real;
      popUps.restore();
    }
  });

  it('reads anew when another element saved', async () => {
    const page = await openMapper();
    await changeRow(page.tenant, {
      object: 'Lead',
      target: 'MobilePhone',
      row: { sources: [{ field: 'mobile' }] },
    });
    const leave = await tell(page.tenant, page.element.token ?? '', {
      kind: 'mapping',
      provider: 'salesforce',
    });
    await page.see('group', 'Mapping of Mobile Phone');
    expect(rowOf(await page.saved(), 'Lead', 'MobilePhone').sources).to.have.length(1);
    leave();
  });

  it('knows at once what a new check of the permissions came to', async () => {
    const tenant = await newTenant({ salesforce: 'tidy' });
    const token = await tenant.token();
    const one = { ...tenant, token: async () => token };
    const cards = await openCards({ tenant: one });
    const page = await openMapper({ tenant: one });
    await page.see('group', 'Mapping of First Name');
    const fields = (access: 'read' | null) =>
      ask('stage:emulator', {
        provider: 'salesforce',
        patch: { permissions: { fields: { 'Lead.FirstName': access } } },
      });
    const said = 'First Name is read-only in Salesforce now, so bookings go without it.';
    await fields('read');
    try {
      await cards.press('button', /^Permissions/);
      await cards.press('button', 'Check again');
      await page.reads(said);
    } finally {
      await fields(null);
    }
    await cards.press('button', 'Check again');
    await eventually('a row as before', () => !page.element.shadowRoot?.textContent?.includes(said));
  });
});

describe('the field mapper, when a second CRM is connected', () => {
  let popUps: FakePopUps;
  beforeEach(() => {
    sessionStorage.clear();
    popUps = new FakePopUps();
  });
  afterEach(() => popUps.restore());

  /** The cards and the mapper of a tenant that has HubSpot already. */
  async function openBoth(provider?: string) {
    const tenant = await newTenant({ hubspot: 'tidy' });
    const token = await tenant.token();
    const one = { ...tenant, token: async () => token };
    const cards = await openCards({ tenant: one });
    const page = await openMapper({ tenant: one, ...(provider && { provider }) });
    await page.see('button', 'Remove mapping of First Name');
    const connectSalesforce = async () => {
      await cards.press('button', 'Connect Salesforce');
      await popUps.answer();
    };
    return { page, cards, connectSalesforce };
  }

  it('shows that one at once', async () => {
    const { page, connectSalesforce } = await openBoth();
    await connectSalesforce();
    await page.see('region', 'Salesforce fields');
    await page.see('radio', 'HubSpot');
    await page.see('button', 'Review suggestions');
  });

  it('stays with what is not saved of the first, and offers the switch', async () => {
    const { page, connectSalesforce } = await openBoth();
    await page.press('button', 'Remove mapping of First Name');
    await connectSalesforce();
    await page.press('radio', 'Salesforce');
    await page.see('region', 'Salesforce fields');
    await page.press('radio', 'HubSpot');
    await page.see('button', 'What changed: 1 removed');
  });

  it('goes to the other when the one chosen by hand is disconnected, and stays with what is not saved there', async () => {
    const { page, cards, connectSalesforce } = await openBoth();
    await connectSalesforce();
    await page.press('radio', 'HubSpot');
    await page.press('radio', 'Salesforce');
    await page.see('region', 'Salesforce fields');
    await cards.press('button', 'More for the Salesforce connection');
    await cards.press('menuitem', 'Disconnect');
    await cards.press('button', 'Disconnect');
    await page.see('region', 'HubSpot fields');
    await page.press('button', 'Remove mapping of First Name');
    await connectSalesforce();
    await page.see('radio', 'Salesforce');
    await page.see('button', 'What changed: 1 removed');
  });

  it('stays where the host says which CRM is mapped', async () => {
    const { page, cards, connectSalesforce } = await openBoth('hubspot');
    await connectSalesforce();
    await cards.reads(/Salesforce.*Connected\./);
    await page.see('region', 'HubSpot fields');
  });
});
