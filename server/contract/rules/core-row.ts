import type { BookingStatus, CrmField, CrmObject, ObjectMapping, Row } from '../model/index.js';

/** Statuses that may create a record unless the admin says otherwise: all but cancelled. */
export const defaultCreateOn: readonly BookingStatus[] = ['booked', 'rescheduled', 'completed', 'no_show'];

/** A row with every default filled in. */
export function row(given: Pick<Row, 'id' | 'target'> & Partial<Row>): Row {
  return {
    locked: false,
    sources: [],
    fallback: null,
    write: 'always',
    truncate: false,
    onInvalid: 'hold',
    ...given,
  };
}

/** The row of a mapping's first version that fills a field from one source field. Its id is the same in every account. */
export function coreRow(target: string, source: string, options: Partial<Row> = {}): Row {
  return row({ id: `core-${target}`, target, sources: [{ field: source }], ...options });
}

/** The locked row that links a meeting or a case to its person; the person is known by e-mail. */
function whoRow(who: NonNullable<CrmObject['who']>): Row {
  return coreRow(who.target, 'email', { locked: true });
}

/** One object of a mapping's first version. Rows whose field the account lacks are left out; the `who` row stays. */
export function coreObject(
  rows: readonly Row[],
  fields: readonly Pick<CrmField, 'name'>[],
  options: { readonly enabled?: boolean; readonly who?: CrmObject['who'] } = {},
): ObjectMapping {
  const names = new Set(fields.map(({ name }) => name));
  return {
    enabled: options.enabled ?? true,
    createOn: defaultCreateOn,
    required: [],
    rows: [...rows.filter(({ target }) => names.has(target)), ...(options.who ? [whoRow(options.who)] : [])],
  };
}

/** True when the row gives a value of its own at least sometimes: it has a source or a fallback. */
export function fills({ sources, fallback }: Pick<Row, 'sources' | 'fallback'>): boolean {
  return sources.length > 0 || fallback !== null;
}
