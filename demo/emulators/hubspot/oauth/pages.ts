import { html, raw } from 'hono/html';
import type { OrgName } from '../../emulated-org.js';
import type { HubspotOrg } from '../org.js';
import { scopeWords } from '../scopes.js';
import { app } from './app.js';
import type { AuthorizeRequest } from './authorize-request.js';
import { pageStyles } from './page-styles.js';

type Page = ReturnType<typeof html>;

/** Asks the user for an account and for consent. `query` comes back with the form, so that nothing is kept in between. */
export function consentPage(
  request: AuthorizeRequest,
  orgs: Record<OrgName, HubspotOrg>,
  query: string,
): Page {
  const scopes = [...request.required, ...request.optional].filter((scope) => scope !== 'oauth');
  const isOptional = (scope: string) => request.optional.includes(scope);
  return page(
    `Connect ${app.name}`,
    html`<h1>Connect ${app.name} to HubSpot</h1>
      <form method="post">
        <input type="hidden" name="request" value="${query}" />
        <fieldset>
          <legend>Choose an account</legend>
          ${choice(orgs.tidy, 'tidy', 'A fresh account with its usual fields', true)}
          ${choice(orgs.awkward, 'awkward', 'Hundreds of custom fields, twice the same names', false)}
        </fieldset>
        <h2>This app will be able to</h2>
        <ul>
          ${scopes.map(
            (scope) =>
              html`<li>
                <span>${scopeWords[scope] ?? scope}${isOptional(scope) ? html` <em>optional</em>` : ''}</span>
                <code>${scope}</code>
              </li>`,
          )}
        </ul>
        <p class="actions">
          <button name="decision" value="deny" class="quiet">Deny</button>
          <button name="decision" value="allow">Allow</button>
        </p>
      </form>
      <p class="note">You will be taken back to ${new URL(request.redirectUri).host}.</p>`,
  );
}

/** What remains after a refusal: the app hears nothing of it. */
export function declinedPage(): Page {
  return page(
    'Declined',
    html`<h1>You declined the connection</h1>
      <p>Nothing was sent back to ${app.name}. You can close this window.</p>`,
  );
}

/** A problem that HubSpot shows itself instead of sending it to the app. */
export function problemPage(title: string, message: string): Page {
  return page(
    title,
    html`<h1>${title}</h1>
      <p class="problem" role="alert">${message}</p>
      <p class="note">Close this window and try again from the app.</p>`,
  );
}

/** What a curious person finds at the emulator's root. */
export function frontPage(): Page {
  const links = ['contacts', 'meetings', 'companies'].flatMap((object) =>
    (['tidy', 'awkward'] as const).map((org) => ({ object, org })),
  );
  return page(
    'HubSpot emulator',
    html`<h1>HubSpot emulator</h1>
      <p>A stand-in for HubSpot’s API, with two accounts. Nothing here leaves this machine.</p>
      <ul>
        ${links.map(
          ({ object, org }) =>
            html`<li><a href="/_emulator/records/${object}?org=${org}">${object} in ${org}</a></li>`,
        )}
        <li><a href="/_emulator/calls">API calls so far</a></li>
      </ul>`,
  );
}

function choice(org: HubspotOrg, value: OrgName, description: string, isChosen: boolean): Page {
  const checked = isChosen ? raw(' checked') : '';
  return html`<label class="choice">
    <input type="radio" name="org" value="${value}" ${checked} />
    <span><strong>Northlane ${value}</strong><small>${description}</small></span>
    <code>${org.portalId}</code>
  </label>`;
}

function page(title: string, body: Page): Page {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${raw(pageStyles)}
        </style>
      </head>
      <body>
        <header><b aria-hidden="true"></b>HubSpot <span>emulator</span></header>
        <main>${body}</main>
      </body>
    </html>`;
}
