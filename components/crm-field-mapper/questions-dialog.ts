import { css, html, nothing } from 'lit';
import { speakEnglish } from '../locales/en.js';
import { mapperMore } from '../locales/en/mapper-more.js';
import { row } from '../../server/contract/rules/core-row.js';
import { withRow } from './draft-changes.js';
import type { CrmQuestionOpenEvent } from './events.js';
import { lostQuestions, type LostQuestion } from './questions.js';
import type { MapperView } from './view.js';

speakEnglish(mapperMore);

/** Looks of the list of questions. */
export const styles = css`
  .lost {
    padding-block-end: 8px;
    border-block-start: 1px solid var(--_border);
  }
  .lost > li {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 8px 12px;
    padding: 8px 24px;
    font-size: 0.8125rem;
    line-height: 1.25rem;
  }
  .lost > li + li {
    border-block-start: 1px solid var(--_hair);
  }
  .lost > li > .grow {
    flex-basis: 240px;
  }
`;

/** Lists the questions whose answers get lost, each with what to do about it. */
export function questionsDialog(view: MapperView, send: (event: Event) => void) {
  const { editor, words } = view;
  const crm = editor.provider.name;
  const page = editor.ready;
  const lost = page ? lostQuestions(page.questions, editor.mapping, page.objects) : [];
  return html`<cc-dialog
    open
    heading=${words.say('mapper.questionsTitle', { crm })}
    close-label=${words.say('common.close')}
    @close=${() => editor.set({ panel: undefined })}
  >
    <span slot="lead">${words.say('mapper.questionsLead', { crm })}</span>
    <ul class="lost">
      ${lost.map((each) => line(view, each, send))}
    </ul>
  </cc-dialog>`;
}

function line(
  { editor, words, readonly }: MapperView,
  { question, why }: LostQuestion,
  send: (event: Event) => void,
) {
  const field = editor.ready?.sources.find(({ key }) => key === question.contactField)?.label;
  const open = () => {
    const event: CrmQuestionOpenEvent = new CustomEvent('crm-question-open', {
      detail: { question },
      bubbles: true,
      composed: true,
    });
    editor.set({ panel: undefined });
    send(event);
  };
  const map = () => {
    const person = editor.ready?.objects.find(
      ({ name, role }) => role === 'person' && name === editor.mapping.createAs,
    );
    const object = person ?? editor.ready?.objects.find(({ role }) => role === 'person');
    if (!object || !editor.draft || !question.contactField) return;
    const added = row({
      id: `row-${crypto.randomUUID()}`,
      target: '',
      sources: [{ field: question.contactField }],
    });
    editor.show(object.name);
    editor.set({ panel: undefined, draft: withRow(editor.draft, object.name, added) });
    editor.listener.focus({ kind: 'target', row: added.id });
  };
  return html`<li>
    <span class="grow"
      ><span class="med">${question.text}</span> <span class="muted">${question.formName}</span><br /><span
        class="muted small"
        >${why === 'unsaved' ? words.say('mapper.notKept') : words.say('mapper.notMapped', { field })}</span
      ></span
    >
    ${
      why === 'unmapped' && field && !readonly
        ? html`<button class="button compact" type="button" @click=${map}>
            ${words.say('mapper.mapField', { field })}
          </button>`
        : nothing
    }
    <button
      class="button compact text"
      type="button"
      aria-label=${words.say('mapper.openQuestionOf', { question: question.text })}
      @click=${open}
    >
      ${words.say('mapper.openQuestion')}
    </button>
  </li>`;
}
