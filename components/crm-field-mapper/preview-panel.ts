import { css, html, nothing } from 'lit';
import { failed, loading, ready, type Loadable } from '../api/loadable.js';
import { problemOf, wasAborted } from '../api/problem.js';
import { speakEnglish } from '../locales/en.js';
import { mapperMore } from '../locales/en/mapper-more.js';
import type { Words } from '../locales/words.js';
import { icon } from '../ui/icons.js';
import { bone } from '../ui/pieces.js';
import type {
  ActivityItem,
  JsonValue,
  Mapping,
  Match,
  Preview,
  PreviewField,
  PreviewWrite,
} from '../../server/contract/model/index.js';
import { sendable } from './draft-changes.js';
import type { Editor } from './editor.js';
import { chosen } from './people-view.js';
import type { MapperView } from './view.js';
import { readActivity } from '../api/activity-calls.js';
import { findMatch, previewOf } from '../api/mapping-calls.js';

speakEnglish(mapperMore);

/** Looks of the panel beside the mapper. */
export const styles = css`
  .preview-panel {
    position: fixed;
    inset-block: 0;
    inset-inline: auto 0;
    z-index: 10;
    display: flex;
    flex-direction: column;
    inline-size: min(432px, 100vw);
    block-size: 100dvh;
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: var(--_raised);
    color: var(--_text);
    box-shadow: var(--_shadow);
    font-size: 0.8125rem;
    line-height: 1.25rem;
    animation: slide 0.16s ease-out;
  }
  @keyframes slide {
    from {
      opacity: 0;
      transform: translateX(12px);
    }
  }
  .preview-panel > header,
  .preview-panel > footer,
  .asked {
    padding: 12px 20px;
  }
  .preview-panel > header {
    display: flex;
    align-items: center;
    padding-block-end: 0;
  }
  .preview-panel h2 {
    font-size: 0.9375rem;
    font-weight: 600;
  }
  .asked {
    display: grid;
    gap: 10px;
    border-block-end: 1px solid var(--_border);
  }
  .preview-panel > .results {
    flex: 1 1 auto;
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  .preview-panel > footer {
    display: flex;
    gap: 8px;
    border-block-start: 1px solid var(--_border);
    color: var(--_muted);
    font-size: 0.75rem;
    line-height: 1rem;
  }
  .write {
    padding: 12px 20px 6px;
  }
  .write + .write {
    border-block-start: 1px solid var(--_border);
  }
  .write > h3 {
    display: flex;
    align-items: center;
    gap: 8px;
    padding-block-end: 8px;
  }
  .write dl > div {
    display: grid;
    grid-template-columns: 96px minmax(0, 1fr) auto;
    gap: 0 12px;
    padding-block: 7px;
    border-block-start: 1px solid var(--_hair);
  }
  .write dt {
    color: var(--_muted);
    overflow-wrap: anywhere;
  }
  .write dd {
    overflow-wrap: anywhere;
  }
  .write dd .icon {
    display: inline-block;
    margin-inline: 4px;
    vertical-align: -2px;
  }
  .write small {
    display: block;
    color: var(--_muted);
    font-size: 0.75rem;
    line-height: 1rem;
  }
  .results > .note {
    margin: 12px 20px;
  }
  .results > .bones {
    display: grid;
    gap: 16px;
    padding: 20px;
  }
`;

interface State {
  readonly mapping: Mapping;
  readonly booking: string;
  readonly result: Loadable<Preview>;
  readonly match: Loadable<Match> | undefined;
}

const states = new WeakMap<Editor, State>();
const recent = new WeakMap<Editor, readonly ActivityItem[]>();

/** What a booking would write with the draft, record by record, and whom an address would match. */
export function previewPanel(view: MapperView) {
  const { editor, words } = view;
  const state = current(editor);
  const close = () => {
    states.delete(editor);
    editor.set({ panel: undefined });
    editor.listener.focus({ kind: 'preview-button' });
  };
  return html`<aside
    class="preview-panel"
    part="preview"
    aria-labelledby="preview-title"
    @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && !event.defaultPrevented && close()}
  >
    <header>
      <h2 id="preview-title" class="grow" tabindex="-1" data-part="preview">
        ${words.say('mapper.previewTitle')}
      </h2>
      <button class="icon-button" type="button" aria-label=${words.say('common.close')} @click=${close}>
        ${icon('close')}
      </button>
    </header>
    <div class="asked">
      <div>
        <label class="label" for="preview-booking">${words.say('mapper.previewBooking')}</label>
        <span class="select"
          ><select
            id="preview-booking"
            @change=${({ target }: Event) => look(editor, chosen(target) === 'sample' ? '' : chosen(target))}
          >
            <option value="sample">${words.say('mapper.previewSample')}</option>
            ${(recent.get(editor) ?? []).map((item) => html`<option value=${item.booking}>${bookingLabel(view, item)}</option>`)}</select
          >${icon('chevron-down', 's')}</span
        >
      </div>
      <div>
        <label class="label" for="preview-email">${words.say('mapper.previewEmail')}</label>
        <input
          class="input"
          id="preview-email"
          type="email"
          placeholder=${words.say('mapper.previewEmailHint')}
          @change=${({ target }: Event) => void find(editor, target)}
        />
        ${state.match ? html`<p class="small muted" role="status">${matched(view, state.match)}</p>` : nothing}
      </div>
    </div>
    <div class="results" aria-busy=${state.result.status === 'loading' ? 'true' : 'false'}>
      ${results(view, state.result)}
    </div>
    <footer>${icon('info', 's')}<span>${words.say('mapper.nothingSent')}</span></footer>
  </aside>`;
}

/** The preview of the draft as it is; a changed draft is looked at again. */
function current(editor: Editor): State {
  const state = states.get(editor);
  if (state?.mapping === editor.mapping) return state;
  if (!state) {
    void readRecent(editor);
    editor.listener.focus({ kind: 'preview' });
  }
  // Asked for while drawing, so the drawing goes on with what is known.
  queueMicrotask(() => look(editor, state?.booking ?? ''));
  return state ?? { mapping: editor.mapping, booking: '', result: loading, match: undefined };
}

function look(editor: Editor, booking: string): void {
  const { mapping } = editor;
  const known = states.get(editor);
  const put = (change: Partial<State>) => {
    const base = states.get(editor) ?? { mapping, booking, result: loading, match: known?.match };
    states.set(editor, { ...base, ...change });
    editor.listener.changed();
  };
  put({ mapping, booking, ...(known?.booking !== booking && { result: loading }) });
  const draft = sendable(mapping);
  const asked = booking ? { mapping: draft, booking } : { mapping: draft };
  void previewOf(editor.session.client, editor.provider.id, asked).then(
    (preview) => states.get(editor)?.mapping === mapping && put({ result: ready(preview) }),
    (error: unknown) => !wasAborted(error) && put({ result: failed(problemOf(error)) }),
  );
}

async function find(editor: Editor, target: EventTarget | null): Promise<void> {
  if (!(target instanceof HTMLInputElement)) return;
  const state = states.get(editor);
  if (!state) return;
  const put = (match: State['match']) => {
    states.set(editor, { ...(states.get(editor) ?? state), match });
    editor.listener.changed();
  };
  if (!target.value || !target.checkValidity()) return put(undefined);
  put(loading);
  try {
    put(
      ready(
        await findMatch(editor.session.client, editor.provider.id, target.value, sendable(editor.mapping)),
      ),
    );
  } catch (error) {
    if (!wasAborted(error)) put(failed(problemOf(error)));
  }
}

async function readRecent(editor: Editor): Promise<void> {
  try {
    const { items } = await readActivity(editor.session.client, { provider: editor.provider.id });
    recent.set(editor, items.slice(0, 10));
    editor.listener.changed();
  } catch {
    // Without them there is the sample still.
  }
}

function bookingLabel({ words }: MapperView, item: ActivityItem): string {
  return [item.subject, item.person, `${words.day(item.at)} ${words.time(item.at)}`]
    .filter(Boolean)
    .join(words.say('mapper.comma'));
}

function matched({ editor, words }: MapperView, match: Loadable<Match>) {
  if (match.status === 'loading') return words.say('common.loading');
  if (match.status === 'failed') return words.tell({ ...match.problem, sentence: match.problem.detail });
  const { record, object } = match.value;
  if (record) return words.say('mapper.matchUpdate', { label: record.label });
  return words.say('mapper.matchCreate', {
    crm: editor.provider.name,
    object: editor.crmObject(object)?.singular ?? object,
  });
}

function results(view: MapperView, result: Loadable<Preview>) {
  const { words } = view;
  if (result.status === 'loading') {
    return html`<div class="bones">${bone('short')}${bone('long')}${bone('text')}${bone('long')}</div>`;
  }
  if (result.status === 'failed') {
    return html`<div class="note danger" role="alert">
      ${icon('warning')}
      <p class="grow">${words.tell({ ...result.problem, sentence: result.problem.detail })}</p>
    </div>`;
  }
  const { writes, problems } = result.value;
  return html`${
    problems.length > 0
      ? html`<div class="note danger">
          ${icon('warning')}
          <div class="grow">
            <b class="med">${words.say('mapper.wouldNotSync')}</b>
            ${problems.map((problem) => html`<p>${words.tell(problem)}</p>`)}
          </div>
        </div>`
      : nothing
  }
  ${writes.map((write) => writeView(view, write))}`;
}

function writeView(view: MapperView, { object, action, record, fields }: PreviewWrite) {
  const { editor, words } = view;
  const leftOut = fields.filter(({ origin }) => origin === 'left-out' || origin === 'kept').length;
  const written = fields.length - leftOut;
  const badge = action === 'create' ? 'success' : 'accent';
  return html`<section class="write">
    <h3>
      <span class="badge ${badge}">${words.say(`mapper.${action}`)}</span>
      <b>${capital(editor.crmObject(object)?.singular ?? object)}</b>
      <span class="grow cut"
        >${
          record?.url
            ? html`<a
                class="link"
                href=${record.url}
                target="_blank"
                rel="noopener"
                aria-label=${words.say('mapper.openIn', { label: record.label, crm: editor.provider.name })}
                >${record.label}${icon('arrow-out', 's')}</a
              >`
            : record?.label
        }</span
      >
      <span class="muted num small">${words.say('mapper.written', { written, leftOut })}</span>
    </h3>
    <dl>${fields.map((field) => fieldView(view, field, action))}</dl>
  </section>`;
}

function fieldView(
  view: MapperView,
  { label, before, after, origin, from, why }: PreviewField,
  action: string,
) {
  const { words } = view;
  const tones = {
    mapped: '',
    'value-mapped': 'accent',
    fallback: 'accent',
    constant: '',
    kept: '',
    'left-out': 'warning',
  } as const;
  const unchanged = origin === 'left-out' || origin === 'kept';
  const was = shown(words, before);
  return html`<div>
    <dt>${label}</dt>
    <dd>
      ${
        unchanged
          ? html`<span class="muted">${was || shown(words, after)}</span>`
          : html`${
                action === 'update' && was !== shown(words, after)
                  ? html`${was ? html`<s class="muted">${was}</s>` : html`<span class="muted">${words.say('mapper.emptyBefore')}</span>`}${icon('arrow-end', 's')}<span
                        class="hidden"
                        >${words.say('mapper.becomes')}</span
                      >`
                  : nothing
              }<span class="med">${shown(words, after)}</span>`
      }
      ${why ? html`<small>${why}</small>` : from ? html`<small>${words.say('mapper.fromField', { field: from })}</small>` : nothing}
    </dd>
    <span><span class="badge ${tones[origin]}">${words.say(`mapper.origin.${origin}`)}</span></span>
  </div>`;
}

function shown(words: Words, value: JsonValue): string {
  if (value === null || value === '') return '';
  if (typeof value === 'boolean') return words.say(value ? 'mapper.yes' : 'mapper.no');
  if (typeof value === 'number') return words.number(value);
  if (typeof value === 'string') {
    const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value);
    return instant ? `${words.day(value)} ${words.time(value)}` : value;
  }
  return Array.isArray(value) ? value.map((item) => shown(words, item)).join(', ') : JSON.stringify(value);
}

function capital(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1);
}
