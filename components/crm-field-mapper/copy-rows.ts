import type { CrmField, CrmObject, Row } from '../../server/contract/model/index.js';
import { normalised } from '../../server/contract/rules/options.js';
import { rowProblems } from '../../server/contract/rules/row-problems.js';
import { commit, current } from './commit.js';
import { rowsOf } from './draft.js';
import { withObject } from './draft-changes.js';
import type { MapperView } from './view.js';

/** The other object of people, whose rows may serve here too. */
export function twinOf({ editor }: MapperView): CrmObject | undefined {
  const here = editor.crmObject();
  if (here?.role !== 'person') return undefined;
  return editor.ready?.objects.find(({ role, name }) => role === 'person' && name !== here.name);
}

/** Takes over the rows of another object whose field exists here and is free, and says how many those were. */
export async function copyRows(view: MapperView, from: CrmObject): Promise<void> {
  const { editor, words } = view;
  const { object } = editor;
  await Promise.all([editor.readFields(from.name), editor.readFields(object)]);
  const here = editor.crmObject(object);
  const rows = rowsOf(editor.mapping, object);
  const taken = new Set(rows.map(({ target }) => target));
  const context = {
    object: here ?? from,
    fields: editor.knownFields(object),
    sources: editor.ready?.sources ?? [],
    crm: editor.provider.name,
  };
  const copies = rowsOf(editor.mapping, from.name).flatMap((row): Row[] => {
    const theirs = editor.knownFields(from.name).find(({ name }) => name === row.target);
    const target = theirs && counterpart(theirs, context.fields);
    if (!target || taken.has(target.name)) return [];
    const copy: Row = { ...row, id: `row-${crypto.randomUUID()}`, target: target.name, locked: false };
    if (rowProblems([copy], context).some(({ severity }) => severity === 'error')) return [];
    taken.add(target.name);
    return [copy];
  });
  if (copies.length > 0) {
    const mapping = withObject(editor.mapping, object, { rows: [...rows, ...copies] });
    commit(editor, { ...current(editor), mapping });
  }
  editor.listener.say(words.say('mapper.copied', { count: copies.length, from: from.label }));
}

/** The field of the same API name, else the only one of the same label. */
function counterpart(theirs: CrmField, fields: readonly CrmField[]): CrmField | undefined {
  const byName = fields.find(({ name }) => name === theirs.name);
  if (byName) return byName;
  const alike = fields.filter(({ label }) => normalised(label) === normalised(theirs.label));
  return alike.length === 1 ? alike[0] : undefined;
}
