import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { speakEnglish } from '../locales/en.js';
import { mapperMore } from '../locales/en/mapper-more.js';
import { icon } from '../ui/icons.js';
import type { CrmField, FieldOption, Message, SourceOption } from '../../server/contract/model/index.js';
import { choiceLimits } from '../../server/contract/rules/limited-choices.js';
import { matchValues } from '../../server/contract/rules/value-match.js';
import type { ValueChange } from '../ui/combobox.js';
import { rowsOf } from './draft.js';
import type { Editor } from './editor.js';
import { chosen } from './people-view.js';
import { sourceLabel } from './row-view.js';
import { unmappedView } from './unmapped-view.js';
import type { MapperView } from './view.js';
import { edit } from './commit.js';
import { pairable } from './pairs.js';

speakEnglish(mapperMore);

/** Looks of the table of values. */
export const styles = css`
  .limits,
  .bulk {
    padding: 0 var(--pad) 10px;
  }
  .bulk {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 16px;
    min-block-size: 36px;
  }
  .bulk > .select,
  .bulk > cc-combobox {
    flex: 1 1 180px;
    max-inline-size: 320px;
  }
  .values {
    font-size: 0.8125rem;
    line-height: 1.25rem;
  }
  .values .line {
    display: grid;
    grid-template-columns: 20px minmax(0, 1fr) 16px minmax(0, 1fr) minmax(0, 120px);
    align-items: center;
    gap: 2px 12px;
    padding: 4px var(--pad);
  }
  .values .titles {
    padding-block: 8px;
    border-block: 1px solid var(--_border);
    background: var(--_sunken);
    color: var(--_muted);
    font-size: 0.75rem;
    font-weight: 500;
  }
  .values .titles > :last-child {
    grid-column: 4 / -1;
    padding-inline-start: 10px;
  }
  .values .titles + .line {
    margin-block-start: 8px;
  }
  .values .inactive {
    background: var(--_warning-wash);
  }
  .values .line > small {
    font-size: 0.75rem;
  }
  .values .line > .why {
    grid-column: 4 / -1;
    padding-inline-start: 10px;
    font-size: 0.75rem;
  }
  .values .line > .icon {
    color: var(--_muted);
  }
  .policy {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 8px 16px;
    margin-block-start: 12px;
    padding: 16px var(--pad);
    border-block-start: 1px solid var(--_border);
  }
  .policy > .fallback,
  .policy > fieldset {
    grid-column: 1 / -1;
  }
  .policy > .fallback {
    max-inline-size: 320px;
  }
  .values .here {
    display: none;
  }
  .policy > legend {
    float: inline-start;
    grid-column: 1 / -1;
    font-weight: 600;
  }
  @container dialog (inline-size < 520px) {
    .values .titles,
    .values .line > .icon {
      display: none;
    }
    .values .line {
      grid-template-columns: 20px minmax(0, 1fr) auto;
      padding-block: 8px;
    }
    .values .line > label {
      font-weight: 500;
    }
    .values .here {
      display: block;
      grid-row: 2;
      grid-column: 1 / -1;
      color: var(--_muted);
      font-size: 0.75rem;
    }
    .values .line > .select,
    .values .line > cc-combobox {
      grid-row: 3;
      grid-column: 1 / -1;
    }
    .values .line > .why {
      grid-column: 1 / -1;
    }
    .values .line + .line {
      border-block-start: 1px solid var(--_hair);
    }
    .policy {
      grid-template-columns: 1fr;
    }
  }
`;

/** Pairs the answers of a source field with the choices of a CRM field, many to one. */
export function valuesDialog(view: MapperView, id: string) {
  const { editor, words } = view;
  const row = rowsOf(editor.mapping, editor.object).find((each) => each.id === id);
  const pair = row && pairable(editor, row);
  if (!row || !pair) return nothing;
  const crm = editor.provider.name;
  const close = () => editor.set({ panel: undefined });
  const alike = matchValues(pair.source, pair.target);
  const table = row.values ?? alike;
  const putAll = (answers: readonly string[], to: string) =>
    edit(editor, { ...row, values: { ...table, ...Object.fromEntries(answers.map((each) => [each, to])) } });
  const put = (value: string, to: string) => putAll([value], to);
  const rows = rowsOf(editor.mapping, editor.object);
  const fields = new Map(editor.knownFields().map((field) => [field.name, field]));
  const why = choiceLimits(pair.field, rows, fields);
  const controller = pair.field.controlledBy === undefined ? undefined : fields.get(pair.field.controlledBy);
  const options = pair.target.filter((option) => !why(option));
  const choices: Choices = { options, prepared: asOptions(options), why };
  const checked = checkedIn(editor, id);
  const isShownAll = checked.has(all);
  const shown = isShownAll ? pair.source : pair.source.slice(0, mostLines);
  const matched = pair.source.filter(({ value }) => optionOf(pair.field, table[value])?.active).length;
  return html`<cc-dialog
    open
    heading=${words.say('mapper.matchValues')}
    close-label=${words.say('common.close')}
    @close=${close}
  >
    <span slot="lead"
      >${words.say('mapper.matchLead', {
        source: sourceLabel(view, row),
        field: pair.field.label,
        object: editor.crmObject()?.label,
      })}</span
    >
    ${limits(view, pair.field, controller, fields, why)}
    ${!view.readonly && pair.source.length > 1 ? bulkView(view, pair.source, choices, checked, putAll) : nothing}
    <div class="values">
      <div class="line titles" aria-hidden="true">
        <span></span><span>${words.say('mapper.answer')}</span><span></span
        ><span>${words.say('mapper.valueIn', { crm })}</span>
      </div>
      ${shown.map((answer, at) => line(view, answer, at, pair.field, table, alike, choices, checked, put))}
      ${
        shown.length < pair.source.length
          ? html`<button class="button text" type="button" @click=${() => check(editor, checked, all, true)}>
              ${words.say('mapper.showRest', { count: pair.source.length - shown.length })}
            </button>`
          : nothing
      }
      ${unmappedView(view, row, pair.field, pair.source)}
    </div>
    <span slot="foot">${words.say('mapper.matchedCount', { matched, total: pair.source.length })}</span>
    <button
      class="button text"
      type="button"
      slot="actions"
      ?disabled=${view.readonly}
      @click=${() => edit(editor, { ...row, values: { ...alike } })}
    >
      ${words.say('mapper.matchAgain')}
    </button>
    <button class="button primary" type="button" slot="actions" @click=${close}>
      ${words.say('mapper.done')}
    </button>
  </cc-dialog>`;
}

/** Which choices are left out and why, or on what it depends; one line for each reason. */
function limits(
  { words }: MapperView,
  { options, label, recordTypeField }: CrmField,
  controller: CrmField | undefined,
  fields: ReadonlyMap<string, CrmField>,
  why: Choices['why'],
) {
  const left = new Map<string, { readonly params: Message['params']; readonly values: string[] }>();
  for (const option of options) {
    const said = option.active && why(option);
    if (!said) continue;
    const { values } = left.get(said.code) ?? { values: [] };
    left.set(said.code, { params: said.params, values: [...values, option.label] });
  }
  const lines = [...left.values()].map(({ params, values }) =>
    words.say('mapper.valuesLeftOut', {
      field: params['controller'] ?? fields.get(recordTypeField ?? '')?.label,
      value: params['controlling'] ?? params['recordType'],
      values: [
        ...values.slice(0, mostNamed),
        ...(values.length > mostNamed
          ? [words.say('mapper.importMoreLeft', { count: values.length - mostNamed })]
          : []),
      ],
    }),
  );
  if (controller && !left.has('choice_not_with'))
    lines.push(words.say('mapper.valuesDepend', { field: label, controller: controller.label }));
  return lines.map((line) => html`<p class="limits small">${line}</p>`);
}

/** Choices that a line names before it counts the rest. */
const mostNamed = 8;

/** CRM choices that go with what other rows always write, and why others don't. */
interface Choices {
  readonly options: readonly FieldOption[];
  /** The same as a combobox takes them. */
  readonly prepared: ReturnType<typeof asOptions>;
  readonly why: (option: FieldOption) => Message | undefined;
}

/** Lines drawn at once; the rest on demand. */
const mostLines = 100;
/** Above this many choices a list is searched, not scrolled. */
const mostInSelect = 30;
/** Stands among the checked answers for having asked for all lines. */
const all = '\u0000all';

const checkedOf = new WeakMap<Editor, { readonly row: string; readonly answers: Set<string> }>();

/** Answers that are checked, to be given one value at once. */
function checkedIn(editor: Editor, row: string): Set<string> {
  const known = checkedOf.get(editor);
  if (known?.row === row) return known.answers;
  const answers = new Set<string>();
  checkedOf.set(editor, { row, answers });
  return answers;
}

function check(editor: Editor, checked: Set<string>, answer: string, on: boolean): void {
  if (on) checked.add(answer);
  else checked.delete(answer);
  editor.listener.changed();
}

/** Several answers checked, one value for all of them. */
function bulkView(
  view: MapperView,
  source: readonly SourceOption[],
  choices: Choices,
  checked: Set<string>,
  putAll: (answers: readonly string[], to: string) => void,
) {
  const { editor, words } = view;
  const answers = source.map(({ value }) => value).filter((value) => checked.has(value));
  const toggle = () => {
    for (const { value } of source) {
      if (answers.length < source.length) checked.add(value);
      else checked.delete(value);
    }
    editor.listener.changed();
  };
  return html`<div class="bulk">
    <label class="choice"
      ><input
        type="checkbox"
        .checked=${live(answers.length === source.length)}
        .indeterminate=${live(answers.length > 0 && answers.length < source.length)}
        @change=${toggle}
      />${words.say('mapper.checkedAnswers', { count: answers.length })}</label
    >
    ${
      answers.length > 0
        ? picker(
            view,
            'bulk',
            words.say('mapper.valueOfChecked', { count: answers.length }),
            '',
            choices,
            (to) => {
              putAll(answers, to);
              for (const answer of answers) checked.delete(answer);
              editor.listener.changed();
            },
          )
        : nothing
    }
  </div>`;
}

/** Chooses one of the CRM's values: a short list to open, a long one to search. */
function picker(
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

/** One list for all lines, so that a thousand values are prepared once. */
const preparedOptions = new Map<string, readonly { readonly value: string; readonly label: string }[]>();
function asOptions(options: readonly FieldOption[]) {
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

function line(
  view: MapperView,
  { value, label }: SourceOption,
  at: number,
  field: CrmField,
  table: Readonly<Record<string, string>>,
  alike: Readonly<Record<string, string>>,
  choices: Choices,
  checked: Set<string>,
  put: (value: string, to: string) => void,
) {
  const { editor, words, readonly } = view;
  const crm = editor.provider.name;
  const to = table[value] ?? '';
  const option = optionOf(field, to);
  const inactive = option !== undefined && !option.active;
  const limit = option && choices.why(option);
  const state = !option
    ? words.say('mapper.notMatched')
    : inactive
      ? html`<span class="warning">${words.say('mapper.isInactive')}</span>`
      : option.label === label || option.value === value
        ? words.say('mapper.sameName')
        : alike[value] === to
          ? html`<span class="badge accent">${words.say('mapper.suggested')}</span>`
          : words.say('mapper.byYou');
  return html`<div class="line ${inactive ? 'inactive' : ''}">
    <label class="choice"
      ><input
        type="checkbox"
        aria-label=${words.say('mapper.checkAnswer', { answer: label })}
        ?disabled=${readonly}
        .checked=${live(checked.has(value))}
        @change=${({ target }: Event) => check(editor, checked, value, target instanceof HTMLInputElement && target.checked)} /></label
    ><label for="value-${at}">${label}</label>${icon('arrow-end')}
    <span class="here" aria-hidden="true">${words.say('mapper.valueIn', { crm })}</span>
    ${picker(view, `value-${at}`, words.say('mapper.valueOf', { crm, answer: label }), to, choices, (next) => put(value, next), option)}
    <small class="muted">${state}</small>
    ${limit ? html`<p class="why">${words.tell(limit)}</p>` : nothing}
    ${inactive ? html`<p class="why">${words.say('mapper.inactiveHelp', { value: option.label, crm })}</p>` : nothing}
  </div>`;
}

function optionOf(field: CrmField, value: string | undefined) {
  return value ? field.options.find((option) => option.value === value) : undefined;
}
