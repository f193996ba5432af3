import { html } from 'lit';
import type { Words } from '../locales/words.js';
import type { Connection, Provider } from '../../server/contract/model/index.js';
import type { Card } from './card.js';

/** Asks whether the mapping is kept, before the grant is revoked. */
export function disconnectDialog(
  card: Card,
  provider: Provider,
  { accountName, counts }: Connection,
  words: Words,
) {
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    void card.disconnect(new FormData(event.target).get('mapping') === 'delete' ? 'delete' : 'keep');
  };
  const choice = (value: string, label: string, help: string) =>
    html`<label class="choice"
      ><input type="radio" name="mapping" value=${value} ?checked=${value === 'keep'} /><span
        >${label}<small>${help}</small></span
      ></label
    >`;
  return html`<cc-dialog
    open
    heading=${words.say('connect.disconnectTitle', { crm: provider.name })}
    close-label=${words.say('common.close')}
    @close=${() => card.set({ disconnecting: false })}
  >
    <span slot="lead"
      >${words.say('connect.disconnectLead', { account: accountName })}
      ${words.say('connect.waitingSkipped', { count: counts.pending + counts.attention })}</span
    >
    <form class="choices" id="disconnect" @submit=${onSubmit}>
      ${choice('keep', words.say('connect.keepMapping'), words.say('connect.keepMappingHelp'))}
      ${choice('delete', words.say('connect.deleteMapping'), words.say('connect.deleteMappingHelp'))}
    </form>
    <button class="button" type="button" slot="actions" @click=${closeAround}>
      ${words.say('common.cancel')}
    </button>
    <button class="button primary" type="submit" form="disconnect" slot="actions" ?disabled=${card.busy}>
      ${words.say('connect.disconnect')}
    </button>
  </cc-dialog>`;
}

/** Closed by itself, so that focus goes back to where it was. */
function closeAround({ currentTarget }: Event) {
  const dialog = currentTarget instanceof Element && currentTarget.closest('cc-dialog');
  if (dialog) dialog.open = false;
}
