import { CallLog } from '../calls.js';
import type { ControlRecord, EmulatedOrg, OrgName, OrgPatch, RecordAction } from '../emulated-org.js';
import { FaultList } from '../faults.js';
import type { JsonObject } from '../json.js';
import type { Change } from '../saved-state.js';
import type { Grants } from './grants.js';
import { findObjectType, objectTypes, type ObjectType } from './object-types.js';
import { freshSettings, patchSettings, type OrgSettings, type ValidationRule } from './org-settings.js';
import { seededOwners, type Owner } from './owners.js';
import { patchProperties } from './properties/patch.js';
import { seededGroups, seededProperties } from './properties/catalog.js';
import type { Property, PropertyGroup } from './properties/property.js';
import { DailyCount, SlidingWindow } from './rate-limits.js';
import { actOnRecord, addRecords } from './records/act.js';
import { Associations, type Link } from './records/associations.js';
import { controlRecord, type StoredRecord } from './records/record.js';
import { RecordStore } from './records/record-store.js';
import { createRecord } from './records/writes.js';
import { allScopes } from './scopes.js';
import { seededContacts } from './seed-records.js';
import { tokenAnswer } from './oauth/token-answer.js';

/** What a restart reads back of an org. */
export interface SavedOrg extends SavedSettings {
  /** By object type and id; older files hold lists. */
  records: Record<string, Record<string, StoredRecord>>;
  /** By the end that they start from; older files hold one list. */
  links: Record<string, Link | Link[]>;
}

/** The small part of it. */
export interface SavedSettings {
  settings: OrgSettings;
  nextId: number;
  /** Properties that are not as seeded; null for removed ones. */
  properties: Record<string, Record<string, Property | null>>;
  groups: Record<string, PropertyGroup[]>;
}

interface ObjectData {
  properties: Map<string, Property>;
  seeded: Map<string, Property>;
  groups: PropertyGroup[];
  records: RecordStore;
}

/** One emulated HubSpot account: its properties, records, owners and how it behaves. */
export class HubspotOrg implements EmulatedOrg {
  readonly calls = new CallLog();
  readonly faults = new FaultList();
  readonly portalId: number;
  readonly domain: string;
  readonly user: { id: number; email: string };
  readonly rolling: SlidingWindow;
  readonly searches: SlidingWindow;
  readonly today: DailyCount;
  readonly timeZone: string;
  readonly associations: Associations;
  owners: Owner[] = [];
  settings: OrgSettings;

  private objects = new Map<string, ObjectData>();
  private nextId = 0;

  constructor(
    readonly name: OrgName,
    readonly now: () => number,
    private readonly grants: Grants,
    /** Called after every change that a restart must not lose. */
    readonly changed: () => void,
    /** Told every change of a record or link, by its place in {@link SavedOrg}. */
    private readonly wrote: (...change: Change) => void,
  ) {
    this.portalId = name === 'tidy' ? 44_237_313 : 44_237_999;
    this.domain = `northlane-${name}.hubspot.example`;
    this.user = { id: name === 'tidy' ? 61_000_001 : 62_000_001, email: `admin@northlane-${name}.example` };
    this.settings = freshSettings(name);
    this.rolling = new SlidingWindow(now, 10_000);
    this.searches = new SlidingWindow(now, 1_000);
    this.timeZone = name === 'tidy' ? 'US/Eastern' : 'Asia/Tokyo';
    this.today = new DailyCount(now, this.timeZone);
    this.associations = new Associations((end, links) => wrote(['links', end], links));
    this.seed();
  }

  get latencyMs(): number {
    return this.settings.latencyMs;
  }

  /** Properties by name, archived ones left out. */
  properties(type: ObjectType): Map<string, Property> {
    return this.data(type).properties;
  }

  groups(type: ObjectType): PropertyGroup[] {
    return this.data(type).groups;
  }

  store(type: ObjectType): RecordStore {
    return this.data(type).records;
  }

  validationRules(type: ObjectType, name: string): ValidationRule[] {
    return this.settings.validations[type.name]?.[name] ?? [];
  }

  takeId(): string {
    this.nextId += 1;
    return String(this.nextId);
  }

  /** Scopes that the account and its user really have. */
  effectiveScopes(granted: readonly string[]): string[] {
    return granted.filter((scope) => !this.settings.lackedScopes.includes(scope));
  }

  records(object: string): ControlRecord[] | undefined {
    const type = findObjectType(object);
    return (
      type &&
      this.store(type)
        .live()
        .map((record) => controlRecord(record, this.linkedIds(type, record.id)))
    );
  }

  add(object: string, records: readonly JsonObject[]): string[] | string {
    return addRecords(this, object, records);
  }

  act(object: string, key: string, action: RecordAction): JsonObject | string {
    return actOnRecord(this, object, key, action);
  }

  reset(): void {
    this.settings = freshSettings(this.name);
    this.associations.restore([]);
    this.wrote(['links'], {});
    for (const window of [this.rolling, this.searches, this.today]) window.clear();
    this.seed();
    this.changed();
  }

  issueGrant(scopes: string[] | undefined): JsonObject {
    const grant = this.grants.issue(
      this.name,
      [...new Set(['oauth', ...(scopes ?? allScopes)])],
      this.user.id,
    );
    this.changed();
    return tokenAnswer(this, grant, this.grants.issueAccess(grant, this.settings.tokenLifetimeSeconds));
  }

  change(patch: OrgPatch): string | undefined {
    const settings = patchSettings(this.settings, patch);
    if (typeof settings === 'string') return settings;
    const problem = patchProperties(this, patch.fields ?? {});
    if (problem !== undefined) return problem;
    this.settings = settings;
    if (patch.tokenLifetimeSeconds !== undefined) this.grants.shorten(this.name, patch.tokenLifetimeSeconds);
    this.changed();
    return undefined;
  }

  snapshot(): SavedOrg {
    const records = objectTypes.map((type): [string, Record<string, StoredRecord>] => [
      type.name,
      Object.fromEntries(
        this.store(type)
          .all()
          .map((record) => [record.id, record]),
      ),
    ]);
    const links = this.associations.byEnd();
    return { ...this.snapshotSettings(), records: Object.fromEntries(records), links };
  }

  snapshotSettings(): SavedSettings {
    const { settings, nextId } = this;
    const saved: SavedSettings = { settings, nextId, properties: {}, groups: {} };
    for (const type of objectTypes) {
      const { groups, properties, seeded } = this.data(type);
      saved.groups[type.name] = groups;
      const changes: Record<string, Property | null> = {};
      for (const name of seeded.keys()) if (!properties.has(name)) changes[name] = null;
      for (const [name, property] of properties) if (seeded.get(name) !== property) changes[name] = property;
      saved.properties[type.name] = changes;
    }
    return saved;
  }

  restore(saved: SavedOrg): void {
    this.settings = { ...freshSettings(this.name), ...saved.settings };
    this.nextId = saved.nextId;
    this.associations.restore(Object.values(saved.links).flat());
    for (const type of objectTypes) {
      const data = this.data(type);
      for (const [name, property] of Object.entries(saved.properties[type.name] ?? {})) {
        if (property) data.properties.set(name, property);
        else data.properties.delete(name);
      }
      data.groups = saved.groups[type.name] ?? data.groups;
      data.records.clear();
      for (const record of Object.values(saved.records[type.name] ?? {})) data.records.put(record);
    }
  }

  private seed(): void {
    this.owners = seededOwners(this.name);
    this.nextId = this.name === 'tidy' ? 171_596_044_868 : 271_596_044_868;
    for (const type of objectTypes) {
      const seeded = seededProperties(this.name, type.name);
      const byName = new Map(seeded.map((property) => [property.name, property]));
      const properties = new Map(byName);
      this.wrote(['records', type.name], {});
      const records = new RecordStore(
        () => uniqueNames(properties),
        (id, record) => this.wrote(['records', type.name, id], record),
      );
      this.objects.set(type.id, { properties, seeded: byName, groups: seededGroups(seeded), records });
    }
    const [contacts] = objectTypes;
    if (!contacts) return;
    for (const values of seededContacts(this.name)) createRecord(this, contacts, values);
  }

  private linkedIds(type: ObjectType, id: string): Record<string, string[]> {
    const linked: Record<string, string[]> = {};
    for (const link of this.associations.from(type, id)) (linked[link.toType] ??= []).push(link.toId);
    return linked;
  }

  private data(type: ObjectType): ObjectData {
    const data = this.objects.get(type.id);
    if (!data) throw new Error(`The org holds no ${type.name}.`);
    return data;
  }
}

function uniqueNames(properties: Map<string, Property>): string[] {
  return [...properties.values()]
    .filter((property) => property.hasUniqueValue)
    .map((property) => property.name);
}
