import type { MapperView } from './view.js';

/** Below the heading: which account, which version, who saved it. */
export function subtitleOf({ editor, words }: MapperView) {
  const account = editor.provider.connection?.accountName ?? '';
  if (!editor.saved) return editor.page.status === 'failed' ? account : undefined;
  const { version } = editor.saved;
  const known =
    editor.versions.status === 'ready'
      ? editor.versions.value.find((each) => each.version === version)
      : undefined;
  if (!known) return words.say('mapper.version', { account, version });
  if (known.author === 'system') return words.say('mapper.firstVersion', { account, version });
  const day = words.day(known.createdAt);
  return words.say('mapper.savedBy', { account, version, name: known.author, day });
}
