import { row } from '../../server/contract/rules/core-row.js';
import { same } from '../../server/contract/rules/mapping-changes.js';
import type { CrmField, Mapping, Row, SourceValue } from '../../server/contract/model/index.js';
import { commit, current, edit, keep } from './commit.js';
import { rowsOf, startDraft, type Removed } from './draft.js';
import { withObject, withRow } from './draft-changes.js';
import { withRestored, withoutRow } from './draft-removals.js';
import { followSave } from './drift.js';
import type { Editor } from './editor.js';
import { typedFallback } from './judge.js';
import { readVersions } from './later-reads.js';

/** True for a row that differs from what was saved. */
export function isChanged({ mapping, saved, object }: Editor, id: string): boolean {
  const now = rowsOf(mapping, object).find((each) => each.id === id);
  const before = saved && rowsOf(saved, object).find((each) => each.id === id);
  return now !== undefined && !same(now, before);
}

/** Begins a row. */
export function add(editor: Editor): void {
  begun(editor, row({ id: `row-${crypto.randomUUID()}`, target: '' }));
}

/** Takes a row whose CRM field is still to be chosen. */
export function begun(editor: Editor, added: Row): void {
  editor.set({ draft: withRow(current(editor), editor.object, added) });
  keep(editor);
  editor.listener.focus({ kind: 'target', row: added.id });
}

/** Takes a row away. */
export function remove(editor: Editor, id: string): void {
  const draft = withoutRow(current(editor), editor.object, id);
  const left = draft.removed.some((line) => line.row.id === id);
  const { [id]: _, ...mistyped } = editor.mistyped;
  commit(editor, draft, { mistyped, open: editor.open === id ? undefined : editor.open });
  editor.listener.focus(left ? { kind: 'undo', row: id } : { kind: 'add' });
}

/** Brings a removed row back. */
export function undo(editor: Editor, line: Removed): void {
  commit(editor, withRestored(current(editor), line));
  editor.listener.focus({ kind: 'source', row: line.row.id });
}

/** Changes settings that are not rows. */
export function change(editor: Editor, settings: Partial<Mapping>): void {
  commit(editor, { ...current(editor), mapping: { ...editor.mapping, ...settings } });
}

/** Says whether bookings reach the shown object. */
export function setEnabled(editor: Editor, enabled: boolean): void {
  const mapping = withObject(editor.mapping, editor.object, { enabled });
  commit(editor, { ...current(editor), mapping });
  // The button that was pressed has given way to the other one.
  editor.listener.focus({ kind: 'switch' });
}

/** Takes what was typed or chosen as a fallback, or says why it can't be one. */
export function setFallback(editor: Editor, of: Row, field: CrmField, input: SourceValue): void {
  const { value, problem } = typedFallback(input, field, editor.provider.name);
  const { [of.id]: _, ...mistyped } = editor.mistyped;
  if (problem) {
    const refused = { text: String(input), sentence: problem.sentence };
    editor.set({ mistyped: { ...mistyped, [of.id]: refused } });
    return;
  }
  editor.mistyped = mistyped;
  const write = of.fallback?.write ?? 'if_empty';
  edit(editor, { ...of, fallback: value === null ? null : { value, write } });
}

/** Takes a saved mapping as the new start; `draft` is what was edited meanwhile. */
export function begin(editor: Editor, mapping: Mapping, etag: string, draft = startDraft(mapping)): void {
  editor.set({
    saved: mapping,
    etag,
    draft,
    past: [],
    mistyped: {},
    refusedRows: {},
    causes: {},
    problem: undefined,
    panel: undefined,
  });
  keep(editor);
  void readVersions(editor);
  void followSave(editor);
}

/** Back to what was saved. */
export function discard(editor: Editor): void {
  const { causes } = editor;
  if (editor.saved) begin(editor, editor.saved, editor.etag);
  // What bookings wait for, they wait for still.
  editor.set({ causes });
}
