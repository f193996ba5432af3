import { failure, type ApiFailure } from '../failure.js';
import type { ObjectView } from '../permissions.js';
import type { Row } from '../records/store.js';
import type { Value } from '../records/values.js';
import type { Field } from '../schema/field.js';
import { findField } from '../schema/sobject.js';
import type { Session } from '../session.js';
import type { FieldPath, Query } from './ast.js';
import { pointAt } from './lex.js';

/** A field of a query, found: its definition and how to get at its value. */
export interface Resolved {
  field: Field;
  /** The path in the schema's own spelling. */
  path: string[];
  read: (row: Row) => Value;
}

/** Finds the object that FROM names. */
export function resolveFrom(session: Session, query: Query): ObjectView {
  const view = session.org.view(query.from);
  if (view) return view;
  const problem = `sObject type '${query.from}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`;
  throw failure('INVALID_TYPE', pointAt(query.text, query.fromAt, problem));
}

/** Follows a path such as `Owner.Name` from an object; related objects count only as far as the user may see them. */
export function resolveField(session: Session, view: ObjectView, wanted: FieldPath, text: string): Resolved {
  const path =
    wanted.path[0]?.toLowerCase() === view.sobject.name.toLowerCase() ? wanted.path.slice(1) : wanted.path;
  const found = follow(session, view, path);
  if (!found) throw noColumn(view, path, wanted, text);
  return found;
}

/** The record that a relationship of a row leads to. */
export function relatedRow(session: Session, reference: Value): Row | undefined {
  if (typeof reference !== 'string') return undefined;
  const target = session.org.objectOfId(reference);
  return target && session.org.store.get(target.name, reference);
}

function follow(session: Session, view: ObjectView, path: readonly string[]): Resolved | undefined {
  const [head = '', ...rest] = path;
  if (rest.length === 0) {
    const field = findField(view.fields, head);
    return field && { field, path: [field.name], read: (row) => readField(row, field) };
  }
  const link = view.fields.find(
    ({ relationshipName }) => relationshipName?.toLowerCase() === head.toLowerCase(),
  );
  if (!link) return undefined;
  const polymorphicType =
    link.polymorphicForeignKey && rest.length === 1 && rest[0]?.toLowerCase() === 'type';
  for (const target of link.referenceTo) {
    const targetView = session.org.view(target);
    const inner = targetView && (polymorphicType ? typeOf(targetView) : follow(session, targetView, rest));
    if (!inner) continue;
    const read = (row: Row): Value => {
      const related = relatedRow(session, row.values[link.name] ?? null);
      return related ? inner.read(related) : null;
    };
    return { field: inner.field, path: [link.relationshipName ?? head, ...inner.path], read };
  }
  return undefined;
}

function readField(row: Row, field: Field): Value {
  if (field.name === 'Id') return row.id;
  if (field.name === 'IsDeleted') return row.deleted;
  return row.values[field.name] ?? (field.type === 'boolean' ? false : null);
}

function typeOf(view: ObjectView): Resolved | undefined {
  const name = view.fields.find(({ nameField }) => nameField) ?? view.fields[0];
  return name && { field: { ...name, name: 'Type' }, path: ['Type'], read: (row) => row.object };
}

function noColumn(view: ObjectView, path: string[], wanted: FieldPath, text: string): ApiFailure {
  const problem =
    path.length > 1
      ? `Didn't understand relationship '${path[0] ?? ''}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`
      : `No such column '${path[0] ?? ''}' on entity '${view.sobject.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`;
  return failure('INVALID_FIELD', pointAt(text, wanted.at, problem));
}
