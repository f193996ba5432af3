import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { speakEnglish } from '../locales/en.js';
import { mapperMore } from '../locales/en/mapper-more.js';
import { bookingStatuses, type BookingStatus, type Row } from '../../server/contract/model/index.js';
import { withObject } from './draft-changes.js';
import { sourcesView } from './row-sources-view.js';
import type { Slot } from './slots.js';
import type { MapperView } from './view.js';
import { edit } from './commit.js';
import { change } from './edits.js';
import { fallbackChoices } from './fallback-choices.js';

speakEnglish(mapperMore);

/** Looks of the options below a row. */
export const styles = css`
  .options {
    grid-column: 1 / -1;
    display: grid;
    grid-template-columns: minmax(0, 1.4fr) minmax(0, 1fr) minmax(0, 1fr);
    margin-block: 6px 8px;
    border: 1px solid var(--_border);
    border-radius: var(--_r);
    background: var(--_surface);
  }
  .options > div {
    padding: 12px 14px;
  }
  .options > div + div {
    border-inline-start: 1px solid var(--_hair);
  }
  .options legend,
  .options .legend {
    margin-block-end: 6px;
    color: var(--_muted);
    font-weight: 500;
    font-size: 0.75rem;
  }
  .options fieldset + fieldset {
    margin-block-start: 12px;
  }
  .options .choice {
    display: flex;
  }
  .source-line {
    display: grid;
    grid-template-columns: 12px minmax(0, 1fr) 28px;
    align-items: center;
    gap: 8px;
    margin-block-end: 6px;
  }
  .source-line > .icon-button {
    margin-inline-start: -4px;
  }
  .source-line > .text-source {
    display: flex;
    gap: 4px;
  }
  .source-line > .chips {
    grid-column: 2;
    margin: -2px 0 2px;
  }
  .more-sources {
    display: flex;
    gap: 4px;
    padding-inline-start: 12px;
  }
  @container crm-field-mapper (inline-size < 640px) {
    .options {
      grid-template-columns: minmax(0, 1fr);
    }
    .options > div + div {
      border-inline-start: 0;
      border-block-start: 1px solid var(--_hair);
    }
  }
`;

/** More about one row: several sources in order, when it is written, what happens to values that don't fit. */
export function rowOptionsView(view: MapperView, slot: Slot) {
  const { editor, words, readonly } = view;
  const { row } = slot;
  const put = (more: Partial<Row>) => edit(editor, { ...row, ...more });
  return html`<fieldset class="options" part="row-options" ?disabled=${readonly}>
    <div>${sourcesView(view, slot, put)}</div>
    <div>
      <fieldset>
        <legend>${words.say('mapper.whenToWrite')}</legend>
        ${(['always', 'if_empty', 'on_create'] as const).map(
          (write) =>
            html`<label class="choice"
              ><input
                type="radio"
                name="write-${row.id}"
                .checked=${live(row.write === write)}
                @change=${() => put({ write })}
              />${words.say(`mapper.write.${write}`, { crm: editor.provider.name })}</label
            >`,
        )}
      </fieldset>
      ${besides(view, slot, put)}
    </div>
    <div>${events(view, row)} ${fallbackChoices(view, slot)} ${lately(view, slot)}</div>
  </fieldset>`;
}

/** The way to the bookings that the row was about of late. */
function lately({ editor, words }: MapperView, { label }: Slot) {
  const { object, session } = editor;
  const tell = () => session.tell({ kind: 'show-activity', provider: editor.provider.id, object });
  return html`<button
    class="link small"
    type="button"
    aria-label=${words.say('mapper.bookingsLatelyOf', { field: label })}
    @click=${tell}
  >
    ${words.say('mapper.bookingsLately')}
  </button>`;
}

function besides(view: MapperView, { row, field, label }: Slot, edit: (change: Partial<Row>) => void) {
  const { editor, words } = view;
  const crm = editor.provider.name;
  const { mapping, object } = editor;
  const marked = mapping.objects[object]?.required ?? [];
  const box = (text: string, help: string | undefined, on: boolean, put: (on: boolean) => void) =>
    html`<label class="choice"
      ><input
        type="checkbox"
        .checked=${live(on)}
        @change=${({ target }: Event) => target instanceof HTMLInputElement && put(target.checked)}
      /><span>${text}${help ? html`<small>${help}</small>` : nothing}</span></label
    >`;
  const mark = (on: boolean) => {
    const required = on ? [...marked, row.target] : marked.filter((name) => name !== row.target);
    change(editor, withObject(mapping, object, { required }));
  };
  const { fallback } = row;
  return html`<fieldset>
    <legend>${words.say('mapper.besides')}</legend>
    ${field && !field.required ? box(words.say('mapper.markRequired'), undefined, marked.includes(row.target), mark) : nothing}
    ${
      fallback
        ? box(words.say('mapper.overwrite', { crm }), undefined, fallback.write === 'always', (on) =>
            edit({ fallback: { ...fallback, write: on ? 'always' : 'if_empty' } }),
          )
        : nothing
    }
    ${
      field?.maxLength && field.type !== 'enum'
        ? box(
            words.say('mapper.truncate'),
            words.say('mapper.truncateHelp', { field: label, max: field.maxLength }),
            row.truncate,
            (truncate) => edit({ truncate }),
          )
        : nothing
    }
    ${box(
      words.say('mapper.leaveOut', { crm }),
      words.say('mapper.leaveOutHelp'),
      row.onInvalid === 'leave_out',
      (on) => edit({ onInvalid: on ? 'leave_out' : 'hold' }),
    )}
  </fieldset>`;
}

function events({ editor, words }: MapperView, row: Row) {
  const { on = bookingStatuses, ...rest } = row;
  const toggle = (status: BookingStatus, checked: boolean) => {
    const next = bookingStatuses.filter((each) => (each === status ? checked : on.includes(each)));
    edit(editor, next.length === bookingStatuses.length ? rest : { ...rest, on: next });
  };
  return html`<fieldset>
    <legend>${words.say('mapper.whenBookingIs')}</legend>
    ${(['booked', 'rescheduled', 'cancelled', 'no_show', 'completed'] as const).map(
      (status) =>
        html`<label class="choice"
          ><input
            type="checkbox"
            .checked=${live(on.includes(status))}
            @change=${({ target }: Event) => target instanceof HTMLInputElement && toggle(status, target.checked)}
          />${words.say(`mapper.on.${status}`)}</label
        >`,
    )}
  </fieldset>`;
}
