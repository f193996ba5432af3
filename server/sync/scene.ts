import type {
  CrmField,
  CrmObject,
  CrmUser,
  Mapping,
  Question,
  SourceField,
  SyncRecord,
} from '../contract/model/index.js';
import type { Bookings } from '../bookings/bookings.js';
import type { Adapter, CrmClient, ObjectDeclaration } from '../crm/adapter.js';
import type { Adapters, SyncCatalog, SyncConnection, SyncConnections, SyncMappings } from './neighbours.js';

/** Everything about a connection that one pass works with, read once. */
export interface Scene {
  readonly connection: SyncConnection;
  readonly adapter: Adapter;
  readonly client: CrmClient;
  readonly mapping: Mapping;
  readonly objects: ReadonlyMap<string, CrmObject>;
  readonly fields: Readonly<Record<string, readonly CrmField[]>>;
  readonly labels: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly users: readonly CrmUser[];
  readonly sources: readonly SourceField[];
  readonly questions: readonly Question[];
}

/** Reads the scene, from caches where there are any; null while there is no mapping. */
export async function readScene<C extends SyncConnection>(
  from: {
    readonly adapters: Adapters;
    readonly connections: SyncConnections<C>;
    readonly catalog: SyncCatalog<C>;
    readonly mappings: SyncMappings<C>;
    readonly bookings: Pick<Bookings, 'sourceFields' | 'questions'>;
  },
  connection: C,
): Promise<Scene | null> {
  const current = await from.mappings.current(connection);
  if (!current) return null;
  const { mapping } = current;
  const [objects, fields, users, sources, questions] = await Promise.all([
    from.catalog.objects(connection, kept),
    from.catalog.all(connection, kept),
    mapping.owner.from === 'host_email' ? from.catalog.users(connection, kept) : [],
    from.bookings.sourceFields(connection.tenant),
    from.bookings.questions(connection.tenant),
  ]);
  return {
    connection,
    adapter: from.adapters(connection.provider),
    client: from.connections.client(connection),
    mapping: { ...mapping, version: current.version },
    objects: new Map(objects.map((object) => [object.name, object])),
    fields,
    labels: Object.fromEntries(
      Object.entries(fields).map(([object, list]) => [
        object,
        Object.fromEntries(list.map(({ name, label }) => [name, label])),
      ]),
    ),
    users,
    sources,
    questions,
  };
}

/**
 * Fields are read again on a schedule, when somebody looks at them and after a refusal that they may explain; a booking
 * is no reason, unless all of that has not happened for hours.
 */
const kept = { staleMs: 3 * 60 * 60_000 };

/** Objects that people become, in the order of the tabs. */
export function personObjects({ adapter }: Scene): readonly ObjectDeclaration[] {
  return adapter.about.objects.filter(({ role }) => role === 'person');
}

/** The object that new people become. */
export function newPersonObject(scene: Scene): ObjectDeclaration | undefined {
  const choice = scene.mapping.createAs ?? scene.adapter.about.createAs[0];
  return personObjects(scene).find(({ name }) => name === choice) ?? personObjects(scene)[0];
}

/** Meetings and cases that the mapping writes. */
export function linkedObjects({ adapter, mapping }: Scene): readonly ObjectDeclaration[] {
  return adapter.about.objects.filter(
    ({ role, name }) => role !== 'person' && mapping.objects[name]?.enabled,
  );
}

/** A record of the connected account, with its address. */
export function recordIn(
  { adapter, connection }: Scene,
  object: string,
  id: string,
  action: SyncRecord['action'],
): SyncRecord {
  return {
    object,
    id,
    url: adapter.records.url(connection.uiUrl, connection.accountId, object, id),
    action,
  };
}
