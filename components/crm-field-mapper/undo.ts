import { commit } from './commit.js';
import { startDraft } from './draft.js';
import type { MapperView } from './view.js';

/** True when there is an edit that can be taken back. */
export function canUndo({ editor, readonly }: MapperView): boolean {
  return !readonly && !editor.saving && editor.past.length > 0;
}

/** Takes the last edit back, and says so. */
export function undoLast(view: MapperView): void {
  const { editor, words } = view;
  const before = editor.past.at(-1);
  if (!before || !canUndo(view)) return;
  const rest = editor.past.slice(0, -1);
  const { saved } = editor;
  commit(editor, before.mapping === saved && !before.kept ? startDraft(saved) : before, {
    mistyped: {},
    refusedRows: {},
  });
  editor.past = rest;
  editor.listener.say(words.say('mapper.undone'));
  editor.listener.changed();
}

/** Ctrl+Z takes the last edit back, where it isn't a text field's own. */
export function onUndoKey(view: MapperView, event: KeyboardEvent): void {
  const wanted = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  if (!wanted || event.key.toLowerCase() !== 'z' || event.defaultPrevented) return;
  const [target] = event.composedPath();
  const isText =
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !['radio', 'checkbox', 'file'].includes(target.type));
  // What was picked in a combobox is no text to take back, unless somebody is typing there.
  const isTyping =
    isText &&
    !(target.getAttribute('role') === 'combobox' && target.getAttribute('aria-expanded') !== 'true');
  if (isTyping || !canUndo(view)) return;
  event.preventDefault();
  undoLast(view);
}
