import type { Fault, JsonValue, MatchPolicy } from '../../contract/model/index.js';
import type { CrmClient } from './client.js';

/** Records of up to {@link Writer.batchSize} bookings, people folded by key. */
export interface WriteBatch {
  readonly people: readonly PersonWrite[];
  readonly meetings: readonly LinkedWrite[];
  readonly cases: readonly LinkedWrite[];
}

/** What to write to one person. */
export interface PersonWrite {
  /** Names this write within the batch and in its outcome. */
  readonly key: string;
  readonly object: string;
  /** Record to update; null to create, or to upsert by e-mail. */
  readonly id: string | null;
  /**
   * `create`: fails with `exists` when the CRM knows the person (only `write_first`). `upsert`: by e-mail.
   * `keep`: nothing to write, the record is only referred to.
   */
  readonly mode: 'create' | 'upsert' | 'update' | 'keep';
  readonly email: string;
  readonly fields: Readonly<Record<string, JsonValue>>;
  /** Fields that may be left out when the CRM refuses them. */
  readonly optional: readonly string[];
  readonly setsOwner: boolean;
  /** What to do about a possible duplicate. */
  readonly duplicates: MatchPolicy['duplicates'];
}

/** What to write to a meeting or a case of a person. */
export interface LinkedWrite {
  readonly key: string;
  readonly object: string;
  readonly id: string | null;
  /** Key of the {@link PersonWrite} that it belongs to. */
  readonly person: string;
  readonly fields: Readonly<Record<string, JsonValue>>;
  readonly optional: readonly string[];
  readonly setsOwner: boolean;
  /** Unique text by which {@link Writer.reconcile} knows the record again. */
  readonly marker: string;
  /** Person record that it was linked to before, when it moves; null when the link stays or is new. */
  readonly movedFrom: { readonly object: string; readonly id: string } | null;
  /** Keys of the {@link PersonWrite}s of everybody else who takes part; absent when guests are none of our business. */
  readonly guests?: readonly string[];
  /** Ids of the guests' records that it is, or may be, linked to so far; empty for one of whom only that is known. */
  readonly guestsBefore?: readonly string[];
}

/** What became of the guests of a meeting, by key; who is in neither list is tried again with the next change. */
export interface GuestsOutcome {
  readonly linked: readonly string[];
  /** Not linked, but told in words on the record. */
  readonly named: readonly string[];
  /** Why some are not linked, as a sentence; null when all are. */
  readonly why: string | null;
  /** Record ids of who left and could not be unlinked; they are unlinked with the next change. */
  readonly stillLinked?: { readonly ids: readonly string[]; readonly why: string };
}

/** What became of one write. */
export type WriteOutcome = {
  readonly key: string;
  /** Fields that the CRM refused and that were left out. */
  readonly omitted: readonly Fault[];
  /** Of a meeting whose write names guests. */
  readonly guests?: GuestsOutcome;
} & (
  | { readonly result: 'created' | 'updated'; readonly object: string; readonly id: string }
  /** A person of that e-mail is there already. */
  | { readonly result: 'exists'; readonly object: string; readonly id: string }
  | { readonly result: 'failed'; readonly fault: Fault }
);

/** Makes writes survive a crash. Both calls resolve when durable. */
export interface Journal {
  /** Right before each request for a create whose repetition would double a record goes out. */
  intend(keys: readonly string[]): Promise<void>;
  /** After each reply, before the next request depends on it. */
  settle(outcomes: readonly WriteOutcome[]): Promise<void>;
}

/** A create whose reply was lost. */
export interface LostCreate {
  readonly write: LinkedWrite;
  /** The person's record; null where nobody is found any more by what it was made for, as after a change in the CRM. */
  readonly person: RecordKey | null;
  readonly startedAt: string;
}

/** Names a record of an account. */
export interface RecordKey {
  readonly object: string;
  readonly id: string;
}

/** A lost record that did come into being. */
export interface FoundCreate {
  readonly id: string;
  /** Whom it is linked to, where that had to be found out; else null. */
  readonly person: RecordKey | null;
}

/** What helps to tell a lost record from others like it. */
export interface LookContext {
  readonly signal: AbortSignal;
  /** Label by object and field: which fields the account has. */
  readonly labels?: WriteContext['labels'];
  /** Of these records those that bookings have already. */
  readonly taken?: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** Writes in the fewest calls that the CRM allows. */
export interface Writer {
  /** Most bookings per batch. */
  readonly batchSize: number;
  /**
   * Up to how many bookings a batch that somebody waits for is filled up with backlog: none where rows cost time, a
   * whole batch where requests are what is scarce.
   */
  readonly liveFill: number;
  /**
   * Writes the batch, people before what refers to them, and settles every outcome exactly once. A write whose
   * person failed is settled as failed with the person's fault. Throws {@link CrmError} when the connection as a
   * whole must wait; what was settled until then stays settled.
   */
  write(client: CrmClient, batch: WriteBatch, journal: Journal, context: WriteContext): Promise<void>;
  /**
   * Each record that did come into being, by a consistent read of its natural key; null when it did not. No two get
   * the same, and none gets one that another booking has. Of a create without person only the key or the marker tells.
   */
  reconcile(
    client: CrmClient,
    lost: readonly LostCreate[],
    context: LookContext,
  ): Promise<readonly (FoundCreate | null)[]>;
}

/** What a writer needs beside the batch. */
export interface WriteContext {
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** Label by object and field, for sentences. */
  readonly labels: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
