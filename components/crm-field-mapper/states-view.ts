import { html, nothing } from 'lit';
import type { ClientProblem } from '../api/problem.js';
import type { Words } from '../locales/words.js';
import { icon } from '../ui/icons.js';
import { emphasised } from '../ui/emphasised.js';
import type { CrmObject } from '../../server/contract/model/index.js';
import type { MapperView } from './view.js';
import { isDirty } from './commit.js';
import { setEnabled } from './edits.js';

/** Nothing is connected, so there is nothing to map. */
export function notConnectedView(words: Words, crm: string | undefined, keeps: boolean) {
  return html`<section class="card" part="card">
    <div class="empty" part="empty">
      <span class="tile">${icon('link')}</span>
      <h2 class="strong">
        ${crm ? words.say('mapper.connectFirst', { crm }) : words.say('mapper.connectAny')}
      </h2>
      <p>${words.say(keeps ? 'mapper.editsWait' : 'mapper.connectHelp')}</p>
    </div>
  </section>`;
}

/** The server could not tell what is connected. */
export function unreachableView(words: Words, problem: ClientProblem, again: () => void) {
  return html`<section class="card" part="card">${failure(words, problem, again)}</section>`;
}

/** Fields or mapping could not be read. */
export function failureView({ words }: MapperView, problem: ClientProblem, again: () => void) {
  return failure(words, problem, again);
}

function failure(words: Words, problem: ClientProblem, again: () => void) {
  return html`<div class="failure">
    <div class="note danger" role="alert">
      ${icon('warning')}
      <p class="grow">
        <b class="med">${words.say('mapper.cantRead')}</b>
        ${words.tell({ ...problem, sentence: problem.detail })}
      </p>
      <div class="actions">
        <button class="link" type="button" @click=${again}>${words.say('common.tryAgain')}</button>
      </div>
    </div>
  </div>`;
}

/** What stands in the way of editing or saving. */
export function notesView({ editor, words }: MapperView) {
  const { name: crm, connection } = editor.provider;
  return html`
    ${
      connection?.status === 'needs_reconnect'
        ? note(
            'warning',
            `${words.say('mapper.reconnectFirst', { crm })} ${isDirty(editor) ? words.say('mapper.editsWait') : ''}`,
          )
        : nothing
    }
    ${editor.forbidden ? note('lock', words.say('mapper.forbidden')) : nothing}
    ${
      editor.problem
        ? note(
            'danger',
            `**${words.say('mapper.notDone')}** ${words.tell({ ...editor.problem, sentence: editor.problem.detail })}`,
          )
        : nothing
    }
  `;
}

/** Something that is so for as long as it is shown. */
export function note(kind: 'danger' | 'warning' | 'lock', text: string) {
  return html`<div class="note ${kind === 'lock' ? '' : kind}" role=${kind === 'danger' ? 'alert' : 'note'}>
    ${icon(kind === 'lock' ? 'lock' : 'warning')}
    <p class="grow">${emphasised(text)}</p>
  </div>`;
}

/** An object that is switched off. */
export function offView({ editor, words, readonly }: MapperView, object: CrmObject) {
  const { label, singular } = object;
  return html`<div class="empty" part="empty">
    <span class="tile">${icon('pause')}</span>
    <h3 class="strong">${words.say('mapper.isOff', { object: label })}</h3>
    <p>${words.say('mapper.isOffHelp', { object: singular, crm: editor.provider.name })}</p>
    <div class="actions">
      <button
        class="button"
        type="button"
        data-part="switch"
        ?disabled=${readonly}
        @click=${() => setEnabled(editor, true)}
      >
        ${words.say('mapper.switchOn', { object: label })}
      </button>
    </div>
  </div>`;
}

/** Switches an optional object off again. */
export function switchOffView({ editor, words }: MapperView, object: CrmObject) {
  return html`<div class="note" role="note">
    ${icon('info')}
    <p class="grow">${words.say('mapper.isOn', { object: object.singular, crm: editor.provider.name })}</p>
    <div class="actions">
      <button class="link" type="button" data-part="switch" @click=${() => setEnabled(editor, false)}>
        ${words.say('mapper.switchOff', { object: object.label })}
      </button>
    </div>
  </div>`;
}
