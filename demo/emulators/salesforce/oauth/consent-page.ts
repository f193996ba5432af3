import { html } from 'hono/html';

/** What the consent page asks about. */
export interface ConsentRequest {
  action: string;
  app: string;
  scopes: string[];
  sandbox: boolean;
  orgs: { name: string; title: string; user: string; hint: string }[];
  /** The authorize request's own parameters, sent along. */
  params: Record<string, string>;
}

/** The page on which a user picks an org and allows or denies access: plain forms, no scripts. */
export function consentPage(request: ConsentRequest) {
  const kind = request.sandbox ? 'Sandbox' : 'Production';
  return page(
    'Allow access?',
    html`<p class="kind">${kind} login · emulated Salesforce</p>
      <h1>Allow access?</h1>
      <p><b>${request.app}</b> is asking to:</p>
      <ul>
        ${request.scopes.map((scope) => html`<li>${SCOPES[scope] ?? scope}</li>`)}
      </ul>
      <form method="post" action="${request.action}">
        ${Object.entries(request.params).map(
          ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
        )}
        <fieldset>
          <legend>Org</legend>
          ${request.orgs.map(
            ({ name, title, user, hint }, index) =>
              html`<label>
                <input type="radio" name="org" value="${name}" ${index === 0 ? 'checked' : ''} />
                <span><b>${name}</b> ${title}<small>${user} · ${hint}</small></span>
              </label>`,
          )}
        </fieldset>
        <div class="buttons">
          <button name="decision" value="deny">Deny</button>
          <button name="decision" value="allow" class="primary">Allow</button>
        </div>
      </form>`,
  );
}

/** The page that shows what is wrong with an authorize request when there is no safe place to redirect to. */
export function errorPage(error: string, description: string) {
  return page(
    error,
    html`<h1>We can’t authorize you because of an OAuth error.</h1>
      <p><b>${error}</b> : ${description}</p>`,
  );
}

const SCOPES: Record<string, string> = {
  api: 'Manage user data via APIs',
  refresh_token: 'Perform requests at any time',
  id: 'Access the identity URL service',
  openid: 'Access unique user identifiers',
  web: 'Manage user data via Web browsers',
  full: 'Full access',
  profile: 'Access your profile',
  email: 'Access your e-mail address',
};

function page(title: string, content: ReturnType<typeof html>) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          body {
            margin: 0;
            padding: 2rem 1rem;
            background: #f3f3f3;
            color: #181818;
            font:
              15px/1.5 system-ui,
              sans-serif;
          }
          main {
            max-width: 26rem;
            margin: auto;
            padding: 1.5rem;
            border: 1px solid #d8d8d8;
            border-radius: 8px;
            background: #fff;
          }
          h1 {
            margin: 0 0 0.5rem;
            font-size: 1.3rem;
          }
          .kind,
          small {
            color: #5c5c5c;
            font-size: 0.85rem;
          }
          fieldset {
            margin: 1rem 0;
            border: 1px solid #d8d8d8;
            border-radius: 6px;
          }
          label {
            display: flex;
            gap: 0.5rem;
            padding: 0.4rem 0;
          }
          small {
            display: block;
          }
          .buttons {
            display: flex;
            justify-content: flex-end;
            gap: 0.75rem;
          }
          button {
            padding: 0.45rem 1.2rem;
            border: 1px solid #747474;
            border-radius: 5px;
            background: #fff;
            color: #0b5cab;
            font: inherit;
            cursor: pointer;
          }
          .primary {
            border-color: #0b5cab;
            background: #0b5cab;
            color: #fff;
          }
        </style>
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html>`;
}
