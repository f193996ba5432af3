import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ValueChange } from '../ui/combobox.js';
import { icon } from '../ui/icons.js';
import { emphasised } from '../ui/emphasised.js';
import type { GuestPolicy } from '../../server/contract/model/index.js';
import type { MapperView } from './view.js';
import { copyRows, twinOf } from './copy-rows.js';
import { change } from './edits.js';
import { guestsLack, guestsNote } from './guests-note.js';
import { coverageOf } from './slots.js';

/** What can be done with the mapping as a whole. */
export function menuView(view: MapperView) {
  const { editor, words } = view;
  const { name: crm } = editor.provider;
  const twin = editor.ready && twinOf(view);
  return html`<cc-menu
    label=${words.say('mapper.more', { crm })}
    ?disabled=${!editor.ready}
    .items=${[
      { value: 'history', label: words.say('mapper.history'), icon: 'clock' },
      ...(twin
        ? [
            {
              value: 'copy',
              label: words.say('mapper.copyFrom', { from: twin.label }),
              icon: 'copy',
              disabled: view.readonly,
            },
          ]
        : []),
      { value: 'export', label: words.say('mapper.export'), icon: 'arrow-out', separated: true },
      { value: 'import', label: words.say('mapper.import'), icon: 'arrow-start', disabled: view.readonly },
      { value: 'refresh', label: words.say('mapper.refresh'), icon: 'refresh', separated: true },
    ]}
    @choose=${({ detail }: ValueChange) => void choose(view, detail.value)}
  ></cc-menu>`;
}

async function choose(view: MapperView, value: string) {
  const { editor } = view;
  const twin = twinOf(view);
  if (value === 'copy') return twin && copyRows(view, twin);
  if (value === 'history') editor.set({ panel: { kind: 'history' } });
  else if (value === 'import') editor.set({ panel: { kind: 'import' } });
  else if (value === 'refresh') void editor.readFields(editor.object, true);
  else (await import('./import-dialog.js')).exportMapping(editor);
}

/** What new people become, who owns the records, what happens to guests. */
export function peopleView(view: MapperView) {
  const { editor, words, readonly } = view;
  const { provider, mapping } = editor;
  const crm = provider.name;
  const label = (object: string) => provider.objects.find(({ name }) => name === object)?.label ?? object;
  const { owner } = mapping;
  return html`<div class="people">
    ${
      provider.createAs.length > 0
        ? html`<fieldset class="become" ?disabled=${readonly}>
            <legend class="label">${words.say('mapper.newPeople')}</legend>
            <div class="choices">
              ${provider.createAs.map(
                (object) =>
                  html`<label class="choice"
                    ><input
                      type="radio"
                      name="create-as"
                      .checked=${live(mapping.createAs === object)}
                      @change=${() => become(view, object)}
                    />${label(object)}</label
                  >`,
              )}
            </div>
          </fieldset>`
        : nothing
    }
    <div class="owner">
      <label class="label" for="owner">${words.say('mapper.owner')}</label>
      <div class="pair">
        <span class="select grow"
          ><select
            id="owner"
            ?disabled=${readonly}
            .value=${live(owner.from)}
            @change=${({ target }: Event) =>
              change(editor, {
                owner: { ...owner, from: chosen(target) === 'none' ? 'none' : 'host_email' },
              })}
          >
            <option value="host_email" ?selected=${owner.from === 'host_email'}>
              ${words.say('mapper.ownerHost')}
            </option>
            <option value="none" ?selected=${owner.from === 'none'}>
              ${words.say('mapper.ownerNone', { crm })}
            </option></select
          >${icon('chevron-down', 's')}</span
        >
        <span class="muted or">${words.say('mapper.orElse')}</span>
        <cc-combobox
          class="grow"
          label=${words.say('mapper.orElseLabel', { crm })}
          placeholder=${words.say('mapper.nobody')}
          clearable
          ?disabled=${readonly}
          .words=${view.comboboxWords}
          .options=${userChoices(view)}
          .value=${owner.fallback ?? ''}
          unknown-label=${owner.fallback ?? ''}
          @change=${({ detail }: ValueChange) =>
            change(editor, { owner: { ...owner, fallback: detail.value || null } })}
        ></cc-combobox>
      </div>
    </div>
    <div class="guests">
      <label class="label" for="guests">${words.say('mapper.guests')}</label>
      <span class="select"
        ><select
          id="guests"
          ?disabled=${readonly}
          .value=${live(mapping.guests)}
          @change=${({ target }: Event) => {
            const guests = guestPolicies.find((policy) => policy === chosen(target));
            if (guests) change(editor, { guests });
            const said = guestsLack(view);
            if (said) editor.listener.say(said);
          }}
        >
          ${guestPolicies.map(
            (policy) =>
              html`<option value=${policy} ?selected=${policy === mapping.guests}>
                ${words.say(`mapper.guests.${policy}`)}
              </option>`,
          )}</select
        >${icon('chevron-down', 's')}</span
      >
    </div>
    ${guestsNote(view)} ${becomesView(view)}
  </div>`;
}

/** New people become another object: said at once, as the other tab is where rows may be missing. */
function become(view: MapperView, object: string): void {
  const { editor } = view;
  change(editor, { createAs: object });
  const said = becomes(view);
  if (said) editor.listener.say(said.replaceAll('**', ''));
}

/** What the choice of another object means, until it is saved. */
function becomes({ editor, words }: MapperView): string | undefined {
  const { mapping, saved } = editor;
  const created = editor.crmObject(mapping.createAs);
  if (!created || !saved || saved.createAs === mapping.createAs) return undefined;
  const others = editor.provider.createAs.filter((name) => name !== created.name);
  const { covered, total } = coverageOf(mapping, created, editor.knownFields(created.name));
  const said = words.say('mapper.becomes', {
    object: created.label,
    others: others.map((name) => editor.crmObject(name)?.label ?? name),
  });
  return covered < total
    ? `${said} ${words.say('mapper.becomesGap', { object: created.label, covered, total })}`
    : said;
}

function becomesView(view: MapperView) {
  const { editor, words } = view;
  const said = becomes(view);
  const created = editor.crmObject(editor.mapping.createAs);
  if (!said || !created) return nothing;
  const gap = editor.gaps.some(({ object }) => object.name === created.name);
  return html`<div class="note became ${gap ? 'warning' : ''}" role="note">
    ${icon(gap ? 'warning' : 'info')}
    <p class="grow">${emphasised(said)}</p>
    ${
      editor.object === created.name
        ? nothing
        : html`<div class="actions">
            <button class="link" type="button" @click=${() => editor.show(created.name)}>
              ${words.say('mapper.showObject', { object: created.label })}
            </button>
          </div>`
    }
  </div>`;
}

const guestPolicies: readonly GuestPolicy[] = ['ignore', 'match', 'create'];

const noUsers: never[] = [];
const choicesOfUsers = new WeakMap<object, readonly { value: string; label: string }[]>();

function userChoices({ editor }: MapperView) {
  if (editor.users.status !== 'ready') return noUsers;
  const users = editor.users.value;
  const known =
    choicesOfUsers.get(users) ??
    users
      .filter(({ active, id }) => active || id === editor.mapping.owner.fallback)
      .map(({ id, name, email }) => ({ value: id, label: name || email, keywords: email }));
  choicesOfUsers.set(users, known);
  return known;
}

/** The value of the select that fired. */
export function chosen(target: EventTarget | null): string {
  return target instanceof HTMLSelectElement || target instanceof HTMLInputElement ? target.value : '';
}
