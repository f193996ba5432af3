import { mappingChanges, settingsDiffer } from '../../server/contract/rules/mapping-changes.js';
import type { MappingChange, Row } from '../../server/contract/model/index.js';
import { sendable, withRow } from './draft-changes.js';
import type { KeptDraft } from './draft-store.js';
import { startDraft, type Draft } from './draft.js';
import type { Editor, EditorState } from './editor.js';

/** Rows that differ from what was saved. */
export function changesOf(editor: Editor): readonly MappingChange[] {
  return editor.saved ? mappingChanges(editor.saved, sendable(editor.mapping)) : [];
}

/** True when something that is not a row differs from what was saved. */
export function settingsChanged({ saved, mapping }: Editor): boolean {
  return saved !== undefined && settingsDiffer(saved, mapping);
}

/** True when there is a new version to be saved. */
export function mappingDiffers(editor: Editor): boolean {
  return changesOf(editor).length > 0 || settingsChanged(editor);
}

/** True while anything differs from what was saved. */
export function isDirty(editor: Editor): boolean {
  return editor.draft !== undefined && (mappingDiffers(editor) || !!editor.draft.kept?.length);
}

/** What is in the page and not saved. */
export function unkept(editor: Editor): KeptDraft | undefined {
  const { saved: base, etag, draft } = editor;
  // A row whose field is not chosen yet is no change so far, and somebody's work all the same.
  const objects = Object.values(draft?.mapping.objects ?? {});
  const begun = objects.some(({ rows }) => rows.some(({ target }) => target === ''));
  return (begun || isDirty(editor)) && base && draft ? { base, etag, draft } : undefined;
}

/** A new draft: kept over a reload, and told to the page. */
export function commit(editor: Editor, draft: Draft, more: Partial<EditorState> = {}): void {
  const past = [...editor.past.slice(-99), current(editor)];
  editor.set({ draft, past, problem: undefined, ...more });
  keep(editor);
  editor.listener.edited(sendable(draft.mapping), changesOf(editor), false);
}

/** Keeps what is not saved over a reload of the page. */
export function keep(editor: Editor): void {
  editor.store.write(unkept(editor));
}

/** The draft, or the start of one. */
export function current({ draft, mapping }: Editor): Draft {
  return draft ?? startDraft(mapping);
}

/** Puts a row into the draft. */
export function edit(editor: Editor, changed: Row, object = editor.object): void {
  const { [changed.id]: _, ...refusedRows } = editor.refusedRows;
  const { [`${object} ${changed.target}`]: __, ...causes } = editor.causes;
  commit(editor, withRow(current(editor), object, changed), { refusedRows, causes });
}
