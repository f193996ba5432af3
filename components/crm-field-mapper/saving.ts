import { problemOf, wasAborted, type ClientProblem } from '../api/problem.js';
import { sendable } from './draft-changes.js';
import type { Editor } from './editor.js';
import { changesOf, isDirty, mappingDiffers } from './commit.js';
import { followDrift } from './drift.js';
import { begin } from './edits.js';
import { acceptFields, saveMapping } from '../api/mapping-calls.js';

/**
 * Saves the draft as a new version. Gaps in what the CRM requires are asked about once, a lost race shows both
 * sides, and rows that can't work are named. True when it was saved.
 */
export async function saveDraft(editor: Editor): Promise<boolean> {
  const [mistyped] = Object.keys(editor.mistyped);
  if (mistyped) {
    editor.listener.focus({ kind: 'fallback', row: mistyped });
    return false;
  }
  if (!isDirty(editor) || editor.saving) return !isDirty(editor);
  const gaps = JSON.stringify(editor.gaps.map(({ object, labels }) => [object.name, ...labels]));
  if (gaps !== '[]' && gaps !== editor.agreedGaps) {
    return new Promise((resolve) => {
      const proceed = () => {
        editor.agreedGaps = gaps;
        resolve(saveDraft(editor));
      };
      editor.set({ panel: { kind: 'gap', proceed, refuse: () => resolve(false) } });
    });
  }
  return send(editor);
}

async function send(editor: Editor): Promise<boolean> {
  const { client } = editor.session;
  const { id } = editor.provider;
  const changes = changesOf(editor);
  const { draft, saved } = editor;
  editor.set({ saving: true, problem: undefined });
  try {
    if (draft?.kept?.length) editor.set({ mapped: await acceptFields(client, id, draft.kept) });
    const { mapping, etag } =
      saved && !mappingDiffers(editor)
        ? { mapping: saved, etag: editor.etag }
        : await saveMapping(client, id, sendable(editor.mapping), editor.etag);
    // What was edited while the save was under way stays a draft, on the version that was just made.
    const meanwhile = editor.draft === draft ? undefined : editor.draft;
    begin(
      editor,
      mapping,
      etag,
      meanwhile && { ...meanwhile, mapping: { ...meanwhile.mapping, version: mapping.version } },
    );
    editor.listener.edited(mapping, changes, true);
    // While it still counts as saving, so that what we know already is not read again.
    editor.session.tell({ kind: 'mapping', provider: id });
    editor.set({ saving: false });
    return true;
  } catch (error) {
    editor.saving = false;
    if (wasAborted(error)) return false;
    await refused(editor, problemOf(error));
    return false;
  }
}

async function refused(editor: Editor, problem: ClientProblem): Promise<void> {
  editor.listener.refused(problem);
  if (problem.code === 'version_conflict') {
    try {
      const { mapping, etag } = await editor.session.client.mapping(editor.provider.id);
      const author = String(problem.params['author'] ?? '');
      const at = String(problem.params['createdAt'] ?? '');
      editor.set({ panel: { kind: 'conflict', theirs: mapping, etag, author, at } });
    } catch (error) {
      // The next save meets the same version, and asks for it again.
      editor.fail(error, (unread) => editor.set({ problem: unread }));
    }
    return;
  }
  if (problem.code === 'forbidden') {
    editor.set({ forbidden: true });
    return;
  }
  if (problem.code !== 'mapping_invalid') {
    editor.set({ problem });
    return;
  }
  // The CRM's fields are others than those that the page shows.
  void followDrift(editor);
  const sent = sendable(editor.mapping);
  const named = (problem.errors ?? []).flatMap(({ pointer, sentence }) => {
    const [, objects, object = '', rows, at] = pointer.split('/');
    const row = objects === 'objects' && rows === 'rows' ? sent.objects[object]?.rows[Number(at)] : undefined;
    return row ? [{ object, row: row.id, sentence }] : [];
  });
  const [first] = named;
  const refusedRows = Object.fromEntries(named.map(({ row, sentence }) => [row, sentence]));
  if (!first) return editor.set({ problem });
  if (first.object !== editor.object) editor.show(first.object);
  editor.set({ refusedRows });
  editor.listener.focus({ kind: 'source', row: first.row });
}
