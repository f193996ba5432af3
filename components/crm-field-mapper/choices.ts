import type { Row } from '../../server/contract/model/index.js';
import { edit } from './commit.js';
import type { Editor } from './editor.js';

/** Fills a row's field from another source field; choices of both sides are paired where they are alike. */
export async function takeFrom(editor: Editor, from: Row, key: string): Promise<void> {
  const [, ...others] = from.sources;
  await change(editor, from, { sources: key ? [{ field: key }, ...others] : [] });
}

/** Lets a row fill another CRM field. */
export async function writeTo(editor: Editor, from: Row, target: string): Promise<void> {
  const changed = change(editor, from, { target, fallback: null });
  if (from.sources.length === 0) editor.listener.focus({ kind: 'source', row: from.id });
  await changed;
}

async function change(editor: Editor, from: Row, to: Partial<Row>): Promise<void> {
  const { values: _, unmapped: __, ...rest } = from;
  edit(editor, { ...rest, ...to });
  const { pairValues } = await import('./pairs.js');
  pairValues(editor, from.id);
}
