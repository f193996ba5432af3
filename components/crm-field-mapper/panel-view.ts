import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Tab } from '../ui/tabs.js';
import { icon } from '../ui/icons.js';
import { bone, emphasised, ring, segments } from '../ui/pieces.js';
import { createsRecords } from '../../server/contract/rules/requirements.js';
import { parts } from './parts.js';
import { lostQuestions } from './questions.js';
import { removedView, rowView } from './row-view.js';
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
  const broken = name === editor.object ? toRepair(view) : 0;
  if (broken > 0) {
    return html`<span class="badge warning">${words.say('mapper.toRepair', { count: broken })}</span>`;
  }
  const { covered, total } = coverageOf(editor.mapping, object, fields.value);
  if (covered < total && !updatesOnly) {
    return html`<span class="danger">${ring(covered, total)}</span
      ><span class="danger num">${words.say('mapper.of', { covered, total })}</span>`;
  }
  return html`<span class="success">${icon('check')}</span
    ><span class="hidden">${words.say('mapper.allSet')}</span>${sub}`;
}

/** The tick's place, so that the tabs stay where they are when it comes. */
const place = html`<svg class="icon" aria-hidden="true"></svg>`;

/** How many rows of the shown object broke since they were saved. */
function toRepair(view: MapperView): number {
  const found = view.editor.ready && view.use(parts.judge)?.findings(view.editor);
  return [...(found?.values() ?? [])].filter(({ tone }) => tone === 'warning').length;
}

/** Everything about one object: what would fail, what is required, the admin's own rows. */
export function panelView(view: MapperView) {
  const { editor } = view;
  const object = editor.crmObject();
  const fields = editor.fields[editor.object];
  if (fields?.status === 'failed') {
    return view
      .use(parts.states)
      ?.failureView(view, fields.problem, () => void editor.readFields(editor.object));
  }
  if (!object || fields?.status !== 'ready') return bonesView(view);
  if (!editor.mapping.objects[object.name]?.enabled) return view.use(parts.states)?.offView(view, object);
  const slots = slotsOf(editor.draft ?? { mapping: editor.mapping, removed: [] }, object, fields.value);
  const off =
    object.role === 'case' && !view.readonly ? view.use(parts.states)?.switchOffView(view, object) : nothing;
  const broken = toRepair(view);
  const drift = broken > 0 ? view.use(parts.states)?.driftNote(view, broken) : nothing;
  return html`${off} ${gapNote(view)} ${drift} ${requiredGroup(view, slots)}
  ${ownGroup(view, slots)}${footOf(view, slots)}`;
}

function gapNote({ editor, words }: MapperView) {
  const object = editor.crmObject();
  const gap = editor.gaps.find((each) => each.object.name === editor.object);
  if (!object || !gap) return nothing;
  const { first } = coverageOf(editor.mapping, object, editor.knownFields());
  const why = words.say('mapper.hasNoValue', { count: gap.labels.length, fields: gap.labels });
  return html`<div class="note danger" role="note">
    ${icon('warning')}
    <p class="grow">${emphasised(words.say('mapper.wouldFail', { object: object.singular, why }))}</p>
    <div class="actions">
      <button class="link" type="button" @click=${() => first && editor.showRow(object.name, first)}>
        ${words.say('mapper.showIt')}
      </button>
    </div>
  </div>`;
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
  return repeat(
    all,
    (line) => `${isRemoved(line) ? 'gone ' : ''}${line.row.id}`,
    (line) => (isRemoved(line) ? removedView(view, line) : rowView(view, line)),
  );
}

function footOf(view: MapperView, { own }: Slots) {
  const { editor, words, readonly } = view;
  if (readonly) return nothing;
  const rows = editor.mapping.objects[editor.object]?.rows ?? [];
  const open = (editor.suggestions ?? []).filter(
    ({ object, target }) => object === editor.object && !rows.some((row) => row.target === target),
  );
  const review = () => editor.set({ panel: { kind: 'suggestions' } });
  const add = html`<button
    class="button text add"
    part="add"
    type="button"
    data-part="add"
    @click=${() => editor.add()}
  >
    ${icon('plus')}${words.say('mapper.add')}
  </button>`;
  const onlyCore = own.every((line) => line.row.id.startsWith('core-'));
  if (onlyCore && open.length > 0) {
    return html`<div class="empty alike" part="empty">
      <span class="tile">${icon('spark')}</span>
      <h3 class="strong">${words.say('mapper.lookAlike', { count: open.length })}</h3>
      <p>${words.say('mapper.lookAlikeHelp')}</p>
      <div class="actions">
        <button class="button primary" type="button" @click=${review}>
          ${words.say('mapper.reviewLabel')}
        </button>
        ${add}
      </div>
    </div>`;
  }
  return html`<div class="add-line">
    ${add}
    ${
      open.length > 0
        ? html`<span class="muted suggested"
              >${icon('spark')}${words.say('mapper.suggestions', { count: open.length })}</span
            >
            <button class="link" type="button" aria-label=${words.say('mapper.reviewLabel')} @click=${review}>
              ${words.say('mapper.review')}
            </button>`
        : nothing
    }
  </div>`;
}

/** How many questions reach the CRM. */
export function questionsView({ editor, words }: MapperView) {
  const page = editor.ready;
  if (!page || page.questions.length === 0) return nothing;
  const lost = lostQuestions(page.questions, editor.mapping, page.objects).length;
  const total = page.questions.length;
  const reach = total - lost;
  return html`<div class="questions" part="questions">
    ${total <= 24 ? segments(reach, total) : nothing}
    <span class="grow"
      >${emphasised(words.say('mapper.questions', { reach, total, crm: editor.provider.name }))}</span
    >
    ${
      lost > 0
        ? html`<button
            class="link"
            type="button"
            @click=${() => editor.set({ panel: { kind: 'questions' } })}
          >
            ${words.say(reach === 0 ? 'mapper.showThem' : 'mapper.showOthers', { count: lost })}
          </button>`
        : nothing
    }
  </div>`;
}

/** What is not saved yet, with the way back and the way on. */
export function saveBar({ editor, words, readonly }: MapperView, save: () => void, discard: () => void) {
  if (!editor.draft || (!editor.dirty && !editor.saving) || readonly) return nothing;
  const { changes, settingsChanged } = editor;
  const count = (kind: string) => changes.filter((change) => change.kind === kind).length;
  const [changed, added, removed] = [count('changed'), count('added'), count('removed')];
  const said = [
    changed && words.say('mapper.changedCount', { count: changed }),
    added && words.say('mapper.addedCount', { count: added }),
    removed && words.say('mapper.removedCount', { count: removed }),
    settingsChanged && words.say('mapper.settings'),
  ].filter(Boolean);
  const all = changes.length + (settingsChanged ? 1 : 0);
  return html`<div class="save-bar" part="save-bar" role="region" aria-label=${words.say('mapper.unsaved')}>
    <p class="grow wide num">
      <span class="med">${said.join(words.say('mapper.comma'))}</span>
      <span class="muted">${words.say('mapper.fromNowOn')}</span>
    </p>
    <p class="grow narrow num">
      <span class="med">${words.say('mapper.changes', { count: all })}</span>
      <span class="muted">${words.say('mapper.fromNowOnShort')}</span>
    </p>
    <button class="button text" type="button" ?disabled=${editor.saving} @click=${discard}>
      ${words.say('mapper.discard')}
    </button>
    <button class="button primary" type="button" part="save" ?disabled=${editor.saving} @click=${save}>
      ${words.say(editor.saving ? 'mapper.saving' : 'mapper.save')}
    </button>
  </div>`;
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
