import type { JsonValue, MatchPolicy } from '../../contract/model/index.js';
import type { CrmClient } from './client.js';

/** Whom to look for. */
export interface PersonKey {
  /** Trimmed, lower case. */
  readonly email: string;
  readonly phone: string | null;
  /** Among several matches the one of this owner is preferred. */
  readonly ownerId: string | null;
}

/** A record as the CRM holds it now. */
export interface KnownRecord {
  readonly object: string;
  readonly id: string;
  readonly label: string;
  readonly url: string | null;
  /** Wire values of the fields that were asked for. */
  readonly values: Readonly<Record<string, JsonValue>>;
}

/** Who was found for a key. */
export interface PersonMatch {
  readonly record: KnownRecord | null;
  /** How many records fit; more than one is told on the booking. */
  readonly candidates: number;
}

/** Finds people by e-mail, and by phone when the policy says so. */
export interface People {
  /**
   * `look_up`: found first, then written. `write_first`: the CRM keeps e-mails unique, so that a create of an
   * existing person answers `exists` and needs no look-up.
   */
  readonly strategy: 'look_up' | 'write_first';
  /** One match per key, in order; `fields` per object are read along. */
  find(
    client: CrmClient,
    keys: readonly PersonKey[],
    fields: Readonly<Record<string, readonly string[]>>,
    match: MatchPolicy,
    signal: AbortSignal,
  ): Promise<readonly PersonMatch[]>;
  /** True when a person written with these values is found by that phone from then on. */
  answersTo(values: Readonly<Record<string, JsonValue>>, phone: string): boolean;
}

/** Reads and links records. */
export interface Records {
  /** One record per id, in order; null for one that is gone. A converted or merged one comes back as what it became. */
  read(
    client: CrmClient,
    object: string,
    ids: readonly string[],
    fields: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly (KnownRecord | null)[]>;
  url(uiUrl: string, accountId: string, object: string, id: string): string | null;
}
