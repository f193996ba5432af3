import type { LocatedProblem } from '../../server/contract/rules/row-problems.js';
import { objectReadiness } from '../../server/contract/rules/readiness.js';
import { matchValues } from '../../server/contract/rules/value-match.js';
import { same } from '../../server/contract/rules/mapping-changes.js';
import type { Editor } from './editor.js';
import type { FieldOption, Mapping, Row, SourceOption } from '../../server/contract/model/index.js';
import { sendable } from './draft-changes.js';

export { typedFallback } from '../../server/contract/rules/fallback-value.js';
export { matchValues };

/** A problem of a row, and whether the CRM changed since it was saved. */
export interface Finding {
  readonly code: string;
  readonly params: LocatedProblem['params'];
  readonly sentence: string;
  readonly tone: 'danger' | 'warning';
}

const judged = new WeakMap<
  Mapping,
  { readonly fields: unknown; readonly findings: ReadonlyMap<string, Finding> }
>();

/** What is wrong with each row of the shown object, by the server's own rules. */
export function findings(editor: Editor): ReadonlyMap<string, Finding> {
  const object = editor.crmObject();
  const fields = editor.knownFields();
  const mapping = editor.mapping;
  const known = judged.get(mapping);
  if (known?.fields === fields) return known.findings;
  const rows = object && sendable(mapping).objects[object.name];
  const saved = editor.saved?.objects[object?.name ?? ''];
  if (!rows || fields.length === 0) return new Map();
  const { problems } = objectReadiness(rows, {
    object,
    fields,
    sources: editor.ready?.sources ?? [],
    crm: editor.provider.name,
    saved,
    creates: editor.creates(object),
  });
  const found = new Map<string, Finding>();
  for (const { code, params, sentence, row, severity } of problems) {
    if (!row || quiet.has(code) || found.has(row)) continue;
    const unchanged = same(
      rows.rows.find(({ id }) => id === row),
      saved?.rows.find(({ id }) => id === row),
    );
    found.set(row, {
      code,
      params,
      sentence,
      tone: severity === 'notice' && unchanged ? 'warning' : 'danger',
    });
  }
  judged.set(mapping, { fields, findings: found });
  return found;
}

/** Told elsewhere, or not yet worth telling. */
const quiet = new Set(['required_without_value', 'nothing_to_write']);

/** How many source choices arrive as an active choice of the CRM field. */
export function matchedValues(
  { values }: Pick<Row, 'values'>,
  source: readonly SourceOption[],
  target: readonly FieldOption[],
): number {
  const table = values ?? matchValues(source, target);
  return source.filter(({ value }) => target.some((option) => option.active && option.value === table[value]))
    .length;
}
