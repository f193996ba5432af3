import type { ApiDocument, JsonSchema, Operation } from './openapi.js';
import { codesOf, meaningOf } from './described-problems.js';
import { problemTable } from './problems.js';
import { schemaText } from './schema-text.js';

/** The readable page at `/docs`, with its headers: no script, nothing from elsewhere. */
export function docsPage(document: ApiDocument): { html: string; headers: Readonly<Record<string, string>> } {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))));
  const groups = byTag(document);
  const { title, description } = document.info;
  return {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    },
    html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}: HTTP API</title>
<style nonce="${nonce}">${styles}</style>
</head>
<body>
<nav aria-label="Contents">
<strong>${escape(title)}</strong>
${[...groups].map(([tag, operations]) => contents(tag, operations)).join('\n')}
<h2><a href="#types">Types</a></h2>
<h2><a href="#problems">Problems</a></h2>
</nav>
<main>
<h1>HTTP API</h1>
<p>${escape(description)}</p>
<p>Send a session token as <code>Authorization: Bearer …</code>. Your backend signs it with <code>SESSION_SECRET</code> (HS256):
<code>{ "tenant": "acme", "sub": "user-7", "role": "admin" | "member" | "service", "exp": … }</code>, at most 15 minutes ahead
(your clock may be up to a minute ahead of the server’s; a token that has expired is refused at once).
The tenant in it is the only one that a request can touch. The same description for machines: <a href="openapi.json">openapi.json</a>.</p>
${[...groups].map(([tag, operations]) => `<h2>${escape(tag)}</h2>\n${operations.map(article).join('\n')}`).join('\n')}
<h2 id="types">Types</h2>
${Object.entries(document.components.schemas).map(type).join('\n')}
<h2 id="problems">Problems</h2>
<p>Every error is <code>application/problem+json</code> with one of these codes, a sentence in <code>detail</code> and its values in <code>params</code>.</p>
<table><thead><tr><th>Code</th><th>Status</th><th>Meaning</th></tr></thead><tbody>
${Object.entries(problemTable)
  .map(
    ([code, { status, title: meaning }]) =>
      `<tr><td><code>${code}</code></td><td>${status}</td><td>${escape(meaning)}</td></tr>`,
  )
  .join('\n')}
</tbody></table>
</main>
</body>
</html>
`,
  };
}

type Reply = NonNullable<Operation['responses']>[string];

interface Listed extends Operation {
  readonly method: string;
  readonly path: string;
  readonly id: string;
}

function byTag({ paths }: ApiDocument): Map<string, Listed[]> {
  const groups = new Map<string, Listed[]>();
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const tag = operation.tags?.[0] ?? 'Other';
      const id = `${method}-${path}`.replaceAll(/[^a-z0-9]+/gi, '-');
      groups.set(tag, [...(groups.get(tag) ?? []), { ...operation, method: method.toUpperCase(), path, id }]);
    }
  }
  return groups;
}

function contents(tag: string, operations: readonly Listed[]): string {
  const links = operations.map(
    ({ id, method, path }) =>
      `<li><a href="#${id}"><b>${method}</b> ${escape(path.replace(/^\/v1/, ''))}</a></li>`,
  );
  return `<h2>${escape(tag)}</h2><ul>${links.join('')}</ul>`;
}

function article({
  id,
  method,
  path,
  operationId,
  summary,
  description,
  security,
  parameters = [],
  requestBody,
  responses = {},
}: Listed): string {
  const roles = security?.flatMap((scheme) => scheme.session ?? []) ?? [];
  const body = Object.values(requestBody?.content ?? {})[0]?.schema;
  const replies = Object.entries(responses).filter(([status]) => Number(status) < 400);
  const problems = Object.entries(responses).filter(([status]) => Number(status) >= 400);
  return `<article id="${id}">
<h3><span class="${method}">${method}</span> <code>${escape(path)}</code> <small>${escape(operationId ?? '')}</small></h3>
<p>${escape(summary ?? '')} ${roles.map((role) => `<span class="role">${role}</span>`).join(' ')}</p>
${description ? `<p>${escape(description)}</p>` : ''}
${parameters.length > 0 ? `<table><tbody>${parameters.map(parameter).join('')}</tbody></table>` : ''}
${body ? `<h4>Body</h4><pre>${escape(schemaText(body))}</pre>` : ''}
${replies.map(([status, reply]) => `<h4>${status} ${escape(reply.description ?? '')}</h4>${schemaBlock(Object.values(reply.content ?? {})[0]?.schema)}`).join('')}
${problemList(problems)}
</article>`;
}

function problemList(replies: readonly [string, Reply][]): string {
  const lines = replies.flatMap(([status, reply]) =>
    codesOf(Object.values(reply.content ?? {})[0]?.schema).map(
      (code) => `<tr><td>${status}</td><td><code>${code}</code></td><td>${escape(meaningOf(code))}</td></tr>`,
    ),
  );
  return `<details><summary>Problems (${lines.length})</summary><table><tbody>${lines.join('')}</tbody></table></details>`;
}

function parameter({
  name,
  in: place,
  required,
  schema,
  description,
}: NonNullable<Operation['parameters']>[number]): string {
  return `<tr><td><code>${escape(name)}</code></td><td>${place}${required ? '' : ', optional'}</td><td><code>${escape(schemaText(schema))}</code> ${escape(description ?? schema?.description ?? '')}</td></tr>`;
}

function schemaBlock(schema: JsonSchema | undefined): string {
  return schema ? `<pre>${escape(schemaText(schema))}</pre>` : '';
}

function type([name, schema]: [string, JsonSchema]): string {
  return `<details id="type-${escape(name)}"><summary><code>${escape(name)}</code></summary><pre>${escape(schemaText(schema))}</pre></details>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const styles = `
:root { color-scheme: light dark; font: 15px/1.6 system-ui, sans-serif; --line: light-dark(#e1e5eb, #333a45); --soft: light-dark(#f5f7fa, #1d2128); --muted: light-dark(#5b6472, #a6adb9); }
body { margin: 0; display: grid; grid-template-columns: 19rem minmax(0, 1fr); background: light-dark(#fff, #14171c); color: light-dark(#1c2430, #e8eaee); }
nav { position: sticky; top: 0; height: 100vh; box-sizing: border-box; overflow: auto; padding: 1.5rem; border-inline-end: 1px solid var(--line); font-size: .8125rem; background: var(--soft); }
nav strong { font-size: 1rem; }
nav h2 { font-size: .75rem; text-transform: uppercase; letter-spacing: .05em; margin: 1.25rem 0 .25rem; color: var(--muted); }
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { display: block; padding: .125rem 0; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
nav a:hover { text-decoration: underline; }
nav b { font-size: .6875rem; color: var(--muted); }
main { padding: 2rem clamp(1rem, 4vw, 4rem) 6rem; max-width: 60rem; }
h1 { margin: 0; } h2 { margin: 3rem 0 1rem; } h4 { margin: 1rem 0 .25rem; font-size: .875rem; font-weight: 600; }
article { border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.25rem; margin: 0 0 1rem; scroll-margin-top: 1rem; }
article h3 { margin: 0; font-size: 1rem; font-weight: 500; overflow-wrap: anywhere; }
article h3 span { display: inline-block; min-width: 3.5rem; padding: 0 .375rem; border-radius: 5px; font-size: .75rem; font-weight: 700; text-align: center; color: #fff; background: #57606f; }
.GET { background: #2563a8 !important; } .POST { background: #1c7c4a !important; } .PUT, .PATCH { background: #9a5b00 !important; } .DELETE { background: #b3302a !important; }
.role { border: 1px solid var(--line); border-radius: 999px; padding: 0 .5rem; font-size: .75rem; color: var(--muted); }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 8px; padding: .75rem 1rem; overflow: auto; font-size: .8125rem; margin: .25rem 0; }
table { border-collapse: collapse; font-size: .875rem; width: 100%; } td, th { text-align: start; padding: .375rem .75rem .375rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
details { margin: 0 0 .5rem; } summary { cursor: pointer; }
a { color: light-dark(#1d5fb4, #7db4ff); }
@media (max-width: 50rem) { body { grid-template-columns: minmax(0, 1fr); } nav { position: static; height: auto; max-height: 40vh; } }
`;
