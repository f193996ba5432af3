import { row } from '../../server/contract/rules/core-row.js';
import { mappingChanges, same, settingsDiffer } from '../../server/contract/rules/mapping-changes.js';
import type {
  CrmField,
  Mapping,
  MappingChange,
  Row,
  SourceValue,
} from '../../server/contract/model/index.js';
import { rowsOf, startDraft, type Draft, type Removed } from './draft.js';
import { sendable, withObject, withRestored, withRow, withoutRow } from './draft-changes.js';
import type { KeptDraft } from './draft-store.js';
import type { Editor, EditorState } from './editor.js';
import { readVersions } from './later-reads.js';

/** Rows that differ from what was saved. */
export function changesOf(editor: Editor): readonly MappingChange[] {
  return editor.saved ? mappingChanges(editor.saved, sendable(editor.mapping)) : [];
}

/** True when something that is not a row differs from what was saved. */
export function settingsChanged({ saved, mapping }: Editor): boolean {
  return saved !== undefined && settingsDiffer(saved, mapping);
}

/** True while anything differs from what was saved. */
export function isDirty(editor: Editor): boolean {
  return editor.draft !== undefined && (changesOf(editor).length > 0 || settingsChanged(editor));
}

/** True for a row that differs from what was saved. */
export function isChanged({ mapping, saved, object }: Editor, id: string): boolean {
  const now = rowsOf(mapping, object).find((each) => each.id === id);
  const before = saved && rowsOf(saved, object).find((each) => each.id === id);
  return now !== undefined && !same(now, before);
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
  editor.set({ draft, problem: undefined, ...more });
  keep(editor);
  editor.listener.edited(sendable(draft.mapping), changesOf(editor), false);
}

function keep(editor: Editor): void {
  editor.store.write(unkept(editor));
}

function current({ draft, mapping }: Editor): Draft {
  return draft ?? startDraft(mapping);
}

/** Puts a row into the draft. */
export function edit(editor: Editor, changed: Row, object = editor.object): void {
  const { [changed.id]: _, ...refusedRows } = editor.refusedRows;
  commit(editor, withRow(current(editor), object, changed), { refusedRows });
}

/** Begins a row. */
export function add(editor: Editor): void {
  const added = row({ id: `row-${crypto.randomUUID()}`, target: '' });
  editor.set({ draft: withRow(current(editor), editor.object, added) });
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
}

/** Fills a row's field from another source field; choices of both sides are paired where they are alike. */
export async function takeFrom(editor: Editor, from: Row, key: string): Promise<void> {
  const [, ...others] = from.sources;
  const { values: _, unmapped: __, ...rest } = from;
  edit(editor, { ...rest, sources: key ? [{ field: key }, ...others] : [] });
  await pairValues(editor, from.id);
}

/** Lets a row fill another CRM field. */
export async function writeTo(editor: Editor, from: Row, target: string): Promise<void> {
  const { values: _, unmapped: __, ...rest } = from;
  edit(editor, { ...rest, target, fallback: null });
  await pairValues(editor, from.id);
  const { sources } = from;
  if (sources.length === 0) editor.listener.focus({ kind: 'source', row: from.id });
}

async function pairValues(editor: Editor, id: string): Promise<void> {
  const now = rowsOf(editor.mapping, editor.object).find((each) => each.id === id);
  const options = now && pairable(editor, now);
  if (!now || !options) return;
  const { matchValues } = await import('./judge.js');
  const values = matchValues(options.source, options.target);
  if (Object.keys(values).length > 0) edit(editor, { ...now, values });
}

/** The choices of a row's two sides, when both have some. */
export function pairable(editor: Editor, { sources: [first], target }: Row) {
  const key = first && 'field' in first ? first.field : undefined;
  const source = editor.ready?.sources.find((each) => each.key === key)?.options;
  const field = editor.knownFields().find(({ name }) => name === target);
  if (!source?.length || (field?.type !== 'enum' && field?.type !== 'multi_enum')) return undefined;
  return field.options.length > 0 ? { source, target: field.options, field } : undefined;
}

/** Takes what was typed or chosen as a fallback, or says why it can't be one. */
export async function setFallback(
  editor: Editor,
  of: Row,
  field: CrmField,
  input: SourceValue,
): Promise<void> {
  const { typedFallback } = await import('./judge.js');
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
    mistyped: {},
    refusedRows: {},
    problem: undefined,
    panel: undefined,
  });
  keep(editor);
  void readVersions(editor);
}

/** Back to what was saved. */
export function discard(editor: Editor): void {
  if (editor.saved) begin(editor, editor.saved, editor.etag);
}
