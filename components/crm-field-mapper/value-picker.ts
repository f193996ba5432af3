import { html } from 'lit';
import { live } from 'lit/directives/live.js';
import type { FieldOption, Message } from '../../server/contract/model/index.js';
import type { ValueChange } from '../ui/combobox.js';
import { icon } from '../ui/icons.js';
import { chosen } from './people-view.js';
import type { MapperView } from './view.js';

/** CRM choices that go with what other rows always write, and why others don't. */
export interface Choices {
  readonly options: readonly FieldOption[];
  /** The same as a combobox takes them. */
  readonly prepared: ReturnType<typeof asOptions>;
  readonly why: (option: FieldOption) => Message | undefined;
}

/** Chooses one of the CRM's values: a short list to open, a long one to search. */
export function valuePicker(
  view: MapperView,
  id: string,
  label: string,
  to: string,
  { options, prepared }: Choices,
  put: (to: string) => void,
  current?: FieldOption,
) {
  const { words, readonly } = view;
  const offered = options.filter((each) => each.active || each.value === to);
  const known = current && !offered.includes(current) ? [current, ...offered] : offered;
  if (known.length > mostInSelect) {
    return html`<cc-combobox
      id=${id}
      label=${label}
      placeholder=${words.say('mapper.chooseValue')}
      clearable
      ?disabled=${readonly}
      .words=${view.comboboxWords}
      .options=${prepared}
      .value=${to}
      unknown-label=${current?.label ?? to}
      @change=${({ detail }: ValueChange) => put(detail.value)}
    ></cc-combobox>`;
  }
  return html`<span class="select"
    ><select
      id=${id}
      aria-label=${label}
      ?disabled=${readonly}
      .value=${live(to)}
      @change=${({ target }: Event) => put(chosen(target))}
    >
      <option value="" ?selected=${to === ''}>${words.say('mapper.chooseValue')}</option>
      ${known.map(
        (each) => html`<option value=${each.value} ?selected=${each.value === to}>${each.label}</option>`,
      )}</select
    >${icon('chevron-down', 's')}</span
  >`;
}

/** Above this many choices a list is searched, not scrolled. */
const mostInSelect = 30;

const preparedOptions = new Map<string, readonly { readonly value: string; readonly label: string }[]>();
/** Choices as a combobox takes them: one list for all lines, so that a thousand values are prepared once. */
export function asOptions(options: readonly FieldOption[]) {
  const key = options.map(({ value, active }) => `${value}${active}`).join('\n');
  const known =
    preparedOptions.get(key) ??
    options.filter(({ active }) => active).map(({ value, label }) => ({ value, label }));
  if (!preparedOptions.has(key)) {
    preparedOptions.clear();
    preparedOptions.set(key, known);
  }
  return known;
}
