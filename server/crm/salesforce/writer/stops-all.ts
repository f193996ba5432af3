import type { Fault } from '../../../contract/model/index.js';

/** True for a fault of the connection, which every other record would meet too. */
export function stopsAll({ class: kind, code }: Fault): boolean {
  return kind === 'quota' || kind === 'auth' || code === 'api_disabled' || code === 'scope_missing';
}
