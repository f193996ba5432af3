import { html, nothing } from 'lit';
import { addIcons } from '../ui/icons.js';
import { moreIcons } from '../ui/icons-more.js';
import { speakEnglish } from '../locales/en.js';
import { mapperMore } from '../locales/en/mapper-more.js';
import { parts } from './parts.js';
import type { MapperView } from './view.js';

export { isChanged } from './edits.js';
export { discardWithUndo, saySaved } from './toasts.js';
export { onUndoKey } from './undo.js';
export { fallbackView } from './fallback-view.js';
export { sourceObjection, targetObjection } from './objections.js';
export { menuView, peopleView } from './people-view.js';
export { controlsMore } from '../theme/controls-more.styles.js';
export { orderedTargets } from './target-order.js';
export { gapNote } from './gap-note.js';
export { styles } from './rest.styles.js';
export { failureView, notConnectedView, notesView, offView, unreachableView } from './states-view.js';
export { subtitleOf } from './subtitle.js';
export { footOf, notesOf, questionsView, saveBar, toRepair } from './panel-rest-view.js';
export { actionsOf, endPiece, messageOf, optionsOf, pickerFoot, removedView } from './row-rest-view.js';

speakEnglish(mapperMore);
addIcons(moreIcons);

/** What floats over the mapper or stands beside it. */
export function openPanel(view: MapperView, send: (event: Event) => void) {
  const { panel } = view.editor;
  switch (panel?.kind) {
    case 'preview':
      return view.use(parts.preview)?.previewPanel(view);
    case 'changes':
      return view.use(parts.changes)?.changesDialog(view);
    case 'history':
      return view.use(parts.history)?.historyDialog(view, panel);
    case 'import':
      return view.use(parts.transfer)?.importDialog(view);
    case 'suggestions':
      return view.use(parts.suggestions)?.suggestionsDialog(view);
    case 'questions':
      return view.use(parts.questions)?.questionsDialog(view, send);
    case 'missing':
      return view.use(parts.missing)?.missingFieldDialog(view, panel);
    case 'new-field':
      return view.use(parts.newField)?.newFieldDialog(view, panel);
    case 'values':
      return view.use(parts.values)?.valuesDialog(view, panel.row);
    case 'gap':
      return view.use(parts.gap)?.gapDialog(view, panel);
    case 'conflict':
      return view.use(parts.conflict)?.conflictDialog(view, panel);
    case undefined:
      return nothing;
  }
}
