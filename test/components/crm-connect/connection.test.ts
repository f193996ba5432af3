import { expect } from '@open-wc/testing';
import type { Cause } from '../../../server/contract/model/index.js';
import { eventually, readerOf, settled } from '../reader.js';
import { ask, newTenant, type Tenant } from '../stage.js';
import { expectAccessible, press } from '../ui/person.js';
import { FakePopUps, openCards } from './connect-page.js';

const hubspot = { connect: { hubspot: 'tidy' } } as const;
const salesforce = { connect: { salesforce: 'tidy' } } as const;

/** Has all that waits tried at once, as somebody does in the activity, while the page is looked at. */
async function retryAll(tenant: Tenant, meanwhile: () => Promise<void>): Promise<void> {
  const { causes } = await tenant.call<{ causes: Cause[] }>('GET', '/activity/causes');
  for (const { provider, cause } of causes) await tenant.call('POST', '/activity/retry', { provider, cause });
  const looking = setInterval(() => document.dispatchEvent(new Event('visibilitychange')), 400);
  try {
    await meanwhile();
  } finally {
    clearInterval(looking);
  }
}

describe('a connection', () => {
  beforeEach(() => sessionStorage.clear());

  it('shows the account, its environment, who connected it, and that it syncs', async () => {
    const page = await openCards(salesforce);
    await page.reads('Production');
    await page.reads(/Connected by .* on /);
    await page.reads('Syncing. Every booking is in Salesforce.');
    await page.reads(/all \d granted/);
    await expectAccessible(page.element);
  });

  it('says which permission is missing, what that means and how to grant it', async () => {
    const page = await openCards(salesforce);
    await page.reads(/all \d granted/);
    await ask('stage:emulator', {
      provider: 'salesforce',
      patch: { permissions: { objects: { Event: { create: false } } } },
    });
    try {
      await page.press('button', 'More for the Salesforce connection');
      await page.press('menuitem', 'Check permissions');
      await page.hears('1 permission is missing in Salesforce.');
    } finally {
      await ask('stage:emulator', { provider: 'salesforce', reset: true });
    }
    await page.reads('none is lost');
    await page.see('button', 'Copy message for your Salesforce admin');
    expect(page.heard).to.include('crm-permissions-checked');
    await expectAccessible(page.element);
  });

  it('says that bookings go on without a mapped field that may not be written', async () => {
    const page = await openCards(salesforce);
    await page.reads(/all \d granted/);
    await ask('stage:emulator', {
      provider: 'salesforce',
      patch: { permissions: { fields: { 'Lead.FirstName': 'read' } } },
    });
    try {
      await page.press('button', 'More for the Salesforce connection');
      await page.press('menuitem', 'Check permissions');
      await page.hears('1 permission is missing in Salesforce.');
    } finally {
      await ask('stage:emulator', { provider: 'salesforce', reset: true });
    }
    await page.reads('Bookings go without those fields');
  });

  it('says of a permission that the CRM does not report just that, in the list and in the count', async () => {
    const page = await openCards(hubspot);
    await page.reads(/\d granted, HubSpot doesn’t report \d/);
    await page.press('button', /^Permissions/);
    await page.reads('HubSpot doesn’t report this');
    expect(page.element.shadowRoot?.textContent).not.to.match(/\d unknown/);
  });

  it('pauses and goes on', async () => {
    const page = await openCards(hubspot);
    await page.press('button', 'More for the HubSpot connection');
    await page.press('menuitem', 'Pause syncing');
    await page.hears('Syncing with HubSpot is paused.');
    await page.focusOn('More for the HubSpot connection');
    await expectAccessible(page.element);
    await page.press('button', 'Resume syncing');
    await page.reads('Syncing. Every booking is in HubSpot.');
    await page.focusOn('More for the HubSpot connection');
  });

  it('is ended only after a question, and focus never gets lost', async () => {
    const page = await openCards(hubspot);
    (await page.see('button', 'More for the HubSpot connection')).focus();
    await press('ArrowUp');
    await page.focusOn('Disconnect');
    await press('Enter');
    await page.see('dialog', 'Disconnect HubSpot?');
    await expectAccessible(page.element);
    await press('Escape');
    await page.focusOn('More for the HubSpot connection');
    await press('ArrowUp');
    await page.focusOn('Disconnect');
    await press('Enter');
    await page.see('dialog', 'Disconnect HubSpot?');
    await page.press('button', 'Disconnect');
    await page.hears('HubSpot is disconnected.');
    await page.focusOn('Connect HubSpot');
    expect(page.heard.at(-1)).to.equal('crm-disconnected');
  });

  it('asks to reconnect when the CRM ended it', async () => {
    const page = await openCards(hubspot);
    await page.reads('granted');
    await ask('stage:emulator', { provider: 'hubspot', faults: [{ then: { revoke: true } }] });
    try {
      await page.press('button', 'More for the HubSpot connection');
      await page.press('menuitem', 'Send a test booking');
      await page.see('button', 'Reconnect');
    } finally {
      await ask('stage:emulator', { provider: 'hubspot', faults: [] });
    }
    await page.reads('HubSpot ended the connection.');
    await expectAccessible(page.element);
    const popUps = new FakePopUps();
    try {
      await page.press('button', 'Reconnect');
      await popUps.answer();
      await page.see('button', 'Send a test booking');
    } finally {
      popUps.restore();
    }
  });

  for (const [crm, provider, permissions, said] of [
    ['HubSpot', 'hubspot', { scopes: { 'crm.objects.contacts.write': false } }, 'waits for HubSpot'],
    ['Salesforce', 'salesforce', { objects: { Lead: { create: false } } }, 'did not arrive'],
  ] as const) {
    it(`says that the test booking ${said} only until it arrived`, async () => {
      const page = await openCards({ connect: { [provider]: 'tidy' } });
      await page.reads('granted');
      await ask('stage:emulator', { provider, patch: { permissions } });
      try {
        await page.press('button', `More for the ${crm} connection`);
        await page.press('menuitem', 'Send a test booking');
        await page.reads(`The test booking ${said}`);
      } finally {
        await ask('stage:emulator', { provider, reset: true });
        const scopes = { 'crm.objects.contacts.write': true };
        if (provider === 'hubspot')
          await ask('stage:emulator', { provider, patch: { permissions: { scopes } } });
      }
      await retryAll(page.tenant, () => page.reads('The test booking arrived.'));
    });
  }

  it('can be looked at, not changed, by who is no admin', async () => {
    const page = await openCards({ ...hubspot, role: 'member' });
    await page.reads('Only an admin can connect Salesforce.');
    expect(await page.see('button', 'Connect Salesforce')).to.have.property('disabled', true);
    await page.press('button', 'More for the HubSpot connection');
    const item = await page.see('menuitem', /^Disconnect/);
    expect(item.getAttribute('aria-disabled')).to.equal('true');
    expect(item.textContent).to.contain('Only an admin can do this');
    await press('Escape');
    await expectAccessible(page.element);
  });
});

describe('the cards', () => {
  it('come in the order that the page asks for', async () => {
    const { element } = await openCards({ providers: 'salesforce nonsense hubspot' });
    const names = [...(element.shadowRoot?.querySelectorAll('article') ?? [])].map((card) =>
      card.getAttribute('aria-label'),
    );
    expect(names).to.deep.equal(['Salesforce', 'HubSpot']);
  });

  it('let only one CRM be connected when the page says so', async () => {
    const page = await openCards({ ...hubspot, exclusive: true });
    await page.reads('Disconnect HubSpot first.');
    expect(await page.see('button', 'Connect Salesforce')).to.have.property('disabled', true);
  });

  it('say that the page is offline, quietly', async () => {
    const page = await openCards(hubspot);
    await page.reads('granted');
    const online = Object.getOwnPropertyDescriptor(Navigator.prototype, 'onLine');
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    try {
      window.dispatchEvent(new Event('offline'));
      await page.reads('You’re offline. Syncing goes on without this page.');
      await page.reads('You can connect once you’re back.');
      await expectAccessible(page.element);
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
      if (online) window.dispatchEvent(new Event('online'));
    }
    expect(page.heard).not.to.include('crm-error');
  });

  it('say once that the server is out of reach, and try again when told to', async () => {
    const page = document.createElement('crm-connect');
    const heard: Event[] = [];
    page.addEventListener('crm-error', (event) => heard.push(event));
    page.server = 'http://localhost:9';
    page.token = 'none';
    document.body.append(page);
    const reader = readerOf(page);
    await reader.reads('The connections can’t be shown.');
    await expectAccessible(page);
    await reader.press('button', 'Try again');
    await settled(page);
    expect(heard).to.have.length(1);
    page.remove();
  });

  it('read again when told to, by the button itself, once the page has a session', async () => {
    const tenant = await newTenant();
    const element = document.createElement('crm-connect');
    let works = false;
    let asked = 0;
    element.server = tenant.server;
    element.getToken = async () => {
      asked += 1;
      if (!works) throw new Error('Signed out.');
      return tenant.token();
    };
    // In a page that nobody looks at the cards don't look again by themselves.
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    try {
      document.body.append(element);
      const page = readerOf(element);
      await page.reads('This page could not get a session from its own server.');
      works = true;
      const before = asked;
      document.dispatchEvent(new Event('visibilitychange'));
      window.dispatchEvent(new Event('online'));
      await settled(element);
      expect(asked).to.equal(before);
      await page.press('button', 'Try again');
      await page.see('button', 'Connect HubSpot');
      expect(asked).to.equal(before + 1);
    } finally {
      Reflect.deleteProperty(document, 'visibilityState');
      element.remove();
    }
  });

  it('show what is needed in the CRM before anybody connects', async () => {
    const page = await openCards();
    await page.press('button', 'What you need in HubSpot');
    await page.reads('App Marketplace Access');
    await expectAccessible(page.element);
  });

  it('take no room when hidden', async () => {
    const { element } = await openCards();
    element.hidden = true;
    expect(element.getBoundingClientRect().height).to.equal(0);
  });

  it('share one session with siblings of the same token, so that connecting in one shows in the other', async () => {
    const tenant = await newTenant();
    const token = await tenant.token();
    const [one, other] = [document.createElement('crm-connect'), document.createElement('crm-connect')];
    for (const element of [one, other]) Object.assign(element, { server: tenant.server, token });
    document.body.append(one, other);
    const popUps = new FakePopUps();
    try {
      await readerOf(one).press('button', 'Connect HubSpot');
      await popUps.answer();
      await readerOf(other).see('button', 'More for the HubSpot connection');
    } finally {
      popUps.restore();
      one.remove();
      other.remove();
    }
  });

  it('get a new token when the one they have runs out', async () => {
    const tenant = await newTenant(hubspot.connect);
    const element = document.createElement('crm-connect');
    let asked = 0;
    element.server = tenant.server;
    element.getToken = async () => {
      asked += 1;
      return asked === 1 ? 'worn-out' : tenant.token();
    };
    document.body.append(element);
    await readerOf(element).see('button', 'More for the HubSpot connection');
    await eventually('second token', () => asked === 2);
    element.remove();
  });
});
