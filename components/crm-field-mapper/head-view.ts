import { html } from 'lit';
import { icon } from '../ui/icons.js';
import type { MapperView } from './view.js';

/** Whose fields, which version, and what can be done with all of it. */
export function headView(view: MapperView) {
  const { editor, words } = view;
  const { name: crm } = editor.provider;
  return html`<header class="head" part="head">
    <span class="tile" aria-hidden="true">${crm.slice(0, 1)}</span>
    <div class="grow">
      <h2 tabindex="-1">${words.say('mapper.title', { crm })}</h2>
      <p class="muted num">${view.rest?.subtitleOf(view) ?? words.say('mapper.reading')}</p>
    </div>
    <button
      class="button preview"
      type="button"
      data-part="preview-button"
      aria-label=${words.say('mapper.preview')}
      ?disabled=${!editor.ready || editor.forbidden}
      @click=${() => editor.set({ panel: { kind: 'preview' } })}
    >
      ${icon('eye')}<span>${words.say('mapper.preview')}</span>
    </button>
    <span class="menu-place">${view.rest?.menuView(view)}</span>
  </header>`;
}
