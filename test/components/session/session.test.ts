import { expect, fixture, html } from '@open-wc/testing';
import { Session } from '../../../components/session/session.js';
import { joinSession } from '../../../components/session/session-registry.js';
import '../../../components/define.js';
import { eventually, readerOf } from '../reader.js';
import { newTenant } from '../stage.js';

describe('a session', () => {
  it('is one for elements with the same server and token, and ends with the last of them', () => {
    const [one, two] = [
      joinSession('https://crm.example', { token: 'a' }),
      joinSession('https://crm.example', { token: 'a' }),
    ];
    expect(one.session).to.equal(two.session);
    expect(joinSession('https://crm.example', { token: 'b' }).session).not.to.equal(one.session);
    one.leave();
    one.leave();
    const third = joinSession('https://crm.example', { token: 'a' });
    expect(third.session).to.equal(two.session);
    two.leave();
    third.leave();
    expect(joinSession('https://crm.example', { token: 'a' }).session).not.to.equal(one.session);
  });

  it('reads what is connected once for all that ask at the same time', async () => {
    let asked = 0;
    const session = new Session('https://crm.example', { token: 'a' }, async () => {
      asked += 1;
      return Response.json({ providers: [] });
    });
    await Promise.all([session.readProviders(), session.readProviders()]);
    expect(asked).to.equal(1);
    expect(session.providers.status).to.equal('ready');
  });

  it('keeps what was read when a later look fails', async () => {
    const replies = [Response.json({ providers: [] })];
    const session = new Session('https://crm.example', { token: 'a' }, async () => {
      const reply = replies.shift();
      if (!reply) throw new TypeError();
      return reply;
    });
    await session.readProviders();
    await session.readProviders();
    expect(session.providers.status).to.equal('ready');
  });

  it('is taken by elements inside from the one around them, with its words', async () => {
    const tenant = await newTenant();
    const outer = await fixture<HTMLElement>(
      html`<crm-connect
        server=${tenant.server}
        token=${await tenant.token()}
        .strings=${{ 'activity.notConnected': 'Nothing is linked' }}
        ><crm-sync-activity></crm-sync-activity
      ></crm-connect>`,
    );
    const inner = outer.querySelector('crm-sync-activity');
    if (!inner) throw new Error('The page is incomplete.');
    await readerOf(inner).reads('Nothing is linked');
  });

  it('of another token is joined when the page changes the token', async () => {
    const [first, second] = [await newTenant({ hubspot: 'tidy' }), await newTenant()];
    const element = await fixture<HTMLElementTagNameMap['crm-connect']>(
      html`<crm-connect server=${first.server} token=${await first.token()}></crm-connect>`,
    );
    await readerOf(element).see('button', 'More for the HubSpot connection');
    element.token = await second.token();
    await readerOf(element).see('button', 'Connect HubSpot');
  });

  it('is left alone by a second copy of the library on the same page', async () => {
    const tenant = await newTenant();
    const before = customElements.get('crm-connect');
    const copy: string = '/components/define.ts?copy';
    await import(copy);
    expect(customElements.get('crm-connect')).to.equal(before);
    const element = await fixture<HTMLElementTagNameMap['crm-connect']>(
      html`<crm-connect server=${tenant.server} token=${await tenant.token()}></crm-connect>`,
    );
    await eventually('cards', () => readerOf(element).find('button', 'Connect HubSpot'));
  });

  for (const tag of ['crm-connect', 'crm-field-mapper', 'crm-sync-activity', 'crm-contact-field'] as const) {
    it(`is missed aloud by <${tag}> that was given no server, or no token, until it is given`, async () => {
      const tenant = await newTenant({ salesforce: 'tidy' });
      const told: unknown[] = [];
      const { error } = console;
      console.error = (text: unknown) => told.push(text);
      try {
        const bare = await fixture<HTMLElementTagNameMap[typeof tag]>(document.createElement(tag));
        await readerOf(bare).reads(`<${tag}> waits for its “server” attribute`);
        const element = await fixture<HTMLElementTagNameMap[typeof tag]>(document.createElement(tag));
        element.server = tenant.server;
        await readerOf(element).reads(`<${tag}> waits for a session token. Set “token-url”, “token”`);
        expect(told).to.have.length(2);
        element.token = await tenant.token();
        await eventually(
          'the end of waiting',
          () => !/waits for/.test(element.shadowRoot?.textContent ?? ''),
        );
      } finally {
        console.error = error;
      }
    });
  }
});
