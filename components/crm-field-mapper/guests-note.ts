import { html, nothing } from 'lit';
import { icon } from '../ui/icons.js';
import { requirements } from '../../server/contract/rules/requirements.js';
import type { MapperView } from './view.js';
import { mayBeEmpty } from './row-view.js';

/** What the CRM wants of everybody it creates and guests may not have; undefined when that is nothing. */
export function guestsLack({ editor, words }: MapperView): string | undefined {
  const created = editor.ready?.objects.find((each) => each.role === 'person' && editor.creates(each));
  const own = editor.mapping.objects[created?.name ?? ''];
  if (editor.mapping.guests !== 'create' || !created || !own) return undefined;
  const fields = editor.knownFields(created.name);
  const lacking = requirements(own, created, fields).filter(({ fields: names }) =>
    own.rows.every((row) => !names.includes(row.target) || mayBeEmpty(row)),
  );
  if (!lacking[0]) return undefined;
  return words.say('mapper.guestsLack', {
    crm: editor.provider.name,
    object: created.singular,
    fields: lacking.map(
      ({ fields: [name] }) => fields.find((each) => each.name === name)?.label ?? name ?? '',
    ),
  });
}

/** Says it where guests are chosen to be created. */
export function guestsNote(view: MapperView) {
  const said = guestsLack(view);
  if (!said) return nothing;
  return html`<div class="note became warning" role="note">
    ${icon('warning')}
    <p class="grow">${said}</p>
  </div>`;
}
