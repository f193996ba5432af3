import { html, nothing } from 'lit';
import type { Loadable } from '../api/loadable.js';
import { speakEnglish } from '../locales/en.js';
import { mapperMore } from '../locales/en/mapper-more.js';
import type { Words } from '../locales/words.js';
import { icon } from '../ui/icons.js';
import { bone } from '../ui/pieces.js';
import {
  bookingStatuses,
  type ActivityItem,
  type JsonValue,
  type Match,
  type Preview,
  type PreviewField,
  type PreviewWrite,
  type SourceField,
  type SourceValue,
} from '../../server/contract/model/index.js';
import { isDirty } from './commit.js';
import { rowsOf } from './draft.js';
import { chosen } from './people-view.js';
import type { ExampleBooking } from '../api/mapping-calls.js';
import { current, find, forget, look, lookAtTyped, recentBookings, typedFields, typedIn } from './preview.js';
import type { MapperView } from './view.js';

export { styles } from './preview.styles.js';

speakEnglish(mapperMore);

/** What a booking would write with the draft, record by record, and whom an address would match. */
export function previewPanel(view: MapperView) {
  const { editor, words } = view;
  const state = current(editor);
  const close = () => {
    forget(editor);
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
            <option value=${typedIn}>${words.say('mapper.previewTyped')}</option>
            ${recentBookings(editor).map((item) => html`<option value=${item.booking}>${bookingLabel(view, item)}</option>`)}</select
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
    ${state.booking === typedIn && state.typed ? typedView(view, state.typed) : nothing}
    <div
      class="results"
      role="region"
      tabindex="0"
      aria-label=${words.say('mapper.previewResults')}
      aria-busy=${state.result.status === 'loading' ? 'true' : 'false'}
    >
      ${results(view, state.result)}
    </div>
    <footer>
      ${icon('info', 's')}<span
        >${words.say(isDirty(editor) ? 'mapper.nothingSent' : 'mapper.nothingSentSaved')}</span
      >
    </footer>
  </aside>`;
}

/** A booking that one fills in oneself: the fields that the mapping uses. */
function typedView({ editor, words }: MapperView, typed: ExampleBooking) {
  const put = (field: SourceField, value: SourceValue) => {
    const { [field.key]: _, ...others } = typed[field.object] ?? {};
    const values = value === '' ? others : { ...others, [field.key]: value };
    lookAtTyped(editor, { ...typed, [field.object]: values });
  };
  return html`<div class="typed asked" role="group" aria-label=${words.say('mapper.previewTyped')}>
    ${typedFields(editor.ready?.sources ?? [], editor.mapping).map((field) => {
      const value = typed[field.object]?.[field.key] ?? '';
      return html`<label
        ><span class="label">${field.label}</span>
        <input
          class="input"
          type=${field.type === 'email' ? 'email' : 'text'}
          list=${field.options ? `typed-${field.key}` : nothing}
          .value=${String(value)}
          @input=${({ target }: Event) => put(field, typedValue(field, chosen(target)))}
        />
        ${
          field.options
            ? html`<datalist id="typed-${field.key}">
                ${field.options.slice(0, 100).map((option) => html`<option value=${option.value}>${option.label}</option>`)}
              </datalist>`
            : nothing
        }</label
      >`;
    })}
    <label
      ><span class="label">${words.say('mapper.whenBookingIs')}</span>
      <span class="select"
        ><select
          @change=${({ target }: Event) => {
            const status = bookingStatuses.find((each) => each === chosen(target));
            if (status) lookAtTyped(editor, { ...typed, status });
          }}
        >
          ${bookingStatuses.map(
            (status) =>
              html`<option value=${status} ?selected=${status === (typed.status ?? 'booked')}>
                ${words.say(`mapper.on.${status}`)}
              </option>`,
          )}</select
        >${icon('chevron-down', 's')}</span
      ></label
    >
  </div>`;
}

function typedValue({ type }: SourceField, text: string): SourceValue {
  if (type === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (type === 'multi_enum')
    return text
      .split(/[,;]/)
      .map((item) => item.trim())
      .filter(Boolean);
  if (type === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return text;
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
            ${problems.some(({ code }) => code === 'nothing_to_write') ? nothing : html`<b class="med">${words.say('mapper.wouldNotSync')}</b>`}
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
    <dl>${fields.map((field) => fieldView(view, field, action, originOf(view, object, field)))}</dl>
  </section>`;
}

/** A value that a row without a source always gives stands in for nothing: it is fixed. */
function originOf(
  { editor }: MapperView,
  object: string,
  { origin, row }: PreviewField,
): PreviewField['origin'] {
  const sources = rowsOf(editor.mapping, object).find(({ id }) => id === row)?.sources;
  return origin === 'fallback' && sources?.length === 0 ? 'constant' : origin;
}

function fieldView(
  view: MapperView,
  { label, before, after, from, why }: PreviewField,
  action: string,
  origin: PreviewField['origin'],
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
                        >${words.say('mapper.turnsInto')}</span
                      >`
                  : nothing
              }<span class="med">${shown(words, after)}</span>`
      }
      ${why ? html`<small>${why}</small>` : from ? html`<small>${words.say('mapper.fromField', { field: from })}</small>` : nothing}
    </dd>
    <dd><span class="badge ${tones[origin]}">${words.say(`mapper.origin.${origin}`)}</span></dd>
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
