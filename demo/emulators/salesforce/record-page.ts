import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { GatedEnv } from '../fault-gate.js';
import type { Emulator } from './emulator.js';
import { sobjectValues } from './records/shown.js';
import { readId } from './records/id.js';

/** A plain page per record at `/{id}`, where links to records lead in the real product's user interface. */
export function recordPages(app: Hono<GatedEnv>, emulator: Emulator): void {
  const show = (text: string) => {
    const id = readId(text) ?? '';
    for (const org of Object.values(emulator.orgs)) {
      const sobject = org.objectOfId(id);
      const row = sobject && org.store.get(sobject.name, id);
      if (!sobject || !row) continue;
      const values = Object.entries(sobjectValues(sobject, row)).filter(([, value]) => value !== null);
      const label = (name: string) => sobject.fields.find((field) => field.name === name)?.label ?? name;
      const title = String(row.values['Name'] ?? row.values['Subject'] ?? row.values['CaseNumber'] ?? id);
      return html`<!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width" />
            <title>${title}</title>
            <style>
              body {
                max-width: 44rem;
                margin: 2rem auto;
                padding: 0 1rem;
                color: #181818;
                font:
                  15px/1.5 system-ui,
                  sans-serif;
              }
              th {
                padding: 0.25rem 1.5rem 0.25rem 0;
                color: #5c5c5c;
                font-weight: 400;
                text-align: start;
                vertical-align: top;
              }
            </style>
          </head>
          <body>
            <p>${sobject.label} · ${org.title} (emulated Salesforce)${row.deleted ? ' · deleted' : ''}</p>
            <h1>${title}</h1>
            <table>
              ${values.map(
                ([name, value]) =>
                  html`<tr>
                    <th scope="row">${label(name)}</th>
                    <td>${String(value)}</td>
                  </tr>`,
              )}
            </table>
          </body>
        </html>`;
    }
    return undefined;
  };

  for (const path of ['/:id', '/lightning/r/:object/:id/view'] as const) {
    app.get(path, async (c, next) => {
      const page = show(c.req.param('id'));
      return page ? c.html(page) : next();
    });
  }
}
