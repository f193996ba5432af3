import { failed, loading, ready, type Loadable } from '../api/loadable.js';
import { problemOf, wasAborted, type ClientProblem } from '../api/problem.js';
import type { Session } from '../session/session.js';
import type {
  CrmField,
  FieldFinding,
  MappedFields,
  CrmObject,
  CrmUser,
  Mapping,
  MappingChange,
  MappingVersion,
  Provider,
  Question,
  SourceField,
  Suggestion,
} from '../../server/contract/model/index.js';
import { createsRecords } from '../../server/contract/rules/requirements.js';
import { unkept } from './commit.js';
import { DraftStore } from './draft-store.js';
import { startDraft, type Draft } from './draft.js';
import { coverageOf } from './slots.js';

/** What one needs before rows can be shown. */
export interface Page {
  readonly objects: readonly CrmObject[];
  readonly sources: readonly SourceField[];
  readonly questions: readonly Question[];
}

/** Where focus should go once the next drawing stands. */
export type Focus =
  | { readonly kind: 'target' | 'source' | 'text' | 'added' | 'fallback' | 'options'; readonly row: string }
  | { readonly kind: 'undo'; readonly row: string }
  | { readonly kind: 'add' | 'preview' | 'preview-button' | 'preview-email' | 'switch' };

/** What floats over the mapper or stands beside it; each is loaded when first opened. */
export type Panel =
  | { readonly kind: 'changes' | 'preview' | 'import' | 'suggestions' | 'questions' }
  | {
      readonly kind: 'history';
      /** Version of which is asked whether it should be live again. */
      readonly restoring?: number;
    }
  | {
      readonly kind: 'missing';
      /** What is missed, as somebody typed it. */
      readonly name: string;
      /** True once it was typed here, and not in a picker. */
      readonly typed?: boolean;
      readonly found?: Loadable<FieldFinding>;
    }
  | {
      readonly kind: 'new-field';
      /** Row that the new field is for. */
      readonly row: string;
      readonly label: string;
    }
  | { readonly kind: 'values'; readonly row: string }
  | { readonly kind: 'gap'; readonly proceed: () => void; readonly refuse: () => void }
  | {
      readonly kind: 'conflict';
      readonly theirs: Mapping;
      readonly etag: string;
      readonly author: string;
      readonly at: string;
    };

/** An object whose new records would be refused, with the labels of what has no value. */
export interface Gap {
  readonly object: CrmObject;
  readonly labels: readonly string[];
}

/** What the editor tells the element that owns it. */
export interface EditorListener {
  changed(): void;
  focus(where: Focus): void;
  say(text: string): void;
  edited(mapping: Mapping, changes: readonly MappingChange[], saved: boolean): void;
  refused(problem: ClientProblem): void;
}

/** Everything that the mapper of one CRM remembers and reads; `edits.ts` is what can be done in it. */
export class Editor {
  page: Loadable<Page> = loading;
  fields: Readonly<Record<string, Loadable<readonly CrmField[]>>> = {};
  users: Loadable<readonly CrmUser[]> = loading;
  /** Proposals that nobody took yet; undefined until they were asked for. */
  suggestions: readonly Suggestion[] | undefined;
  versions: Loadable<readonly MappingVersion[]> = loading;
  /** What mapped fields were when their rows were saved; undefined until it was asked for. */
  mapped: MappedFields | undefined;
  draft: Draft | undefined;
  /** Drafts before the edits since the last save, for undo. */
  past: readonly Draft[] = [];
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
  /** What bookings wait for, by object and CRM field; shown on the row until it is edited or saved. */
  causes: Readonly<Record<string, string>> = {};
  saving = false;
  /** What an action was refused with, shown until the next one. */
  problem: ClientProblem | undefined;
  /** True once the server said that only an admin may edit. */
  forbidden = false;
  /** Objects whose fields were asked of the CRM itself a moment ago. */
  readonly readLive = new Set<string>();
  /** The gaps with which a save was agreed to. */
  agreedGaps = '';

  readonly store: DraftStore;
  readonly #gone = new AbortController();
  /** Ends with the editor. */
  readonly signal = this.#gone.signal;
  readonly #fieldReads = new Map<string, Promise<void>>();

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
    this.#tabChosen = wanted !== undefined && first !== undefined;
  }

  /** By the host or by a person, so that it is not for us to choose. */
  #tabChosen: boolean;

  /** Stops everything that still runs. */
  leave(): void {
    this.#gone.abort();
  }

  /** Reads everything; what was typed and not saved comes back. */
  async load(): Promise<void> {
    const { client } = this.session;
    const { id } = this.provider;
    const { signal } = this;
    if (this.page.status !== 'ready') this.set({ page: loading });
    try {
      const [{ objects }, { fields: sources }, { questions }, live] = await Promise.all([
        client.objects(id, signal),
        client.sourceFields(signal),
        client.questions(signal),
        client.mapping(id, signal),
        this.readFields(this.object),
        this.#readSuggestions(),
      ]);
      const held = this.draft ? unkept(this) : this.store.read();
      // What was edited of a mapping that was deleted since goes with it.
      const isOfLive = held?.etag === live.etag || (held?.base.version ?? 0) < live.mapping.version;
      const kept = isOfLive ? held : undefined;
      const { createAs } = (kept?.draft ?? live).mapping;
      if (!this.#tabChosen && createAs && objects.some(({ name }) => name === createAs)) {
        this.object = createAs;
      }
      this.set({
        page: ready({ objects, sources, questions }),
        saved: kept?.base ?? live.mapping,
        etag: kept?.etag ?? live.etag,
        draft: kept?.draft ?? startDraft(live.mapping),
      });
      void import('./later-reads.js').then(({ readRest }) => readRest(this));
    } catch (error) {
      this.fail(error, (problem) => this.set({ page: failed(problem) }));
    }
  }

  /** Reads the fields of an object, once; `live` asks the CRM itself. */
  readFields(object: string, live = false): Promise<void> {
    const known = this.fields[object]?.status === 'failed' ? undefined : this.#fieldReads.get(object);
    if (known && !live) return known;
    const reading = this.#fetchFields(object, live);
    this.#fieldReads.set(object, reading);
    return reading;
  }

  async #fetchFields(object: string, live: boolean): Promise<void> {
    const put = (value: Loadable<readonly CrmField[]>) =>
      this.set({ fields: { ...this.fields, [object]: value } });
    if (!live) put(loading);
    try {
      const { fields } = await this.session.client.fields(this.provider.id, object, live, this.signal);
      if (live) this.readLive.add(object);
      put(ready(fields));
    } catch (error) {
      this.fail(error, (problem) => (live ? this.set({ problem }) : put(failed(problem))));
    }
  }

  /** Read with the rest, so that nothing moves when they arrive; without them there are just none. */
  async #readSuggestions(): Promise<void> {
    try {
      const { suggestions } = await this.session.client.suggestions(this.provider.id, this.signal);
      this.suggestions = suggestions;
    } catch (error) {
      if (!wasAborted(error)) this.listener.refused(problemOf(error));
    }
  }

  get ready(): Page | undefined {
    return this.page.status === 'ready' ? this.page.value : undefined;
  }

  get mapping(): Mapping {
    if (!this.draft) throw new Error('The mapping has not been read yet.');
    return this.draft.mapping;
  }

  crmObject(name = this.object): CrmObject | undefined {
    return this.ready?.objects.find((object) => object.name === name);
  }

  knownFields(object = this.object): readonly CrmField[] {
    const fields = this.fields[object];
    return fields?.status === 'ready' ? fields.value : [];
  }

  /** Objects whose new records would be refused, with what has no value. */
  get gaps(): readonly Gap[] {
    return this.gapsOf(this.mapping);
  }

  /** The same with another mapping than the one that is edited. */
  gapsOf(mapping: Mapping): readonly Gap[] {
    return (this.ready?.objects ?? []).flatMap((object) => {
      if (!this.creates(object, mapping)) return [];
      const { gaps } = coverageOf(mapping, object, this.knownFields(object.name));
      return gaps.length > 0 ? [{ object, labels: gaps }] : [];
    });
  }

  /** True when bookings create records of this object, so that a gap makes them fail. */
  creates(object: CrmObject, mapping = this.mapping): boolean {
    return mapping.objects[object.name]?.enabled === true && createsRecords(object, mapping);
  }

  /** Goes to another tab. */
  show(object: string): void {
    this.#tabChosen = true;
    this.set({ object, open: undefined });
    void this.readFields(object);
  }

  /** Reads everything again, the fields from the CRM itself; what was edited stays. */
  async reload(): Promise<void> {
    const fresh = Object.keys(this.fields).map((object) => this.readFields(object, true));
    await Promise.all([this.load(), ...fresh]);
  }

  /** Remembers and redraws. */
  set(values: Partial<EditorState>): void {
    Object.assign(this, values);
    this.listener.changed();
  }

  /** Shows and tells a problem, unless the call was given up on purpose. */
  fail(error: unknown, show: (problem: ClientProblem) => void): void {
    if (wasAborted(error)) return;
    const problem = problemOf(error);
    show(problem);
    this.listener.refused(problem);
  }
}

/** What changes in an editor. */
export type EditorState = Pick<
  Editor,
  | 'page'
  | 'fields'
  | 'users'
  | 'suggestions'
  | 'versions'
  | 'mapped'
  | 'draft'
  | 'past'
  | 'saved'
  | 'etag'
  | 'object'
  | 'open'
  | 'panel'
  | 'mistyped'
  | 'refusedRows'
  | 'causes'
  | 'saving'
  | 'problem'
  | 'forbidden'
>;
