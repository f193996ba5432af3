import { html, nothing } from 'lit';
import type { Words } from '../locales/words.js';
import type { Provider } from '../../server/contract/model/index.js';
import type { Card } from './card.js';

/** Asks where to sign in, where the CRM has several places. */
export function loginChoice(card: Card, provider: Provider, words: Words) {
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const form = new FormData(event.target);
    const login = String(form.get('login'));
    const domain = String(form.get('domain') ?? '').trim();
    card.connect(
      login === 'domain' ? { domain } : { environment: login === 'sandbox' ? 'sandbox' : 'production' },
    );
  };
  const choice = (value: string, label: string) =>
    html`<label class="choice"
      ><input
        type="radio"
        name="login"
        value=${value}
        ?checked=${value === 'sandbox'}
        data-focus=${value === 'sandbox' ? 'login' : nothing}
        @change=${askDomain}
      />${label}</label
    >`;
  return html`<form class="body logins" @submit=${onSubmit}>
    <fieldset>
      <legend class="label">${words.say('connect.chooseLogin')}</legend>
      ${choice('production', words.say('connect.productionLogin'))}
      ${choice('sandbox', words.say('connect.sandboxLogin'))}
      ${
        provider.customDomain
          ? html`${choice('domain', words.say('connect.domainLogin'))}
              <input
                class="input"
                name="domain"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-label=${words.say('connect.domainLabel')}
                placeholder=${words.say('connect.domainHint')}
                @input=${chooseDomain}
              />`
          : nothing
      }
    </fieldset>
    <div class="acts">
      <button class="button primary compact" type="submit">${words.say('connect.connect')}</button>
      <button
        class="button compact text"
        type="button"
        @click=${() => card.set({ loginsOpen: false, focusNext: 'connect' })}
      >
        ${words.say('common.cancel')}
      </button>
    </div>
  </form>`;
}

/** An address is needed only where it is what was chosen. */
function askDomain({ target }: Event) {
  if (!(target instanceof HTMLInputElement)) return;
  const domain = target.form?.querySelector<HTMLInputElement>('[name=domain]');
  if (!domain) return;
  domain.required = target.value === 'domain';
  if (domain.required) domain.focus();
}

/** Typing an address means that it is the one to use. */
function chooseDomain({ target }: Event) {
  if (!(target instanceof HTMLInputElement) || target.value === '') return;
  const radio = target.form?.querySelector<HTMLInputElement>('[value=domain]');
  if (!radio) return;
  radio.checked = true;
  target.required = true;
}
