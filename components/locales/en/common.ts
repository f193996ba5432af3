/** Texts that several elements use. */
export const common = {
  'common.tryAgain': 'Try again',
  'common.cancel': 'Cancel',
  'common.close': 'Close',
  'common.undo': 'Undo',
  'common.copied': 'Copied',
  'common.offline': 'You’re offline. Syncing goes on without this page.',
  'common.loading': 'Loading',
} as const;
