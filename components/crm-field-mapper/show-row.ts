import type { Row } from '../../server/contract/model/index.js';
import { row } from '../../server/contract/rules/core-row.js';
import type { SessionNews } from '../session/session.js';
import { rowsOf } from './draft.js';
import { followDrift } from './drift.js';
import { begun } from './edits.js';
import type { Editor } from './editor.js';
import { pairable } from './pairs.js';

/** A row that should be seen: where it is, which control of it is meant, and what bookings wait for there. */
export type Wanted = Pick<
  Extract<SessionNews, { readonly kind: 'show-row' }>,
  'object' | 'field' | 'part' | 'why'
>;

/** Goes to the row that fills a field, once it is there, and says on it what is wrong with it. */
export async function showRow(
  editor: Editor,
  { object, field, part = 'source', why }: Wanted,
): Promise<void> {
  if (why) editor.causes = { ...editor.causes, [`${object} ${field}`]: why };
  editor.show(object);
  await editor.readFields(object);
  const known = () => rowsOf(editor.mapping, object).find(({ target }) => target === field);
  const isRequired = editor
    .knownFields(object)
    .some(({ name, required }) => name === field && required === 'always');
  if (why) {
    // Bookings met a change in the CRM before this page did, so a row to go to may not be here yet.
    const reading = followDrift(editor);
    if (!known() && !isRequired) await reading;
  }
  const found = known();
  const row = found?.id ?? `required-${field}`;
  const kind = part === 'source' ? filledAt(found) : part;
  if (kind === 'text') editor.set({ open: row });
  editor.listener.focus({ kind, row });
  if (why) editor.listener.say(why);
}

/** Where a row's value comes from: a field, a text among its options, or what it always uses. */
function filledAt(row: Row | undefined): 'source' | 'text' | 'fallback' {
  const first = row?.sources[0];
  if (first) return 'constant' in first ? 'text' : 'source';
  return row?.fallback ? 'fallback' : 'source';
}

/** Goes to the row of new people that takes a field of the app, or to its values, or begins one. */
export async function mapSource(editor: Editor, source: string): Promise<void> {
  const people = editor.ready?.objects.filter(({ role }) => role === 'person') ?? [];
  const object = people.find(({ name }) => name === editor.mapping.createAs) ?? people[0];
  if (!object) return;
  editor.show(object.name);
  await editor.readFields(object.name);
  const known = rowsOf(editor.mapping, object.name).find(({ sources }) =>
    sources.some((each) => 'field' in each && each.field === source),
  );
  if (known && pairable(editor, known)) editor.set({ panel: { kind: 'values', row: known.id } });
  else if (known) editor.listener.focus({ kind: 'source', row: known.id });
  else begun(editor, row({ id: `row-${crypto.randomUUID()}`, target: '', sources: [{ field: source }] }));
}
