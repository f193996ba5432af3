/**
 * What a CRM must offer. One adapter is one folder beside this file; it is a bundle of small
 * capabilities, each a plain object with one concern. Nothing outside the folder knows a vendor's name.
 */
import type { ProviderId } from '../contract/model/index.js';
import type { About } from './adapter/about.js';
import type { Pool, Protocol } from './adapter/client.js';
import type { CatalogReader, Defaults, Doctor } from './adapter/metadata.js';
import type { People, Records } from './adapter/records.js';
import type { SignIn } from './adapter/sign-in.js';
import type { Values } from './adapter/values.js';
import type { Writer } from './adapter/writing.js';

export type * from './adapter/about.js';
export type * from './adapter/sign-in.js';
export * from './adapter/client.js';
export * from './adapter/faults.js';
export type * from './adapter/metadata.js';
export type * from './adapter/values.js';
export type * from './adapter/records.js';
export type * from './adapter/writing.js';

/** A CRM that bookings can be written to. */
export interface Adapter {
  readonly id: ProviderId;
  readonly about: About;
  readonly signIn: SignIn;
  readonly protocol: Protocol;
  readonly pool?: Pool;
  readonly catalog: CatalogReader;
  readonly doctor: Doctor;
  readonly defaults: Defaults;
  readonly values: Values;
  readonly people: People;
  readonly records: Records;
  readonly writer: Writer;
}

/**
 * What the folder of a CRM exports under its own name: what is known before the CRM is configured, how its
 * settings are read, and how an adapter is made of them.
 */
export interface Vendor<Settings> {
  readonly id: ProviderId;
  readonly about: About;
  /** Reads the vendor's own settings from the environment. */
  settings(env: Readonly<Record<string, string | undefined>>): SettingsReading<Settings>;
  create(settings: Settings): Adapter;
}

/** `absent`: the app's keys are not set, so that the CRM is listed as not configured. A sentence per bad setting otherwise. */
export type SettingsReading<Settings> =
  | { readonly state: 'ready'; readonly settings: Settings }
  | { readonly state: 'absent' }
  | { readonly state: 'invalid'; readonly problems: readonly string[] };
