import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { speakEnglish } from '../locales/en.js';
import { mapperMore } from '../locales/en/mapper-more.js';
import { icon } from '../ui/icons.js';
import type { CrmField, SourceOption } from '../../server/contract/model/index.js';
import { matchValues } from '../../server/contract/rules/value-match.js';
import { rowsOf } from './draft.js';
import { chosen } from './people-view.js';
import { sourceLabel } from './row-view.js';
import { unmappedView } from './unmapped-view.js';
import type { MapperView } from './view.js';
import { edit } from './commit.js';
import { pairable } from './pairs.js';

speakEnglish(mapperMore);

/** Looks of the table of values. */
export const styles = css`
  .values {
    font-size: 0.8125rem;
    line-height: 1.25rem;
  }
  .values .line {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 16px minmax(0, 1fr) minmax(0, 120px);
    align-items: center;
    gap: 2px 12px;
    padding: 4px 24px;
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
    grid-column: 3 / -1;
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
    grid-column: 3 / -1;
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
    padding: 16px 24px;
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
      grid-template-columns: minmax(0, 1fr) auto;
      padding: 8px 16px;
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
    .values .line > .select {
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
      padding-inline: 16px;
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
  const put = (value: string, to: string) => edit(editor, { ...row, values: { ...table, [value]: to } });
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
    <div class="values">
      <div class="line titles" aria-hidden="true">
        <span>${words.say('mapper.answer')}</span><span></span
        ><span>${words.say('mapper.valueIn', { crm })}</span>
      </div>
      ${pair.source.map((answer, at) => line(view, answer, at, pair.field, table, alike, put))}
      ${unmappedView(view, row, pair.field)}
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

function line(
  { editor, words, readonly }: MapperView,
  { value, label }: SourceOption,
  at: number,
  field: CrmField,
  table: Readonly<Record<string, string>>,
  alike: Readonly<Record<string, string>>,
  put: (value: string, to: string) => void,
) {
  const crm = editor.provider.name;
  const to = table[value] ?? '';
  const option = optionOf(field, to);
  const inactive = option !== undefined && !option.active;
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
    <label for="value-${at}">${label}</label>${icon('arrow-end')}
    <span class="here" aria-hidden="true">${words.say('mapper.valueIn', { crm })}</span>
    <span class="select"
      ><select
        id="value-${at}"
        aria-label=${words.say('mapper.valueOf', { crm, answer: label })}
        ?disabled=${readonly}
        .value=${live(to)}
        @change=${({ target }: Event) => put(value, chosen(target))}
      >
        <option value="" ?selected=${!option}>${words.say('mapper.chooseValue')}</option>
        ${field.options
          .filter((each) => each.active || each.value === to)
          .map(
            (each) => html`<option value=${each.value} ?selected=${each.value === to}>${each.label}</option>`,
          )}</select
      >${icon('chevron-down', 's')}</span
    >
    <small class="muted">${state}</small>
    ${inactive ? html`<p class="why">${words.say('mapper.inactiveHelp', { value: option.label, crm })}</p>` : nothing}
  </div>`;
}

function optionOf(field: CrmField, value: string | undefined) {
  return value ? field.options.find((option) => option.value === value) : undefined;
}
