import assert from 'node:assert/strict';

/** Presses Allow on a CRM's consent page, as a person does; gives the callback address it leads to. */
export async function consent(authorizeUrl: string, org: 'tidy' | 'awkward'): Promise<string> {
  const page = await fetch(authorizeUrl, { redirect: 'manual' });
  const html = await page.text();
  assert.equal(page.status, 200, html);
  const form = new URLSearchParams();
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
    const type = attribute(tag, 'type');
    const name = attribute(tag, 'name');
    if (name && type !== 'radio' && type !== 'checkbox') form.set(name, attribute(tag, 'value') ?? '');
  }
  form.set('org', org);
  for (const [tag, inner] of html.matchAll(/<button[^>]*>([^<]*)/g)) {
    if (inner?.trim() === 'Allow')
      form.set(attribute(tag, 'name') ?? 'decision', attribute(tag, 'value') ?? 'allow');
  }
  const action = /<form[^>]*action="([^"]*)"/.exec(html)?.[1];
  const target = new URL(action ? plain(action) : authorizeUrl, authorizeUrl);
  const answer = await fetch(target, { method: 'POST', body: form, redirect: 'manual' });
  await answer.arrayBuffer();
  const back = answer.headers.get('location');
  assert.ok(back, 'the consent page led nowhere');
  return back;
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : plain(found);
}

function plain(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
