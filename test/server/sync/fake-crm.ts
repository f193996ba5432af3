import type {
  CrmField,
  Fault,
  JsonValue,
  MappingVersion,
  Mapping,
} from '../../../server/contract/model/index.js';
import {
  CrmError,
  type Adapter,
  type CrmClient,
  type KnownRecord,
  type LinkedWrite,
  type PersonWrite,
  type WriteOutcome,
} from '../../../server/crm/adapter.js';
import { faultOf } from '../../../server/crm/http.js';

/** A record of the fake CRM. */
export interface FakeRecord {
  readonly id: string;
  readonly object: string;
  fields: Record<string, JsonValue>;
  person: string | null;
  marker: string | null;
  guests?: string[];
}

/** Decides what happens to one call before and after the CRM has done its part. */
export interface Weather {
  before?(call: string): void | Promise<void>;
  after?(call: string): void | Promise<void>;
  /** A fault of one row. */
  row?(write: PersonWrite | LinkedWrite): Fault | null;
}

/**
 * A CRM in memory with people, meetings and cases, behind the same interface as the real ones. It counts calls and can
 * be made to fail at any of them.
 */
export function fakeCrm(strategy: 'look_up' | 'write_first', options: { batchSize?: number } = {}) {
  const records = new Map<string, FakeRecord>();
  const calls: string[] = [];
  let nextId = 1;
  const crm = {
    records,
    calls,
    weather: {} as Weather,
    people: (object = 'person') => [...records.values()].filter((one) => one.object === object),
    meetings: () => [...records.values()].filter(({ object }) => object === 'meeting'),
    add(
      object: string,
      fields: Record<string, JsonValue>,
      person: string | null = null,
      marker: string | null = null,
    ) {
      const record: FakeRecord = {
        id: `${object}-${nextId++}`,
        object,
        fields: { ...fields },
        person,
        marker,
      };
      records.set(record.id, record);
      return record;
    },
    adapter: undefined as unknown as Adapter,
  };

  async function call<T>(name: string, work: () => T): Promise<T> {
    calls.push(name);
    await crm.weather.before?.(name);
    const result = work();
    await crm.weather.after?.(name);
    return result;
  }
  const byEmail = (email: string) =>
    [...records.values()].filter(
      ({ object, fields }) =>
        object !== 'meeting' && String(fields.email).toLowerCase() === email.toLowerCase(),
    );
  const known = ({ id, object, fields }: FakeRecord): KnownRecord => ({
    id,
    object,
    label: id,
    url: null,
    values: fields,
  });

  const name = (label: string, extra: Partial<CrmField> = {}, key = label.toLowerCase()): CrmField => ({
    name: key,
    label,
    type: 'text',
    crmType: 'text',
    custom: false,
    group: null,
    required: null,
    createable: true,
    updateable: true,
    options: [],
    restricted: false,
    maxLength: 100,
    precision: null,
    scale: null,
    help: null,
    ...extra,
  });
  const personFields = [
    name('Email', { type: 'email', required: 'always' }),
    name('First'),
    name('Last'),
    name('Company'),
    name('Owner'),
  ];
  const fields: Record<string, CrmField[]> = {
    person: personFields,
    lead: personFields,
    meeting: [name('Title'), name('Start', { type: 'datetime' }), name('State'), name('Owner')],
  };
  const objects = [
    { name: 'person', label: 'People', singular: 'a person', role: 'person' as const, who: null },
    { name: 'lead', label: 'Leads', singular: 'a lead', role: 'person' as const, who: null },
    {
      name: 'meeting',
      label: 'Meetings',
      singular: 'a meeting',
      role: 'meeting' as const,
      who: { target: 'who', label: 'Who' },
    },
  ];

  const adapter: Adapter = {
    id: 'fake',
    about: {
      name: 'Fake CRM',
      summary: '',
      advice: '',
      fieldWord: 'field',
      environments: ['production'],
      customDomain: false,
      canCreateFields: false,
      objects: objects.map((one) => ({
        ...one,
        requiredGroups: [],
        ownerField: 'owner',
        emailField: one.role === 'person' ? 'email' : null,
      })),
      createAs: ['person', 'lead'],
      permissions: [],
    },
    signIn: unused(),
    protocol: unused(),
    catalog: unused(),
    doctor: unused(),
    defaults: unused(),
    values: {
      encode: (value) => value as JsonValue,
      isBlank: (value) => value === undefined || value === null || value === '',
      equal: (a, b) => a === b,
      lifecycle: (object, status) =>
        object === 'meeting' ? [{ field: 'state', value: status, prefix: false, why: '' }] : [],
    },
    people: {
      strategy,
      find: (_client, keys) =>
        call('find', () =>
          keys.map(({ email }) => {
            const found = byEmail(email);
            return { record: found[0] ? known(found[0]) : null, candidates: found.length };
          }),
        ),
      answersTo: () => false,
    },
    records: {
      read: (_client, object, ids) =>
        call(`read ${object}`, () => ids.map((id) => (records.has(id) ? known(records.get(id)!) : null))),
      url: (uiUrl, _account, object, id) => `${uiUrl}/${object}/${id}`,
    },
    writer: {
      batchSize: options.batchSize ?? 100,
      liveFill: options.batchSize ?? 100,
      async write(_client, batch, journal, context) {
        const ids = new Map<string, { object: string; id: string } | Fault>();
        const settleWith = async (outcomes: WriteOutcome[]) => {
          for (const outcome of outcomes) {
            if (!batch.people.some(({ key }) => key === outcome.key)) continue;
            ids.set(outcome.key, outcome.result === 'failed' ? outcome.fault : outcome);
          }
          if (outcomes.length > 0) await journal.settle(outcomes);
        };
        const kept = batch.people.filter(({ mode }) => mode === 'keep');
        await settleWith(
          kept.map(({ key, object, id }) => ({ key, omitted: [], result: 'updated', object, id: id ?? '' })),
        );
        for (const mode of ['upsert', 'create', 'update'] as const) {
          const rows = batch.people.filter((write) => write.mode === mode);
          if (rows.length === 0) continue;
          context.signal.throwIfAborted();
          if (mode === 'create' && strategy === 'look_up') await journal.intend(rows.map(({ key }) => key));
          await settleWith(await call(`${mode} person`, () => rows.map(writePerson)));
        }
        for (const mode of ['create', 'update'] as const) {
          const rows = [...batch.meetings, ...batch.cases].filter(
            ({ id }) => (id === null) === (mode === 'create'),
          );
          if (rows.length === 0) continue;
          const ready = rows.filter(({ person }) => !isFault(ids.get(person)));
          await settleWith(
            rows.flatMap(({ key, person }): WriteOutcome[] => {
              const fault = ids.get(person);
              return isFault(fault) ? [{ key, omitted: [], result: 'failed', fault }] : [];
            }),
          );
          if (ready.length === 0) continue;
          if (mode === 'create') await journal.intend(ready.map(({ key }) => key));
          await settleWith(
            await call(`${mode} meeting`, () => ready.map((write) => writeMeeting(write, ids))),
          );
        }
      },
      reconcile: (_client, lost) =>
        call('reconcile', () =>
          lost.map(({ write }) => {
            const found = [...records.values()].find(({ marker }) => marker === write.marker);
            return found ? { id: found.id, person: null } : null;
          }),
        ),
    },
  };
  crm.adapter = adapter;

  function writePerson(write: PersonWrite): WriteOutcome {
    const { key, object } = write;
    const fault = crm.weather.row?.(write);
    if (fault) return { key, omitted: [], result: 'failed', fault };
    const existing = write.id === null ? byEmail(write.email)[0] : records.get(write.id);
    if (write.mode === 'update' && !existing) {
      return { key, omitted: [], result: 'failed', fault: faultOf('record_gone', 'It is gone.', { object }) };
    }
    if (existing && write.mode === 'create' && strategy === 'write_first') {
      return { key, omitted: [], result: 'exists', object: existing.object, id: existing.id };
    }
    if (existing && write.mode !== 'create') {
      Object.assign(existing.fields, write.fields);
      return { key, omitted: [], result: 'updated', object, id: existing.id };
    }
    const made = crm.add(object, { email: write.email, ...write.fields });
    return { key, omitted: [], result: 'created', object, id: made.id };
  }

  function writeMeeting(
    write: LinkedWrite,
    ids: Map<string, { object: string; id: string } | Fault>,
  ): WriteOutcome {
    const { key, object } = write;
    const fault = crm.weather.row?.(write);
    if (fault) return { key, omitted: [], result: 'failed', fault };
    const idOf = (key: string) => {
      const one = ids.get(key);
      return one && !isFault(one) ? one.id : null;
    };
    const personId = idOf(write.person);
    const there = (write.guests ?? []).filter((one) => idOf(one) !== null);
    const guests = { guests: { linked: there, named: [], why: null } };
    const guestIds = there.map((one) => idOf(one) ?? '');
    if (write.id === null) {
      const made = crm.add(object, { ...write.fields }, personId, write.marker);
      made.guests = guestIds;
      return { key, omitted: [], result: 'created', object, id: made.id, ...guests };
    }
    const record = records.get(write.id);
    if (!record)
      return { key, omitted: [], result: 'failed', fault: faultOf('record_gone', 'It is gone.', { object }) };
    Object.assign(record.fields, write.fields);
    if (write.movedFrom) record.person = personId;
    if (write.guests) record.guests = guestIds;
    return { key, omitted: [], result: 'updated', object, id: record.id, ...guests };
  }

  const catalog = {
    objects: async () =>
      objects.map((one) => ({ ...one, createable: true, updateable: true, requiredGroups: [] })),
    all: async () => fields,
    users: async () => [{ id: 'user-sam', name: 'Sam', email: 'sam@host.com', active: true }],
    learn: async (_connection: unknown, object: string, field: string) =>
      void learned.push(`${object}.${field}`),
  };
  const learned: string[] = [];
  return Object.assign(crm, { catalog, learned, mapping: baseMapping(), fields });
}

function baseMapping(): Mapping {
  const row = (id: string, target: string, field: string, more = {}) => ({
    id,
    target,
    locked: false,
    sources: [{ field }],
    fallback: null,
    write: 'always' as const,
    truncate: false,
    onInvalid: 'hold' as const,
    ...more,
  });
  const createOn = ['booked', 'rescheduled', 'completed', 'no_show'] as const;
  const person = {
    enabled: true,
    createOn,
    required: [],
    rows: [
      row('e', 'email', 'email'),
      row('f', 'first', 'firstName'),
      row('l', 'last', 'lastName'),
      row('c', 'company', 'company'),
    ],
  };
  return {
    version: 1,
    createAs: 'person',
    match: { phone: false, duplicates: 'use_match' },
    owner: { from: 'none', fallback: null },
    guests: 'ignore',
    objects: {
      person,
      lead: person,
      meeting: {
        enabled: true,
        createOn,
        required: [],
        rows: [row('t', 'title', 'subject'), row('s', 'start', 'start')],
      },
    },
  };
}

/** A line that nobody talks over: the fake adapter is called directly. */
export const noClient: CrmClient = {
  apiUrl: 'https://api.crm.test',
  uiUrl: 'https://crm.test',
  accountId: 'account',
  scopes: [],
  request: () => Promise.reject(new Error('The fake CRM has no wire.')),
};

/** The newest version of a mapping. */
export function mappingVersion(mapping: Mapping): MappingVersion {
  return { version: mapping.version, author: 'system', createdAt: '2026-11-23T09:00:00.000Z', mapping };
}

/** Throws a fault of the whole line. */
export function fail(code: Parameters<typeof faultOf>[0], more: Partial<Fault> = {}): never {
  throw new CrmError({ ...faultOf(code, `It failed: ${code}.`), ...more });
}

function isFault(value: { object: string; id: string } | Fault | undefined): value is Fault {
  return value !== undefined && 'sentence' in value;
}

function unused<T>(): T {
  return new Proxy({}, { get: () => () => Promise.reject(new Error('not used here')) }) as T;
}
