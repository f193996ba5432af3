import type { Json } from '../../json.js';

/** A call of the REST API, from the network or from inside a composite. */
export interface RestRequest {
  method: string;
  /** Decoded segments behind `/services/data/vXX.X`. */
  path: string[];
  query: URLSearchParams;
  body: Json | undefined;
  header: (name: string) => string | undefined;
}

/** A reply of the REST API; no body means an empty one. */
export interface RestReply {
  status: number;
  body?: Json;
  headers?: Record<string, string>;
  /** Inside the house only: a collection's own all-or-none came undone, so an all-or-none around it must too. */
  undone?: boolean;
}
