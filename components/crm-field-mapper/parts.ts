import { part } from '../ui/part.js';

/** What is rarely opened. */
export const parts = {
  rowOptions: part(() => import('./row-options-view.js')),
  values: part(() => import('./values-dialog.js')),
  suggestions: part(() => import('./suggestions-dialog.js')),
  preview: part(() => import('./preview-panel.js')),
  changes: part(() => import('./changes-dialog.js')),
  history: part(() => import('./history-dialog.js')),
  transfer: part(() => import('./import-dialog.js')),
  conflict: part(() => import('./conflict-dialog.js')),
  gap: part(() => import('./gap-dialog.js')),
  questions: part(() => import('./questions-dialog.js')),
  newField: part(() => import('./new-field-dialog.js')),
  missing: part(() => import('./missing-field-dialog.js')),
} as const;
