import type { JsonObject } from '../../json.js';
import { failure } from '../failure.js';
import { rowsOf } from '../records/rows.js';
import { formatDateTime } from '../records/values.js';
import type { Row } from '../records/store.js';
import type { Field } from '../schema/field.js';
import type { Session } from '../session.js';
import { compileCondition } from '../soql/filter.js';
import { parseCondition } from '../soql/parse.js';
import { resolveField } from '../soql/resolve.js';
import type { RestReply, RestRequest } from './message.js';
import { recordJson } from './record-json.js';

/**
 * `GET /search?q=FIND {…} IN EMAIL FIELDS RETURNING Contact(Id, Name WHERE …)`: each word of the search must occur in
 * one of the record's fields of the group. The operators OR and AND NOT are not understood.
 */
export function search(session: Session, request: RestRequest): RestReply {
  const q = request.query.get('q') ?? '';
  const match =
    /^\s*FIND\s*\{([^}]*)\}(?:\s+IN\s+(ALL|NAME|EMAIL|PHONE)\s+FIELDS)?(?:\s+RETURNING\s+(.+?))?(?:\s+LIMIT\s+(\d+))?\s*$/is.exec(
      q,
    );
  if (!match) throw failure('MALFORMED_SEARCH', `No viable alternative in the search: ${q}`);
  const [, sought = '', group = 'ALL', returning, limit] = match;
  const words = sought.replace(/\\(.)/g, '$1').toLowerCase().split(/\s+/).filter(Boolean);
  if (words.join('').replace(/[*?"]/g, '').length < 2) {
    throw failure('MALFORMED_SEARCH', 'search term must be longer than one character');
  }
  const targets =
    returning === undefined ? ['Account(Id)', 'Contact(Id)', 'Lead(Id)'] : splitTopLevel(returning);
  const found = targets.flatMap((target) => searchObject(session, target, words, group.toUpperCase()));
  return { status: 200, body: { searchRecords: found.slice(0, limit === undefined ? 2000 : Number(limit)) } };
}

function searchObject(
  session: Session,
  target: string,
  words: readonly string[],
  group: string,
): JsonObject[] {
  const [, object = '', inner = 'Id'] = /^\s*(\w+)\s*(?:\((.*)\))?\s*$/s.exec(target) ?? [];
  const view = session.org.view(object);
  if (!view) throw failure('INVALID_TYPE', `sObject type '${object}' is not supported.`);
  const [, names = 'Id', where, limit] =
    /^(.*?)(?:\s+WHERE\s+(.*?))?(?:\s+LIMIT\s+(\d+))?$/is.exec(inner.trim()) ?? [];
  const condition = where === undefined ? undefined : parseCondition(where);
  const passes = condition && compileCondition(session, view, condition, where ?? '', () => []);
  const columns = names
    .split(',')
    .map((name) => resolveField(session, view, { path: name.trim().split('.'), at: 0 }, names));
  const searched = view.fields.filter((field) => inGroup(field, group));
  const indexedUntil = formatDateTime(session.org.now() - session.org.searchLagMs);
  const rows = rowsOf(session, view.sobject.name).filter((row) => {
    if (String(row.values['CreatedDate'] ?? '') > indexedUntil) return false;
    return !row.deleted && words.every((word) => occurs(row, searched, word)) && (!passes || passes(row));
  });
  return rows
    .slice(0, limit === undefined ? undefined : Number(limit))
    .map((row) => recordJson(session, row, columns));
}

function inGroup(field: Field, group: string): boolean {
  switch (group) {
    case 'EMAIL':
      return field.type === 'email';
    case 'PHONE':
      return field.type === 'phone';
    case 'NAME':
      return field.nameField;
    default:
      return field.soapType === 'xsd:string' && field.filterable;
  }
}

function occurs(row: Row, fields: readonly Field[], word: string): boolean {
  const wanted = word.replace(/["*]/g, '');
  return fields.some((field) =>
    String(row.values[field.name] ?? '')
      .toLowerCase()
      .includes(wanted),
  );
}

function splitTopLevel(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const char of text) {
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (char === ',' && depth === 0) {
      parts.push(part);
      part = '';
    } else part += char;
  }
  return [...parts, part];
}
