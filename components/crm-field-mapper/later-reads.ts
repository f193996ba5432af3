import { ready, failed } from '../api/loadable.js';
import { checkMapping, readUsers, versionsOf } from '../api/mapping-calls.js';
import { problemOf, wasAborted } from '../api/problem.js';
import { sendable } from './draft-changes.js';
import { followDrift } from './drift.js';
import type { Editor } from './editor.js';

/** What the first rows don't need: other tabs, who saved last, whether we may save. */
export async function readRest(editor: Editor): Promise<void> {
  const { client } = editor.session;
  const { id, objects } = editor.provider;
  for (const { name } of objects) void editor.readFields(name);
  void readOwners(editor);
  void readVersions(editor);
  void followDrift(editor);
  try {
    await checkMapping(client, id, sendable(editor.mapping), editor.signal);
  } catch (error) {
    if (!wasAborted(error) && problemOf(error).code === 'forbidden') editor.set({ forbidden: true });
  }
}

/** Reads who saved when. */
export async function readVersions(editor: Editor): Promise<void> {
  try {
    const { versions } = await versionsOf(editor.session.client, editor.provider.id, editor.signal);
    editor.set({ versions: ready(versions) });
  } catch (error) {
    editor.fail(error, (problem) => editor.set({ versions: failed(problem) }));
  }
}

async function readOwners(editor: Editor): Promise<void> {
  try {
    const { users } = await readUsers(editor.session.client, editor.provider.id, editor.signal);
    editor.set({ users: ready(users) });
  } catch (error) {
    editor.fail(error, (problem) => editor.set({ users: failed(problem) }));
  }
}
