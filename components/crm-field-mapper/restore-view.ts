import { html, nothing } from 'lit';
import { restoreVersion } from '../api/mapping-calls.js';
import { problemOf } from '../api/problem.js';
import type { Toast } from '../ui/toast.js';
import type { MappingVersion } from '../../server/contract/model/index.js';
import { changesInWords } from './changes-in-words.js';
import { changesOf, commit, isDirty } from './commit.js';
import { begin } from './edits.js';
import type { Editor } from './editor.js';
import { gapNotes } from './gap-dialog.js';
import type { MapperView } from './view.js';

/** A version that should be live again, and the one that is. */
export interface Restoring {
  readonly live: MappingVersion;
  readonly wanted: MappingVersion;
}

/** What would change, in words, and what would be given up. */
export function restoreBody(view: MapperView, { live, wanted }: Restoring) {
  const { editor, words } = view;
  const said = changesInWords(view, live.mapping, wanted.mapping);
  return html`<div class="restore">
    ${
      said.length > 0
        ? html`<ul class="diff">
            ${said.map((each) => html`<li>${each}</li>`)}
          </ul>`
        : words.say('mapper.noDifference')
    }
    ${gapNotes(words, editor.gapsOf(wanted.mapping))}
    ${isDirty(editor) ? html`<p class="med">${words.say('mapper.restoreDirty')}</p>` : nothing}
  </div>`;
}

/** Goes back to the list, or goes on. */
export function restoreActions(view: MapperView, restoring: Restoring) {
  const { editor, words } = view;
  return html`<button
      class="button"
      type="button"
      slot="actions"
      @click=${() => editor.set({ panel: { kind: 'history' } })}
    >
      ${words.say('common.cancel')}
    </button>
    <button
      class="button primary"
      type="button"
      slot="actions"
      @click=${({ currentTarget }: Event) => {
        const root = currentTarget instanceof Element ? currentTarget.getRootNode() : null;
        const toast = root instanceof ShadowRoot ? root.querySelector('cc-toast') : null;
        void restore(view, restoring, toast);
      }}
    >
      ${words.say('mapper.restore')}
    </button>`;
}

/** Makes a version live again; the toast brings back what it took the place of, edits that were not saved too. */
async function restore(
  { editor, words }: MapperView,
  { live, wanted: { version } }: Restoring,
  toast: Toast | null,
): Promise<void> {
  const draft = isDirty(editor) ? editor.draft : undefined;
  if (!(await makeLive(editor, version))) return;
  toast?.show({
    text: words.say('mapper.restored', { version }),
    action: words.say('common.undo'),
    onAction: () =>
      void makeLive(editor, live.version).then((done) => {
        const { saved } = editor;
        if (done && draft && saved)
          commit(editor, { ...draft, mapping: { ...draft.mapping, version: saved.version } });
      }),
  });
}

async function makeLive(editor: Editor, version: number): Promise<boolean> {
  const changes = changesOf(editor);
  try {
    const { mapping, etag } = await restoreVersion(editor.session.client, editor.provider.id, version);
    begin(editor, mapping, etag);
    editor.listener.edited(mapping, changes, true);
    editor.session.tell({ kind: 'mapping', provider: editor.provider.id });
    return true;
  } catch (error) {
    const problem = problemOf(error);
    editor.set({ panel: undefined, problem });
    editor.listener.refused(problem);
    return false;
  }
}
