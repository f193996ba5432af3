import { Hono } from 'hono';
import { createBookings } from '../../../server/bookings/bookings.js';
import type { Fault, Mapping, Question, SourceField } from '../../../server/contract/model/index.js';
import type { ConnectionRecord } from '../../../server/connections/record.js';
import type { KnownRecord } from '../../../server/crm/adapter.js';
import type { ApiEnv } from '../../../server/http/api.js';
import { answerFailures } from '../../../server/http/failures.js';
import { createMappings } from '../../../server/mappings/mappings.js';
import { mappingsRoutes } from '../../../server/mappings/routes.js';
import { openStore } from '../../../server/store/store.js';
import { createWorklist } from '../../../server/worklist/worklist.js';
import { acme, fakeCrm, noClient } from '../fake-crm.js';
import { quiet } from '../quiet-log.js';

const at = '2026-11-23T09:00:00.000Z';

export const connection: ConnectionRecord = {
  id: 'c1',
  tenant: 'acme',
  provider: 'acme-crm',
  accountId: 'a1',
  accountName: 'Acme',
  environment: 'production',
  uiUrl: 'https://crm.example',
  apiUrl: 'https://crm.example',
  timeZone: null,
  status: 'active',
  pausedUntil: null,
  reason: null,
  connectedBy: 'ana',
  connectedAt: at,
  scopes: [],
  leaseNo: 0,
};

interface Given {
  readonly records?: readonly KnownRecord[];
  readonly sources?: readonly SourceField[];
  readonly questions?: readonly Question[];
}

/** Mappings of one connected tenant over HTTP, on an empty database and a made-up CRM. */
export async function mappingsStage({ records = [], sources = [], questions = [] }: Given = {}) {
  const now = () => new Date(at);
  const store = await openStore(':memory:');
  const worklist = createWorklist({ now });
  const bookings = createBookings({ store, worklist, now });
  await bookings.putSourceFields('acme', sources);
  await bookings.putQuestions('acme', questions);
  let fields = acme.fields;
  const freed: string[][] = [];
  const held: Fault[] = [];

  const mappings = createMappings({
    store,
    now,
    connections: { require: async () => connection, client: () => noClient },
    crms: { adapter: () => fakeCrm(records) },
    catalog: { objects: async () => acme.objects, all: async () => fields, users: async () => acme.users },
    bookings,
    worklist: {
      find: async () => [],
      wake: () => {},
      release: async (_tx, _connection, touches) => {
        const touched = held.filter(touches);
        freed.push(touched.map(({ field }) => field ?? ''));
        return touched.length;
      },
    },
  });
  await mappings.createDefault(connection);

  const app = new Hono<ApiEnv>();
  answerFailures(app, quiet);
  app.use(async (c, next) => {
    c.set('session', { tenant: 'acme', subject: c.req.header('x-user') ?? 'ana', role: 'admin' });
    c.set('requestId', 'req');
    await next();
  });
  app.route('/', mappingsRoutes(mappings));

  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const reply = await app.request(`/providers/acme-crm/mapping${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: reply.status, etag: reply.headers.get('etag'), body: await reply.json() };
  };
  const read = async (): Promise<Mapping> => (await send('GET', '')).body;

  return {
    mappings,
    bookings,
    held,
    freed,
    send,
    read,
    /** Reads, changes and saves, as the page does. */
    save: async (change: (mapping: Mapping) => unknown, headers: Record<string, string> = {}) => {
      const { body, etag } = await send('GET', '');
      return send('PUT', '', change(body), { 'if-match': etag ?? '', ...headers });
    },
    /** The CRM's admin changes its fields. */
    changeFields: (change: (all: typeof fields) => typeof fields) => void (fields = change(fields)),
    close: () => store.close(),
  };
}

/** The mapping with one more row on leads, or with that row in place of the one of the same id. */
export function withLeadRow(mapping: Mapping, row: Record<string, unknown> & { id: string }) {
  const lead = mapping.objects.Lead;
  const rows = (lead?.rows ?? []).filter(({ id }) => id !== row.id);
  return { ...mapping, objects: { ...mapping.objects, Lead: { ...lead, rows: [...rows, row] } } };
}
