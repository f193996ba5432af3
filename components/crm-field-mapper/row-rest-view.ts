import { html, nothing } from 'lit';
import { icon } from '../ui/icons.js';
import type { Row } from '../../server/contract/model/index.js';
import type { Removed } from './draft.js';
import { repairsOf } from './drift-view.js';
import { driftsOf, findings, matchedValues } from './judge.js';
import { parts } from './parts.js';
import { sourceNamed, type Said } from './row-view.js';
import type { Slot } from './slots.js';
import type { MapperView } from './view.js';
import { takeFrom } from './choices.js';
import { pairable } from './pairs.js';
import { remove, undo } from './edits.js';

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
        @click=${() => undo(editor, line)}
      >
        ${words.say('common.undo')}
      </button>
    </p>
  </div>`;
}

/** What is wrong with a row, or nothing. */
export function messageOf(view: MapperView, slot: Slot, missing: boolean): Said | undefined {
  const { row, requirement } = slot;
  const { editor, words, readonly } = view;
  const refused = editor.mistyped[row.id]?.sentence ?? editor.refusedRows[row.id];
  if (refused) return { tone: 'danger', text: refused };
  const cause = editor.causes[`${editor.object} ${row.target}`];
  const found = findings(editor).get(row.id);
  const drift = found?.drift;
  if (missing || cause) {
    const became = driftsOf(editor).find(
      ({ kind, field }) => kind === 'newly_required' && field === row.target,
    );
    return {
      tone: 'danger',
      text: cause ?? (became && words.tell(became)) ?? words.say(readonly ? 'mapper.gapSeen' : 'mapper.gap'),
      action: readonly ? nothing : cause && drift ? repairsOf(view, drift) : shortcut(view, row),
    };
  }
  if (!found) return unmatched(view, slot);
  if (drift) {
    const gone = drift.kind === 'gone' || drift.kind === 'renamed';
    const action = readonly ? nothing : repairsOf(view, drift);
    const was = editor.mapped?.noted[drift.object]?.fields[drift.field]?.label;
    return { tone: found.tone, text: words.tell(drift), action, gone, was };
  }
  const gone = found.code === 'unknown_target';
  const action =
    readonly || row.locked || requirement
      ? nothing
      : html`<button class="link" type="button" @click=${() => remove(editor, row.id)}>
          ${words.say('mapper.removeIt')}
        </button>`;
  return { tone: found.tone, text: words.tell(found), action, gone };
}

/** Answers that have no counterpart, where the CRM refuses them, or new records without any. */
function unmatched({ editor, words }: MapperView, { row, requirement }: Slot): Said | undefined {
  const pair = pairable(editor, row);
  const table = Object.keys(row.values ?? {}).length > 0;
  const matched = pair && matchedValues(row, pair.source, pair.target);
  if (!pair || matched === pair.source.length) return undefined;
  const { field } = pair;
  if (!table && field.restricted && row.onInvalid !== 'leave_out' && matched === 0)
    return { tone: 'danger', text: words.say('mapper.noneMatched', { field: field.label }) };
  const object = editor.crmObject();
  const policy = row.unmapped ?? 'fallback';
  const isLeftOut = policy === 'skip' || (policy === 'fallback' && !row.fallback);
  if (!table || !isLeftOut || !requirement || !object || !editor.creates(object)) return undefined;
  const params = { crm: editor.provider.name, object: object.singular, field: field.label };
  const waits = words.say('mapper.unmapped.skipRequired', params);
  return { tone: undefined, text: `${words.say('mapper.unmatchedAnswer')}: ${waits}.` };
}

/** Offers the field of the app that looks like the one that is missing a value. */
function shortcut({ editor, words }: MapperView, row: Row) {
  const found = editor.suggestions?.find(
    ({ object, target }) => object === editor.object && target === row.target,
  );
  const [source] = found?.sources ?? [];
  const known = source && 'field' in source ? sourceNamed(editor.ready?.sources, source.field) : undefined;
  if (!known) return nothing;
  return html`<button class="link" type="button" @click=${() => void takeFrom(editor, row, known.key)}>
    ${words.say('mapper.use', { label: known.label })}
  </button>`;
}

/** The foot of a list of CRM fields. */
export function pickerFoot(view: MapperView, row: Row) {
  const { editor, words, readonly } = view;
  if (readonly) return nothing;
  return html`${
      editor.readLive.has(editor.object)
        ? html`<span slot="foot">${words.say('mapper.readJustNow')}</span>`
        : nothing
    }<button
      slot="foot"
      class="link foot-end"
      type="button"
      @click=${(event: Event) =>
        editor.set({
          panel: { kind: 'new-field', row: row.id, label: typedIn(event) || newLabel(view, row) },
        })}
    >
      ${newLabel(view, row) ? words.say('mapper.newFieldNamed', { label: newLabel(view, row), word: editor.provider.fieldWord }) : words.say('mapper.newField', { word: editor.provider.fieldWord })}</button
    ><button
      slot="foot"
      class="link"
      type="button"
      @click=${(event: Event) => editor.set({ panel: { kind: 'missing', name: typedIn(event) } })}
    >
      ${words.say('mapper.fieldMissing')}
    </button>`;
}

/** What was typed in the picker to which a button belongs. */
function typedIn({ currentTarget }: Event): string {
  const box = currentTarget instanceof Element ? currentTarget.closest('cc-combobox') : null;
  return box?.typed?.trim() ?? '';
}

/** A new field is called like what fills it. */
function newLabel(view: MapperView, { sources: [first] }: Row): string {
  return first && 'field' in first ? (sourceNamed(view.editor.ready?.sources, first.field)?.label ?? '') : '';
}

/** How many choices have a counterpart, or how many more sources there are. */
export function endPiece(view: MapperView, { row, label }: Slot) {
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
  const pair = pairable(editor, row);
  const matched = pair && matchedValues(row, pair.source, pair.target);
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

/** What can be done with a row. */
export function actionsOf(
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
        remove(editor, row.id);
        if (field) editor.listener.say(words.say('mapper.wasRemoved', { field }));
      }}
    >
      ${icon('close')}
    </button>`;
}

/** The options below a row. */
export function optionsOf(view: MapperView, slot: Slot) {
  return view.use(parts.rowOptions)?.rowOptionsView(view, slot) ?? nothing;
}
