import { failed, loading, ready, type Loadable } from '../api/loadable.js';
import { problemOf, wasAborted, type ClientProblem } from '../api/problem.js';
import type { Session } from '../session/session.js';
import type {
  CrmField,
  CrmObject,
  CrmUser,
  Mapping,
  MappingChange,
  MappingVersion,
  Provider,
  Question,
  Row,
  SourceField,
  SourceValue,
  Suggestion,
} from '../../server/contract/model/index.js';
import { row } from '../../server/contract/rules/core-row.js';
import { mappingChanges, same, settingsDiffer } from '../../server/contract/rules/mapping-changes.js';
import { createsRecords } from '../../server/contract/rules/requirements.js';
import { DraftStore } from './draft-store.js';
import {
  rowsOf,
  sendable,
  startDraft,
  withObject,
  withRestored,
  withRow,
  withoutRow,
  type Draft,
  type Removed,
} from './draft.js';
import { coverageOf } from './slots.js';

/** What one needs before rows can be shown. */
export interface Page {
  readonly objects: readonly CrmObject[];
  readonly sources: readonly SourceField[];
  readonly questions: readonly Question[];
}

/** Where focus should go once the next drawing stands. */
export type Focus =
  | { readonly kind: 'target' | 'source' | 'fallback' | 'options'; readonly row: string }
  | { readonly kind: 'undo'; readonly row: string }
  | { readonly kind: 'add' | 'preview' | 'preview-button' };

/** What floats over the mapper or stands beside it; each is loaded when first opened. */
export type Panel =
  | { readonly kind: 'preview' | 'history' | 'import' | 'suggestions' | 'questions' | 'missing' }
  | { readonly kind: 'values'; readonly row: string }
  | { readonly kind: 'gap'; readonly proceed: () => void; readonly refuse: () => void }
  | {
      readonly kind: 'conflict';
      readonly theirs: Mapping;
      readonly etag: string;
      readonly author: string;
      readonly at: string;
    };

/** What the editor tells the element that owns it. */
export interface EditorListener {
  changed(): void;
  focus(where: Focus): void;
  say(text: string): void;
  edited(mapping: Mapping, changes: readonly MappingChange[], saved: boolean): void;
  refused(problem: ClientProblem): void;
}

/** Everything that the mapper of one CRM remembers, and what can be done in it. */
export class Editor {
  page: Loadable<Page> = loading;
  fields: Readonly<Record<string, Loadable<readonly CrmField[]>>> = {};
  users: Loadable<readonly CrmUser[]> = loading;
  /** Proposals that nobody took yet; undefined until they were asked for. */
  suggestions: readonly Suggestion[] | undefined;
  versions: Loadable<readonly MappingVersion[]> = loading;
  draft: Draft | undefined;
  saved: Mapping | undefined;
  etag = '';
  /** Name of the chosen tab. */
  object = '';
  /** Id of the row whose options are open. */
  open: string | undefined;
  panel: Panel | undefined;
  /** Texts that were typed as a fallback and are none, by row. */
  mistyped: Readonly<Record<string, { readonly text: string; readonly sentence: string }>> = {};
  /** Rows that the server refused, by row. */
  refusedRows: Readonly<Record<string, string>> = {};
  saving = false;
  /** What an action was refused with, shown until the next one. */
  problem: ClientProblem | undefined;
  /** True once the server said that only an admin may edit. */
  forbidden = false;
  /** Objects whose fields were asked of the CRM itself a moment ago. */
  readonly readLive = new Set<string>();
  /** The gaps with which a save was agreed to. */
  agreedGaps = '';

  private readonly store: DraftStore;
  private readonly gone = new AbortController();
  private readonly fieldReads = new Map<string, Promise<void>>();

  constructor(
    readonly session: Session,
    public provider: Provider,
    wanted: string | undefined,
    readonly listener: EditorListener,
  ) {
    const account = provider.connection?.accountId ?? '';
    this.store = new DraftStore(session.server, provider.id, account);
    const first = provider.objects.find(({ name }) => name === (wanted ?? provider.createAs[0]));
    this.object = (first ?? provider.objects[0])?.name ?? '';
    this.tabChosen = wanted !== undefined && first !== undefined;
  }

  /** By the host or by a person, so that it is not for us to choose. */
  private tabChosen: boolean;

  /** Stops everything that still runs. */
  leave(): void {
    this.gone.abort();
  }

  /** Reads everything; what was typed and not saved comes back. */
  async load(): Promise<void> {
    const { client } = this.session;
    const { id } = this.provider;
    const { signal } = this.gone;
    if (this.page.status !== 'ready') this.set({ page: loading });
    void this.readUsers();
    try {
      const [{ objects }, { fields: sources }, { questions }, live] = await Promise.all([
        client.objects(id, signal),
        client.sourceFields(signal),
        client.questions(signal),
        client.mapping(id, signal),
        this.readFields(this.object),
        this.readSuggestions(),
      ]);
      const kept = this.unkept ?? this.store.read();
      const { createAs } = (kept?.draft ?? live).mapping;
      if (!this.tabChosen && createAs && objects.some(({ name }) => name === createAs)) {
        this.object = createAs;
      }
      this.set({
        page: ready({ objects, sources, questions }),
        saved: kept?.base ?? live.mapping,
        etag: kept?.etag ?? live.etag,
        draft: kept?.draft ?? startDraft(live.mapping),
      });
      void this.readRest();
    } catch (error) {
      this.fail(error, (problem) => this.set({ page: failed(problem) }));
    }
  }

  /** Reads the fields of an object, once; `live` asks the CRM itself. */
  readFields(object: string, live = false): Promise<void> {
    const known = this.fields[object]?.status === 'failed' ? undefined : this.fieldReads.get(object);
    if (known && !live) return known;
    const reading = this.fetchFields(object, live);
    this.fieldReads.set(object, reading);
    return reading;
  }

  private async fetchFields(object: string, live: boolean): Promise<void> {
    const put = (value: Loadable<readonly CrmField[]>) =>
      this.set({ fields: { ...this.fields, [object]: value } });
    if (!live) put(loading);
    try {
      const { fields } = await this.session.client.fields(this.provider.id, object, live, this.gone.signal);
      if (live) this.readLive.add(object);
      put(ready(fields));
    } catch (error) {
      this.fail(error, (problem) => (live ? this.set({ problem }) : put(failed(problem))));
    }
  }

  private async readUsers(): Promise<void> {
    try {
      const { users } = await this.session.client.users(this.provider.id, this.gone.signal);
      this.set({ users: ready(users) });
    } catch (error) {
      this.fail(error, (problem) => this.set({ users: failed(problem) }));
    }
  }

  /** Read with the rest, so that nothing moves when they arrive; without them there are just none. */
  private async readSuggestions(): Promise<void> {
    try {
      const { suggestions } = await this.session.client.suggestions(this.provider.id, this.gone.signal);
      this.suggestions = suggestions;
    } catch (error) {
      if (!wasAborted(error)) this.listener.refused(problemOf(error));
    }
  }

  /** What the first rows don't need: other tabs, who saved last, whether we may save. */
  private async readRest(): Promise<void> {
    const { client } = this.session;
    const { id, objects } = this.provider;
    for (const { name } of objects) void this.readFields(name);
    void this.readVersions();
    void client.check(id, sendable(this.mapping), this.gone.signal).catch((error: unknown) => {
      if (!wasAborted(error) && problemOf(error).code === 'forbidden') this.set({ forbidden: true });
    });
  }

  async readVersions(): Promise<void> {
    try {
      const { versions } = await this.session.client.versions(this.provider.id, this.gone.signal);
      this.set({ versions: ready(versions) });
    } catch (error) {
      this.fail(error, (problem) => this.set({ versions: failed(problem) }));
    }
  }

  get ready(): Page | undefined {
    return this.page.status === 'ready' ? this.page.value : undefined;
  }

  get mapping(): Mapping {
    if (!this.draft) throw new Error('The mapping has not been read yet.');
    return this.draft.mapping;
  }

  /** Rows that differ from what was saved. */
  get changes(): readonly MappingChange[] {
    return this.saved ? mappingChanges(this.saved, sendable(this.mapping)) : [];
  }

  get settingsChanged(): boolean {
    return this.saved !== undefined && settingsDiffer(this.saved, this.mapping);
  }

  get dirty(): boolean {
    return this.draft !== undefined && (this.changes.length > 0 || this.settingsChanged);
  }

  crmObject(name = this.object): CrmObject | undefined {
    return this.ready?.objects.find((object) => object.name === name);
  }

  knownFields(object = this.object): readonly CrmField[] {
    const fields = this.fields[object];
    return fields?.status === 'ready' ? fields.value : [];
  }

  /** Objects whose new records would be refused, with what has no value. */
  get gaps(): readonly { readonly object: CrmObject; readonly labels: readonly string[] }[] {
    return (this.ready?.objects ?? []).flatMap((object) => {
      if (!this.creates(object)) return [];
      const { gaps } = coverageOf(this.mapping, object, this.knownFields(object.name));
      return gaps.length > 0 ? [{ object, labels: gaps }] : [];
    });
  }

  /** True when bookings create records of this object, so that a gap makes them fail. */
  creates(object: CrmObject): boolean {
    return this.mapping.objects[object.name]?.enabled === true && createsRecords(object, this.mapping);
  }

  isChanged(id: string): boolean {
    const now = rowsOf(this.mapping, this.object).find((each) => each.id === id);
    const before = this.saved && rowsOf(this.saved, this.object).find((each) => each.id === id);
    return now !== undefined && !same(now, before);
  }

  /** Goes to another tab. */
  show(object: string): void {
    this.tabChosen = true;
    this.set({ object, open: undefined });
    void this.readFields(object);
  }

  /** Goes to the row that fills a field, once it is there. */
  async showRow(object: string, field: string): Promise<void> {
    this.show(object);
    await this.readFields(object);
    const known = rowsOf(this.mapping, object).find(({ target }) => target === field);
    this.listener.focus({ kind: 'source', row: known?.id ?? `required-${field}` });
  }

  /** Puts a row into the draft. */
  edit(changed: Row, object = this.object): void {
    const { [changed.id]: _, ...refusedRows } = this.refusedRows;
    this.commit(withRow(this.current, object, changed), { refusedRows });
  }

  add(): void {
    const added = row({ id: `row-${crypto.randomUUID()}`, target: '' });
    this.set({ draft: withRow(this.current, this.object, added) });
    this.listener.focus({ kind: 'target', row: added.id });
  }

  remove(id: string): void {
    const draft = withoutRow(this.current, this.object, id);
    const left = draft.removed.some((line) => line.row.id === id);
    const { [id]: _, ...mistyped } = this.mistyped;
    this.commit(draft, { mistyped, open: this.open === id ? undefined : this.open });
    this.listener.focus(left ? { kind: 'undo', row: id } : { kind: 'add' });
  }

  undo(line: Removed): void {
    this.commit(withRestored(this.current, line));
    this.listener.focus({ kind: 'source', row: line.row.id });
  }

  /** Settings that are not rows. */
  change(settings: Partial<Mapping>): void {
    this.commit({ ...this.current, mapping: { ...this.mapping, ...settings } });
  }

  setEnabled(enabled: boolean): void {
    this.commit({ ...this.current, mapping: withObject(this.mapping, this.object, { enabled }) });
  }

  /** Fills a row's field from another source field; choices of both sides are paired where they are alike. */
  async takeFrom(from: Row, key: string): Promise<void> {
    const [, ...others] = from.sources;
    const { values: _, unmapped: __, ...rest } = from;
    this.edit({ ...rest, sources: key ? [{ field: key }, ...others] : [] });
    await this.pairValues(from.id);
  }

  async writeTo(from: Row, target: string): Promise<void> {
    const { values: _, unmapped: __, ...rest } = from;
    this.edit({ ...rest, target, fallback: null });
    await this.pairValues(from.id);
    const { sources } = from;
    if (sources.length === 0) this.listener.focus({ kind: 'source', row: from.id });
  }

  private async pairValues(id: string): Promise<void> {
    const now = rowsOf(this.mapping, this.object).find((each) => each.id === id);
    const options = now && this.pairable(now);
    if (!now || !options) return;
    const { matchValues } = await import('./judge.js');
    const values = matchValues(options.source, options.target);
    if (Object.keys(values).length > 0) this.edit({ ...now, values });
  }

  /** The choices of a row's two sides, when both have some. */
  pairable({ sources: [first], target }: Row) {
    const key = first && 'field' in first ? first.field : undefined;
    const source = this.ready?.sources.find((each) => each.key === key)?.options;
    const field = this.knownFields().find(({ name }) => name === target);
    if (!source?.length || (field?.type !== 'enum' && field?.type !== 'multi_enum')) return undefined;
    return field.options.length > 0 ? { source, target: field.options, field } : undefined;
  }

  /** Takes what was typed or chosen as a fallback, or says why it can't be one. */
  async setFallback(of: Row, field: CrmField, input: SourceValue): Promise<void> {
    const { typedFallback } = await import('./judge.js');
    const { value, problem } = typedFallback(input, field, this.provider.name);
    const { [of.id]: _, ...mistyped } = this.mistyped;
    if (problem) {
      this.set({ mistyped: { ...mistyped, [of.id]: { text: String(input), sentence: problem.sentence } } });
      return;
    }
    this.mistyped = mistyped;
    const write = of.fallback?.write ?? 'if_empty';
    this.edit({ ...of, fallback: value === null ? null : { value, write } });
  }

  async save(): Promise<boolean> {
    const { saveDraft } = await import('./saving.js');
    return saveDraft(this);
  }

  /** Takes a saved mapping as the new start; `draft` is what was edited meanwhile. */
  begin(mapping: Mapping, etag: string, draft = startDraft(mapping)): void {
    this.set({
      saved: mapping,
      etag,
      draft,
      mistyped: {},
      refusedRows: {},
      problem: undefined,
      panel: undefined,
    });
    this.keep();
    void this.readVersions();
  }

  /** Reads everything again, the fields from the CRM itself; what was edited stays. */
  async reload(): Promise<void> {
    const fresh = Object.keys(this.fields).map((object) => this.readFields(object, true));
    await Promise.all([this.load(), ...fresh]);
  }

  /** Back to what was saved. */
  discard(): void {
    if (this.saved) this.begin(this.saved, this.etag);
  }

  /** Remembers and redraws. */
  set(values: Partial<EditorState>): void {
    Object.assign(this, values);
    this.listener.changed();
  }

  /** A new draft: kept over a reload, and told to the page. */
  commit(draft: Draft, more: Partial<EditorState> = {}): void {
    this.set({ draft, problem: undefined, ...more });
    this.keep();
    this.listener.edited(sendable(draft.mapping), this.changes, false);
  }

  /** What is in the page and not saved. */
  private get unkept() {
    const { saved: base, etag, draft, dirty } = this;
    // A row whose field is not chosen yet is no change so far, and somebody's work all the same.
    const objects = Object.values(draft?.mapping.objects ?? {});
    const begun = objects.some(({ rows }) => rows.some(({ target }) => target === ''));
    return (dirty || begun) && base && draft ? { base, etag, draft } : undefined;
  }

  private keep(): void {
    this.store.write(this.unkept);
  }

  private get current(): Draft {
    return this.draft ?? startDraft(this.mapping);
  }

  private fail(error: unknown, show: (problem: ClientProblem) => void): void {
    if (wasAborted(error)) return;
    const problem = problemOf(error);
    show(problem);
    this.listener.refused(problem);
  }
}

type EditorState = Pick<
  Editor,
  | 'page'
  | 'fields'
  | 'users'
  | 'suggestions'
  | 'versions'
  | 'draft'
  | 'saved'
  | 'etag'
  | 'object'
  | 'open'
  | 'panel'
  | 'mistyped'
  | 'refusedRows'
  | 'saving'
  | 'problem'
  | 'forbidden'
>;
