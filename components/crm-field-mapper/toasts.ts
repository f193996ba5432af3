import type { LitElement } from 'lit';
import type { Words } from '../locales/words.js';
import { commit } from './commit.js';
import { discard } from './edits.js';
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

function toastOf(host: LitElement) {
  return host.renderRoot.querySelector('cc-toast');
}
