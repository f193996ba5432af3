import { readId } from '../records/id.js';
import type { Row } from '../records/store.js';
import type { ObjectView } from '../permissions.js';
import { findField } from '../schema/sobject.js';
import type { Session } from '../session.js';
import type { Condition } from './ast.js';

/**
 * The rows among which all that fit a condition are, found by index; undefined when the condition is of a kind that
 * needs a look at every row. The condition itself has still to be asked.
 */
export function candidates(session: Session, view: ObjectView, condition: Condition): Row[] | undefined {
  switch (condition.kind) {
    case 'and': {
      const found = condition.parts.flatMap((part) => {
        const rows = candidates(session, view, part);
        return rows ? [rows] : [];
      });
      return found.sort((a, b) => a.length - b.length)[0];
    }
    case 'or': {
      const found = condition.parts.map((part) => candidates(session, view, part));
      return found.every((rows) => rows !== undefined) ? [...new Set(found.flat())] : undefined;
    }
    case 'compare':
      return compared(session, view, condition);
    default:
      return undefined;
  }
}

function compared(
  { org }: Session,
  view: ObjectView,
  { operator, values, field: { path } }: Extract<Condition, { kind: 'compare' }>,
): Row[] | undefined {
  const [name] = path;
  const field = path.length === 1 && name !== undefined ? findField(view.fields, name) : undefined;
  if (!field || (operator !== '=' && operator !== 'IN')) return undefined;
  const isId = field.type === 'id' || field.type === 'reference';
  if (!isId && (field.soapType !== 'xsd:string' || field.type === 'multipicklist')) return undefined;
  const found = new Set<Row>();
  for (const literal of values) {
    if (literal.kind !== 'text' || literal.value === '') return undefined;
    const text = isId ? readId(literal.value) : literal.value;
    for (const row of org.store.find(view.sobject.name, field.name, text ?? literal.value)) found.add(row);
  }
  return [...found];
}
