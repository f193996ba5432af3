import { html, nothing } from 'lit';
import { speakEnglish } from '../locales/en.js';
import { mapperMore } from '../locales/en/mapper-more.js';
import { icon } from '../ui/icons.js';
import {
  bookingStatuses,
  type ActivityItem,
  type SourceField,
  type SourceValue,
} from '../../server/contract/model/index.js';
import { isDirty } from './commit.js';
import { chosen } from './people-view.js';
import type { ExampleBooking } from '../api/mapping-calls.js';
import {
  current,
  forget,
  look,
  lookAs,
  lookAtTyped,
  recentBookings,
  typedFields,
  typedIn,
  type PreviewState,
} from './preview.js';
import { resultsView } from './preview-results.js';
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
    <cc-make-room></cc-make-room>
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
      ${state.booking === typedIn ? nothing : whoView(view, state)}
    </div>
    ${state.booking === typedIn && state.typed ? typedView(view, state.typed) : nothing}
    <div
      class="results"
      role="region"
      tabindex="0"
      aria-label=${words.say('mapper.previewResults')}
      aria-busy=${state.result.status === 'loading' ? 'true' : 'false'}
    >
      ${resultsView(view, state.result)}
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

/** Whom somebody else's address would match, which the preview then shows, and the way back. */
function whoView(view: MapperView, state: PreviewState) {
  const { editor, words } = view;
  const back = () => {
    lookAs(editor, '');
    editor.listener.focus({ kind: 'preview-email' });
  };
  return html`<div>
      <label class="label" for="preview-email">${words.say('mapper.previewEmail')}</label>
      <input
        class="input"
        id="preview-email"
        data-part="preview-email"
        type="email"
        placeholder=${words.say('mapper.previewEmailHint')}
        aria-describedby="preview-who"
        aria-invalid=${state.noAddress ? 'true' : nothing}
        .value=${state.noAddress || state.email}
        @change=${({ target }: Event) => target instanceof HTMLInputElement && lookAs(editor, target.value, target.validity.valid)}
      />
    </div>
    <div class="pair small">
      <span id="preview-who" class=${state.noAddress ? 'danger' : 'muted'} role="status"
        >${state.noAddress ? words.say('mapper.noAddress', { text: state.noAddress }) : state.email ? matched(view, state) : nothing}</span
      >
      ${
        state.email
          ? html`<button class="link" type="button" @click=${back}>${words.say('mapper.previewOwn')}</button>`
          : nothing
      }
    </div>`;
}

function matched({ editor, words }: MapperView, { result }: PreviewState) {
  if (result.status === 'loading') return words.say('common.loading');
  const person =
    result.status === 'ready' &&
    result.value.writes.find(({ object }) => editor.crmObject(object)?.role === 'person');
  if (!person) return nothing;
  const { record, object } = person;
  if (record) return words.say('mapper.matchUpdate', { label: record.label });
  return words.say('mapper.matchCreate', {
    crm: editor.provider.name,
    object: editor.crmObject(object)?.singular ?? object,
  });
}
