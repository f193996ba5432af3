import type { CrmField } from '../../server/contract/model/index.js';
import { fits } from '../../server/contract/rules/fits.js';
import type { Objection } from '../ui/combobox.js';
import { rowsOf } from './draft.js';
import type { Editor } from './editor.js';
import { sourceNamed } from './row-view.js';
import type { Slot } from './slots.js';
import type { MapperView } from './view.js';

const ofTargets = new WeakMap<Editor, Map<string, Objection>>();
const ofSources = new WeakMap<CrmField, Objection>();

/** Says which CRM fields a row can't fill; the same function for the same row, so that nothing is drawn anew. */
export function targetObjection({ editor, words }: MapperView, id: string): Objection {
  const known = ofTargets.get(editor) ?? new Map<string, Objection>();
  ofTargets.set(editor, known);
  const made =
    known.get(id) ??
    ofTarget(editor, id, words.say('mapper.alreadyMapped'), (message) => words.tell(message));
  known.set(id, made);
  return made;
}

function ofTarget(editor: Editor, id: string, taken: string, tell: MapperView['words']['tell']): Objection {
  return ({ value }) => {
    const rows = rowsOf(editor.mapping, editor.object);
    if (rows.some((each) => each.target === value && each.id !== id)) return taken;
    const field = editor.knownFields().find(({ name }) => name === value);
    if (!field) return undefined;
    const [first] = rows.find((each) => each.id === id)?.sources ?? [];
    const source = first && 'field' in first ? sourceNamed(editor.ready?.sources, first.field) : undefined;
    // Without a source yet, what nothing can fill is said all the same.
    if (field.type !== 'reference' && field.type !== 'unsupported' && !source) return undefined;
    const { reason } = fits(source ?? { type: 'text', label: '' }, field);
    return reason ? tell(reason) : undefined;
  };
}

/** Says which source fields can't fill a CRM field; the same function for the same field. */
export function sourceObjection({ editor, words }: MapperView, { field }: Slot): Objection | undefined {
  if (!field) return undefined;
  const made =
    ofSources.get(field) ??
    (({ value }) => {
      const source = sourceNamed(editor.ready?.sources, value);
      const reason = source && fits(source, field).reason;
      return reason ? words.tell(reason) : undefined;
    });
  ofSources.set(field, made);
  return made;
}
