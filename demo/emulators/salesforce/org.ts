import { CallLog } from '../calls.js';
import type { ControlRecord, EmulatedOrg, FieldPatch, OrgName, OrgPatch } from '../emulated-org.js';
import { FaultList } from '../faults.js';
import type { JsonObject } from '../json.js';
import type { OrgSeed } from './data/seed.js';
import { Limits } from './limits.js';
import {
  fullAccess,
  patchPermissions,
  strangerIn,
  viewObject,
  type ObjectView,
  type Permissions,
} from './permissions.js';
import { noRules, patchRules, type Rules } from './rules.js';
import { makeId } from './records/id.js';
import { RecordStore, type Row } from './records/store.js';
import type { Value } from './records/values.js';
import { patchFields } from './schema/patch.js';
import type { SObject } from './schema/sobject.js';

/** What an org keeps over a restart. */
export interface SavedOrg {
  rows: Row[];
  counters: Record<string, number>;
  /** The patches since the last reset, in order. */
  patches: OrgPatch[];
  schemaChangedAt: number;
}

/** One emulated Salesforce org: its schema, records, people and settings. */
export class Org implements EmulatedOrg {
  readonly calls = new CallLog();
  readonly faults = new FaultList();
  readonly store: RecordStore;
  latencyMs = 0;
  /** Seconds from an access token's making to its end. Real sessions are prolonged by use; these are not. */
  tokenLifetimeSeconds = 7200;
  rotation = false;
  limits = new Limits();
  /** Epoch milliseconds of the last change to the schema; permissions do not move it. */
  schemaChangedAt = SCHEMA_BORN;
  permissions: Permissions = fullAccess();
  rules: Rules = noRules;

  private schema = new Map<string, SObject>();
  private views = new Map<string, ObjectView | undefined>();
  /** Survives a reset: an id is never given twice. */
  private counters: Record<string, number> = {};
  private patches: OrgPatch[] = [];

  constructor(
    readonly name: OrgName,
    private readonly seed: OrgSeed,
    private readonly deps: {
      now: () => number;
      changed: () => void;
      issueGrant: (org: Org, scopes: string[] | undefined) => JsonObject;
    },
    saved: SavedOrg | undefined,
  ) {
    this.store = new RecordStore(deps.changed);
    this.reset();
    if (saved) this.restore(saved);
  }

  now(): number {
    return this.deps.now();
  }

  /** 18-character id; a sandbox is an org of its own, though it shows the same records here. */
  organizationId(sandbox: boolean): string {
    return makeId('00D', `${this.seed.pod}0`, sandbox ? 72 : 71);
  }

  get title(): string {
    return this.seed.title;
  }

  /** The user who approves the app on the consent page. */
  get connectingUserId(): string {
    return this.seed.connectingUserId;
  }

  user(id: string): Row | undefined {
    return this.store.get('User', id);
  }

  objects(): SObject[] {
    return [...this.schema.values()];
  }

  object(name: string): SObject | undefined {
    return this.schema.get(name.toLowerCase());
  }

  /** The object as the connected user sees it; undefined when there is none or it may not be read. */
  view(name: string): ObjectView | undefined {
    const key = name.toLowerCase();
    if (!this.views.has(key)) {
      const sobject = this.schema.get(key);
      this.views.set(key, sobject && viewObject(sobject, this.permissions));
    }
    return this.views.get(key);
  }

  /** The object that an id's first three characters name. */
  objectOfId(id: string): SObject | undefined {
    return this.objects().find(({ keyPrefix }) => id.startsWith(keyPrefix));
  }

  /** The next number of a series, such as an object's ids or case numbers. */
  next(series: string): number {
    const value = (this.counters[series] ?? 0) + 1;
    this.counters[series] = value;
    return value;
  }

  nextId(sobject: SObject): string {
    return makeId(sobject.keyPrefix, this.seed.pod, this.next(sobject.name) + 4096);
  }

  records(object: string): ControlRecord[] | undefined {
    const sobject = this.object(object);
    if (!sobject) return undefined;
    return this.store
      .all(sobject.name)
      .filter((row) => !row.deleted)
      .map((row) => ({ id: row.id, ...sobjectValues(sobject, row) }));
  }

  reset(): void {
    this.latencyMs = 0;
    this.tokenLifetimeSeconds = 7200;
    this.rotation = false;
    this.limits = new Limits();
    this.permissions = this.seed.permissions();
    this.rules = noRules;
    this.schema = new Map(this.seed.objects().map((sobject) => [sobject.name.toLowerCase(), sobject]));
    this.views.clear();
    this.patches = [];
    this.schemaChangedAt = SCHEMA_BORN;
    this.store.clear();
    this.seed.fill(this);
    this.deps.changed();
  }

  /** A fresh grant of the connecting user, as the token endpoint would answer. */
  issueGrant(scopes: string[] | undefined): JsonObject {
    return this.deps.issueGrant(this, scopes);
  }

  /**
   * Applies a patch of `PATCH /_emulator/org`. This vendor's own parts:
   * `permissions` {apiEnabled?, modifyAllData?, viewSetup?, appInstalled?, objects?: {Lead: {read?, create?, edit?, delete?}},
   * fields?: {"Contact.Title": "hidden" | "read" | null}}; `fields` in the attributes of describe, with `required` and plain
   * texts in `picklistValues` as shorthands; `limits` {DailyApiRequests?: n | {Max?, Remaining?}, …, approvalsPerUser?};
   * `rules` {assignment?: {Lead: ownerId | null}, instanceUrl?}.
   */
  change(patch: OrgPatch): string | undefined {
    const problem = this.apply(patch);
    if (problem !== undefined) return problem;
    this.patches.push(patch);
    if (patch.fields) this.schemaChangedAt = this.now();
    this.deps.changed();
    return undefined;
  }

  save(): SavedOrg {
    const { counters, patches, schemaChangedAt } = this;
    return { rows: this.store.rows(), counters, patches, schemaChangedAt };
  }

  private restore(saved: SavedOrg): void {
    for (const patch of saved.patches) if (this.apply(patch) === undefined) this.patches.push(patch);
    this.counters = saved.counters;
    this.schemaChangedAt = saved.schemaChangedAt;
    this.store.clear();
    for (const row of saved.rows) this.store.put(row);
  }

  private apply(patch: OrgPatch): string | undefined {
    const permissions = patchPermissions(this.permissions, patch.permissions ?? {});
    if (typeof permissions === 'string') return permissions;
    const rules = patchRules(this.rules, patch.rules ?? {});
    if (typeof rules === 'string') return rules;
    const changed = this.patchedObjects(patch.fields ?? {});
    if (typeof changed === 'string') return changed;
    const stranger = strangerIn(permissions, this.permissions, (name) => {
      return changed.find((sobject) => sobject.name === name) ?? this.object(name);
    });
    if (stranger !== undefined) return stranger;
    const problem = this.limits.patch(patch.limits ?? {});
    if (problem !== undefined) return problem;
    this.permissions = permissions;
    this.rules = rules;
    for (const sobject of changed) this.schema.set(sobject.name.toLowerCase(), sobject);
    this.views.clear();
    this.tokenLifetimeSeconds = patch.tokenLifetimeSeconds ?? this.tokenLifetimeSeconds;
    this.rotation = patch.rotation ?? this.rotation;
    this.latencyMs = patch.latencyMs ?? this.latencyMs;
    return undefined;
  }

  private patchedObjects(patches: Record<string, FieldPatch>): SObject[] | string {
    const changed: SObject[] = [];
    for (const [name, patch] of Object.entries(patches)) {
      const sobject = this.object(name);
      if (!sobject) return `fields: there is no object "${name}".`;
      const fields = patchFields(sobject.fields, patch);
      if (typeof fields === 'string') return `fields.${name}: ${fields}`;
      changed.push({ ...sobject, fields });
    }
    return changed;
  }
}

/** A row's values: every plain standard field, null where it holds none, and the custom fields that hold something. */
export function sobjectValues(sobject: SObject, row: Row): Record<string, Value> {
  const values: Record<string, Value> = {};
  for (const { name, type, custom } of sobject.fields) {
    const value = row.values[name] ?? null;
    if (name === 'Id' || type === 'address' || type === 'location' || (custom && value === null)) continue;
    values[name] = value;
  }
  return values;
}

const SCHEMA_BORN = Date.UTC(2026, 9, 1, 8);
