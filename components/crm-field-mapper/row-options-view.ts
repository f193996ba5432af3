import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { speakEnglish } from '../locales/en.js';
import { mapperMore } from '../locales/en/mapper-more.js';
import type { ValueChange } from '../ui/combobox.js';
import { icon } from '../ui/icons.js';
import {
  bookingStatuses,
  type BookingStatus,
  type Row,
  type Source,
} from '../../server/contract/model/index.js';
import { parseTemplate } from '../../server/contract/rules/template.js';
import { withObject } from './draft-changes.js';
import { noField, sourceChoices } from './field-options.js';
import { chosen } from './people-view.js';
import type { Slot } from './slots.js';
import type { MapperView } from './view.js';
import { change, edit, setFallback } from './edits.js';

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
    <div>${sources(view, slot, put)}</div>
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
    <div>${events(view, row)} ${choicesOfFallback(view, slot)}</div>
  </fieldset>`;
}

function sources(view: MapperView, { row, label }: Slot, edit: (change: Partial<Row>) => void) {
  const { words, readonly } = view;
  const put = (at: number, source: Source) =>
    edit({ sources: row.sources.map((each, i) => (i === at ? source : each)) });
  const shown = row.sources.length > 0 ? row.sources : [{ field: '' }];
  return html`<p class="legend">${words.say('mapper.firstThatHas')}</p>
    ${shown.map(
      (source, i) =>
        html`<div class="source-line">
          <span class="muted num" aria-hidden="true">${i + 1}</span>
          ${'field' in source ? fieldSource(view, label, source.field, i, (next) => (row.sources.length > 0 ? put(i, next) : edit({ sources: [next] }))) : textSource(view, label, source, i, (next) => put(i, next))}
          <button
            class="icon-button"
            type="button"
            aria-label=${words.say('mapper.removeSource', { number: i + 1, field: label })}
            ?disabled=${readonly || row.sources.length === 0}
            @click=${() => edit({ sources: row.sources.filter((_, at) => at !== i) })}
          >
            ${icon('close')}
          </button>
          ${'template' in source ? html`<p class="chips small muted">${chips(view, source.template)}</p>` : nothing}
        </div>`,
    )}
    <div class="more-sources">
      <button
        class="button text compact"
        type="button"
        aria-label=${words.say('mapper.addFieldOf', { field: label })}
        @click=${() => edit({ sources: [...row.sources, { field: '' }] })}
      >
        ${icon('plus', 's')}${words.say('mapper.addField')}
      </button>
      <button
        class="button text compact"
        type="button"
        aria-label=${words.say('mapper.addTextOf', { field: label })}
        @click=${() => edit({ sources: [...row.sources, { constant: '' }] })}
      >
        ${icon('plus', 's')}${words.say('mapper.addText')}
      </button>
    </div>`;
}

function fieldSource(
  view: MapperView,
  field: string,
  key: string,
  at: number,
  put: (source: Source) => void,
) {
  const { editor, words, readonly } = view;
  return html`<cc-combobox
    label=${words.say('mapper.sourceNumber', { number: at + 1, field })}
    placeholder=${words.say('mapper.chooseSource')}
    ?disabled=${readonly}
    .words=${view.comboboxWords}
    .options=${sourceChoices(editor.ready?.sources ?? [], words)}
    .value=${key}
    unknown-label=${key}
    .objection=${({ value }: { readonly value: string }) => (value === noField ? '' : undefined)}
    @change=${({ detail }: ValueChange) => put({ field: detail.value })}
  ></cc-combobox>`;
}

function textSource(
  view: MapperView,
  field: string,
  source: Exclude<Source, { readonly field: string }>,
  at: number,
  put: (source: Source) => void,
) {
  const { editor, words } = view;
  const text = 'template' in source ? source.template : String(source.constant);
  // A text without a field in it is the same each time.
  const read = (typed: string): Source => (typed.includes('{{') ? { template: typed } : { constant: typed });
  const insert = ({ detail, currentTarget }: ValueChange) => {
    const input = currentTarget instanceof Element ? currentTarget.previousElementSibling : null;
    if (!(input instanceof HTMLInputElement)) return;
    const place = input.selectionEnd ?? input.value.length;
    put(read(`${input.value.slice(0, place)}{{${detail.value}}}${input.value.slice(place)}`));
    input.focus();
  };
  return html`<span class="text-source">
    <input
      class="input"
      aria-label=${words.say('mapper.sourceNumber', { number: at + 1, field })}
      placeholder=${words.say('mapper.textHint')}
      .value=${live(text)}
      @change=${({ target }: Event) => put(read(chosen(target)))}
    />
    <cc-menu
      label=${words.say('mapper.insertField')}
      .items=${(editor.ready?.sources ?? []).map(({ key, label }) => ({ value: key, label }))}
      @choose=${insert}
      ><span slot="button">${icon('plus')}</span></cc-menu
    >
  </span>`;
}

/** A template as it reads: words, and the labels of the fields between them. */
function chips({ editor }: MapperView, template: string) {
  const labelOf = (key: string) => editor.ready?.sources.find((each) => each.key === key)?.label ?? key;
  return parseTemplate(template)?.map((piece) =>
    'field' in piece ? html`<span class="badge accent">${labelOf(piece.field)}</span>` : piece.text,
  );
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
      field?.maxLength
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

/** A multiple choice needs room to be chosen from. */
function choicesOfFallback({ editor, words }: MapperView, { row, field }: Slot) {
  if (field?.type !== 'multi_enum') return nothing;
  const value = row.fallback?.value;
  const now = Array.isArray(value) ? value.map(String) : [];
  const toggle = (item: string, checked: boolean) =>
    void setFallback(editor, row, field, checked ? [...now, item] : now.filter((each) => each !== item));
  return html`<fieldset>
    <legend>${words.say('mapper.fallbackChoices')}</legend>
    ${field.options
      .filter(({ active }) => active)
      .map(
        (option) =>
          html`<label class="choice"
            ><input
              type="checkbox"
              .checked=${live(now.includes(option.value))}
              @change=${({ target }: Event) => target instanceof HTMLInputElement && toggle(option.value, target.checked)}
            />${option.label}</label
          >`,
      )}
  </fieldset>`;
}
