import type { Row, SourceOption } from '../../server/contract/model/index.js';
import { edit } from './commit.js';
import { rowsOf } from './draft.js';
import type { Editor } from './editor.js';
import { matchValues } from './judge.js';

/** Pairs the choices of a row's two sides where they are alike. */
export function pairValues(editor: Editor, id: string, object = editor.object): void {
  const now = rowsOf(editor.mapping, object).find((each) => each.id === id);
  const options = now && pairable(editor, now, object);
  if (!now || !options) return;
  const values = matchValues(options.source, options.target);
  if (Object.keys(values).length > 0) edit(editor, { ...now, values }, object);
}

/** The choices of a row's two sides, when both have some. */
export function pairable(editor: Editor, { sources: [first], target }: Row, object = editor.object) {
  const key = first && 'field' in first ? first.field : undefined;
  const from = editor.ready?.sources.find((each) => each.key === key);
  const source = from?.type === 'boolean' ? yesAndNo : from?.options;
  const field = editor.knownFields(object).find(({ name }) => name === target);
  if (!source?.length || (field?.type !== 'enum' && field?.type !== 'multi_enum')) return undefined;
  return field.options.length > 0 ? { source, target: field.options, field } : undefined;
}

/** The choices of a yes or no, as bookings say them. */
const yesAndNo: readonly SourceOption[] = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];
