import { html, nothing } from 'lit';
import type { Words } from '../locales/words.js';
import { bone } from '../ui/pieces.js';
import type { Provider } from '../../server/contract/model/index.js';

/** Where the settings about people will be. */
export function peopleBones(words: Words, { createAs }: Provider) {
  return html`<div class="people" aria-hidden="true">
    ${
      createAs.length > 0
        ? html`<div class="become bones">
            <span class="label">${words.say('mapper.newPeople')}</span>${bone('control')}
          </div>`
        : nothing
    }
    <div class="owner"><span class="label">${words.say('mapper.owner')}</span>${bone('control')}</div>
    <div class="guests"><span class="label">${words.say('mapper.guests')}</span>${bone('control')}</div>
  </div>`;
}
