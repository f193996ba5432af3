import type { LocatedProblem } from '../../server/contract/rules/row-problems.js';
import { objectReadiness } from '../../server/contract/rules/readiness.js';
import { matchValues } from '../../server/contract/rules/value-match.js';
import { same } from '../../server/contract/rules/mapping-changes.js';
import type { Editor } from './editor.js';
import type {
  Drift,
  FieldOption,
  ObjectMapping,
  Row,
  SourceOption,
} from '../../server/contract/model/index.js';
import { sendable } from './draft-changes.js';

export { typedFallback } from '../../server/contract/rules/fallback-value.js';
export { matchValues };

/** A problem of a row, and whether the CRM changed since it was saved. */
export interface Finding {
  readonly code: string;
  readonly params: LocatedProblem['params'];
  readonly sentence: string;
  /** None for what is only worth a look. */
  readonly tone: 'danger' | 'warning' | undefined;
  /** What the CRM changed, when it is that. */
  readonly drift?: Drift;
}

interface Judged {
  readonly findings: ReadonlyMap<string, Finding>;
  readonly drifts: readonly Drift[];
  /** What they hang on besides the rows. */
  readonly by: readonly unknown[];
}

const judged = new WeakMap<ObjectMapping, Judged>();

/** What is wrong with each row of an object, by the server's own rules; judged again only when something changed. */
export function findings(editor: Editor, name = editor.object): ReadonlyMap<string, Finding> {
  return judge(editor, name).findings;
}

/** What the CRM changed under the rows of an object since they were saved. */
export function driftsOf(editor: Editor, name = editor.object): readonly Drift[] {
  return judge(editor, name).drifts;
}

const nothingFound = { findings: new Map<string, Finding>(), drifts: [] };

function judge(editor: Editor, name: string): Omit<Judged, 'by'> {
  const object = editor.crmObject(name);
  const fields = editor.knownFields(name);
  const key = editor.mapping.objects[name];
  const rows = sendable(editor.mapping).objects[name];
  const saved = editor.saved?.objects[name];
  if (!object || !key?.enabled || !rows || editor.fields[name]?.status !== 'ready') return nothingFound;
  const { mapped } = editor;
  const kept = editor.draft?.kept;
  const by = [fields, saved, editor.ready?.sources, editor.creates(object), mapped, kept];
  const known = judged.get(key);
  if (known?.by.every((each, i) => each === by[i])) return known;
  const { problems, drifts: all } = objectReadiness(rows, {
    object,
    fields,
    sources: editor.ready?.sources ?? [],
    crm: editor.provider.name,
    saved,
    creates: editor.creates(object),
    noted: mapped?.noted[name],
    missing: mapped?.missing[name],
  });
  const isKept = ({ field, repairs }: Drift) =>
    kept?.some((each) => each.object === name && each.field === field) &&
    repairs.some(({ kind }) => kind === 'keep');
  const drifts = all.filter((drift) => !isKept(drift));
  const found = new Map<string, Finding>();
  const add = (drift: Drift, tone: Finding['tone']) => {
    const { code, params, sentence, row } = drift;
    if (row && !found.has(row)) found.set(row, { code, params, sentence, tone, drift });
  };
  for (const drift of drifts) if (isBroken(drift)) add(drift, 'warning');
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
  for (const drift of drifts) add(drift, undefined);
  const judgement = { findings: found, drifts, by };
  judged.set(key, judgement);
  return judgement;
}

/** True for what costs bookings a value, or may make them fail. */
export function isBroken({ severity, kind }: Pick<Drift, 'severity' | 'kind'>): boolean {
  return severity === 'broken' || kind === 'newly_required';
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
