import type { Toast } from '../ui/toast.js';
import type { Drift, Repair } from '../../server/contract/model/index.js';
import { repairedRow } from '../../server/contract/rules/repair.js';
import { commit, current, edit } from './commit.js';
import { rowsOf } from './draft.js';
import { remove } from './edits.js';
import type { Editor } from './editor.js';
import { pairValues } from './pairs.js';
import type { MapperView } from './view.js';

/** Mends rows as chosen. Those of several at once are one edit, which the toast takes back. */
export function mend(
  { editor, words }: MapperView,
  repairs: readonly (readonly [Drift, Repair])[],
  toast: Toast | null,
): void {
  const before = current(editor);
  const kept = repairs
    .filter(([, { kind }]) => kind === 'keep')
    .map(([{ object, field }]) => ({ object, field }));
  let edits = 0;
  for (const [drift, repair] of repairs) {
    const row = rowsOf(editor.mapping, drift.object).find(({ id }) => id === drift.row);
    const next = row && repairedRow(row, repair);
    if (row && next && (repairs.length === 1 || repair.sure)) {
      edits++;
      edit(editor, next, drift.object);
      if (repair.kind === 'use_field') pairValues(editor, row.id, drift.object);
    } else if (repairs.length === 1) {
      byHand(editor, drift, repair);
    }
  }
  if (kept.length > 0) {
    const draft = current(editor);
    commit(editor, { ...draft, kept: [...(draft.kept ?? []), ...kept] });
  }
  const [only] = repairs;
  if (edits + kept.length === 0 || !only) return;
  const label = ({ object, field }: (typeof kept)[number]) =>
    editor.knownFields(object).find(({ name }) => name === field)?.label ?? field;
  const what = words.say('mapper.keptAsIs', { count: kept.length });
  toast?.show({
    text: edits
      ? words.say('mapper.repaired', { count: edits })
      : words.say('mapper.rowDiffersHere', { field: kept.map(label), what }),
    action: words.say('common.undo'),
    onAction: () => commit(editor, before),
  });
  editor.listener.focus(only[0].row === null ? { kind: 'add' } : { kind: 'source', row: only[0].row });
}

/** Leads to where a person chooses. */
function byHand(editor: Editor, { field, row: id, object }: Drift, { kind }: Repair): void {
  const row = rowsOf(editor.mapping, object).find((each) => each.id === id);
  const rowId = id ?? `required-${field}`;
  switch (kind) {
    case 'remove':
      return remove(editor, rowId);
    case 'explain':
      return editor.set({ panel: { kind: 'missing', name: labelBefore(editor, object, field) } });
    case 'match_values':
      return editor.set({ panel: { kind: 'values', row: rowId } });
    case 'choose_value':
      if (row?.values) return editor.set({ panel: { kind: 'values', row: rowId } });
      if (row?.sources.some((source) => 'constant' in source)) {
        editor.set({ open: rowId });
        return editor.listener.focus({ kind: 'text', row: rowId });
      }
      return editor.listener.focus({ kind: 'fallback', row: rowId });
    case 'add_fallback':
      return editor.listener.focus({ kind: 'fallback', row: rowId });
    case 'choose_source':
      return editor.listener.focus({ kind: 'source', row: rowId });
    case 'use_field':
    case 'use_value':
    case 'keep':
      return;
  }
}

function labelBefore({ mapped }: Editor, object: string, field: string): string {
  return mapped?.noted[object]?.fields[field]?.label ?? field;
}
