import { failure, notFound } from '../failure.js';
import type { ObjectView } from '../permissions.js';
import type { Session } from '../session.js';
import { readCollectionOf, upsertCollection, writeCollection } from './collections.js';
import { composite, compositeGraph } from './composite.js';
import type { RestReply, RestRequest } from './message.js';
import { basicInfo, describe, describeGlobal } from './metadata.js';
import { picklistValues } from './picklist-values.js';
import { QueryCursors } from './query.js';
import { byExternalId, byId, create } from './records.js';
import { search } from './search.js';

/** The REST API behind `/services/data/vXX.X`, for callers who are already known. */
export class RestApi {
  private readonly cursors = new QueryCursors();

  /** @param origin the instance's own address. */
  constructor(private readonly origin: () => string) {}

  /** Answers one call; throws ApiFailure. */
  readonly dispatch = (session: Session, request: RestRequest): RestReply => {
    const [resource = '', ...rest] = request.path;
    switch (resource) {
      case '':
        return this.resources(session);
      case 'sobjects':
        return this.sobjects(session, request, rest);
      case 'query':
      case 'queryAll': {
        const [locator] = rest;
        if (locator) return this.cursors.more(session, locator);
        return this.cursors.query(session, only(request, 'GET'), resource === 'queryAll');
      }
      case 'search':
        return search(session, only(request, 'GET'));
      case 'limits':
        return { status: 200, body: session.org.limits.report() };
      case 'ui-api':
        return picklistValues(session, only(request, 'GET'));
      case 'composite':
        return this.composite(session, request, rest);
      default:
        throw notFound();
    }
  };

  private sobjects(session: Session, request: RestRequest, path: readonly string[]): RestReply {
    const [object, second, third] = path;
    if (!object) return describeGlobal(session, only(request, 'GET'));
    if (second === undefined) {
      if (request.method === 'GET') return basicInfo(session, object);
      return create(session, viewOf(session, object), only(request, 'POST'));
    }
    if (second === 'describe' && third === undefined)
      return describe(session, only(request, 'GET'), object, this.origin());
    const view = viewOf(session, object);
    if (third === undefined) return byId(session, view, second, request);
    return byExternalId(session, view, { field: second, value: path.slice(2).join('/') }, request);
  }

  private composite(session: Session, request: RestRequest, path: readonly string[]): RestReply {
    const [kind, object, field] = path;
    if (kind === undefined || kind === '') return composite(session, only(request, 'POST'), this.dispatch);
    if (kind === 'graph') return compositeGraph(session, only(request, 'POST'), this.dispatch);
    if (kind !== 'sobjects') throw notFound();
    if (!object) return writeCollection(session, only(request, 'POST', 'PATCH', 'DELETE'));
    if (!field) return readCollectionOf(session, only(request, 'GET', 'POST'), object);
    return upsertCollection(session, only(request, 'PATCH'), object, field);
  }

  private resources(session: Session): RestReply {
    const base = `/services/data/v${session.version}`;
    const names = ['composite', 'limits', 'query', 'queryAll', 'search', 'sobjects', 'ui-api'];
    const organizationId = session.org.organizationId(session.sandbox);
    const identity = `${this.origin()}${session.sandbox ? '/sandbox' : ''}/id/${organizationId}/${session.userId}`;
    return {
      status: 200,
      body: { identity, ...Object.fromEntries(names.map((name) => [name, `${base}/${name}`])) },
    };
  }
}

function viewOf(session: Session, object: string): ObjectView {
  const view = session.org.view(object);
  if (!view) throw notFound();
  return view;
}

function only(request: RestRequest, ...methods: string[]): RestRequest {
  if (methods.includes(request.method)) return request;
  const message = `HTTP Method '${request.method}' not allowed. Allowed are ${methods.join(', ')}`;
  throw failure('METHOD_NOT_ALLOWED', message);
}
