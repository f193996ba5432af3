import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startDemo, type Demo } from './demo.js';
import { eventually } from './crm.js';
import {
  activity,
  activityOf,
  askSales,
  book,
  card,
  change,
  chooseOnCard,
  comeBack,
  connect,
  fallback,
  goTo,
  reads,
  save,
} from './person.js';

const down = [{ then: { status: 503, body: 'Service Unavailable' } }];

describe('Bookings', () => {
  let demo: Demo;
  before(async () => {
    demo = await startDemo();
  });
  after(async () => {
    await demo.close();
    assert.deepEqual(demo.complaints, []);
  });

  it('arrive in both CRMs, once each, with the person', async () => {
    const page = await demo.begin();
    await connect(page, 'HubSpot');
    await connect(page, 'Salesforce');
    await book(page, { email: 'Mia@Both.example', firstName: 'Mia', lastName: 'Both', company: 'Acme' });

    const contact = await demo.hubspot().one('contacts', ({ email }) => email === 'mia@both.example');
    const meeting = await meetingOf(contact.id);
    assert.equal(meeting['hs_meeting_title'], 'Intro call');
    assert.equal(meeting['hs_meeting_outcome'], 'SCHEDULED');
    const lead = await demo.salesforce().one('Lead', ({ LastName }) => LastName === 'Both');
    const event = await demo.salesforce().one('Event', ({ WhoId }) => WhoId === lead.id);
    assert.equal(event['Subject'], 'Intro call');
  });

  it('move and end as no-show in one and the same HubSpot meeting', async () => {
    const page = await demo.begin();
    await connect(page, 'HubSpot');
    await book(page, { email: 'rita@moved.example', firstName: 'Rita', lastName: 'Moved' });
    const contact = await demo.hubspot().one('contacts', ({ email }) => email === 'rita@moved.example');
    const booked = await meetingOf(contact.id);

    await change(page, 'Reschedule', 'Rita Moved');
    const dayLater = Date.parse(String(booked['hs_meeting_start_time'])) + 24 * 3_600_000;
    await eventually(
      () => meetingOf(contact.id),
      (meeting) => Date.parse(String(meeting['hs_meeting_start_time'])) === dayLater,
    );
    await change(page, 'No-show', 'Rita Moved');
    const ended = await eventually(
      () => meetingOf(contact.id),
      (meeting) => meeting['hs_meeting_outcome'] === 'NO_SHOW',
    );
    assert.equal(ended.id, booked.id);
  });

  it('move and are cancelled in one and the same Salesforce event, renamed and free, never deleted', async () => {
    const page = await demo.begin();
    await connect(page, 'Salesforce');
    await book(page, {
      email: 'carl@cancels.example',
      firstName: 'Carl',
      lastName: 'Cancels',
      company: 'Acme',
    });
    const lead = await demo.salesforce().one('Lead', ({ LastName }) => LastName === 'Cancels');
    const eventOf = () => demo.salesforce().one('Event', ({ WhoId }) => WhoId === lead.id);
    const booked = await eventOf();

    await change(page, 'Reschedule', 'Carl Cancels');
    await eventually(eventOf, (event) => event['StartDateTime'] !== booked['StartDateTime']);
    await change(page, 'Cancel', 'Carl Cancels');
    const cancelled = await eventually(eventOf, (event) => event['ShowAs'] === 'Free');
    assert.equal(cancelled.id, booked.id);
    assert.equal(cancelled['Subject'], 'Canceled: Intro call');
  });

  it('are shown as what they became in the sync activity', async () => {
    const page = await demo.begin();
    await connect(page, 'HubSpot');
    await book(page, { email: 'act@shown.example', firstName: 'Act', lastName: 'Shown' });
    await demo.hubspot().one('contacts', ({ email }) => email === 'act@shown.example');
    await comeBack(page);
    await activityOf(page, 'Act Shown').getByRole('img', { name: 'Synced' }).waitFor();
    await activityOf(page, 'Act Shown')
      .getByRole('link', { name: /created$/ })
      .first()
      .waitFor();
  });

  it('wait while the CRM is down, and arrive once it is up again', async () => {
    const page = await demo.begin();
    await connect(page, 'HubSpot');
    await demo.hubspot().faults(down);
    await book(page, { email: 'ida@waits.example', firstName: 'Ida', lastName: 'Waits' });
    await comeBack(page);
    await activity(page)
      .getByRole('heading', { name: /^Waiting/ })
      .waitFor();
    assert.deepEqual(
      (await demo.hubspot().records('contacts')).filter(({ email }) => email === 'ida@waits.example'),
      [],
    );

    await demo.hubspot().faults([]);
    await activity(page)
      .getByRole('button', { name: /^Retry/ })
      .click();
    const contact = await demo.hubspot().one('contacts', ({ email }) => email === 'ida@waits.example');
    await meetingOf(contact.id);
    await activityOf(page, 'Ida Waits').waitFor();
  });

  it('wait while syncing is paused, and arrive when it is resumed', async () => {
    const page = await demo.begin();
    await connect(page, 'Salesforce');
    await chooseOnCard(page, 'Salesforce', 'Pause syncing');
    await reads(card(page, 'Salesforce'), 'Paused.');
    await book(page, {
      email: 'paul@paused.example',
      firstName: 'Paul',
      lastName: 'Paused',
      company: 'Acme',
    });
    await goTo(page, 'Integrations');
    await reads(card(page, 'Salesforce'), '1 booking waits; none is lost.');
    // The page may read the fields again meanwhile; nothing is written.
    const leads = await demo.salesforce().records('Lead');
    assert.equal(leads.filter(({ LastName }) => LastName === 'Paused').length, 0);

    await card(page, 'Salesforce').getByRole('button', { name: 'Resume syncing' }).click();
    const lead = await demo.salesforce().one('Lead', ({ LastName }) => LastName === 'Paused');
    await demo.salesforce().one('Event', ({ WhoId }) => WhoId === lead.id);
  });

  it('are not needed for the answers of a routing form to write the person, and no meeting', async () => {
    const page = await demo.begin();
    await connect(page, 'Salesforce');
    const events = await demo.salesforce().records('Event');
    await askSales(page, {
      email: 'rolf@routed.example',
      firstName: 'Rolf',
      lastName: 'Routed',
      company: 'Acme',
    });
    const lead = await demo.salesforce().one('Lead', ({ LastName }) => LastName === 'Routed');
    assert.equal(lead['Company'], 'Acme');
    assert.equal((await demo.salesforce().records('Event')).length, events.length);
  });

  it('can be tried with a test booking before there is a real one', async () => {
    const page = await demo.begin();
    await connect(page, 'Salesforce');
    await card(page, 'Salesforce').getByRole('button', { name: 'Send a test booking' }).click();
    await reads(card(page, 'Salesforce'), 'The test booking arrived.');
    assert.deepEqual(await card(page, 'Salesforce').getByRole('link').allInnerTexts(), ['Lead', 'Event']);
    await demo.salesforce().one('Event', ({ Subject }) => /test/i.test(String(Subject)));
  });

  it('that lack what the CRM requires are held with the reason, and go through once a fallback is given', async () => {
    const page = await demo.begin();
    await connect(page, 'Salesforce');
    await book(page, { email: 'rex@held.example', firstName: 'Rex', lastName: 'Held' });
    await comeBack(page);
    await activity(page)
      .getByRole('heading', { name: /^Needs attention/ })
      .waitFor();
    await activity(page).getByRole('button', { name: 'Set a fallback' }).click();

    await fallback(page, 'Salesforce', 'Company', 'Individual');
    await save(page, 'Salesforce');
    const lead = await demo.salesforce().one('Lead', ({ LastName }) => LastName === 'Held');
    assert.equal(lead['Company'], 'Individual');
    await activityOf(page, 'Rex Held').waitFor();
  });

  async function meetingOf(contact: string) {
    return demo.hubspot().one('meetings', ({ associations }) => linked(associations).includes(contact));
  }
});

function linked(associations: unknown): readonly string[] {
  if (typeof associations !== 'object' || associations === null || !('contacts' in associations)) return [];
  return Array.isArray(associations.contacts) ? associations.contacts.map(String) : [];
}
