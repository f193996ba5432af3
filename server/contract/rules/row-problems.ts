import type {
  CrmField,
  CrmObject,
  Message,
  ObjectMapping,
  Row,
  RowProblem,
  Source,
  SourceField,
} from '../model/index.js';
import { isBlank } from './blank.js';
import { fills } from './core-row.js';
import { readValue } from './field-value.js';
import { fits } from './fits.js';
import { limitedChoices } from './limited-choices.js';
import { same } from './mapping-changes.js';
import { parseTemplate, templateFields } from './template.js';
import { valueProblem } from './value-sentences.js';

/** What rows are judged by. */
export interface RowContext {
  readonly object: Pick<CrmObject, 'name' | 'label' | 'who'>;
  readonly fields: readonly CrmField[];
  readonly sources: readonly SourceField[];
  /** Name of the CRM, for sentences. */
  readonly crm: string;
  /** The mapping as saved: what broke in a row since then is worth a notice but does not stop a save. */
  readonly saved?: ObjectMapping | undefined;
}

/** A problem and where in its row it is, as a JSON pointer such as `/sources/0`. */
export interface LocatedProblem extends RowProblem {
  readonly at: string;
}

/** Everything wrong with the rows of one object, in their order. Gaps in coverage are `objectReadiness`'s to tell. */
export function rowProblems(rows: readonly Row[], context: RowContext): readonly LocatedProblem[] {
  const fields = new Map(context.fields.map((field) => [field.name, field]));
  const sources = new Map(context.sources.map((source) => [source.key, source]));
  const saved = new Map((context.saved?.rows ?? []).map((row) => [row.id, row]));
  const targets = new Set<string>();
  const ids = new Set<string>();

  return rows.flatMap((row) => {
    const field = fields.get(row.target);
    const tell = (at: string, said: Message, severity: RowProblem['severity'] = 'error'): LocatedProblem => ({
      ...said,
      object: context.object.name,
      field: row.target,
      row: row.id,
      severity,
      at,
    });
    const found: LocatedProblem[] = [];
    const add = (at: string, said: Message | null, severity?: RowProblem['severity']) => {
      if (said) found.push(tell(at, said, severity));
    };
    if (ids.has(row.id)) add('/id', message('id_twice', { id: row.id }, `Two rows have the id “${row.id}”.`));
    ids.add(row.id);
    const label = field?.label ?? row.target;
    if (targets.has(row.target)) {
      add('/target', message('target_twice', { field: label }, `${label} is filled by another row already.`));
    }
    targets.add(row.target);
    if (row.target === context.object.who?.target) return found;

    if (!field) {
      add('/target', unknownTarget(row.target, context));
    } else if (field.type === 'unsupported') {
      add(
        '/target',
        message('unsupported_target', { field: label }, `${label} can’t be filled by bookings.`),
      );
    } else {
      if (!field.createable && !field.updateable) {
        add('/target', message('read_only', { field: label }, `${label} is read-only in ${context.crm}.`));
      }
      row.sources.forEach((source, i) =>
        add(`/sources/${i}`, sourceProblem(source, row, field, sources, context.crm)),
      );
      if (row.fallback) add('/fallback', literal('fallback', row.fallback.value, field, row, context.crm));
      for (const [from, to] of Object.entries(row.values ?? {})) {
        if (isBlank(to)) continue;
        add(`/values/${pointerPart(from)}`, literal('value', to, field, row, context.crm));
      }
      for (const { at, said } of limitedChoices(row, field, rows, fields)) add(at, said, 'notice');
      if (!fills(row)) {
        add(
          '/sources',
          message('nothing_to_write', { field: label }, `${label} has no field and no value yet.`),
          'notice',
        );
      }
      if (row.on?.length === 0) {
        add(
          '/on',
          message('never_written', { field: label }, `${label} is written on no booking event.`),
          'notice',
        );
      }
    }
    // What was saved once and is as it was has only the CRM's or the host's own changes to blame.
    const unchanged = same(row, saved.get(row.id));
    return unchanged ? found.map((problem) => ({ ...problem, severity: 'notice' as const })) : found;
  });
}

function sourceProblem(
  source: Source,
  row: Row,
  field: CrmField,
  sources: ReadonlyMap<string, SourceField>,
  crm: string,
): Message | null {
  if ('constant' in source) return literal('constant', source.constant, field, row, crm);
  if ('field' in source) {
    const known = sources.get(source.field);
    return known
      ? fits(known, field, hasValues(row)).reason && wrongType(known, field, row)
      : unknownSource(source.field);
  }
  if (parseTemplate(source.template) === null) {
    return message(
      'bad_template',
      { template: source.template },
      `“${source.template}” can’t be read: each field in it is written as {{name}}.`,
    );
  }
  const missing = templateFields(source.template).find((key) => !sources.has(key));
  if (missing) return unknownSource(missing);
  return fits({ type: 'text', label: 'A text with fields' }, field, hasValues(row)).reason;
}

function wrongType(source: SourceField, field: CrmField, row: Row): Message | null {
  const { reason } = fits(source, field, hasValues(row));
  return (
    reason &&
    message(
      'wrong_type',
      { ...reason.params, needs: reason.code, field: field.label },
      `${field.label}: ${reason.sentence}`,
    )
  );
}

function hasValues(row: Row): boolean {
  return Object.keys(row.values ?? {}).length > 0;
}

function literal(
  kind: 'fallback' | 'constant' | 'value',
  value: Parameters<typeof readValue>[0],
  field: CrmField,
  row: Row,
  crm: string,
): Message | null {
  if (kind !== 'value' && isBlank(value)) return null;
  const reading = readValue(value, field, row.truncate);
  const problem = reading.ok ? null : valueProblem(reading, field, crm);
  return problem && { ...problem, code: `${kind}_${problem.code}` };
}

function unknownTarget(target: string, { crm, object }: RowContext): Message {
  return message(
    'unknown_target',
    { field: target, object: object.label, crm },
    `${object.label} in ${crm} have no field “${target}” that can be written. Choose another one.`,
  );
}

function unknownSource(key: string): Message {
  return message(
    'unknown_source',
    { field: key },
    `There is no field “${key}” in the app any more. Choose another one.`,
  );
}

function message(code: string, params: Message['params'], sentence: string): Message {
  return { code, params, sentence };
}

/** RFC 6901. */
function pointerPart(text: string): string {
  return text.replaceAll('~', '~0').replaceAll('/', '~1');
}
