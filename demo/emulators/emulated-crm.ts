import type { EmulatedOrg, OrgName } from './emulated-org.js';
import type { Json } from './json.js';
import type { Change, Saveable } from './saved-state.js';

/** What a request handler finds in `c.env`: the connection, for faults that cut it. Absent when no server is between. */
export type ServedEnv = { Bindings: { incoming?: { socket: { destroy(): void } } } };

/** What an emulator is made with. */
export interface EmulatorOptions {
  /** Epoch milliseconds. */
  now: () => number;
  /** Passes time, for latency and delays; injected together with the clock. */
  wait: (ms: number) => Promise<void>;
  /** The emulator's own address, such as `http://localhost:4101`; known once it listens. */
  url: () => string;
  /** What {@link EmulatedCrm.snapshot} gave when the emulator last ran. */
  saved: Json | undefined;
  /** To be called after every change of the {@link Saveable.head} that a restart must not lose. */
  changed: () => void;
  /** To be told every change of a record that a restart must not lose, by its place in the snapshot. */
  wrote: (...change: Change) => void;
}

/** An emulated CRM, ready to be served. */
export interface EmulatedCrm extends Saveable {
  readonly title: string;
  readonly orgs: Record<OrgName, EmulatedOrg>;
  /** The vendor's API and OAuth pages; the control routes are added when it is served. */
  readonly app: { fetch(request: Request, env: ServedEnv['Bindings']): Response | Promise<Response> };
}
