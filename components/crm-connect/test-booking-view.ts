import { html, nothing } from 'lit';
import type { Words } from '../locales/words.js';
import { icon } from '../ui/icons.js';
import { emphasised } from '../ui/pieces.js';
import type { Provider } from '../../server/contract/model/index.js';
import type { TestBooking } from './test-booking.js';
import { refusal } from './sign-in-view.js';

/** How far a test booking got: on its way, arrived with links to its records, or why not. */
export function testBooking(test: TestBooking, { name: crm }: Provider, words: Words) {
  if (test.state === 'failed') return html`<div>${refusal(test.problem, crm, words)}</div>`;
  if (test.state === 'sending') {
    return html`<p class="line">
      ${icon('clock')}<span>${words.say('connect.testSending', { crm })}</span>
    </p>`;
  }
  const { sync } = test;
  if (sync.state === 'synced') {
    return html`<p class="line">
      <span class="success">${icon('check')}</span>
      <span
        >${emphasised(words.say('connect.testArrived'))}
        ${sync.records.map(({ object, url }) =>
          url
            ? html`<a class="link" href=${url} target="_blank" rel="noopener"
                >${object}${icon('arrow-out', 's')}</a
              > `
            : html`${object} `,
        )}</span
      >
    </p>`;
  }
  if (sync.state === 'paused' || sync.state === 'pending') {
    return html`<p class="line">
      ${icon('clock')}
      <span>
        ${words.say('connect.testWaits', { crm })} ${sync.fault ? words.tell(sync.fault) : nothing}
      </span>
    </p>`;
  }
  const why = sync.fault ? words.tell(sync.fault) : '';
  return html`<div class="note danger">
    ${icon('warning')}
    <p class="grow">${emphasised(words.say('connect.testFailed', { why }))}</p>
  </div>`;
}
