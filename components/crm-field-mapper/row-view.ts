import { html, nothing } from 'lit';
import type { ValueChange } from '../ui/combobox.js';
import { icon } from '../ui/icons.js';
import { emphasised } from '../ui/pieces.js';
import type { Row, SourceField } from '../../server/contract/model/index.js';
import { parseTemplate } from '../../server/contract/rules/template.js';
import { fits } from '../../server/contract/rules/fits.js';
import type { Removed } from './draft.js';
import { fallbackView } from './fallback-view.js';
import { kindOf, noField, sourceChoices, targetChoices } from './field-options.js';
import { parts } from './parts.js';
import type { Slot } from './slots.js';
import type { MapperView } from './view.js';

/** One line: the CRM field, what fills it, what stands in when that is empty, and what can be done. */
export function rowView(view: MapperView, slot: Slot) {
  const { editor, words } = view;
  const { row, label, requirement } = slot;
  const object = editor.crmObject();
  const missing = requirement?.covered === false && object !== undefined && editor.creates(object);
  const said = message(view, slot, missing);
  const field = label || words.say('mapper.newRow');
  const changed = editor.isChanged(row.id);
  const open = editor.open === row.id;
  return html`<div
    class="row ${said?.tone ?? ''} ${changed ? 'changed' : ''}"
    part="row"
    role="group"
    aria-label=${label ? words.say('mapper.rowLabel', { field }) : field}
    data-row=${row.id}
  >
    <div class="name">${nameOf(view, slot, said?.tone, said?.gone ?? false)}</div>
    <span class="arrow">${icon('arrow-start', 's')}</span>
    <div class="from">
      <span class="lab" aria-hidden="true">${words.say('mapper.from')}</span>${sourceOf(view, slot, missing)}
    </div>
    <div class="else">
      ${
        row.locked || slot.who
          ? nothing
          : html`<span class="lab" aria-hidden="true">${words.say('mapper.ifEmpty')}</span
              >${fallbackView(view, slot, missing)}`
      }
    </div>
    <div class="acts">${actions(view, slot, open)}</div>
    ${
      said?.text
        ? html`<p class="message" id="m-${row.id}">
            <span>${emphasised(said.text)}</span> ${said.action ?? nothing}
          </p>`
        : nothing
    }
    ${open ? (view.use(parts.rowOptions)?.rowOptionsView(view, slot) ?? html`<div class="options-place"></div>`) : nothing}
  </div>`;
}

/** The line that a removed row leaves until the next save. */
export function removedView({ editor, words, readonly }: MapperView, line: Removed) {
  const field = editor.knownFields().find(({ name }) => name === line.row.target)?.label ?? line.row.target;
  return html`<div class="row changed gone" part="row" data-row=${line.row.id}>
    <p>
      <s class="muted">${field}</s> <span class="muted">${words.say('mapper.removed')}</span>
      <button
        class="link"
        type="button"
        data-part="undo"
        aria-label=${words.say('mapper.undoOf', { field })}
        ?disabled=${readonly}
        @click=${() => editor.undo(line)}
      >
        ${words.say('common.undo')}
      </button>
    </p>
  </div>`;
}

interface Said {
  readonly tone: 'danger' | 'warning' | undefined;
  readonly text?: string;
  readonly action?: unknown;
  readonly gone?: boolean;
}

function message(view: MapperView, { row, requirement }: Slot, missing: boolean): Said | undefined {
  const { editor, words, readonly } = view;
  const refused = editor.mistyped[row.id]?.sentence ?? editor.refusedRows[row.id];
  if (refused) return { tone: 'danger', text: refused };
  if (missing) {
    return {
      tone: 'danger',
      text: words.say(readonly ? 'mapper.gapSeen' : 'mapper.gap'),
      action: readonly ? nothing : shortcut(view, row),
    };
  }
  const found = view.use(parts.judge)?.findings(editor).get(row.id);
  if (!found) return undefined;
  const gone = found.code === 'unknown_target';
  const action =
    readonly || row.locked || requirement
      ? nothing
      : html`<button class="link" type="button" @click=${() => editor.remove(row.id)}>
          ${words.say('mapper.removeIt')}
        </button>`;
  return { tone: found.tone, text: words.tell(found), action, gone };
}

/** Offers the field of the app that looks like the one that is missing a value. */
function shortcut({ editor, words }: MapperView, row: Row) {
  const found = editor.suggestions?.find(
    ({ object, target }) => object === editor.object && target === row.target,
  );
  const [source] = found?.sources ?? [];
  const known = source && 'field' in source ? sourceNamed(editor.ready?.sources, source.field) : undefined;
  if (!known) return nothing;
  return html`<button class="link" type="button" @click=${() => void editor.takeFrom(row, known.key)}>
    ${words.say('mapper.use', { label: known.label })}
  </button>`;
}

function nameOf(view: MapperView, slot: Slot, tone: Said['tone'], gone: boolean) {
  const { editor, words, readonly } = view;
  const { row, field, label, requirement, who } = slot;
  const mark = tone ? 'warning' : undefined;
  if (row.locked || requirement || who || readonly) {
    return html`<span class="plain ${tone ?? ''}"
      >${icon(mark ?? (who ? 'user' : kindOf(field?.type)), 's')}<span class="med cut">${label}</span>
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
    .options=${targetChoices(editor.knownFields(), words)}
    .value=${row.target}
    unknown-label=${row.target}
    .objection=${editor.targetObjection(row.id, words.say('mapper.alreadyMapped'))}
    @change=${({ detail }: ValueChange) => void editor.writeTo(row, detail.value)}
    >${pickerFoot(view)}</cc-combobox
  >`;
}

function pickerFoot({ editor, words, readonly }: MapperView) {
  if (readonly) return nothing;
  return html`${
      editor.readLive.has(editor.object)
        ? html`<span slot="foot">${words.say('mapper.readJustNow')}</span>`
        : nothing
    }<button
      slot="foot"
      class="link foot-end"
      type="button"
      @click=${() => editor.set({ panel: { kind: 'missing' } })}
    >
      ${words.say('mapper.fieldMissing')}
    </button>`;
}

function sourceOf(view: MapperView, slot: Slot, missing: boolean) {
  const { editor, words, readonly } = view;
  const { row, field, label, who } = slot;
  const sources = editor.ready?.sources ?? [];
  const [first] = row.sources;
  if (row.locked || who) {
    return html`<span class="fixed" data-part="source" tabindex="-1"
      >${icon(kindOf(first && 'field' in first ? sourceNamed(sources, first.field)?.type : undefined), 's')}<span
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
    .description=${missing ? words.say('mapper.gap') : ''}
    .words=${view.comboboxWords}
    .options=${sourceChoices(sources, words)}
    .value=${value}
    unknown-label=${sourceLabel(view, row)}
    .objection=${field ? sourceObjection(editor.ready?.sources ?? [], slot) : undefined}
    @change=${({ detail }: ValueChange) => void editor.takeFrom(row, detail.value === noField ? '' : detail.value)}
    >${endPiece(view, slot)}</cc-combobox
  >`;
}

const objections = new WeakMap<object, (option: { readonly value: string }) => string | undefined>();

/** Says which source fields can't fill a CRM field; the same function for the same field. */
function sourceObjection(sources: readonly SourceField[], { field }: Slot) {
  if (!field) return undefined;
  const known =
    objections.get(field) ??
    (({ value }: { readonly value: string }) => {
      const source = sourceNamed(sources, value);
      return source && fits(source, field).reason?.sentence;
    });
  objections.set(field, known);
  return known;
}

/** How many choices have a counterpart, or how many more sources there are. */
function endPiece(view: MapperView, { row, label }: Slot) {
  const { editor, words } = view;
  const more = row.sources.length - 1;
  if (more > 0) {
    return html`<button
      slot="end"
      class="joined-end"
      type="button"
      aria-label=${words.say('mapper.moreSourcesOf', { field: label, count: more })}
      @click=${() => editor.set({ open: editor.open === row.id ? undefined : row.id })}
    >
      ${words.say('mapper.moreSources', { count: more })}
    </button>`;
  }
  const pair = editor.pairable(row);
  const matched = pair && view.use(parts.judge)?.matchedValues(row, pair.source, pair.target);
  if (!pair || matched === undefined) return nothing;
  const total = pair.source.length;
  return html`<button
    slot="end"
    class="joined-end"
    type="button"
    aria-label=${words.say('mapper.matchValuesOf', { field: label, matched, total })}
    @click=${() => editor.set({ panel: { kind: 'values', row: row.id } })}
  >
    ${matched < total ? html`<span class="dot warning"></span>` : nothing}${words.say('mapper.values', { matched, total })}
    <span class="wide">${words.say('mapper.valuesWord')}</span>
  </button>`;
}

function actions(
  { editor, words, readonly }: MapperView,
  { row, label, requirement, who }: Slot,
  open: boolean,
) {
  const field = label;
  const crm = editor.provider.name;
  if (row.locked || who) {
    return html`<cc-toggletip icon="lock" label=${words.say('mapper.locked', { field })}
      >${words.say('mapper.lockedWhy', { crm })}</cc-toggletip
    >`;
  }
  const options = html`<button
    class="icon-button"
    type="button"
    data-part="options"
    aria-label=${words.say('mapper.options', { field: field || words.say('mapper.newRow') })}
    aria-expanded=${open ? 'true' : 'false'}
    ?disabled=${row.target === ''}
    @click=${() => editor.set({ open: open ? undefined : row.id })}
  >
    ${icon('dots')}
  </button>`;
  if (requirement) {
    const object = editor.crmObject()?.singular ?? '';
    return html`${options}<cc-toggletip label=${words.say('mapper.why', { field })}
        >${words.say(`mapper.why.${requirement.requirement}`, { crm, object })}</cc-toggletip
      >`;
  }
  if (readonly) return options;
  return html`${options}<button
      class="icon-button"
      type="button"
      aria-label=${field ? words.say('mapper.remove', { field }) : words.say('mapper.removeNew')}
      @click=${() => {
        editor.remove(row.id);
        if (field) editor.listener.say(words.say('mapper.wasRemoved', { field }));
      }}
    >
      ${icon('close')}
    </button>`;
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

function sourceNamed(sources: readonly SourceField[] | undefined, key: string): SourceField | undefined {
  return sources?.find((each) => each.key === key);
}
