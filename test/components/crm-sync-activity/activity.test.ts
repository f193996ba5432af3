import { expect, fixture, html } from '@open-wc/testing';
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import '../../../components/define.js';
import type { CrmSyncActivity } from '../../../components/index.js';
import { joinSession } from '../../../components/session/session-registry.js';
import { changeRow } from '../mappings.js';
import { eventually, focusedName, readerOf } from '../reader.js';
import { ask, newTenant, type Tenant } from '../stage.js';
import { expectAccessible, press } from '../ui/person.js';

await customElements.whenDefined('crm-sync-activity');

let bookings = 0;

async function book(tenant: Tenant, contact: Record<string, string>, status = 'booked'): Promise<string> {
  const id = `bkg_${(bookings += 1)}`;
  await tell(tenant, id, contact, status);
  return id;
}

function tell(tenant: Tenant, id: string, contact: Record<string, string>, status: string) {
  const booking = { subject: 'Intro call', start: '2027-03-01T10:00:00Z', end: '2027-03-01T10:30:00Z' };
  const event = { eventId: crypto.randomUUID(), id, occurredAt: new Date().toISOString(), status };
  return tenant.call('POST', '/bookings', { ...event, contact, booking }, { role: 'service' });
}

async function open(tenant: Tenant, role: 'admin' | 'member' = 'admin') {
  await emulateMedia({ reducedMotion: 'reduce' });
  const heard: CustomEvent[] = [];
  const hear = (event: CustomEvent) => heard.push(event);
  const token = await tenant.token(role);
  const element = await fixture<CrmSyncActivity>(
    html`<crm-sync-activity
      server=${tenant.server}
      token=${token}
      @crm-sync-retried=${hear}
      @crm-error=${hear}
    ></crm-sync-activity>`,
  );
  return { ...readerOf(element), element, heard };
}

const nameless = { email: 'nameless@acme.example' };
const lea = { email: 'lea@acme.example', firstName: 'Lea', lastName: 'Ruiz' };

describe('the sync activity', () => {
  // Somebody who looks at the page all the time, so that it looks at the server all the time.
  let looking: ReturnType<typeof setInterval>;
  before(() => (looking = setInterval(() => document.dispatchEvent(new Event('visibilitychange')), 400)));
  after(() => clearInterval(looking));

  it('says what to do first when nothing is connected', async () => {
    const page = await open(await newTenant());
    await page.reads('Connect a CRM first');
    await expectAccessible(page.element);
  });

  it('says that nothing has been synced yet', async () => {
    const page = await open(await newTenant({ hubspot: 'tidy' }));
    await page.reads('Nothing has been synced yet');
    await expectAccessible(page.element);
  });

  it('shows what was written where, with links to the records', async () => {
    const tenant = await newTenant({ hubspot: 'tidy' });
    await book(tenant, { ...lea, email: 'stream@acme.example' });
    const page = await open(tenant);
    await page.reads('Lea Ruiz');
    expect((await page.see('link', 'Contact created')).getAttribute('href')).to.contain('http');
    await page.see('link', 'Meeting created');
    await page.reads('1 synced');
    await expectAccessible(page.element);
  });

  it('says of a meeting that it was moved or canceled', async () => {
    const tenant = await newTenant({ hubspot: 'tidy' });
    const id = await book(tenant, { ...lea, email: 'moved@acme.example' });
    const page = await open(tenant);
    await page.see('link', 'Meeting created');
    await tell(tenant, id, { ...lea, email: 'moved@acme.example' }, 'cancelled');
    await page.see('link', 'Meeting marked as canceled');
    await page.reads('Intro call, canceled');
  });

  it('puts bookings with the same reason on one line, shows them, and tries them again', async () => {
    const tenant = await newTenant({ salesforce: 'tidy' });
    await book(tenant, { ...nameless, email: 'one@acme.example' });
    await book(tenant, { ...nameless, email: 'two@acme.example' });
    const page = await open(tenant);
    await page.reads('2 bookings, 1 cause');
    await page.press('button', /^More for/);
    await expectAccessible(page.element);
    await page.press('menuitem', 'Show the bookings');
    await page.see('button', 'Retry two@acme.example');
    await expectAccessible(page.element);

    await page.press('button', /^Retry all 2/);
    await page.hears('2 bookings are tried again.');
    const retried = await eventually('event', () =>
      page.heard.find(({ type }) => type === 'crm-sync-retried'),
    );
    expect(retried.detail).to.deep.equal({ provider: 'salesforce', count: 2 });
  });

  it('skips what nobody wants to have synced', async () => {
    const tenant = await newTenant({ salesforce: 'tidy' });
    await book(tenant, nameless);
    const page = await open(tenant);
    await page.reads('Needs attention');
    const more = await page.see('button', /^More for/);
    more.focus();
    await press('ArrowUp');
    await page.focusOn('Skip it');
    await press('Enter');
    await page.hears('1 booking is skipped.');
    await page.focusOn('Sync activity');
    await page.reads('Skipped');
  });

  it('skips one booking of several that wait for the same reason', async () => {
    const tenant = await newTenant({ salesforce: 'tidy' });
    await book(tenant, { ...nameless, email: 'one@acme.example' });
    await book(tenant, { ...nameless, email: 'two@acme.example' });
    const page = await open(tenant);
    await page.press('button', /^More for/);
    await page.press('menuitem', 'Show the bookings');
    await page.press('button', 'Skip one@acme.example');
    await page.hears('1 booking is skipped.');
    await page.reads('1 booking, 1 cause');
    await eventually('one left', () => !page.find('button', 'Skip one@acme.example'));
    await page.see('button', 'Skip two@acme.example');
    // Not on the next one, which a second press would skip as well.
    await page.focusOn('Sync activity');
    await expectAccessible(page.element);
  });

  it('leads from a cause to the mapping row that mends it', async () => {
    const tenant = await newTenant({ salesforce: 'tidy' });
    await book(tenant, nameless);
    const token = await tenant.token();
    const both = await fixture<HTMLElement>(
      html`<div>
        <crm-field-mapper server=${tenant.server} token=${token} object="Event"></crm-field-mapper>
        <crm-sync-activity server=${tenant.server} token=${token}></crm-sync-activity>
      </div>`,
    );
    const [mapper, activity] = both.children;
    if (!mapper || !activity) throw new Error('The page is incomplete.');
    await readerOf(mapper).reads('Filled from');
    await readerOf(mapper).see('button', 'Add Mapping');
    await readerOf(activity).press('button', 'Set a fallback');
    await eventually('focus on the fallback', () => /^If empty, use for/.test(focusedName()));
    expect(mapper.getAttribute('object')).to.equal('Lead');
    const sentence = activity.shadowRoot?.querySelector('.cause .sentence')?.textContent ?? '';
    expect(sentence).not.to.equal('');
    await readerOf(mapper).reads(`${sentence} 1 booking waits since today`);
  });

  it('says what was left out of a record and why, to who asks by keyboard', async () => {
    const tenant = await newTenant({ salesforce: 'tidy' });
    await changeRow(tenant, { object: 'Lead', target: 'FirstName', row: { onInvalid: 'leave_out' } });
    await book(tenant, { ...lea, firstName: 'L'.repeat(60), company: 'Acme', email: 'long@acme.example' });
    const page = await open(tenant);
    const more = await page.see('button', /^1 field left out: /);
    await expectAccessible(page.element);
    more.focus();
    await press('Enter');
    await page.reads(/Lead, First Name: .*40/);
    await expectAccessible(page.element);
    await press('Escape');
    expect(more.getAttribute('aria-expanded')).to.equal('false');
    expect(page.element.shadowRoot?.querySelector('[title]')).to.equal(null);
  });

  it('has a mark before each line that can be seen, on a wide page and on a phone', async () => {
    const tenant = await newTenant({ hubspot: 'tidy' });
    await book(tenant, { ...lea, email: 'mark@acme.example' });
    const page = await open(tenant);
    for (const width of ['960px', '340px']) {
      page.element.style.inlineSize = width;
      const mark = await page.see('img', 'Synced');
      expect(mark.getBoundingClientRect().width, width).to.be.at.least(16);
      expect(page.element.scrollWidth).to.equal(page.element.clientWidth);
    }
  });

  it('has headings in order below the page’s own', async () => {
    const tenant = await newTenant({ salesforce: 'tidy' });
    await book(tenant, nameless);
    const page = await open(tenant);
    await page.see('heading', /^Needs attention/);
    const levels = [...(page.element.shadowRoot?.querySelectorAll('h1, h2, h3, h4') ?? [])];
    expect(levels.map(({ tagName }) => tagName).slice(0, 2)).to.deep.equal(['H2', 'H3']);
  });

  it('says that it can’t know while the server can’t be asked, and asks again when told to', async () => {
    const tenant = await newTenant({ hubspot: 'tidy' });
    const element = document.createElement('crm-sync-activity');
    let works = false;
    element.server = tenant.server;
    element.getToken = async () => {
      if (!works) throw new Error('No session today.');
      return tenant.token();
    };
    document.body.append(element);
    const page = readerOf(element);
    await page.reads('The activity can’t be shown. This page could not get a session from its own server.');
    expect(element.shadowRoot?.textContent).not.to.contain('Connect a CRM first');
    works = true;
    await page.press('button', 'Try again');
    await page.reads('Nothing has been synced yet');
    element.remove();
  });

  it('shows one state only, and what is said when it has none', async () => {
    const tenant = await newTenant({ hubspot: 'tidy' });
    await book(tenant, { ...lea, email: 'filter@acme.example' });
    const page = await open(tenant);
    await page.see('link', 'Contact created');
    const states = await page.see('combobox', 'State');
    if (!(states instanceof HTMLSelectElement)) throw new Error('It is no select.');
    states.value = 'attention';
    states.dispatchEvent(new Event('change'));
    await page.reads('Only: Needs attention');
    await page.reads('None of the latest bookings is like that.');
    await page.press('button', 'Show all bookings');
    await page.see('link', 'Contact created');
    expect(states.value).to.equal('');
  });

  it('says by what it is narrowed, and not that nothing was synced when nothing is like that', async () => {
    const tenant = await newTenant({ hubspot: 'tidy', salesforce: 'tidy' });
    await book(tenant, nameless);
    const page = await open(tenant);
    await page.see('button', /^Retry/);
    const { session, leave } = joinSession(tenant.server, { token: page.element.token ?? '' });
    session.tell({ kind: 'show-activity', provider: 'salesforce', object: 'Case' });
    await page.reads('Only: Salesforce · Cases');
    await page.reads('None of the latest bookings is like that.');
    expect(page.find('button', /^Retry/), 'a cause of leads').to.equal(undefined);
    await expectAccessible(page.element);
    await page.press('button', 'Show all bookings');
    await page.see('button', /^Retry/);
    expect(page.element.shadowRoot?.textContent).not.to.contain('Only:');
    leave();
  });

  it('takes focus where the mapper narrows it, and shows all again', async () => {
    const tenant = await newTenant({ hubspot: 'tidy' });
    await book(tenant, { ...lea, email: 'narrow@acme.example' });
    const page = await open(tenant);
    await page.see('link', 'Contact created');
    const { session, leave } = joinSession(tenant.server, { token: page.element.token ?? '' });
    session.tell({ kind: 'show-activity', provider: 'hubspot', object: 'meetings' });
    await eventually('focus on the heading', () => focusedName() === 'Sync activity');
    await page.reads('Only: Meetings');
    await page.press('button', 'Show all bookings');
    await eventually('all of them', () => !page.find('button', 'Show all bookings'));
    leave();
  });

  it('cuts nothing off of what became of a booking in a narrow column', async () => {
    const tenant = await newTenant({ hubspot: 'tidy', salesforce: 'tidy' });
    const id = await book(tenant, { ...lea, email: 'moved@acme.example', company: 'Acme' });
    await tell(tenant, id, { ...lea, email: 'moved@acme.example', company: 'Acme' }, 'rescheduled');
    await setViewport({ width: 360, height: 600 });
    try {
      const page = await open(tenant);
      await page.reads('Intro call, rescheduled');
      const line = page.element.shadowRoot?.querySelector('.stream .cut');
      expect(line?.textContent).to.contain('rescheduled');
      expect(line?.scrollWidth).to.equal(line?.clientWidth);
    } finally {
      await setViewport({ width: 800, height: 600 });
    }
  });

  it('can be looked at, not changed, by who is no admin', async () => {
    const tenant = await newTenant({ salesforce: 'tidy' });
    await book(tenant, nameless);
    const page = await open(tenant, 'member');
    expect(await page.see('button', /^Retry/)).to.have.property('disabled', true);
    await expectAccessible(page.element);
  });

  it('says what it waits for while the CRM is busy', async () => {
    const tenant = await newTenant({ hubspot: 'tidy' });
    await ask('stage:emulator', { provider: 'hubspot', faults: [{ then: { status: 503 } }] });
    try {
      await book(tenant, { ...lea, email: 'waits@acme.example' });
      const page = await open(tenant);
      await page.reads('Waiting');
      await page.reads(/next try/);
      await expectAccessible(page.element);
    } finally {
      await ask('stage:emulator', { provider: 'hubspot', faults: [] });
    }
  });

  it('counts a booking once that waits for itself and behind a connection that waits as a whole', async () => {
    const tenant = await newTenant({ hubspot: 'tidy' });
    await ask('stage:emulator', { provider: 'hubspot', faults: [{ then: { status: 503 } }] });
    try {
      await book(tenant, { ...lea, email: 'once@acme.example' });
      const page = await open(tenant);
      await page.reads(/next try/);
      await tenant.call('PATCH', '/connections/hubspot', { paused: true });
      await page.reads('Syncing is paused');
      await page.see('heading', 'Waiting 1 booking');
      await page.reads('1 waiting');
    } finally {
      await ask('stage:emulator', { provider: 'hubspot', faults: [] });
    }
  });

  it('promises no next try while syncing is paused, and resumes it', async () => {
    const tenant = await newTenant({ hubspot: 'tidy' });
    await tenant.call('PATCH', '/connections/hubspot', { paused: true });
    await book(tenant, { ...lea, email: 'paused@acme.example' });
    const page = await open(tenant);
    await page.reads('1 booking waits since today');
    await page.press('button', /^More for/);
    await page.press('menuitem', 'Show the bookings');
    await page.reads('Lea Ruiz');
    expect(page.find('button', /^Retry/)).to.equal(undefined);
    (await page.see('button', 'Resume syncing')).focus();
    await press('Enter');
    await page.reads('Contact created');
    await page.focusOn('Sync activity');
  });

  it('offers no new try before the CRM is reconnected', async () => {
    const tenant = await newTenant({ hubspot: 'tidy' });
    await ask('stage:emulator', { provider: 'hubspot', faults: [{ then: { revoke: true } }] });
    try {
      await book(tenant, { ...lea, email: 'ended@acme.example' });
      const page = await open(tenant);
      await page.reads('1 booking waits since today');
      await page.see('button', /^More for/);
      expect(page.find('button', /^Retry/)).to.equal(undefined);
    } finally {
      await ask('stage:emulator', { provider: 'hubspot', faults: [] });
    }
  });

  it('counts each booking once that waits with all of HubSpot for a scope', async () => {
    const tenant = await newTenant({ hubspot: 'tidy' });
    const mayWrite = (allowed: boolean) =>
      ask('stage:emulator', {
        provider: 'hubspot',
        patch: { permissions: { scopes: { 'crm.objects.contacts.write': allowed } } },
      });
    await mayWrite(false);
    try {
      for (const name of ['first', 'second']) await book(tenant, { ...lea, email: `${name}@acme.example` });
      const page = await open(tenant);
      await page.see('heading', 'Waiting 2 bookings');
      await page.reads('2 waiting');
      expect(page.element.shadowRoot?.querySelectorAll('.cause')).to.have.length(1);
    } finally {
      await mayWrite(true);
    }
  });

  it('says that bookings are tried again for as long as they are', async () => {
    const tenant = await newTenant({ salesforce: 'tidy' });
    await book(tenant, { ...nameless, email: 'again@acme.example' });
    const page = await open(tenant);
    await page.press('button', /^Retry/);
    await page.hears('1 booking is tried again.');
    await eventually('quiet', () => page.element.shadowRoot?.querySelector('.said')?.textContent === '');
    await page.reads('Needs attention');
  });
});
