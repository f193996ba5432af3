import { html } from 'lit';
import type { Words } from '../locales/words.js';
import type { Provider } from '../../server/contract/model/index.js';

/** Which of several connected CRMs is mapped. */
export function switchView(
  words: Words,
  connected: readonly Provider[],
  shown: Provider | undefined,
  choose: (provider: string) => void,
) {
  return html`<div class="switch choices" role="radiogroup" aria-label=${words.say('mapper.which')}>
    ${connected.map(
      ({ id, name }) =>
        html`<label class="choice"
          ><input
            type="radio"
            name="crm"
            .checked=${shown?.id === id}
            @change=${() => choose(id)}
          />${name}</label
        >`,
    )}
  </div>`;
}
