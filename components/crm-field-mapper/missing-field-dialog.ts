import { css, html, nothing } from 'lit';
import { ready } from '../api/loadable.js';
import { findField } from '../api/mapping-calls.js';
import { speakEnglish } from '../locales/en.js';
import { mapperMore } from '../locales/en/mapper-more.js';
import type { Words } from '../locales/words.js';
import { emphasised } from '../ui/emphasised.js';
import { icon } from '../ui/icons.js';
import { problemOf, wasAborted } from '../api/problem.js';
import type { Editor, Panel } from './editor.js';
import type { MapperView } from './view.js';
import type { FieldFinding } from '../../server/contract/model/index.js';

type MissingPanel = Extract<Panel, { readonly kind: 'missing' }>;

speakEnglish(mapperMore);

/** Looks of the explanation. */
export const styles = css`
  .missed {
    display: grid;
    gap: 12px;
    padding: 4px var(--pad) 20px;
    font-size: 0.8125rem;
    line-height: 1.25rem;
  }
  .missed > * {
    min-inline-size: 0;
  }
  .missed label {
    display: grid;
    gap: 4px;
  }
  .missed h3 {
    font-size: 0.8125rem;
    font-weight: 600;
  }
  .missed ol {
    display: grid;
    gap: 4px;
    padding-inline-start: 20px;
    list-style: decimal;
    overflow-wrap: anywhere;
  }
  .missed .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
`;

/** Says of a CRM field that is missed why it is not on the list and what mends it, and looks again. */
export function missingFieldDialog({ editor, words }: MapperView, panel: MissingPanel) {
  const { name: crm, fieldWord: word } = editor.provider;
  const { found, name } = panel;
  const isBusy = found?.status === 'loading';
  const onSubmit = (event: Event) => {
    event.preventDefault();
    void lookFor(editor, name, words);
  };
  // What was typed in the picker is asked for without another press.
  if (!found && name.trim() && !panel.typed) void Promise.resolve().then(() => lookFor(editor, name, words));
  return html`<cc-dialog
    open
    heading=${words.say('mapper.missingTitle', { word })}
    close-label=${words.say('common.close')}
    @close=${() => editor.set({ panel: undefined })}
  >
    <span slot="lead">${words.say('mapper.missingLead', { word, object: objectLabel(editor) })}</span>
    <form class="missed" id="missing" @submit=${onSubmit}>
      <label>
        ${words.say('mapper.missingName', { word })}
        <input
          class="input"
          required
          maxlength="255"
          autocomplete="off"
          .value=${name}
          @input=${({ target }: Event) =>
            target instanceof HTMLInputElement &&
            editor.set({ panel: { kind: 'missing', name: target.value, typed: true } })}
        />
      </label>
      <div role="status">${isBusy ? words.say('mapper.missingLooking', { crm }) : nothing}</div>
      ${
        found?.status === 'failed'
          ? html`<p class="note danger">
              ${icon('warning')} ${words.tell({ ...found.problem, sentence: found.problem.detail })}
            </p>`
          : nothing
      }
      ${found?.status === 'ready' ? findingView(editor, found.value, name, words) : nothing}
    </form>
    <button
      class="button primary"
      type="button"
      slot="actions"
      aria-disabled=${isBusy ? 'true' : 'false'}
      ?disabled=${!name.trim()}
      @click=${() => void lookFor(editor, name, words)}
    >
      ${words.say(found ? 'mapper.missingAgain' : 'mapper.missingCheck')}
    </button>
  </cc-dialog>`;
}

function findingView(editor: Editor, finding: FieldFinding, name: string, words: Words) {
  const { name: crm, fieldWord: word } = editor.provider;
  if (finding.state === 'mappable') {
    return html`<div class="note">
      ${icon('check')}
      <p class="grow">${emphasised(words.say('mapper.missingFound', { field: finding.label }))}</p>
    </div>`;
  }
  const { code, why, steps, url } = finding;
  const because = words.tell({ code, params: { field: finding.label }, sentence: why });
  const message = words.say('mapper.missingMessage', {
    ...{ site: location.host, crm, word, field: name, object: objectLabel(editor), why: because, url },
    steps: steps.map((step, at) => `${at + 1}. ${step}\n`).join(''),
  });
  return html`<div class="note warning">
      ${icon('warning')}
      <p class="grow">${because}</p>
    </div>
    <h3>${words.say('mapper.missingHow', { crm })}</h3>
    <ol>
      ${steps.map((step) => html`<li>${step}</li>`)}
    </ol>
    <div class="ways">
      <a class="button compact" href=${url} target="_blank" rel="noopener"
        >${words.say('mapper.missingOpen', { crm })}${icon('arrow-out', 's')}</a
      >
      <cc-copy-button
        .text=${message}
        label=${words.say('mapper.missingCopy', { crm })}
        copied-label=${words.say('common.copied')}
      ></cc-copy-button>
    </div>`;
}

function objectLabel(editor: Editor): string {
  return editor.ready?.objects.find(({ name }) => name === editor.object)?.label ?? editor.object;
}

/** Asks the CRM for the field, and reads the list anew. */
async function lookFor(editor: Editor, name: string, words: Words): Promise<void> {
  const wanted = name.trim();
  if (!wanted || (editor.panel?.kind === 'missing' && editor.panel.found?.status === 'loading')) return;
  const asked: MissingPanel = { kind: 'missing', name, found: { status: 'loading' } };
  editor.set({ panel: asked });
  const show = (found: NonNullable<MissingPanel['found']>) => {
    // Somebody has typed on, or closed it.
    if (editor.panel === asked) editor.set({ panel: { kind: 'missing', name, found } });
  };
  try {
    const { client } = editor.session;
    const { id } = editor.provider;
    const [finding] = await Promise.all([
      findField(client, id, editor.object, wanted, editor.signal),
      editor.readFields(editor.object, true),
    ]);
    show(ready(finding));
    editor.listener.say(
      finding.state === 'mappable'
        ? words.say('mapper.missingFound', { field: finding.label }).replaceAll('**', '')
        : words.tell({ code: finding.code, params: { field: finding.label }, sentence: finding.why }),
    );
  } catch (error) {
    if (!wasAborted(error)) show({ status: 'failed', problem: problemOf(error) });
  }
}
