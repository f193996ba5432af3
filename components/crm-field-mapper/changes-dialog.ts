import { css, html, nothing } from 'lit';
import { speakEnglish } from '../locales/en.js';
import { mapperMore } from '../locales/en/mapper-more.js';
import { changesInWords } from './changes-in-words.js';
import { sendable } from './draft-changes.js';
import type { MapperView } from './view.js';

speakEnglish(mapperMore);

/** Looks of the list of changes. */
export const styles = css`
  .diff {
    margin: 0;
    padding: 4px var(--pad) 20px 42px;
    list-style: disc;
    font-size: 0.8125rem;
    line-height: 1.5rem;
    overflow-wrap: anywhere;
  }
`;

/** What a save would change, in words. */
export function changesDialog(view: MapperView) {
  const { editor, words } = view;
  const said = [
    ...(editor.saved ? changesInWords(view, editor.saved, sendable(editor.mapping)) : []),
    ...(editor.draft?.kept ?? []).map(({ object, field }) =>
      words.say('mapper.rowDiffers', {
        field: editor.knownFields(object).find(({ name }) => name === field)?.label ?? field,
        object: editor.crmObject(object)?.label,
        what: words.say('mapper.keptAsIs', { count: 1 }),
      }),
    ),
  ];
  if (said.length === 0) return nothing;
  const close = () => editor.set({ panel: undefined });
  return html`<cc-dialog
    open
    heading=${words.say('mapper.changesTitle')}
    close-label=${words.say('common.close')}
    @close=${close}
  >
    <span slot="lead">${words.say('mapper.changesLead')}</span>
    <ul class="diff">
      ${said.map((each) => html`<li>${each}</li>`)}
    </ul>
    <button class="button primary" type="button" slot="actions" @click=${close}>
      ${words.say('mapper.done')}
    </button>
  </cc-dialog>`;
}
