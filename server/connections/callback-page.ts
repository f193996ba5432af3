import type { SignInEnd } from './sign-ins.js';

/** The pop-up's last page and the headers that it must be sent with. */
export interface CallbackPage {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Tells the page that opened the pop-up how the sign-in ended, at the origin that asked and at no other, and closes
 * itself. Where it can't, what it says is enough to go on.
 */
export function callbackPage(end: SignInEnd): CallbackPage {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))));
  const { title, text } = words(end);
  const steps = end.problem?.fix?.text;
  const said = end.problem?.crmSaid;
  return {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'Content-Security-Policy': `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    },
    html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<style nonce="${nonce}">${styles}</style>
</head>
<body>
<main>
<h1 class="${end.status}">${escape(title)}</h1>
<p>${escape(text)}</p>
${said ? `<blockquote>${escape(end.crm)} said: “${escape(said)}”</blockquote>` : ''}
${steps ? `<p>${escape(steps)}</p>` : ''}
<p class="hint">You can close this window.</p>
</main>
${end.attemptId && end.origin ? `<script nonce="${nonce}">${script(end.attemptId, end.status, end.origin)}</script>` : ''}
</body>
</html>
`,
  };
}

function words({ crm, status, problem, link, origin }: SignInEnd): { title: string; text: string } {
  switch (status) {
    case 'connected':
      return {
        title: `${crm} is connected`,
        text: `${linked(link, origin)}Go back to the settings page; it already knows.`,
      };
    case 'cancelled':
      return {
        title: 'Sign-in cancelled',
        text: 'This sign-in was cancelled on the settings page. Nothing was connected.',
      };
    case 'expired':
      return {
        title: 'Sign-in expired',
        text: 'It took longer than ten minutes. Go back to the settings page and try again.',
      };
    case 'pending':
    case 'failed':
      return {
        title: `${crm} was not connected`,
        text: problem?.detail ?? 'Go back to the settings page and try again.',
      };
  }
}

/** For somebody who was talked into a sign-in of another's: read only where the window could not close itself. */
function linked(link: SignInEnd['link'], origin: string | null): string {
  if (!link) return '';
  const { account, by } = link;
  const app = origin === null ? 'an app' : new URL(origin).host;
  return `The account “${account}” is now connected to ${app}, for ${by} there. If that is nobody you know, remove the app in the account’s settings. `;
}

function script(attemptId: string, status: string, origin: string): string {
  const message = literal({ type: 'crm-connect', attemptId, status });
  return `if (window.opener) { window.opener.postMessage(${message}, ${literal(origin)}); window.close(); }`;
}

/** JSON that can't end the script element it stands in. */
function literal(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const styles = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f6f7f9, #16181d); color: light-dark(#1c2430, #e8eaee); }
main { max-width: 26rem; margin: 1rem; padding: 2rem; border-radius: 12px; background: light-dark(#fff, #20242b); box-shadow: 0 1px 3px #0003; }
h1 { font-size: 1.25rem; margin: 0 0 .5rem; }
h1.connected { color: light-dark(#0b6b3a, #6fd39b); }
h1.failed { color: light-dark(#a3211b, #ff9a92); }
p, blockquote { margin: .5rem 0 0; overflow-wrap: anywhere; }
blockquote { padding-inline-start: .75rem; border-inline-start: 3px solid light-dark(#c6ccd6, #4a515e); }
.hint { color: light-dark(#5b6472, #a6adb9); margin-top: 1rem; }
`;
