import type {
  CrmField,
  CrmObject,
  Drift,
  FieldFinding,
  Message,
  NotedObject,
  ObjectMapping,
  Repair,
  Row,
  SourceField,
} from '../model/index.js';

/** What drift is judged by. */
export interface DriftContext {
  readonly object: Pick<CrmObject, 'name' | 'label' | 'singular' | 'who'>;
  readonly fields: readonly CrmField[];
  readonly sources: readonly SourceField[];
  /** Name of the CRM, for sentences. */
  readonly crm: string;
  /** The mapping as saved: only what was right then can have drifted. */
  readonly saved: ObjectMapping | undefined;
  readonly noted?: NotedObject | undefined;
  /** What the CRM says of fields that can't be written, by API name. */
  readonly missing?: Readonly<Record<string, FieldFinding>> | undefined;
}

/** What the CRM changed about a field of a row, in words and with what mends it. */
export function drift(
  row: Row | null,
  kind: Drift['kind'],
  severity: Drift['severity'],
  said: Message,
  { object, noted }: DriftContext,
  repairs: readonly Repair[],
): Drift {
  const field = row?.target ?? '';
  const since = noted?.fields[field]?.at ?? null;
  return { ...said, object: object.name, field, row: row?.id ?? null, kind, severity, since, repairs };
}

/** Takes the field as it is now. */
export const keep: Repair = { kind: 'keep', sure: true };
