import { css, html } from 'lit';
import { speakEnglish } from '../locales/en.js';
import { mapperMore } from '../locales/en/mapper-more.js';
import type { Mapping, ObjectMapping } from '../../server/contract/model/index.js';
import { startDraft } from './draft.js';
import { sendable } from './draft-changes.js';
import type { Editor } from './editor.js';
import type { MapperView } from './view.js';
import { commit } from './commit.js';

speakEnglish(mapperMore);

/** Looks of the form. */
export const styles = css`
  .import {
    padding: 0 24px 20px;
  }
`;

/** Hands the draft out as a file. */
export function exportMapping(editor: Editor): void {
  const { id } = editor.provider;
  const text = JSON.stringify({ provider: id, mapping: sendable(editor.mapping) }, null, 2);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = `${id}-mapping-${editor.saved?.version ?? 0}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Takes an exported file as the draft. */
export function importDialog({ editor, words }: MapperView) {
  const close = () => editor.set({ panel: undefined });
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const field = event.target.elements.namedItem('file');
    const file = field instanceof HTMLInputElement ? field.files?.[0] : undefined;
    if (!(field instanceof HTMLInputElement) || !file) return;
    const taken = imported(await file.text(), editor.mapping);
    field.setCustomValidity(taken ? '' : words.say('mapper.importBad'));
    if (!taken) {
      field.reportValidity();
      return;
    }
    commit(editor, startDraft(taken));
    close();
  };
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

/** A file's mapping over the one at hand: objects that this CRM does not have are left aside, locked rows stay. */
function imported(text: string, current: Mapping): Mapping | undefined {
  const file = parsed(text);
  if (!file) return undefined;
  const objects = Object.entries(current.objects).map(([name, own]): [string, ObjectMapping] => {
    const theirs = file.objects[name];
    if (!theirs || !Array.isArray(theirs.rows)) return [name, own];
    const locked = own.rows.filter((row) => row.locked);
    const rows = theirs.rows.filter((row) => !locked.some(({ target }) => target === row.target));
    return [
      name,
      { ...own, ...theirs, rows: [...locked, ...rows.map((row) => ({ ...row, locked: false }))] },
    ];
  });
  return { ...current, ...file, version: current.version, objects: Object.fromEntries(objects) };
}

function parsed(text: string): Mapping | undefined {
  try {
    const file = JSON.parse(text);
    const mapping = file?.mapping ?? file;
    return typeof mapping?.objects === 'object' && mapping.objects !== null ? mapping : undefined;
  } catch {
    // Not JSON: said to the person by the caller.
    return undefined;
  }
}
