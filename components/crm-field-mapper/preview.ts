import { readActivity } from '../api/activity-calls.js';
import { failed, loading, ready, type Loadable } from '../api/loadable.js';
import { previewOf, type ExampleBooking } from '../api/mapping-calls.js';
import { problemOf, wasAborted } from '../api/problem.js';
import type {
  ActivityItem,
  Mapping,
  Preview,
  Source,
  SourceField,
} from '../../server/contract/model/index.js';
import { templateFields } from '../../server/contract/rules/template.js';
import { sendable } from './draft-changes.js';
import type { Editor } from './editor.js';

/** What the preview shows: of which draft and booking, and as whose. */
export interface PreviewState {
  readonly mapping: Mapping;
  readonly booking: string;
  /** A booking that somebody types in. */
  readonly typed: ExampleBooking | undefined;
  /** Address of somebody else, as if they had booked it; empty for the booking's own. */
  readonly email: string;
  /** What was typed as somebody's address and is none. */
  readonly noAddress: string;
  readonly result: Loadable<Preview>;
}

function begun(editor: Editor, booking = ''): PreviewState {
  return { mapping: editor.mapping, booking, typed: undefined, email: '', noAddress: '', result: loading };
}

const states = new WeakMap<Editor, PreviewState>();
const recent = new WeakMap<Editor, readonly ActivityItem[]>();

/** Bookings of late, to choose from; none until they were read. */
export function recentBookings(editor: Editor): readonly ActivityItem[] {
  return recent.get(editor) ?? [];
}

/** Stands for a booking that is typed in, where others have an id. */
export const typedIn = '\u0000typed';

/** What a typed-in booking starts from: the samples of the fields that are mapped. */
function firstTyped({ ready: page, mapping }: Editor): ExampleBooking {
  const of = (object: SourceField['object']) =>
    Object.fromEntries(
      typedFields(page?.sources ?? [], mapping).flatMap(({ key, object: own, sample }) =>
        own === object && sample !== undefined ? [[key, sample]] : [],
      ),
    );
  return { status: 'booked', contact: of('contact'), booking: of('booking') };
}

/** Fields of the app that the mapping uses, and the person's address. */
export function typedFields(sources: readonly SourceField[], mapping: Mapping): readonly SourceField[] {
  const used = new Set(
    Object.values(mapping.objects).flatMap(({ rows }) =>
      rows.flatMap((row) => row.sources.flatMap((source) => keysOf(source))),
    ),
  );
  return sources.filter(({ key }) => key === 'email' || (used.has(key) && !notTyped.has(key)));
}

/** What is said otherwise, or follows from the rest. */
const notTyped = new Set(['status', 'bookingId', 'fullName', 'duration']);

function keysOf(source: Source): readonly string[] {
  if ('field' in source) return [source.field];
  return 'template' in source ? templateFields(source.template) : [];
}

/** Forgets what was looked at. */
export function forget(editor: Editor): void {
  clearTimeout(soon.get(editor));
  asking.get(editor)?.abort();
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
  // Asked for while drawing, so the drawing goes on with what is known; one more edit waits for the last.
  clearTimeout(soon.get(editor));
  const lookNow = () => look(editor, state?.booking ?? '');
  if (state) soon.set(editor, setTimeout(lookNow, settleMs));
  else queueMicrotask(lookNow);
  return state ?? begun(editor);
}

/** As long as somebody is likely to go on editing. */
const settleMs = 250;
const soon = new WeakMap<Editor, ReturnType<typeof setTimeout>>();
const asking = new WeakMap<Editor, AbortController>();

/** Looks at a booking as it is being typed in. */
export function lookAtTyped(editor: Editor, typed: ExampleBooking): void {
  const state = states.get(editor);
  if (!state) return;
  states.set(editor, { ...state, typed });
  clearTimeout(soon.get(editor));
  soon.set(
    editor,
    setTimeout(() => look(editor, typedIn), settleMs),
  );
  editor.listener.changed();
}

/** Looks as if somebody else had booked; what is no address is said to be none, and changes nothing. */
export function lookAs(editor: Editor, address: string, isAddress = true): void {
  const state = states.get(editor);
  if (!state) return;
  states.set(editor, { ...state, noAddress: isAddress ? '' : address });
  if (isAddress) look(editor, state.booking, address);
  else editor.listener.changed();
}

/** Looks at a booking with the draft; at the sample without an id. With an address, as if that person's. */
export function look(editor: Editor, booking: string, as = states.get(editor)?.email ?? ''): void {
  const { mapping } = editor;
  const known = states.get(editor);
  const put = (change: Partial<PreviewState>) => {
    states.set(editor, { ...(states.get(editor) ?? begun(editor, booking)), ...change });
    editor.listener.changed();
  };
  // A booking that is typed in has a field for its own address.
  const email = booking === typedIn ? '' : as;
  const isOther = known?.booking !== booking || known.email !== email;
  put({ mapping, booking, email, ...(isOther && { result: loading }) });
  const draft = sendable(mapping);
  const typed = states.get(editor)?.typed;
  const wanted = booking === typedIn ? (typed ?? firstTyped(editor)) : booking;
  if (booking === typedIn && !typed && typeof wanted === 'object') put({ typed: wanted });
  asking.get(editor)?.abort();
  const ask = new AbortController();
  asking.set(editor, ask);
  const asked = { mapping: draft, ...(wanted && { booking: wanted }), ...(email && { email }) };
  const signal = AbortSignal.any([ask.signal, editor.signal]);
  void previewOf(editor.session.client, editor.provider.id, asked, signal).then(
    (preview) => !signal.aborted && put({ result: ready(preview) }),
    (error: unknown) => !wasAborted(error) && !signal.aborted && put({ result: failed(problemOf(error)) }),
  );
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
