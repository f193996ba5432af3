import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { CrmField, Row, SourceOption, UnmappedPolicy } from '../../server/contract/model/index.js';
import { fallbackText } from '../../server/contract/rules/fallback-value.js';
import { edit } from './commit.js';
import { fallbackChoices } from './fallback-choices.js';
import { fallbackView } from './fallback-view.js';
import type { MapperView } from './view.js';

const policies: readonly UnmappedPolicy[] = ['fallback', 'skip', 'as_is', 'fail'];

/** What happens to an answer that has no counterpart, with the fallback that it may take. */
export function unmappedView(view: MapperView, row: Row, field: CrmField, answers: readonly SourceOption[]) {
  const { editor, words, readonly } = view;
  const crm = editor.provider.name;
  const object = editor.crmObject();
  // Without a table of values, answers go out as they are.
  const table = row.values && Object.keys(row.values).length > 0 ? row.values : undefined;
  const policyOf = table ? (row.unmapped ?? 'fallback') : 'as_is';
  const values = table ?? Object.fromEntries(answers.map(({ value }) => [value, '']));
  const helps: Readonly<Record<UnmappedPolicy, string>> = {
    fallback: row.fallback ? fallbackText(row.fallback.value, field) : words.say('mapper.nothing'),
    skip:
      object && editor.creates(object) && field.required === 'always'
        ? words.say('mapper.unmapped.skipRequired', {
            crm,
            object: object.singular.toLowerCase(),
            field: field.label,
          })
        : words.say('mapper.unmapped.skipHelp'),
    as_is: words.say(field.restricted ? 'mapper.unmapped.as_isHelp' : 'mapper.unmapped.as_isFine', {
      crm,
      field: field.label,
    }),
    fail: words.say('mapper.unmapped.failHelp'),
  };
  return html`<fieldset class="policy" ?disabled=${readonly}>
    <legend>${words.say('mapper.unmatchedAnswer')}</legend>
    ${policies.map(
      (each) =>
        html`<label class="choice"
          ><input
            type="radio"
            name="unmapped"
            .checked=${live(policyOf === each)}
            @change=${() => edit(editor, { ...row, unmapped: each, values })}
          /><span>${words.say(`mapper.unmapped.${each}`)}<small>${helps[each]}</small></span></label
        >`,
    )}
    ${policyOf === 'fallback' ? fallbackEntry(view, row, field) : nothing}
  </fieldset>`;
}

/** The row's own fallback, which an answer without a counterpart takes too. */
function fallbackEntry(view: MapperView, row: Row, field: CrmField) {
  const slot = { row, field, label: field.label };
  if (field.type === 'multi_enum') return fallbackChoices(view, slot);
  return html`<div class="fallback">
    <span class="label" aria-hidden="true">${view.words.say('mapper.fallbackOf')}</span>
    ${fallbackView(view, slot, true, false)}
  </div>`;
}
