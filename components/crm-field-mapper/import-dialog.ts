import { css, html, nothing } from 'lit';
import { speakEnglish } from '../locales/en.js';
import { mapperMore } from '../locales/en/mapper-more.js';
import { sendable } from './draft-changes.js';
import type { Editor } from './editor.js';
import { fileFormat, importMapping, largestFile, type Imported } from './import-mapping.js';
import type { MapperView } from './view.js';
import { commit, mappingDiffers } from './commit.js';

speakEnglish(mapperMore);

/** Looks of the form. */
export const styles = css`
  .import {
    padding: 0 var(--pad) 20px;
  }
  .left-out {
    margin: 0;
    padding: 0 var(--pad) 16px 42px;
    list-style: disc;
    font-size: 0.8125rem;
    line-height: 1.375rem;
    overflow-wrap: anywhere;
  }
`;

/** Hands the draft out as a file. */
export function exportMapping(editor: Editor): void {
  const { id } = editor.provider;
  const text = JSON.stringify(
    { format: fileFormat, provider: id, mapping: sendable(editor.mapping) },
    null,
    2,
  );
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = `${id}-mapping-${editor.saved?.version ?? 0}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Takes an exported file as the draft. */
export function importDialog(view: MapperView) {
  const { editor, words } = view;
  const close = () => {
    results.delete(editor);
    editor.set({ panel: undefined });
  };
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const field = event.target.elements.namedItem('file');
    const file = field instanceof HTMLInputElement ? field.files?.[0] : undefined;
    if (!(field instanceof HTMLInputElement) || !file) return;
    const refuse = (sentence: string) => {
      field.setCustomValidity(sentence);
      field.reportValidity();
    };
    if (file.size > largestFile) return refuse(words.say('mapper.importTooBig'));
    await Promise.all(editor.provider.objects.map(({ name }) => editor.readFields(name)));
    const result = importMapping(await file.text(), editor);
    if (!result.mapping) return refuse(words.say('mapper.importBad'));
    const { other, taken } = result;
    if (other && taken === 0) {
      const crm = editor.session.provider(other)?.name ?? other;
      return refuse(words.say('mapper.importOther', { other: crm, crm: editor.provider.name }));
    }
    commit(editor, { mapping: result.mapping, removed: [] });
    if (result.left.length === 0 && !mappingDiffers(editor)) return refuse(words.say('mapper.noDifference'));
    if (result.left.length === 0 && !result.isNewer) return close();
    results.set(editor, result);
    editor.listener.changed();
  };
  const result = results.get(editor);
  if (result?.mapping) return resultDialog(view, result, close);
  return html`<cc-dialog
    open
    heading=${words.say('mapper.importTitle')}
    close-label=${words.say('common.close')}
    @close=${close}
  >
    <span slot="lead">${words.say('mapper.importLead')}</span>
    <form class="import" id="import" @submit=${onSubmit}>
      <label class="label" for="import-file">${words.say('mapper.importFile')}</label>
      <input
        id="import-file"
        name="file"
        type="file"
        accept="application/json,.json"
        required
        @change=${({ target }: Event) => target instanceof HTMLInputElement && target.setCustomValidity('')}
      />
    </form>
    <button class="button text" type="button" slot="actions" @click=${close}>
      ${words.say('common.cancel')}
    </button>
    <button class="button primary" type="submit" form="import" slot="actions">
      ${words.say('mapper.importDo')}
    </button>
  </cc-dialog>`;
}

/** What was taken of a file, and everything that was not. */
function resultDialog(
  { editor, words }: MapperView,
  { taken, left, isNewer }: Extract<Imported, { readonly taken: number }>,
  close: () => void,
) {
  return html`<cc-dialog
    open
    heading=${words.say('mapper.importDone', { count: taken })}
    close-label=${words.say('common.close')}
    @close=${close}
  >
    <span slot="lead"
      >${isNewer ? words.say('mapper.importNewer') : nothing}
      ${left.length > 0 ? words.say('mapper.importLeft', { crm: editor.provider.name }) : nothing}</span
    >
    <ul class="left-out">
      ${left.slice(0, mostLeft).map(
        (each) =>
          html`<li>
            <b class="med">${each.what}</b>
            ${'why' in each ? each.why : words.say('mapper.importNoObject', { count: each.rows, crm: editor.provider.name })}
          </li>`,
      )}
      ${left.length > mostLeft ? html`<li>${words.say('mapper.importMoreLeft', { count: left.length - mostLeft })}</li>` : nothing}
    </ul>
    <button class="button primary" type="button" slot="actions" @click=${close}>
      ${words.say('mapper.done')}
    </button>
  </cc-dialog>`;
}

/** As many as somebody reads. */
const mostLeft = 200;

/** What the last file came to, until it was read. */
const results = new WeakMap<Editor, Imported>();
