import { readActivity } from '../api/activity-calls.js';
import { failed, loading, ready, type Loadable } from '../api/loadable.js';
import { findMatch, previewOf } from '../api/mapping-calls.js';
import { problemOf, wasAborted } from '../api/problem.js';
import type { ActivityItem, Mapping, Match, Preview } from '../../server/contract/model/index.js';
import { sendable } from './draft-changes.js';
import type { Editor } from './editor.js';

/** What the preview shows: of which draft and booking, and whom an address would match. */
export interface PreviewState {
  readonly mapping: Mapping;
  readonly booking: string;
  readonly result: Loadable<Preview>;
  readonly match: Loadable<Match> | undefined;
}

const states = new WeakMap<Editor, PreviewState>();
const recent = new WeakMap<Editor, readonly ActivityItem[]>();

/** Bookings of late, to choose from; none until they were read. */
export function recentBookings(editor: Editor): readonly ActivityItem[] {
  return recent.get(editor) ?? [];
}

/** Forgets what was looked at. */
export function forget(editor: Editor): void {
  states.delete(editor);
}

/** The preview of the draft as it is; a changed draft is looked at again. */
export function current(editor: Editor): PreviewState {
  const state = states.get(editor);
  if (state?.mapping === editor.mapping) return state;
  if (!state) {
    void readRecent(editor);
    editor.listener.focus({ kind: 'preview' });
  }
  // Asked for while drawing, so the drawing goes on with what is known.
  queueMicrotask(() => look(editor, state?.booking ?? ''));
  return state ?? { mapping: editor.mapping, booking: '', result: loading, match: undefined };
}

/** Looks at a booking with the draft; at the sample without an id. */
export function look(editor: Editor, booking: string): void {
  const { mapping } = editor;
  const known = states.get(editor);
  const put = (change: Partial<PreviewState>) => {
    const base = states.get(editor) ?? { mapping, booking, result: loading, match: known?.match };
    states.set(editor, { ...base, ...change });
    editor.listener.changed();
  };
  put({ mapping, booking, ...(known?.booking !== booking && { result: loading }) });
  const draft = sendable(mapping);
  const asked = booking ? { mapping: draft, booking } : { mapping: draft };
  void previewOf(editor.session.client, editor.provider.id, asked).then(
    (preview) => states.get(editor)?.mapping === mapping && put({ result: ready(preview) }),
    (error: unknown) => !wasAborted(error) && put({ result: failed(problemOf(error)) }),
  );
}

/** Looks up whom the address that was typed would match. */
export async function find(editor: Editor, target: EventTarget | null): Promise<void> {
  if (!(target instanceof HTMLInputElement)) return;
  const state = states.get(editor);
  if (!state) return;
  const put = (match: PreviewState['match']) => {
    states.set(editor, { ...(states.get(editor) ?? state), match });
    editor.listener.changed();
  };
  if (!target.value || !target.checkValidity()) return put(undefined);
  put(loading);
  try {
    put(
      ready(
        await findMatch(editor.session.client, editor.provider.id, target.value, sendable(editor.mapping)),
      ),
    );
  } catch (error) {
    if (!wasAborted(error)) put(failed(problemOf(error)));
  }
}

async function readRecent(editor: Editor): Promise<void> {
  try {
    const { items } = await readActivity(editor.session.client, { provider: editor.provider.id });
    recent.set(editor, items.slice(0, 10));
    editor.listener.changed();
  } catch {
    // Without them there is the sample still.
  }
}
