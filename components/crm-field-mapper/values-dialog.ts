import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { speakEnglish } from '../locales/en.js';
import { mapperMore } from '../locales/en/mapper-more.js';
import { icon } from '../ui/icons.js';
import type { CrmField, SourceOption } from '../../server/contract/model/index.js';
import { choiceLimits } from '../../server/contract/rules/limited-choices.js';
import { matchValues } from '../../server/contract/rules/value-match.js';
import { bulkView, check, checkedIn } from './checked-answers.js';
import { edit } from './commit.js';
import { rowsOf } from './draft.js';
import { limitsView } from './limits-view.js';
import { pairable } from './pairs.js';
import { sourceLabel } from './row-view.js';
import { unmappedView } from './unmapped-view.js';
import { asOptions, valuePicker, type Choices } from './value-picker.js';
import type { MapperView } from './view.js';

export { styles } from './values.styles.js';

speakEnglish(mapperMore);

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
    ${limitsView(view, pair.field, controller, fields, why)}
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

/** Lines drawn at once; the rest on demand. */
const mostLines = 100;
/** Stands among the checked answers for having asked for all lines. */
const all = '\u0000all';

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
  const isGone = to !== '' && field.restricted && !optionOf(field, to);
  // Where any text is taken, it is a value as good as those that are listed.
  const option = optionOf(field, to) ?? (to ? { value: to, label: to, active: !isGone } : undefined);
  const isLost = option?.active === false;
  const limit = option && choices.why(option);
  const state = !option
    ? words.say('mapper.notMatched')
    : isLost
      ? html`<span class="warning">${words.say(isGone ? 'mapper.isGone' : 'mapper.isInactive')}</span>`
      : option.label === label || option.value === value
        ? words.say('mapper.sameName')
        : alike[value] === to
          ? html`<span class="badge accent">${words.say('mapper.suggested')}</span>`
          : words.say('mapper.byYou');
  return html`<div class="line ${isLost ? 'lost' : ''}">
    <label class="choice"
      ><input
        type="checkbox"
        aria-label=${words.say('mapper.checkAnswer', { answer: label })}
        ?disabled=${readonly}
        .checked=${live(checked.has(value))}
        @change=${({ target }: Event) => check(editor, checked, value, target instanceof HTMLInputElement && target.checked)} /></label
    ><label for="value-${at}">${label}</label>${icon('arrow-end')}
    ${valuePicker(view, `value-${at}`, words.say('mapper.valueOf', { crm, answer: label }), to, choices, (next) => put(value, next), option)}
    <small class="muted">${state}</small>
    ${limit ? html`<p class="why">${words.tell(limit)}</p>` : nothing}
    ${isLost ? html`<p class="why">${words.say(isGone ? 'mapper.goneHelp' : 'mapper.inactiveHelp', { value: option.label, crm })}</p>` : nothing}
  </div>`;
}

function optionOf(field: CrmField, value: string | undefined) {
  return value ? field.options.find((option) => option.value === value) : undefined;
}
