import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ClientProblem } from '../api/problem.js';
import type { Words } from '../locales/words.js';
import { icon } from '../ui/icons.js';
import { emphasised } from '../ui/pieces.js';
import type { Provider } from '../../server/contract/model/index.js';
import type { Card } from './card.js';

/** What is said under a card's head while somebody signs in, or when that did not work. */
export function signInBody(card: Card, { name }: Provider, words: Words) {
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
      return html`<div class="body">${refusal(signIn.problem, name, words)}</div>`;
    default:
      return nothing;
  }
}

/** The CRM's own words, our advice, and a message for whoever can help. */
export function refusal(problem: ClientProblem, crm: string, words: Words) {
  const advice = problem.fix?.text ?? words.tell({ ...problem, sentence: problem.detail });
  const message = words.say('connect.adminMessage', {
    crm,
    what: [problem.crmSaid ? `“${problem.crmSaid}”` : problem.detail, problem.fix?.text, problem.fix?.url]
      .filter(Boolean)
      .join('\n'),
  });
  return html`
    ${problem.crmSaid ? html`<blockquote class="quote">“${problem.crmSaid}”</blockquote>` : nothing}
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

/** Asks where to sign in, where the CRM has several places. */
export function loginChoice(card: Card, provider: Provider, words: Words) {
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const form = new FormData(event.target);
    const domain = String(form.get('domain') ?? '').trim();
    const login = String(form.get('login'));
    card.connect(
      login === 'domain' ? { domain } : { environment: login === 'sandbox' ? 'sandbox' : 'production' },
    );
  };
  const choice = (value: string, label: string) =>
    html`<label class="choice"
      ><input type="radio" name="login" value=${value} .checked=${live(value === 'sandbox')} />${label}</label
    >`;
  return html`<form class="logins" @submit=${onSubmit}>
    <fieldset>
      <legend class="label">${words.say('connect.chooseLogin')}</legend>
      <div>${choice('production', words.say('connect.productionLogin'))}</div>
      <div>${choice('sandbox', words.say('connect.sandboxLogin'))}</div>
      ${
        provider.customDomain
          ? html`<div>${choice('domain', words.say('connect.domainLogin'))}</div>
              <div class="domain">
                <input
                  class="input"
                  name="domain"
                  autocomplete="url"
                  aria-label=${words.say('connect.domainLabel')}
                  placeholder=${words.say('connect.domainHint')}
                  @input=${chooseDomain}
                />
              </div>`
          : nothing
      }
    </fieldset>
    <div class="acts">
      <button class="button primary compact" type="submit">${words.say('connect.connect')}</button>
      <button class="button compact text" type="button" @click=${() => card.set({ loginsOpen: false })}>
        ${words.say('common.cancel')}
      </button>
    </div>
  </form>`;
}

/** Typing an address means that it is the one to use. */
function chooseDomain({ target }: Event) {
  if (!(target instanceof HTMLInputElement)) return;
  const radio = target.form?.querySelector<HTMLInputElement>('[value=domain]');
  if (radio) radio.checked = true;
}
