import { css, html } from 'lit';
import { speakEnglish } from '../locales/en.js';
import { mapperMore } from '../locales/en/mapper-more.js';
import { emphasised } from '../ui/pieces.js';
import type { MapperView } from './view.js';

speakEnglish(mapperMore);

/** Looks of the explanation. */
export const styles = css`
  .missing {
    display: grid;
    gap: 10px;
    padding: 0 24px 20px 40px;
    font-size: 0.8125rem;
    list-style: disc;
  }
`;

/** Explains why a CRM field may not be on the list, and reads the list again. */
export function missingFieldDialog({ editor, words }: MapperView) {
  const { name: crm, fieldWord: word, connection } = editor.provider;
  const again = async () => {
    await editor.readFields(editor.object, true);
    editor.listener.say(words.say('mapper.readDone', { count: editor.knownFields().length }));
    editor.set({ panel: undefined });
  };
  return html`<cc-dialog
    open
    heading=${words.say('mapper.missingTitle')}
    close-label=${words.say('common.close')}
    @close=${() => editor.set({ panel: undefined })}
  >
    <span slot="lead">${words.say('mapper.missingLead', { word })}</span>
    <ul class="missing">
      <li>${emphasised(words.say('mapper.missingNew', { crm }))}</li>
      <li>
        ${emphasised(words.say('mapper.missingSecurity', { crm, word, name: connection?.connectedBy }))}
      </li>
      <li>${emphasised(words.say('mapper.missingReadOnly', { crm }))}</li>
    </ul>
    <button class="button primary" type="button" slot="actions" @click=${() => void again()}>
      ${words.say('mapper.readAgain')}
    </button>
  </cc-dialog>`;
}
