import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ValueChange } from '../ui/combobox.js';
import { icon } from '../ui/icons.js';
import type { CrmField, SourceValue } from '../../server/contract/model/index.js';
import { chosen } from './people-view.js';
import type { Slot } from './slots.js';
import type { MapperView } from './view.js';
import { setFallback } from './edits.js';

const shortList = 20;

/** What to use when the sources give nothing, entered in the way that the CRM field wants it. */
export function fallbackView(
  view: MapperView,
  { row, field, label }: Pick<Slot, 'row' | 'field' | 'label'>,
  missing: boolean,
  explained = missing,
) {
  if (!field) return nothing;
  const { editor, words } = view;
  const typed = editor.mistyped[row.id];
  const value = row.fallback?.value ?? '';
  const name = words.say('mapper.fallback', { field: label });
  const put = (input: SourceValue) => setFallback(editor, row, field, input);
  const empty = words.say(missing ? 'mapper.chooseValue' : 'mapper.nothing');
  const quiet = value === '' && !missing && !typed ? 'quiet' : '';
  const options = choicesOf(view, field, value);
  if (view.readonly) return readonlyView(view, value, options);

  if (field.type === 'multi_enum') {
    const count = Array.isArray(value) ? value.length : value === '' ? 0 : 1;
    return html`<button
      class="button several ${count ? '' : 'text muted'}"
      type="button"
      data-part="fallback"
      aria-label=${name}
      @click=${() => editor.set({ open: row.id })}
    >
      ${count ? words.say('mapper.chosen', { count }) : empty}
    </button>`;
  }
  if (options && options.length > shortList) {
    return html`<cc-combobox
      data-part="fallback"
      label=${name}
      placeholder=${empty}
      clearable
      ?quiet=${quiet !== ''}
      .words=${view.comboboxWords}
      .options=${options}
      .value=${String(value)}
      @change=${({ detail }: ValueChange) => put(detail.value)}
    ></cc-combobox>`;
  }
  if (options) {
    return html`<span class="select"
      ><select
        class=${quiet}
        data-part="fallback"
        aria-label=${name}
        .value=${live(String(value))}
        @change=${({ target }: Event) => put(chosen(target))}
      >
        <option value="" ?selected=${value === ''}>${empty}</option>
        ${options.map(
          (option) =>
            html`<option value=${option.value} ?selected=${option.value === String(value)}>
              ${option.label}
            </option>`,
        )}</select
      >${icon('chevron-down', 's')}</span
    >`;
  }
  const local = field.type === 'datetime' ? localTime(String(value)) : String(value);
  return html`<input
    class="input ${quiet}"
    data-part="fallback"
    type=${field.type === 'date' ? 'date' : field.type === 'datetime' ? 'datetime-local' : 'text'}
    inputmode=${field.type === 'number' ? 'decimal' : nothing}
    autocomplete="off"
    aria-label=${name}
    aria-invalid=${typed ? 'true' : nothing}
    aria-describedby=${typed || explained ? `m-${row.id}` : nothing}
    placeholder=${words.say(missing ? 'mapper.enterValue' : 'mapper.nothing')}
    .value=${typed?.text ?? local}
    @change=${({ target }: Event) => {
      const text = chosen(target);
      put(field.type === 'datetime' && text ? new Date(text).toISOString() : text);
    }}
  />`;
}

function readonlyView({ words }: MapperView, value: SourceValue, options: readonly Choice[] | undefined) {
  if (value === '') return html`<span class="fixed none muted">${words.say('mapper.nothing')}</span>`;
  const label = options?.find((option) => option.value === String(value))?.label ?? String(value);
  return html`<span class="fixed"><span class="cut">${label}</span></span>`;
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

const choices = new WeakMap<CrmField, readonly Choice[]>();

function choicesOf(
  { words }: MapperView,
  field: CrmField,
  value: SourceValue,
): readonly Choice[] | undefined {
  if (field.type === 'boolean') {
    return [
      { value: 'true', label: words.say('mapper.yes') },
      { value: 'false', label: words.say('mapper.no') },
    ];
  }
  if (field.type !== 'enum' || (field.options.length === 0 && !field.restricted)) return undefined;
  const known = choices.get(field) ?? field.options.filter(({ active }) => active);
  choices.set(field, known);
  if (value === '' || known.some((option) => option.value === value)) return known;
  // What was chosen and is no longer offered stays visible until another is chosen.
  const label = field.options.find((option) => option.value === value)?.label ?? String(value);
  return [...known, { value: String(value), label: words.say('mapper.inactive', { label }) }];
}

/** An instant as a `datetime-local` input takes it. */
function localTime(instant: string): string {
  if (!instant) return '';
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
