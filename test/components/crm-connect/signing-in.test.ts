import { expect } from '@open-wc/testing';
import { eventually } from '../reader.js';
import { ask } from '../stage.js';
import { expectAccessible, press } from '../ui/person.js';
import { FakePopUps, openCards } from './connect-page.js';

describe('signing in to a CRM', () => {
  let popUps: FakePopUps;
  beforeEach(() => {
    sessionStorage.clear();
    popUps = new FakePopUps();
  });
  afterEach(() => popUps.restore());

  it('connects by keyboard alone, says so, and goes on to a test booking', async () => {
    const page = await openCards();
    (await page.see('button', 'Connect HubSpot')).focus();
    await press('Enter');
    await page.focusOn('Open the window again');
    await page.hears('Waiting for you in the HubSpot window');
    await expectAccessible(page.element);
    await popUps.answer();
    await page.focusOn('Send a test booking');
    await page.hears(/^Connected to .*tidy/);
    await page.reads(/\d granted/);
    expect(page.heard).to.include('crm-connected');
    expect(popUps.opened[0]?.closed).to.equal(true);
    await press('Enter');
    await page.hears('The test booking arrived in HubSpot.');
    await expectAccessible(page.element);
  });

  it('does not wait for the next look when the window says that it has an answer', async () => {
    const page = await openCards();
    await page.press('button', 'Connect Salesforce');
    await popUps.answer();
    const kept: { attemptId: string } = JSON.parse(
      sessionStorage.getItem(`crm-connect sign-in ${page.tenant.server} salesforce`) ?? '{}',
    );
    window.dispatchEvent(
      new MessageEvent('message', { origin: page.tenant.server, data: { attemptId: kept.attemptId } }),
    );
    await page.see('button', 'Send a test booking');
  });

  it('shows a link when the browser blocks the window', async () => {
    popUps.blocked = true;
    const page = await openCards();
    await page.press('button', 'Connect HubSpot');
    const link = await page.see('link', 'Open HubSpot in a new tab');
    await page.focusOn('Open HubSpot in a new tab');
    await page.hears('Your browser blocked the window.');
    await expectAccessible(page.element);
    await ask('stage:consent', { authorizeUrl: link.getAttribute('href') ?? '' });
    await page.see('button', 'Send a test booking');
  });

  it('says when the window was closed without an answer, and still hears one', async () => {
    const page = await openCards();
    await page.press('button', 'Connect HubSpot');
    const url = await eventually('sign-in page', () => popUps.opened[0]?.location.href);
    popUps.opened[0]?.close();
    const real = performance.now;
    let now = real.call(performance);
    performance.now = () => (now += 10_000);
    try {
      await page.hears('Not finished. The window closed before HubSpot answered.');
    } finally {
      performance.now = real;
    }
    await page.focusOn('Try again');
    await expectAccessible(page.element);
    await ask('stage:consent', { authorizeUrl: url });
    await page.see('button', 'Send a test booking');
  });

  it('shows what the CRM said when it was declined, and what to do', async () => {
    const page = await openCards();
    await page.press('button', 'Connect Salesforce');
    await popUps.answer('deny');
    await page.hears('The request was declined in Salesforce.');
    await page.reads('“end-user denied authorization”');
    await page.see('button', 'Copy message for your Salesforce admin');
    await page.focusOn('Try again');
    expect(page.heard.filter((type) => type === 'crm-error')).to.have.length(1);
    await expectAccessible(page.element);
  });

  it('offers the other places to sign in after a refusal too, for it may have been the wrong one', async () => {
    const page = await openCards();
    await page.press('button', 'Connect Salesforce');
    await popUps.answer('deny');
    await page.hears('The request was declined in Salesforce.');
    await page.press('button', 'Sandbox or My Domain');
    await page.reads('Where do you sign in?');
    await page.focusOn('Sandbox');
  });

  it('gives up when told to, and closes the window', async () => {
    const page = await openCards();
    await page.press('button', 'Connect HubSpot');
    await page.press('button', 'Cancel');
    await page.focusOn('Connect HubSpot');
    expect(popUps.opened[0]?.closed).to.equal(true);
  });

  it('opens one window for two clicks', async () => {
    const page = await openCards();
    const connect = await page.see('button', 'Connect HubSpot');
    connect.click();
    connect.click();
    await page.see('button', 'Open the window again');
    expect(popUps.opened).to.have.length(1);
  });

  it('goes on waiting after the page was reloaded', async () => {
    const before = await openCards();
    await before.press('button', 'Connect HubSpot');
    const url = await eventually('sign-in page', () => popUps.opened[0]?.location.href);
    before.element.remove();
    const after = await openCards({ tenant: before.tenant });
    await after.reads('Waiting for you in the HubSpot window');
    expect(popUps.opened[0]?.closed).to.equal(false);
    await ask('stage:consent', { authorizeUrl: url });
    await after.see('button', 'Send a test booking');
  });

  it('goes on waiting when the page moves the element', async () => {
    const page = await openCards();
    await page.press('button', 'Connect HubSpot');
    await page.reads('Waiting for you');
    const elsewhere = document.createElement('section');
    page.element.parentElement?.append(elsewhere);
    elsewhere.append(page.element);
    await popUps.answer();
    await page.see('button', 'Send a test booking');
  });

  it('asks for the address of a My Domain when that is chosen', async () => {
    const page = await openCards();
    await page.press('button', 'Sandbox or My Domain');
    await page.focusOn('Sandbox');
    await expectAccessible(page.element);
    await press('ArrowDown');
    await page.focusOn('Your My Domain address');
    await press('Enter');
    expect(popUps.opened).to.have.length(0);
    await page.press('button', 'Cancel');
    await page.focusOn('Connect Salesforce');
  });
});
