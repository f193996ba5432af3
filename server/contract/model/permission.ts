import type { Fix } from './message.js';

/** What must be true in the CRM before bookings can be written. */
export interface PermissionNeed {
  readonly id: string;
  /** The permission's own name in the CRM. */
  readonly label: string;
  readonly object?: string;
  readonly need: 'required' | 'recommended' | 'conditional';
  /** Code of the reason, for translations. */
  readonly code: string;
  readonly why: string;
}

/** `unknown` means that the CRM does not report it, never a guess. */
export type PermissionState = 'granted' | 'missing' | 'unknown';

/** What may be done with records of an object, or with a field of them. */
export type Right = 'read' | 'create' | 'edit';

/** State by right; a right that does not exist in the CRM is left out. */
export type Rights = Readonly<Partial<Record<Right, PermissionState>>>;

/** The same, looked up. */
export interface PermissionCheck extends PermissionNeed {
  readonly state: PermissionState;
  readonly fix: Fix;
  /** For a permission on an object. */
  readonly rights?: Rights;
  /** For the access to mapped fields: each of them. */
  readonly fields?: readonly FieldAccess[];
  /** What writes have shown, the newest for each right. */
  readonly seen?: readonly SeenRight[];
}

/** What the connected user may do with a mapped field. */
export interface FieldAccess {
  readonly name: string;
  readonly label: string;
  readonly rights: Rights;
}

/** A write that went through, or was refused for want of a permission, and so shows what nobody needs to report. */
export interface SeenRight {
  readonly right: Exclude<Right, 'read'>;
  readonly by: 'write' | 'refusal';
  readonly at: string;
}

/** Why a field is not among those that can be mapped, as far as the CRM tells. */
export interface FieldFinding {
  /** `not_seen`: the CRM shows the connected user no such field. */
  readonly state: 'mappable' | 'read_only' | 'not_seen';
  /** Label of the field, or what was asked for. */
  readonly label: string;
  /** Code of the sentence, for translations. */
  readonly code: string;
  readonly why: string;
  readonly steps: readonly string[];
  readonly url: string;
}
