import { html } from 'lit';
import { speakEnglish } from '../locales/en.js';
import { session as texts } from '../locales/en/session.js';
import type { Words } from '../locales/words.js';

speakEnglish(texts);

/** Tells whoever builds the page what an element needs before it can begin: once in the console, and in its place. */
export function unset({ server, localName }: Element & { readonly server?: string }, words: Words) {
  const said = words.say(server ? 'session.noToken' : 'session.noServer', { tag: `<${localName}>` });
  console.error(`CRM Connect: ${said}`);
  return html`<p class="unset muted" role="note">${said}</p>`;
}
