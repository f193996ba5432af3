import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../../json.js';
import { failure } from '../failure.js';
import type { Session } from '../session.js';
import { parseSoql } from '../soql/parse.js';
import { runQuery } from '../soql/run.js';
import type { RestReply, RestRequest } from './message.js';

interface Cursor {
  grantId: string;
  records: JsonObject[];
  size: number;
}

/** Results of queries that did not fit one reply; a user keeps the ten newest, as in Salesforce. */
export class QueryCursors {
  private readonly cursors = new Map<string, Cursor>();

  /** `GET /query?q=` and `/queryAll?q=`. */
  query(session: Session, request: RestRequest, all: boolean): RestReply {
    const soql = request.query.get('q');
    if (soql === null || soql.trim() === '')
      throw failure('MALFORMED_QUERY', 'A query string has to be specified');
    if (soql.length > 100_000)
      throw failure('QUERY_TOO_COMPLICATED', 'SOQL statements cannot be longer than 100000 characters.');
    const found = runQuery(session, parseSoql(soql), all);
    if ('count' in found) return { status: 200, body: { totalSize: found.count, done: true, records: [] } };
    const size = batchSize(request);
    const id = `01g${randomBytes(9).toString('hex').slice(0, 15)}`;
    if (found.records.length > size)
      this.keep(id, { grantId: session.grant.id, records: found.records, size });
    return this.page(session, id, found.records, 0, size);
  }

  /** `GET /query/{cursor}-{offset}`. */
  more(session: Session, locator: string): RestReply {
    const [, id = '', offset = ''] = /^(\w+)-(\d+)$/.exec(locator) ?? [];
    const cursor = this.cursors.get(id);
    if (!cursor || cursor.grantId !== session.grant.id) {
      throw failure('INVALID_QUERY_LOCATOR', 'invalid query locator');
    }
    return this.page(session, id, cursor.records, Number(offset), cursor.size);
  }

  private page(session: Session, id: string, records: JsonObject[], offset: number, size: number): RestReply {
    const next = offset + size;
    const done = next >= records.length;
    const nextRecordsUrl = `/services/data/v${session.version}/query/${id}-${next}`;
    const body = {
      totalSize: records.length,
      done,
      ...(!done && { nextRecordsUrl }),
      records: records.slice(offset, next),
    };
    return { status: 200, body };
  }

  private keep(id: string, cursor: Cursor): void {
    this.cursors.set(id, cursor);
    const mine = [...this.cursors].filter(([, { grantId }]) => grantId === cursor.grantId);
    for (const [old] of mine.slice(0, Math.max(0, mine.length - 10))) this.cursors.delete(old);
  }
}

function batchSize(request: RestRequest): number {
  const asked = /batchSize=(\d+)/i.exec(request.header('sforce-query-options') ?? '')?.[1];
  return Math.min(2000, Math.max(200, Number(asked ?? 2000)));
}
