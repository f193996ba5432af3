import { createHash } from 'node:crypto';
import type { JsonObject } from '../../json.js';
import { notFound } from '../failure.js';
import type { ObjectView } from '../permissions.js';
import { describeGlobalEntry, describeObject } from '../schema/describe.js';
import type { Session } from '../session.js';
import type { RestReply, RestRequest } from './message.js';

/** `GET /sobjects`: every object that the user may see. */
export function describeGlobal(session: Session, request: RestRequest): RestReply {
  return unlessUnchanged(session, request, () => ({
    encoding: 'UTF-8',
    maxBatchSize: 200,
    sobjects: visible(session).map((view) => describeGlobalEntry(view, session.version)),
  }));
}

/** `GET /sobjects/{object}/describe`. */
export function describe(session: Session, request: RestRequest, object: string, origin: string): RestReply {
  const view = session.org.view(object);
  if (!view) throw notFound();
  return unlessUnchanged(session, request, () =>
    describeObject(view, visible(session), session.version, origin, session.org.rules.sharedActivities),
  );
}

/** `GET /sobjects/{object}`: the short form, without fields. */
export function basicInfo(session: Session, object: string): RestReply {
  const view = session.org.view(object);
  if (!view) throw notFound();
  return {
    status: 200,
    body: { objectDescribe: describeGlobalEntry(view, session.version), recentItems: [] },
  };
}

// Only a change of the schema counts: permissions and field-level security may change what is told without a new
// Last-Modified, as in life (Salesforce docs, REST API, "sObject Describe", If-Modified-Since header).
function unlessUnchanged({ org }: Session, request: RestRequest, body: () => JsonObject): RestReply {
  const modified = Math.floor(org.schemaChangedAt / 1000) * 1000;
  const since = Date.parse(request.header('if-modified-since') ?? '');
  const headers = {
    'Last-Modified': new Date(modified).toUTCString(),
    ETag: `"${createHash('sha256')
      .update(`${request.path.join('/')}@${modified}`)
      .digest('hex')
      .slice(0, 8)}"`,
  };
  return since >= modified ? { status: 304, headers } : { status: 200, body: body(), headers };
}

function visible({ org }: Session): ObjectView[] {
  return org.objects().flatMap(({ name }) => org.view(name) ?? []);
}
