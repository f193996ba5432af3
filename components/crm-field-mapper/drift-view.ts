import { html, nothing } from 'lit';
import { icon } from '../ui/icons.js';
import { emphasised } from '../ui/emphasised.js';
import type { CrmField, Drift, Repair } from '../../server/contract/model/index.js';
import { sureRepair } from '../../server/contract/rules/repair.js';
import { driftsOf } from './judge.js';
import type { MapperView } from './view.js';

/** What mends a row that the CRM changed, each in one click. */
export function repairsOf(view: MapperView, drift: Drift) {
  const { editor, words } = view;
  const label = labelOf(view, drift);
  return drift.repairs.map((repair) => {
    const text = repairWord(view, repair);
    return html`<button
      class="link"
      type="button"
      aria-label=${words.say('mapper.repairOf', { repair: text, field: label })}
      @click=${(event: Event) => void mended(view, [[drift, repair]], event)}
    >
      ${text}
    </button>`;
  });
}

/** Says how many mapped fields the CRM changed, and offers to mend what needs no looking at. */
export function driftNote(view: MapperView) {
  const { editor, words, readonly } = view;
  // A field that is required now and has no value is the gap note's to tell: such bookings don't sync.
  const drifts = driftsOf(editor).filter(({ kind, row, severity }) =>
    kind === 'newly_required' ? severity !== 'broken' : row !== null,
  );
  const [first] = drifts;
  if (!first) return nothing;
  const count = drifts.length;
  const broken = drifts.filter(({ severity }) => severity === 'broken');
  // What a record can't be without is not left out: such bookings wait. So do those with an answer that is no choice.
  const needed = broken.filter(
    ({ field: name, code }) => fieldOf(view, name)?.required || answersWait.has(code),
  );
  const lost = broken.length;
  const tone = needed.length > 0 ? 'danger' : lost > 0 ? 'warning' : '';
  const [since] = drifts.flatMap((each) => each.since ?? []).sort();
  const elsewhere = (editor.ready?.objects ?? []).flatMap(({ name }) =>
    name === editor.object ? [] : driftsOf(editor, name),
  );
  // Beside what is lost, taking a new name as it is repairs nothing.
  const sure = [...drifts, ...elsewhere].flatMap((drift) => {
    const repair = lost === 0 || drift.severity === 'broken' ? sureRepair(drift) : undefined;
    return repair ? [[drift, repair] as const] : [];
  });
  const tabs = new Set(sure.map(([{ object }]) => object)).size;
  const isHere = sure.every(([{ object }]) => object === editor.object);
  const params = { crm: editor.provider.name, count, day: since && words.day(since) };
  return html`<div class="note ${tone}" role="note">
    ${icon(tone ? 'warning' : 'info')}
    <p class="grow">
      ${emphasised(words.say(since ? 'mapper.driftSince' : 'mapper.drift', params))}
      ${
        needed.length > 0
          ? words.say('mapper.driftHolds', { fields: needed.map((each) => labelOf(view, each)) })
          : words.say(lost > 0 ? 'mapper.driftLost' : 'mapper.driftNoLoss', { count: lost })
      }
    </p>
    ${
      sure.length > 0 && !readonly
        ? html`<div class="actions">
            <button class="link" type="button" @click=${(event: Event) => void mended(view, sure, event)}>
              ${words.say(!isHere ? 'mapper.repairTabs' : sure.length === (lost || count) ? 'mapper.repairAll' : 'mapper.repairSome', { count: sure.length, tabs })}
            </button>
          </div>`
        : nothing
    }
  </div>`;
}

const answersWait: ReadonlySet<string> = new Set(['drift_choices_wait', 'drift_values_wait']);

async function mended(
  view: MapperView,
  repairs: readonly (readonly [Drift, Repair])[],
  { currentTarget }: Event,
): Promise<void> {
  const root = currentTarget instanceof Element ? currentTarget.getRootNode() : null;
  const toast = root instanceof ShadowRoot ? root.querySelector('cc-toast') : null;
  const { mend } = await import('./mend.js');
  mend(view, repairs, toast);
}

function repairWord({ words }: MapperView, repair: Repair): string {
  switch (repair.kind) {
    case 'use_field':
    case 'use_value':
      return words.say('mapper.use', { label: repair.label });
    default:
      return words.say(`mapper.repair.${repair.kind}`);
  }
}

function labelOf(view: MapperView, { field }: Drift): string {
  return fieldOf(view, field)?.label ?? field;
}

function fieldOf({ editor }: MapperView, field: string): CrmField | undefined {
  return editor.knownFields().find(({ name }) => name === field);
}
