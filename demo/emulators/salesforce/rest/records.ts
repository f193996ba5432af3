import type { ObjectView } from '../permissions.js';
import { failure, notFound } from '../failure.js';
import { findByExternalId } from '../records/external-id.js';
import type { Row } from '../records/store.js';
import { createRecord, deleteRecord, liveRow, updateRecord, upsertRecord } from '../records/write.js';
import { findField } from '../schema/sobject.js';
import type { Session } from '../session.js';
import { resolveField } from '../soql/resolve.js';
import type { RestReply, RestRequest } from './message.js';
import { recordJson } from './record-json.js';

/** `POST /sobjects/{object}`. */
export function create(session: Session, view: ObjectView, request: RestRequest): RestReply {
  assertDone(session);
  const id = createRecord(session, view, request.body, request.header);
  const Location = `/services/data/v${session.version}/sobjects/${view.sobject.name}/${id}`;
  return { status: 201, body: { id, success: true, errors: [] }, headers: { Location } };
}

/** `GET`, `PATCH`, `DELETE /sobjects/{object}/{id}`. */
export function byId(session: Session, view: ObjectView, id: string, request: RestRequest): RestReply {
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return { status: 200, body: shown(session, view, liveRow(session, view, id), request) };
    case 'PATCH':
      assertDone(session);
      updateRecord(session, view, id, request.body, request.header);
      return { status: 204 };
    case 'DELETE':
      deleteRecord(session, view, id);
      return { status: 204 };
    default:
      throw failure(
        'METHOD_NOT_ALLOWED',
        `HTTP Method '${request.method}' not allowed. Allowed are GET, PATCH, DELETE`,
      );
  }
}

/** `GET`, `PATCH`, `DELETE /sobjects/{object}/{field}/{value}`: by external id or id-lookup field. */
export function byExternalId(
  session: Session,
  view: ObjectView,
  by: { field: string; value: string },
  request: RestRequest,
): RestReply {
  if (request.method === 'PATCH') {
    assertDone(session);
    const updateOnly = request.query.get('updateOnly') === 'true';
    const result = upsertRecord(session, view, by, request.body, request.header, updateOnly);
    if ('matches' in result)
      return { status: 300, body: result.matches.map((id) => path(session, view, id)) };
    const { id, created } = result;
    const headers = created ? { Location: path(session, view, id) } : {};
    return { status: created ? 201 : 200, body: { id, success: true, errors: [], created }, headers };
  }
  const field = findField(view.fields, by.field);
  if (!field || !(field.externalId || field.idLookup)) {
    throw notFound(`Provided external ID field does not exist or is not accessible: ${by.field}`);
  }
  const rows = findByExternalId(session.org, view.sobject.name, field, by.value);
  const [row] = rows;
  if (!row) throw notFound();
  if (rows.length > 1) return { status: 300, body: rows.map(({ id }) => path(session, view, id)) };
  return byId(session, view, row.id, request);
}

// Half of one record is none.
function assertDone(session: Session): void {
  if (session.rows.rowsToDo(1) === 0) throw failure('UNKNOWN_EXCEPTION', 'The call was broken off.');
}

function shown(session: Session, view: ObjectView, row: Row, request: RestRequest) {
  const wanted = request.query
    .get('fields')
    ?.split(',')
    .map((name) => name.trim());
  const names = wanted ?? view.fields.map(({ name }) => name);
  const columns = names.map((name) => {
    const dotted = { path: name.split('.'), at: 0 };
    const known = name.includes('.') || findField(view.fields, name);
    if (!known)
      throw failure('INVALID_FIELD', `No such column '${name}' on sobject of type ${view.sobject.name}`);
    return resolveField(session, view, dotted, name);
  });
  if (!columns.some(({ field }) => field.name === 'Id')) {
    columns.push(resolveField(session, view, { path: ['Id'], at: 0 }, ''));
  }
  return recordJson(session, row, columns);
}

function path(session: Session, view: ObjectView, id: string): string {
  return `/services/data/v${session.version}/sobjects/${view.sobject.name}/${id}`;
}
