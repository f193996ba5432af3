import { ready } from '../api/loadable.js';
import { readMappedFields } from '../api/mapping-calls.js';
import { clientProblem, problemOf, wasAborted } from '../api/problem.js';
import { same } from '../../server/contract/rules/mapping-changes.js';
import type { Editor } from './editor.js';
import { driftsOf, isBroken } from './judge.js';

/** What the page was told of already, so that it hears of the same change once. */
const told = new WeakMap<Editor, string>();

/**
 * Has the CRM read again and takes what changed, without a flicker where nothing did. The page hears of mapped fields
 * that broke by `crm-error` with the code `mapping_drifted`.
 */
export async function followDrift(editor: Editor): Promise<void> {
  const { client } = editor.session;
  const { id, objects } = editor.provider;
  try {
    const mapped = await readMappedFields(client, id, true, editor.signal);
    await Promise.all([
      editor.readFields(editor.object),
      ...objects.map(({ name }) => takeFresh(editor, name)),
    ]);
    editor.set({ mapped });
  } catch (error) {
    if (!wasAborted(error)) editor.listener.refused(problemOf(error));
    return;
  }
  tellPage(editor);
}

/** After a save: edited rows took their fields as they are now. */
export async function followSave(editor: Editor): Promise<void> {
  try {
    const mapped = await readMappedFields(editor.session.client, editor.provider.id, false, editor.signal);
    // Why a field is missing is asked only with a live reading.
    editor.set({ mapped: { ...mapped, missing: editor.mapped?.missing ?? {} } });
  } catch (error) {
    if (!wasAborted(error)) editor.listener.refused(problemOf(error));
  }
}

async function takeFresh(editor: Editor, object: string): Promise<void> {
  await editor.readFields(object);
  const { fields } = await editor.session.client.fields(editor.provider.id, object, false, editor.signal);
  const known = editor.fields[object];
  if (known?.status !== 'ready' || !same(known.value, fields)) {
    editor.set({ fields: { ...editor.fields, [object]: ready(fields) } });
  }
}

function tellPage(editor: Editor): void {
  const broken = (editor.ready?.objects ?? []).flatMap(({ name }) => driftsOf(editor, name)).filter(isBroken);
  const key = broken.map(({ object, field, code }) => `${object} ${field} ${code}`).join('\n');
  if (key === (told.get(editor) ?? '')) return;
  told.set(editor, key);
  if (broken.length === 0) return;
  const { name: crm } = editor.provider;
  editor.listener.refused({
    ...clientProblem(
      'mapping_drifted',
      `${crm} changed ${broken.length} mapped ${broken.length === 1 ? 'field' : 'fields'}; bookings sync without ${broken.length === 1 ? 'it' : 'them'} until the mapping is repaired.`,
    ),
    params: {
      crm,
      count: broken.length,
      fields: broken.map(({ object, field }) => `${object}.${field}`),
    },
  });
}
