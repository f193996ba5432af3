import { css, html, nothing } from 'lit';
import { speakEnglish } from '../locales/en.js';
import { mapperMore } from '../locales/en/mapper-more.js';
import type { CrmQuestionOpenEvent } from './events.js';
import { lostQuestions, type LostQuestion } from './questions.js';
import { mapSource } from './show-row.js';
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
    padding: 8px var(--pad);
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
  return html`<cc-dialog
    open
    heading=${words.say('mapper.questionsTitle', { crm })}
    close-label=${words.say('common.close')}
    @close=${() => editor.set({ panel: undefined })}
  >
    <span slot="lead">${words.say('mapper.questionsLead', { crm })}</span>
    <ul class="lost">
      ${lostQuestions(editor).map((each) => line(view, each, send))}
    </ul>
  </cc-dialog>`;
}

const sentenceOf: Readonly<
  Record<LostQuestion['why'], (view: MapperView, field: string | undefined) => string>
> = {
  unsaved: ({ words }) => words.say('mapper.notKept'),
  unmapped: ({ words }, field) => words.say('mapper.notMapped', { field }),
  unmatched: ({ words }, field) => words.say('mapper.noAnswerMatched', { field }),
  known_people: ({ editor, words }, field) => {
    const { createAs } = editor.mapping;
    const others = editor.ready?.objects.filter(({ name, role }) => role === 'person' && name !== createAs);
    return words.say('mapper.onlyKnown', {
      field,
      objects: others?.map(({ label }) => label) ?? [],
      created: editor.crmObject(createAs)?.label,
    });
  },
};

function line(view: MapperView, { question, why }: LostQuestion, send: (event: Event) => void) {
  const { editor, words, readonly } = view;
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
    editor.set({ panel: undefined });
    if (question.contactField) void mapSource(editor, question.contactField);
  };
  return html`<li>
    <span class="grow"
      ><span class="med">${question.text}</span> <span class="muted">${question.formName}</span><br /><span
        class="muted small"
        >${sentenceOf[why](view, field)}</span
      ></span
    >
    ${
      why !== 'unsaved' && field && !readonly
        ? html`<button class="button compact" type="button" @click=${map}>
            ${words.say(why === 'unmatched' ? 'mapper.matchValues' : 'mapper.mapField', { field })}
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
