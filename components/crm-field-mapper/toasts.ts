import type { LitElement } from 'lit';
import type { Words } from '../locales/words.js';
import { commit, unkept } from './commit.js';
import { discard } from './edits.js';
import type { MapperHost } from './mapper.js';
import type { MapperView } from './view.js';

/** Says that a version was saved. */
export function saySaved(host: LitElement, words: Words, version: number): void {
  toastOf(host)?.show({ text: words.say('mapper.saved', { version }), lasts: 4000 });
}

/** Gives up what was edited, with a way back. */
export function discardWithUndo(host: LitElement, { editor, words }: MapperView): void {
  const { draft, saving } = editor;
  if (!draft || saving) return;
  discard(editor);
  toastOf(host)?.show({
    text: words.say('mapper.discarded'),
    action: words.say('common.undo'),
    onAction: () => commit(editor, draft),
  });
}

/** Shows a CRM that was just connected, unless the host chose. What is not saved of the other is kept, and one click away. */
export function goTo(
  provider: string,
  host: MapperHost,
  { editor, words }: MapperView,
  show: (provider: string) => void,
): void {
  const { id, name } = editor.provider;
  const edited = unkept(editor) !== undefined;
  // Where it can't be kept, the switch is offered and no more.
  if (host.provider || id === provider || (edited && !editor.store.read())) return;
  show(provider);
  if (!edited) return;
  toastOf(host)?.show({
    text: words.say('mapper.editsKept', { crm: name }),
    action: words.say('mapper.backTo', { crm: name }),
    onAction: () => show(id),
  });
}

function toastOf(host: LitElement) {
  return host.renderRoot.querySelector('cc-toast');
}
