import { html, nothing } from 'lit';
import type { Tab } from '../ui/tabs.js';
import { drawEach } from '../ui/each.js';
import { icon } from '../ui/icons.js';
import { bone, ring } from '../ui/pieces.js';
import { createsRecords } from '../../server/contract/rules/requirements.js';
import { rowView } from './row-view.js';
import { coverageOf, isRemoved, slotsOf, type Slot, type Slots } from './slots.js';
import type { Removed } from './draft.js';
import type { MapperView } from './view.js';

/** The tabs: each object with how far its required fields are covered. */
export function objectTabs(view: MapperView): readonly Tab[] {
  const { editor } = view;
  const { objects } = editor.ready ?? editor.provider;
  return objects.map(({ name, label }) => ({ value: name, content: html`${label}${remark(view, name)}` }));
}

function remark(view: MapperView, name: string) {
  const { editor, words } = view;
  const object = editor.crmObject(name);
  if (!object || !editor.draft) return place;
  if (!editor.mapping.objects[name]?.enabled)
    return html`<span class="sub">${words.say('mapper.off')}</span>`;
  const fields = editor.fields[name];
  const updatesOnly = !createsRecords(object, editor.mapping);
  const sub = updatesOnly ? html`<span class="sub">${words.say('mapper.updatesOnly')}</span>` : nothing;
  if (fields?.status !== 'ready') return html`${place}${sub}`;
  const broken = view.rest?.toRepair(view, name) ?? 0;
  const { covered, total } = coverageOf(editor.mapping, object, fields.value);
  const short = covered < total && !updatesOnly;
  if (!short && broken === 0) {
    return html`<span class="success">${icon('check')}</span
      ><span class="hidden">${words.say('mapper.allSet')}</span>${sub}`;
  }
  return html`${
    short
      ? html`<span class="danger">${ring(covered, total)}</span
          ><span class="danger num">${words.say('mapper.of', { covered, total })}</span>`
      : nothing
  }
  ${
    broken > 0
      ? html`<span class="badge warning">${words.say('mapper.toRepair', { count: broken })}</span>`
      : nothing
  }${sub}`;
}

/** The tick's place, so that the tabs stay where they are when it comes. */
const place = html`<svg class="icon" aria-hidden="true"></svg>`;

/** Everything about one object: what would fail, what is required, the admin's own rows. */
export function panelView(view: MapperView) {
  const { editor } = view;
  const object = editor.crmObject();
  const fields = editor.fields[editor.object];
  if (fields?.status === 'failed') {
    return view.rest?.failureView(view, fields.problem, () => void editor.readFields(editor.object));
  }
  if (!object || fields?.status !== 'ready') return bonesView(view);
  if (!editor.mapping.objects[object.name]?.enabled) return view.rest?.offView(view, object);
  const slots = slotsOf(editor.draft ?? { mapping: editor.mapping, removed: [] }, object, fields.value);
  return html`${gapNote(view)} ${view.rest?.notesOf(view, object)} ${requiredGroup(view, slots)}
  ${ownGroup(view, slots)}${view.rest?.footOf(view, slots)}`;
}

/** With the rest comes what is said of it; its room is there at once, so that no row moves. */
function gapNote(view: MapperView) {
  const { editor } = view;
  const gap = editor.gaps.find((each) => each.object.name === editor.object);
  return gap && (view.rest?.gapNote(view, gap) ?? html`<div class="note bone" aria-hidden="true"></div>`);
}

function headings({ words }: MapperView) {
  return html`<span class="heading from" aria-hidden="true">${words.say('mapper.filledFrom')}</span
    ><span class="heading else" aria-hidden="true">${words.say('mapper.ifEmptyUse')}</span>`;
}

function requiredGroup(view: MapperView, { required }: Slots) {
  const { editor, words } = view;
  const object = editor.crmObject();
  if (required.length === 0 || !object) return nothing;
  const { covered, total } = coverageOf(editor.mapping, object, editor.knownFields());
  return html`<section class="group" part="required">
    <div class="row top">
      <h3 class="name">
        <b>${words.say('mapper.required', { crm: editor.provider.name })}</b>
        <span class="muted num">${words.say('mapper.filled', { covered, total })}</span>
      </h3>
      ${headings(view)}
    </div>
    ${lines(view, required)}
  </section>`;
}

function ownGroup(view: MapperView, { own, required }: Slots) {
  const { words } = view;
  const count = own.filter((line) => !isRemoved(line)).length;
  return html`<section class="group" part="mappings">
    <div class="row top">
      <h3 class="name">
        <b>${words.say('mapper.yours')}</b> <span class="muted num">${words.number(count)}</span>
      </h3>
      ${required.length === 0 ? headings(view) : nothing}
    </div>
    ${lines(view, own)}
  </section>`;
}

function lines(view: MapperView, all: readonly (Slot | Removed)[]) {
  return drawEach(
    all,
    (line) => `${isRemoved(line) ? 'gone ' : ''}${line.row.id}`,
    (line) => (isRemoved(line) ? view.rest?.removedView(view, line) : rowView(view, line)),
  );
}

/** The shape of rows that are on their way. */
export function bonesView(view: MapperView) {
  const { editor, words } = view;
  return html`<section class="group">
    <div class="row top">
      <h3 class="name"><b>${words.say('mapper.required', { crm: editor.provider.name })}</b></h3>
      ${headings(view)}
    </div>
    ${(['text', 'short', 'long'] as const).map(
      (shape) =>
        html`<div class="row" aria-hidden="true">
          <div class="name">${bone(shape)}</div>
          <span class="arrow"></span>
          <div class="from">${bone('control')}</div>
          <div class="else">${bone('long')}</div>
        </div>`,
    )}
  </section>`;
}
