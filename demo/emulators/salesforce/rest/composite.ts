import { isObject, type Json, type JsonObject } from '../../json.js';
import { ApiFailure, failure } from '../failure.js';
import type { Session } from '../session.js';
import type { RestReply, RestRequest } from './message.js';
import { resolveReferences, type Referable } from './references.js';

/** Answers one call; composites hand their parts to it. */
export type Dispatch = (session: Session, request: RestRequest) => RestReply;

interface Part {
  method: string;
  url: string;
  referenceId: string;
  body: Json | undefined;
  headers: Record<string, string>;
}

const MOST_PARTS = 25;
const MOST_HEAVY = 5;

/** `POST /composite`: up to 25 calls in order, later ones may refer to earlier replies, all or none if so asked. */
export function composite(session: Session, request: RestRequest, dispatch: Dispatch): RestReply {
  const { body } = request;
  const parts = readParts(isObject(body) ? body['compositeRequest'] : undefined);
  if (parts.length > MOST_PARTS) {
    throw failure(
      'LIMIT_EXCEEDED',
      `Limit exceeded: the maximum number of subrequests in a composite is ${MOST_PARTS}`,
    );
  }
  const heavy = parts.filter(({ url }) => isCollection(url) || /\/v[\d.]+\/query/.test(url)).length;
  if (heavy > MOST_HEAVY) {
    throw failure(
      'LIMIT_EXCEEDED',
      `Limit exceeded: at most ${MOST_HEAVY} query and collection subrequests are allowed`,
    );
  }
  const allOrNone = isObject(body) && body['allOrNone'] === true;
  return { status: 200, body: { compositeResponse: runParts(session, parts, allOrNone, dispatch).replies } };
}

/** `POST /composite/graph`: several composites, each all or none, at most 500 parts together. */
export function compositeGraph(session: Session, request: RestRequest, dispatch: Dispatch): RestReply {
  const graphs = isObject(request.body) ? request.body['graphs'] : undefined;
  if (!Array.isArray(graphs) || graphs.length === 0)
    throw failure('MISSING_ARGUMENT', 'At least one graph is required');
  if (graphs.length > 75) throw failure('LIMIT_EXCEEDED', 'The maximum number of graphs is 75');
  const read = graphs.map((graph) => {
    if (!isObject(graph)) throw failure('JSON_PARSER_ERROR', 'A graph must be an object');
    return { graphId: String(graph['graphId']), parts: readParts(graph['compositeRequest']) };
  });
  const nodes = read.reduce((sum, { parts }) => sum + parts.length, 0);
  if (nodes > 500) throw failure('LIMIT_EXCEEDED', 'The maximum number of nodes is 500');
  const results = read.map(({ graphId, parts }) => {
    const { replies, ok } = runParts(session, parts, true, dispatch);
    return { graphId, graphResponse: { compositeResponse: replies }, isSuccessful: ok };
  });
  return { status: 200, body: { graphs: results } };
}

function runParts(
  session: Session,
  parts: readonly Part[],
  allOrNone: boolean,
  dispatch: Dispatch,
): { replies: JsonObject[]; ok: boolean } {
  const replies: JsonObject[] = [];
  const earlier = new Map<string, Referable>();
  let ok = true;
  const runAll = () => {
    const count = session.rows.rowsToDo(parts.length);
    // A transaction that is broken off leaves nothing.
    if (allOrNone && count < parts.length) throw new Halt('');
    for (const part of parts.slice(0, count)) {
      const reply = runPart(whole(session), part, earlier, dispatch);
      const failed = reply.status >= 300 || reply.undone === true;
      if (!failed) earlier.set(part.referenceId, { body: reply.body, collection: isCollection(part.url) });
      replies.push(replyJson(part, reply));
      ok &&= !failed;
      if (failed && allOrNone) throw new Halt(part.referenceId);
    }
  };
  try {
    if (allOrNone) session.org.store.transaction(runAll);
    else runAll();
  } catch (error) {
    if (!(error instanceof Halt)) throw error;
    const culprit = replies.find(({ referenceId }) => referenceId === error.message);
    return {
      ok,
      replies: parts.map((part) => (part.referenceId === error.message && culprit) || halted(part)),
    };
  }
  return { replies, ok };
}

class Halt extends Error {}

// Faults that break a composite off do so between its parts, not inside one.
function whole(session: Session): Session {
  return { ...session, rows: { ...session.rows, rowsToDo: (count) => count } };
}

function runPart(
  session: Session,
  part: Part,
  earlier: ReadonlyMap<string, Referable>,
  dispatch: Dispatch,
): RestReply {
  try {
    const collection = isCollection(part.url);
    const target = String(resolveReferences(part.url, earlier, collection));
    const url = new URL(target, 'http://composite');
    const [, version = '', rest = ''] = /^\/services\/data\/v([\d.]+)\/(.*)$/.exec(url.pathname) ?? [];
    if (version !== session.version || /^composite(?!\/sobjects)/.test(rest)) {
      throw failure('INVALID_INPUT', `The subrequest ${part.url} can't be part of a composite`);
    }
    const body = part.body === undefined ? undefined : resolveReferences(part.body, earlier, collection);
    // Each part is its own transaction: half a failed write must not stay.
    return session.org.store.transaction(() =>
      dispatch(session, {
        ...{ method: part.method, path: rest.split('/').map(decode), query: url.searchParams, body },
        header: (name) => part.headers[name.toLowerCase()],
      }),
    );
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    return { status: error.status, body: error.toRest() };
  }
}

function replyJson(part: Part, { status, body, headers }: RestReply): JsonObject {
  return {
    body: body ?? null,
    httpHeaders: { ...headers },
    httpStatusCode: status,
    referenceId: part.referenceId,
  };
}

function halted(part: Part): JsonObject {
  const message = 'The transaction was rolled back since another operation in the same transaction failed.';
  return replyJson(part, { status: 400, body: [{ errorCode: 'PROCESSING_HALTED', message }] });
}

function readParts(value: Json | undefined): Part[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw failure('MISSING_ARGUMENT', 'The composite request needs at least one subrequest');
  }
  const seen = new Set<string>();
  return value.map((entry) => {
    const { method, url, referenceId, body, httpHeaders } = isObject(entry) ? entry : {};
    if (typeof method !== 'string' || typeof url !== 'string' || typeof referenceId !== 'string') {
      throw failure('JSON_PARSER_ERROR', 'A subrequest needs method, url and referenceId');
    }
    if (!/^[A-Za-z0-9_]+$/.test(referenceId) || seen.has(referenceId)) {
      throw failure('INVALID_INPUT', `The referenceId ${referenceId} is not valid or not unique`);
    }
    seen.add(referenceId);
    return { method: method.toUpperCase(), url, referenceId, body, headers: readHeaders(httpHeaders) };
  });
}

// A part takes over only these three from the whole call, and may not name them itself.
const INHERITED = ['accept', 'authorization', 'content-type'];

function readHeaders(value: Json | undefined): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, text] of Object.entries(isObject(value) ? value : {})) {
    if (INHERITED.includes(name.toLowerCase()))
      throw failure('INVALID_INPUT', `The header ${name} can't be set on a subrequest`);
    headers[name.toLowerCase()] = String(text);
  }
  return headers;
}

function isCollection(url: string): boolean {
  return /\/v[\d.]+\/composite\/sobjects/.test(url);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
