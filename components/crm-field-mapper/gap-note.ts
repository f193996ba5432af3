import { html, nothing } from 'lit';
import { icon } from '../ui/icons.js';
import { emphasised } from '../ui/emphasised.js';
import { coverageOf } from './slots.js';
import type { Gap } from './editor.js';
import { showRow } from './show-row.js';
import type { MapperView } from './view.js';

/** Says that new records would be refused, and what has no value. */
export function gapNote({ editor, words }: MapperView, { object, labels }: Gap) {
  const { first } = coverageOf(editor.mapping, object, editor.knownFields(object.name));
  const why = words.say('mapper.hasNoValue', { count: labels.length, fields: labels });
  return html`<div class="note danger" role="note">
    ${icon('warning')}
    <p class="grow">${emphasised(words.say('mapper.wouldFail', { object: object.singular, why }))}</p>
    <div class="actions">
      ${
        first
          ? html`<button
              class="link"
              type="button"
              @click=${() => void showRow(editor, { object: object.name, field: first })}
            >
              ${words.say('mapper.showIt')}
            </button>`
          : nothing
      }
    </div>
  </div>`;
}
