import { expect, fixture, html } from '@open-wc/testing';
import '../../../components/define.js';
import type { CrmConnect, CrmPermissionsCheckedEvent } from '../../../components/index.js';
import type { CopyButton } from '../../../components/ui/copy-button.js';
import { readerOf, type Reader } from '../reader.js';
import { ask, newTenant } from '../stage.js';
import { expectAccessible } from '../ui/person.js';
import { openCards } from './connect-page.js';

const patched = async (
  provider: 'hubspot' | 'salesforce',
  permissions: object,
  work: () => Promise<void>,
): Promise<void> => {
  await ask('stage:emulator', { provider, patch: { permissions } });
  try {
    await work();
  } finally {
    await ask('stage:emulator', { provider, reset: true });
    if (provider === 'hubspot')
      await ask('stage:emulator', {
        provider,
        patch: { permissions: { scopes: { 'crm.objects.contacts.write': true } } },
      });
  }
};

/** What a copy button would put on the clipboard. */
async function message(page: Reader, name: string | RegExp): Promise<string> {
  const button = await page.see('button', name);
  const root = button.getRootNode();
  const host = root instanceof ShadowRoot ? root.host : null;
  return host?.matches('cc-copy-button') ? (host as CopyButton).text : '';
}

describe('the permissions', () => {
  beforeEach(() => sessionStorage.clear());

  it('are named before anything is connected, with a message for whoever can give them', async () => {
    const page = await openCards();
    await page.press('button', 'What you need in Salesforce');
    for (const name of [
      'API Enabled',
      'Create, Read & Edit on Contacts',
      'Create, Read & Edit on Cases',
      'Modify All Data',
    ])
      await page.reads(name);
    await page.reads('Only needed while the Cases tab is switched on.');
    const text = await message(page, 'Copy message for your Salesforce admin');
    expect(text).to.contain('1. API Enabled (Required)').and.contain('6. Modify All Data (Recommended)');
    expect(text).to.contain(location.host);
    await expectAccessible(page.element);
    await page.press('button', 'What you need in HubSpot');
    for (const name of ['App Marketplace Access', 'Edit Property Settings', 'Manage Integrations'])
      await page.reads(name);
  });

  it('that are missing are told by right and by mapped field, with steps, in one message for all', async () => {
    const page = await openCards({ connect: { salesforce: 'tidy' } });
    const checked: CrmPermissionsCheckedEvent['detail'][] = [];
    page.element.addEventListener('crm-permissions-checked', ({ detail }) => checked.push(detail));
    await page.reads(/all \d granted/);
    const permissions = {
      modifyAllData: false,
      objects: { Lead: { create: false } },
      fields: { 'Contact.FirstName': 'hidden' },
    };
    await patched('salesforce', permissions, async () => {
      await page.press('button', /^Permissions/);
      await page.press('button', 'Check again');
      await page.hears('2 permissions are missing in Salesforce.');
      await page.reads('Read: Granted');
      await page.reads('Create: Missing');
      await page.reads('FirstName: can’t be seen');
      await page.reads('Under Object Settings → Leads, press Edit, tick Create and save.');
      const link = await page.see('link', 'Open in Salesforce');
      expect(link.getAttribute('href')).to.match(/\/lightning\/setup\/PermSets\/home$/);
      const all = await message(page, 'Copy one message about all 3');
      for (const part of [
        /1\. Create, Read & Edit on Leads\n {3}Why: .*\n {3}Missing: Create\n {3}- Open Setup → Permission Sets\./,
        /Edit Access to the mapped fields of Contacts/,
        /Missing: FirstName: can’t be seen/,
        /Modify All Data/,
        /ana connected the booking app on localhost/,
        /the Salesforce account .+ \(00D/,
        /Page in Salesforce: http/,
      ])
        expect(all).to.match(part);
      const one = await message(page, 'Copy message for your Salesforce admin');
      expect(one).to.contain('Leads').and.not.contain('Modify All Data');
      await expectAccessible(page.element);
      const detail = checked.at(-1);
      expect(detail?.provider).to.equal('salesforce');
      const lead = detail?.checks.find(({ object }) => object === 'Lead');
      expect(lead?.rights).to.deep.equal({ read: 'granted', create: 'missing', edit: 'granted' });
    });
    await page.press('button', 'Check again');
    await page.hears('No permission is missing in Salesforce.');
    await page.reads(/all \d granted/);
    expect(page.find('button', /Copy/)).to.equal(undefined);
  });

  it('that HubSpot took back later are missing after a new check, and say when a booking was refused', async () => {
    const page = await openCards({ connect: { hubspot: 'tidy' } });
    await page.reads('granted');
    expect(page.element.shadowRoot?.textContent).not.to.contain('Edit Property Settings');
    await patched('hubspot', { scopes: { 'crm.objects.contacts.write': false } }, async () => {
      await page.press('button', /^Permissions/);
      await page.press('button', 'Check again');
      await page.hears('2 permissions are missing in HubSpot.');
      await page.reads('Open Settings → Users & Teams.');
      await page.reads('HubSpot doesn’t report this');
      await book(page.tenant, 'refused@acme.example');
      const looking = setInterval(() => document.dispatchEvent(new Event('visibilitychange')), 400);
      try {
        await page.reads('HubSpot refused a new record on');
      } finally {
        clearInterval(looking);
      }
    });
  });

  it('are shown from what waits for them, and read by themselves when a booking was refused', async () => {
    const tenant = await newTenant({ salesforce: 'tidy' });
    await patched('salesforce', { objects: { Lead: { create: false } } }, async () => {
      const element = await fixture<CrmConnect>(
        html`<crm-connect server=${tenant.server} token=${await tenant.token()}>
          <crm-sync-activity></crm-sync-activity>
        </crm-connect>`,
      );
      const page = readerOf(element);
      await page.see('article', 'Salesforce');
      await page.reads(/1 missing/);
      await book(tenant, 'linked@acme.example');
      const looking = setInterval(() => document.dispatchEvent(new Event('visibilitychange')), 400);
      try {
        await page.press('button', 'See the permission');
      } finally {
        clearInterval(looking);
      }
      await page.focusOn('Create, Read & Edit on Leads');
      await page.reads('tick Create and save');
    });
  });

  it('change on the page by themselves once a booking was refused', async () => {
    const page = await openCards({ connect: { salesforce: 'tidy' } });
    await page.reads(/all \d granted/);
    await patched('salesforce', { objects: { Lead: { create: false } } }, async () => {
      await book(page.tenant, 'alone@acme.example');
      const looking = setInterval(() => document.dispatchEvent(new Event('visibilitychange')), 400);
      try {
        await page.reads(/1 missing/);
      } finally {
        clearInterval(looking);
      }
    });
  });
});

function book(tenant: Awaited<ReturnType<typeof newTenant>>, email: string) {
  return tenant.call(
    'POST',
    '/bookings',
    {
      eventId: crypto.randomUUID(),
      id: email,
      occurredAt: new Date().toISOString(),
      status: 'booked',
      contact: { email, firstName: 'Lea', lastName: 'Ruiz', company: 'Acme' },
      booking: { subject: 'Intro call', start: '2027-03-01T10:00:00Z', end: '2027-03-01T10:30:00Z' },
    },
    { role: 'service' },
  );
}
