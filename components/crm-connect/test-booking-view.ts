import { html, nothing } from 'lit';
import { capitalised } from '../locales/capitalised.js';
import type { Words } from '../locales/words.js';
import { icon } from '../ui/icons.js';
import { emphasised } from '../ui/emphasised.js';
import type { Provider } from '../../server/contract/model/index.js';
import type { TestBooking } from './test-booking.js';

/** How far a test booking got: on its way, arrived with links to its records, or why not. */
export function testBooking(test: TestBooking, { name: crm, objects }: Provider, words: Words) {
  if (test.state === 'failed') {
    const { problem } = test;
    return failedNote(words, words.tell({ ...problem, sentence: problem.detail }), problem.fix?.text);
  }
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
        ${sync.records.map(({ object, url }) => {
          const known = objects.find(({ name }) => name === object)?.singular;
          const label = capitalised(known ?? object, words.locale);
          return url
            ? html`<a class="link" href=${url} target="_blank" rel="noopener"
                >${label}${icon('arrow-out', 's')}</a
              > `
            : html`${label} `;
        })}</span
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
  const fix = sync.fault && 'fix' in sync.fault ? sync.fault.fix?.text : undefined;
  return failedNote(words, sync.fault ? words.tell(sync.fault) : '', fix);
}

function failedNote(words: Words, why: string, fix: string | undefined) {
  return html`<div class="note danger">
    ${icon('warning')}
    <p class="grow">${emphasised(words.say('connect.testFailed', { why }))} ${fix}</p>
  </div>`;
}
