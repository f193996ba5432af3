import { html, nothing } from 'lit';
import { icon } from '../ui/icons.js';
import { emphasised } from '../ui/emphasised.js';
import { segments } from '../ui/pieces-more.js';
import type { CrmObject } from '../../server/contract/model/index.js';
import { findings, type Finding } from './judge.js';
import { lostQuestions } from './questions.js';
import { isRemoved, type Slots } from './slots.js';
import { driftNote } from './drift-view.js';
import { note, switchOffView } from './states-view.js';
import { canUndo, undoLast } from './undo.js';
import type { MapperView } from './view.js';
import { changesOf, isDirty, settingsChanged } from './commit.js';
import { add } from './edits.js';

/** How many rows of an object broke since they were saved. */
export function toRepair({ editor }: MapperView, object: string): number {
  const found = editor.ready ? findings(editor, object) : new Map<string, Finding>();
  return [...found.values()].filter(({ tone }) => tone === 'warning').length;
}

/** What is worth knowing before the rows: an object that can be switched off, rows that the CRM broke. */
export function notesOf(view: MapperView, object: CrmObject) {
  const optional = object.role === 'case' && !view.readonly;
  const { editor, words } = view;
  const closed = editor.knownFields().length === 0;
  return html`${optional ? switchOffView(view, object) : nothing}
  ${closed ? note('warning', words.say('mapper.noneWritable', { crm: editor.provider.name, object: object.label })) : nothing}
  ${driftNote(view)}`;
}

/** Below the rows: one more, and what looks like a match. */
export function footOf(view: MapperView, { own }: Slots) {
  const { editor, words, readonly } = view;
  if (readonly) return nothing;
  const rows = editor.mapping.objects[editor.object]?.rows ?? [];
  const open = (editor.suggestions ?? []).filter(
    ({ object, target }) => object === editor.object && !rows.some((row) => row.target === target),
  );
  const review = () => editor.set({ panel: { kind: 'suggestions' } });
  const adding = html`<button
    class="button text add"
    part="add"
    type="button"
    data-part="add"
    @click=${() => add(editor)}
  >
    ${icon('plus')}${words.say('mapper.add')}
  </button>`;
  const onlyCore = own.every((line) => line.row.id.startsWith('core-'));
  if (onlyCore && open.length > 0) {
    return html`<div class="empty alike" part="empty">
      <span class="tile">${icon('spark')}</span>
      <h3 class="strong">${words.say('mapper.lookAlike', { count: open.length })}</h3>
      <p>${words.say('mapper.lookAlikeHelp')}</p>
      <div class="actions">
        <button class="button primary" type="button" @click=${review}>
          ${words.say('mapper.reviewLabel')}
        </button>
        ${adding}
      </div>
    </div>`;
  }
  return html`<div class="add-line">
    ${adding}
    ${
      open.length > 0
        ? html`<span class="muted suggested"
              >${icon('spark')}${words.say('mapper.suggestions', { count: open.length })}</span
            >
            <button class="link" type="button" aria-label=${words.say('mapper.reviewLabel')} @click=${review}>
              ${words.say('mapper.review')}
            </button>`
        : nothing
    }
  </div>`;
}

/** How many questions reach the CRM. */
export function questionsView({ editor, words }: MapperView) {
  const page = editor.ready;
  if (!page || page.questions.length === 0) return nothing;
  const missed = lostQuestions(editor);
  const known = missed.filter(({ why }) => why === 'known_people').length;
  const lost = missed.length;
  const total = page.questions.length;
  const reach = total - lost;
  const { createAs } = editor.mapping;
  const params = { reach, total, crm: editor.provider.name, object: editor.crmObject(createAs)?.label };
  return html`<div class="questions" part="questions">
    ${total <= 24 ? segments(reach, total) : nothing}
    <span class="grow"
      >${emphasised(words.say(createAs ? 'mapper.questionsOfNew' : 'mapper.questions', params))}${known > 0 ? html`. ${words.say('mapper.questionsOfKnown', { count: known })}` : nothing}</span
    >
    ${
      lost > 0
        ? html`<button
            class="link"
            type="button"
            @click=${() => editor.set({ panel: { kind: 'questions' } })}
          >
            ${words.say(reach === 0 ? 'mapper.showThem' : 'mapper.showOthers', { count: lost })}
          </button>`
        : nothing
    }
  </div>`;
}

/** What is not saved yet, with the way back and the way on. */
export function saveBar(view: MapperView, save: () => void, discard: () => void) {
  const { editor, words, readonly } = view;
  if (!editor.draft || (!isDirty(editor) && !editor.saving) || readonly) return nothing;
  const changes = changesOf(editor);
  const count = (kind: string) => changes.filter((change) => change.kind === kind).length;
  const [changed, added, removed] = [count('changed'), count('added'), count('removed')];
  const kept = editor.draft.kept?.length ?? 0;
  const said = [
    changed && words.say('mapper.changedCount', { count: changed }),
    added && words.say('mapper.addedCount', { count: added }),
    removed && words.say('mapper.removedCount', { count: removed }),
    settingsChanged(editor) && words.say('mapper.settings'),
    kept && words.say('mapper.keptCount', { count: kept }),
  ].filter(Boolean);
  // Not disabled, which would take focus away.
  const busy = editor.saving ? 'true' : 'false';
  const all = changes.length + kept + (settingsChanged(editor) ? 1 : 0);
  const what = (text: string) =>
    html`<button
      class="link med"
      type="button"
      aria-label=${words.say('mapper.whatChanged', { changes: text })}
      @click=${() => editor.set({ panel: { kind: 'changes' } })}
    >
      ${text}
    </button>`;
  return html`<div class="save-bar" part="save-bar" role="region" aria-label=${words.say('mapper.unsaved')}>
    <p class="grow wide num">
      ${all > 0 ? what(said.join(words.say('mapper.comma'))) : nothing}
      <span class="muted">${words.say('mapper.fromNowOn')}</span>
    </p>
    <p class="grow narrow num">
      ${what(words.say('mapper.changes', { count: all }))}
      <span class="muted">${words.say('mapper.fromNowOnShort')}</span>
    </p>
    <button
      class="button text"
      type="button"
      title="Ctrl+Z"
      aria-label=${words.say('mapper.undoLast')}
      aria-disabled=${canUndo(view) ? 'false' : 'true'}
      @click=${() => undoLast(view)}
    >
      ${words.say('common.undo')}
    </button>
    <button class="button text" type="button" aria-disabled=${busy} @click=${discard}>
      ${words.say('mapper.discard')}
    </button>
    <button class="button primary" type="button" part="save" aria-disabled=${busy} @click=${save}>
      ${words.say(editor.saving ? 'mapper.saving' : 'mapper.save')}
    </button>
  </div>`;
}
