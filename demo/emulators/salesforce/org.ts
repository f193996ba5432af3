import { CallLog } from '../calls.js';
import type {
  ControlRecord,
  EmulatedOrg,
  FieldPatch,
  OrgName,
  OrgPatch,
  RecordAction,
} from '../emulated-org.js';
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
import { actOnRecord, addRecords } from './records/act.js';
import { makeId } from './records/id.js';
import { controlRecord } from './records/shown.js';
import { RecordStore, type Row } from './records/store.js';
import type { SavedOrg, SavedSettings } from './saved.js';
import { patchFields } from './schema/patch.js';
import type { SObject } from './schema/sobject.js';

/** One emulated Salesforce org: its schema, records, people and settings. */
export class Org implements EmulatedOrg {
  readonly calls = new CallLog();
  readonly faults = new FaultList();
  readonly store: RecordStore;
  latencyMs = 0;
  searchLagMs = 0;
  /** Seconds from an access token's making to its end. Real sessions are prolonged by use; these are not. */
  tokenLifetimeSeconds = 7200;
  rotation = false;
  limits: Limits;
  /** Epoch milliseconds of the last change to the schema; permissions do not move it. */
  schemaChangedAt = SCHEMA_BORN;
  permissions: Permissions = fullAccess();
  rules: Rules = noRules;

  private schema = new Map<string, SObject>();
  private byPrefix = new Map<string, string>();
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
      /** Told each row that was written, and `undefined` when all are gone. */
      wrote: (row: Row | undefined) => void;
      issueGrant: (org: Org, scopes: string[] | undefined) => JsonObject;
    },
    saved: SavedOrg | undefined,
  ) {
    this.limits = new Limits(deps.now);
    this.store = new RecordStore((row) => {
      deps.wrote(row);
      deps.changed();
    });
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
    const name = this.byPrefix.get(id.slice(0, 3));
    return name === undefined ? undefined : this.schema.get(name);
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
      .map((row) => controlRecord(sobject, row));
  }

  add(object: string, records: readonly JsonObject[]): string[] | string {
    return addRecords(this, object, records);
  }

  act(object: string, key: string, action: RecordAction): JsonObject | string {
    return actOnRecord(this, object, key, action);
  }

  reset(): void {
    this.latencyMs = 0;
    this.searchLagMs = 0;
    this.tokenLifetimeSeconds = 7200;
    this.rotation = false;
    this.limits = new Limits(this.deps.now);
    this.permissions = this.seed.permissions();
    this.rules = this.seed.rules?.() ?? noRules;
    this.schema = new Map(this.seed.objects().map((sobject) => [sobject.name.toLowerCase(), sobject]));
    this.byPrefix = new Map([...this.schema].map(([name, { keyPrefix }]) => [keyPrefix, name]));
    this.views.clear();
    this.patches = [];
    this.schemaChangedAt = SCHEMA_BORN;
    this.store.clear();
    this.deps.wrote(undefined);
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
   * `rules` {assignment?: {Lead: ownerId | null}, instanceUrl?, validation?: {Lead: [{message, field?, on?, when}]},
   * duplicates?: {Lead: {action: "block" | "alert", match?, against?, message?, details?} | null}, cpu?: {rows, objects?, code?} | null,
   * recordTypePicklists?: {Lead: {Inbound: {Industry: […]}}}, dependentPicklists?: "enforced" | "loose", sharedActivities?};
   * `searchLagMs` keeps new records from SOSL; `rotation` gives a new refresh token at each refresh.
   */
  change(patch: OrgPatch): string | undefined {
    const problem = this.apply(patch);
    if (problem !== undefined) return problem;
    this.patches.push(patch);
    if (patch.fields || patch.rules) this.schemaChangedAt = this.now();
    this.deps.changed();
    return undefined;
  }

  save(): SavedOrg {
    return {
      rows: Object.fromEntries(this.store.rows().map((row) => [row.id, row])),
      ...this.saveSettings(),
    };
  }

  saveSettings(): SavedSettings {
    const { counters, patches, schemaChangedAt } = this;
    return { counters, patches, schemaChangedAt };
  }

  private restore(saved: SavedOrg): void {
    for (const patch of saved.patches) if (this.apply(patch) === undefined) this.patches.push(patch);
    this.counters = saved.counters;
    this.schemaChangedAt = saved.schemaChangedAt;
    this.store.clear();
    for (const row of Object.values(saved.rows)) this.store.put(row);
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
    this.searchLagMs = patch.searchLagMs ?? this.searchLagMs;
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

const SCHEMA_BORN = Date.UTC(2026, 9, 1, 8);
