import { readFile } from 'node:fs/promises';

/** A piece of code for the page to show, as it is in the file. */
export interface Snippet {
  readonly file: string;
  readonly code: string;
}

/** What a host wrote to have the widget, cut from the files themselves so that it is never out of date. */
export async function codeShown(serverUrl: string): Promise<Snippet[]> {
  const [html, page, backend] = await Promise.all(
    ['index.html', 'host-page.ts', 'host-backend.ts'].map((file) => readFile(`demo/${file}`, 'utf8')),
  );
  const script = '<script type="module" src="https://app.northlane.example/crm-connect.js"></script>';
  const tags = between(html, /<!-- begin: .*-->\n/, '<!-- end -->').replaceAll(
    '__CRM_CONNECT_SERVER__',
    serverUrl,
  );
  return [
    { file: 'settings.html', code: `${script}\n\n${unindented(tags)}` },
    { file: 'settings.js', code: between(page, /(?=const )/, '\u0000') },
    {
      file: 'backend',
      code: unindented(between(backend, /(?= {2}app\.get\('\/crm-token')/, "\n  app.get('/api/config'")),
    },
  ];
}

function between(text = '', from: RegExp, to: string): string {
  const start = text.search(from) + (from.exec(text)?.[0].length ?? 0);
  const end = text.indexOf(to, start);
  return text.slice(start, end < 0 ? undefined : end).trimEnd();
}

function unindented(text: string): string {
  const spaces = /^ */.exec(text)?.[0].length ?? 0;
  return text.replaceAll(new RegExp(`^ {${spaces}}`, 'gm'), '');
}
