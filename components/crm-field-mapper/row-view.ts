import { html, nothing } from 'lit';
import type { ValueChange } from '../ui/combobox.js';
import { icon } from '../ui/icons.js';
import { valueIcon } from '../ui/value-icons.js';
import type { Row, SourceField } from '../../server/contract/model/index.js';
import { parseTemplate } from '../../server/contract/rules/template.js';
import { takeFrom, writeTo } from './choices.js';
import { noField, sourceChoices, targetChoices } from './field-options.js';
import type { Slot } from './slots.js';
import type { MapperView } from './view.js';

/** One line: the CRM field, what fills it, what stands in when that is empty, and what can be done. */
export function rowView(view: MapperView, slot: Slot) {
  const { editor, words } = view;
  const { row, label, requirement } = slot;
  const object = editor.crmObject();
  const missing = requirement?.covered === false && object !== undefined && editor.creates(object);
  const said: Said | undefined =
    view.rest?.messageOf(view, slot, missing) ??
    (missing ? { tone: 'danger', text: words.say('mapper.gap') } : emptyHint(view, slot));
  const field = label || words.say('mapper.newRow');
  const changed = view.rest?.isChanged(editor, row.id);
  const open = editor.open === row.id;
  return html`<div
    class="row ${said?.tone ?? ''} ${changed ? 'changed' : ''}"
    part="row"
    role="group"
    aria-label=${label ? words.say('mapper.rowLabel', { field }) : field}
    data-row=${row.id}
  >
    <div class="name">${nameOf(view, slot, said)}</div>
    <span class="arrow">${icon('arrow-start', 's')}</span>
    <div class="from">
      <span class="lab" aria-hidden="true">${words.say('mapper.from')}</span
      >${sourceOf(view, slot, missing, said?.text)}
    </div>
    <div class="else">
      ${
        row.locked || slot.who || !slot.field
          ? nothing
          : html`<span class="lab" aria-hidden="true">${words.say('mapper.ifEmpty')}</span
              >${view.rest?.fallbackView(view, slot, missing, said?.text !== undefined)}`
      }
    </div>
    <div class="acts">${view.rest?.actionsOf(view, slot, open)}</div>
    ${
      said?.text
        ? html`<p class="message" id="m-${row.id}"><span>${said.text}</span> ${said.action ?? nothing}</p>`
        : nothing
    }
    ${open ? view.rest?.optionsOf(view, slot) : nothing}
  </div>`;
}

/** What is said about a row, below it. */
export interface Said {
  readonly tone: 'danger' | 'warning' | undefined;
  readonly text?: string;
  readonly action?: unknown;
  readonly gone?: boolean;
  /** Label of a field that is gone, as it was known. */
  readonly was?: string | undefined;
}

/** What every booking has, or none of it is written. */
const always = /^(email|start|end|duration|status|bookingId)$/;

/** True for a row that some bookings give no value. */
export function mayBeEmpty({ sources, fallback, locked }: Row): boolean {
  return !fallback && !locked && !sources.some((source) => !('field' in source) || always.test(source.field));
}

/** Bookings without what fills a required field would fail; there from the first drawing, so that no row moves. */
function emptyHint(view: MapperView, { row, requirement }: Slot): Said | undefined {
  const { editor, words } = view;
  const object = editor.crmObject();
  const { sources } = row;
  if (
    !sources[0] ||
    !mayBeEmpty(row) ||
    requirement?.fields.length !== 1 ||
    !object ||
    !editor.creates(object)
  )
    return undefined;
  const names = sources.map((source) => sourceLabel(view, { ...row, sources: [source] }));
  const text = words.say('mapper.emptyFails', { object: object.singular, names });
  return { tone: undefined, text };
}

function nameOf(view: MapperView, slot: Slot, { tone, gone = false, was }: Said = { tone: undefined }) {
  const { editor, words, readonly } = view;
  const { row, field, label, requirement, who } = slot;
  const mark = tone ? 'warning' : undefined;
  if (row.locked || requirement || who || readonly) {
    return html`<span class="plain ${tone ?? ''}"
      >${icon(mark ?? (who ? 'user' : valueIcon(field?.type)), 's')}<span class="med cut">${label}</span>
      ${field?.custom ? html`<span class="api cut">${field.name}</span>` : nothing}
      ${requirement?.requirement === 'learned' ? html`<span class="badge">${words.say('mapper.learned')}</span>` : nothing}</span
    >`;
  }
  const source = sourceLabel(view, row);
  return html`<cc-combobox
    flush
    data-part="target"
    label=${label ? words.say('mapper.targetOf', { source }) : words.say('mapper.target', { object: editor.crmObject()?.label })}
    placeholder=${words.say('mapper.chooseTarget', { crm: editor.provider.name })}
    fit-heading=${source ? words.say('mapper.fits', { source }) : words.say('mapper.fields')}
    unfit-heading=${source ? words.say('mapper.fitsNot', { source }) : words.say('mapper.unavailable')}
    .icon=${mark}
    .tone=${tone}
    ?struck=${gone}
    ?disabled=${readonly}
    .words=${view.comboboxWords}
    .options=${view.rest?.orderedTargets(view, row) ?? targetChoices(editor.knownFields(), words)}
    .value=${row.target}
    unknown-label=${was ?? row.target}
    .objection=${view.rest?.targetObjection(view, row.id)}
    @change=${({ detail }: ValueChange) => void writeTo(editor, row, detail.value)}
    >${view.rest?.pickerFoot(view, row)}</cc-combobox
  >`;
}

function sourceOf(view: MapperView, slot: Slot, missing: boolean, said = '') {
  const { editor, words, readonly } = view;
  const { row, field, label, who } = slot;
  const sources = editor.ready?.sources ?? [];
  const [first] = row.sources;
  if (row.locked || who) {
    return html`<span class="fixed" data-part="source" tabindex="-1"
      >${icon(valueIcon(first && 'field' in first ? sourceNamed(sources, first.field)?.type : undefined), 's')}<span
        class="cut"
        >${sourceLabel(view, row)}</span
      ></span
    >`;
  }
  const key = first && 'field' in first ? first.field : '';
  const value = key || (!first && row.fallback ? noField : '');
  return html`<cc-combobox
    data-part="source"
    label=${words.say('mapper.source', { field: label || words.say('mapper.newRow') })}
    placeholder=${words.say(readonly ? 'mapper.nothing' : 'mapper.chooseSource')}
    unfit-heading=${label ? words.say('mapper.fitsNot', { source: label }) : ''}
    ?invalid=${missing}
    ?quiet=${value === noField && !readonly}
    ?readonly=${readonly}
    .description=${said}
    .words=${view.comboboxWords}
    .options=${sourceChoices(sources, words)}
    .value=${value}
    unknown-label=${sourceLabel(view, row)}
    .objection=${view.rest?.sourceObjection(view, slot)}
    @change=${({ detail }: ValueChange) => void takeFrom(editor, row, detail.value === noField ? '' : detail.value)}
    >${view.rest?.endPiece(view, slot)}</cc-combobox
  >`;
}

/** What fills a row, in words: a field's label, a text with labels in it, a fixed value. */
export function sourceLabel({ editor, words }: MapperView, row: Row): string {
  const [first] = row.sources;
  if (!first) return '';
  const labelOf = (key: string) => sourceNamed(editor.ready?.sources, key)?.label ?? key;
  if ('field' in first) return labelOf(first.field);
  if ('constant' in first) return words.say('mapper.always', { value: String(first.constant) });
  const pieces = parseTemplate(first.template) ?? [{ text: first.template }];
  return pieces
    .map((piece) => ('field' in piece ? labelOf(piece.field) : piece.text))
    .join('')
    .replace(/\s+/g, ' ');
}

/** A field of the app by its key. */
export function sourceNamed(
  sources: readonly SourceField[] | undefined,
  key: string,
): SourceField | undefined {
  return sources?.find((each) => each.key === key);
}
