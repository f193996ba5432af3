import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startDemo, type Demo } from './demo.js';
import { activityOf, book, card, change, comeBack, connect, mapper, reads } from './person.js';

describe('A server that dies and starts again', () => {
  let demo: Demo;
  before(async () => {
    // What was on its way when the server died is waited for that long, and ten seconds more.
    demo = await startDemo({ CRM_TIMEOUT_SECONDS: '3' });
  });
  after(() => demo.close());

  it('is still connected, and its page goes on', async () => {
    const page = await demo.begin();
    await connect(page, 'HubSpot');
    await connect(page, 'Salesforce');
    await demo.restart();
    await page.reload();
    await reads(card(page, 'HubSpot'), 'Every booking is in HubSpot.');
    await reads(card(page, 'Salesforce'), 'Every booking is in Salesforce.');
    await mapper(page, 'HubSpot').getByRole('group', { name: 'Mapping of First Name' }).waitFor();
  });

  it('sends a booking that was taken right before it was killed, exactly once', async () => {
    const page = await demo.begin();
    await connect(page, 'HubSpot');
    await connect(page, 'Salesforce');
    const before = [await demo.hubspot().records('meetings'), await demo.salesforce().records('Event')];
    // While the CRMs are down nothing is half done when the kill comes.
    await demo.hubspot().faults([{ then: { status: 503 } }]);
    await demo.salesforce().faults([{ then: { status: 503 } }]);
    await book(page, {
      email: 'last@minute.example',
      firstName: 'Last',
      lastName: 'Minute',
      company: 'Acme',
    });
    await demo.restart();

    await demo.hubspot().one('contacts', ({ email }) => email === 'last@minute.example');
    const lead = await demo.salesforce().one('Lead', ({ LastName }) => LastName === 'Minute');
    await demo.salesforce().one('Event', ({ WhoId }) => WhoId === lead.id);
    await demo.hubspot().one('meetings', ({ id }) => !before[0]?.some((known) => known.id === id));
    await comeBack(page);
    await reads(card(page, 'HubSpot'), 'Every booking is in HubSpot.');
    await reads(card(page, 'Salesforce'), 'Every booking is in Salesforce.');
    assert.equal((await demo.hubspot().records('meetings')).length, (before[0]?.length ?? 0) + 1);
    assert.equal((await demo.salesforce().records('Event')).length, (before[1]?.length ?? 0) + 1);
  });

  it('goes on with the same records: a booking moved after the restart is the meeting from before it', async () => {
    const page = await demo.begin();
    await connect(page, 'Salesforce');
    await book(page, {
      email: 'over@restart.example',
      firstName: 'Over',
      lastName: 'Restart',
      company: 'Acme',
    });
    const lead = await demo.salesforce().one('Lead', ({ LastName }) => LastName === 'Restart');
    const booked = await demo.salesforce().one('Event', ({ WhoId }) => WhoId === lead.id);
    await comeBack(page);
    await activityOf(page, 'Over Restart').getByRole('img', { name: 'Synced' }).waitFor();
    await demo.restart();

    await page.reload();
    await change(page, 'Cancel', 'Over Restart');
    const cancelled = await demo
      .salesforce()
      .one('Event', ({ WhoId, ShowAs }) => WhoId === lead.id && ShowAs === 'Free');
    assert.equal(cancelled.id, booked.id);
  });
});
