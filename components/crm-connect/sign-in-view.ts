import { html, nothing } from 'lit';
import type { ClientProblem } from '../api/problem.js';
import type { Words } from '../locales/words.js';
import { icon } from '../ui/icons.js';
import { emphasised } from '../ui/emphasised.js';
import type { Provider } from '../../server/contract/model/index.js';
import type { Card } from './card.js';

/** What is said under a card's head while somebody signs in, or when that did not work. */
export function signInBody(card: Card, { name, connection }: Provider, words: Words) {
  const { signIn } = card;
  switch (signIn?.step) {
    case 'opening':
    case 'waiting':
      return html`<div class="body">
        <p>${emphasised(words.say('connect.waitingHelp'))}</p>
        <div class="acts">
          <button
            class="button compact"
            type="button"
            data-focus="again"
            ?disabled=${signIn.step === 'opening'}
            @click=${() => card.openAgain()}
          >
            ${icon('window', 's')}${words.say('connect.openAgain')}
          </button>
          <button class="button compact text" type="button" @click=${() => card.cancel()}>
            ${words.say('common.cancel')}
          </button>
        </div>
      </div>`;
    case 'blocked':
      return html`<div class="body">
        <div class="acts">
          <a
            class="button primary compact"
            data-focus="link"
            href=${signIn.authorizeUrl}
            target="_blank"
            rel="opener"
            @click=${() => card.followLink()}
            >${words.say('connect.openInTab', { crm: name })}${icon('arrow-out', 's')}</a
          >
          <button class="button compact text" type="button" @click=${() => card.cancel()}>
            ${words.say('common.cancel')}
          </button>
        </div>
      </div>`;
    case 'failed':
      return html`<div class="body">
        ${refusal(signIn.problem, name, words)} ${connection ? back(card, words) : nothing}
      </div>`;
    case 'unfinished':
    case 'expired':
      return connection ? html`<div class="body">${back(card, words)}</div>` : nothing;
    default:
      return nothing;
  }
}

/** Leads from a reconnection that did not work back to the connection as it is. */
function back(card: Card, words: Words) {
  return html`<div>
    <button class="link" type="button" @click=${() => card.cancel()}>
      ${words.say('connect.leaveAsIs')}
    </button>
  </div>`;
}

/** The CRM's own words, or what went wrong in ours; our advice, and a message for whoever can help. */
function refusal(problem: ClientProblem, crm: string, words: Words) {
  const advice = problem.fix?.text ?? words.tell({ ...problem, sentence: problem.detail });
  const message = words.say('connect.adminMessage', {
    crm,
    what: [problem.crmSaid ? `“${problem.crmSaid}”` : problem.detail, problem.fix?.text, problem.fix?.url]
      .filter(Boolean)
      .join('\n'),
  });
  return html`
    ${problem.crmSaid ? html`<blockquote class="quote">“${problem.crmSaid}”</blockquote>` : nothing}
    ${problem.crmSaid || !problem.fix ? nothing : html`<p>${words.tell({ ...problem, sentence: problem.detail })}</p>`}
    <p>${emphasised(advice)}</p>
    ${
      problem.crmSaid && problem.fix
        ? html`<div>
            <cc-copy-button
              look="outlined"
              .text=${message}
              label=${words.say('connect.copyForAdmin', { crm })}
              copied-label=${words.say('common.copied')}
            ></cc-copy-button>
          </div>`
        : nothing
    }
  `;
}
