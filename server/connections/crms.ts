import type { Adapter } from '../crm/adapter.js';
import type { CrmOffer } from '../crm/index.js';
import { problem } from '../http/problems.js';

/** The CRMs of this server, by the id that callers send. */
export interface Crms {
  readonly offers: readonly CrmOffer[];
  /** Throws `unknown_provider`. */
  offer(provider: string): CrmOffer;
  /** Throws `unknown_provider`, or `not_configured` when the server has no keys for it. */
  adapter(provider: string): Adapter;
}

export function createCrms(offers: readonly CrmOffer[]): Crms {
  const offer = (provider: string) => {
    const found = offers.find(({ id }) => id === provider);
    if (!found) throw problem('unknown_provider', { provider });
    return found;
  };
  return {
    offers,
    offer,
    adapter(provider) {
      const { adapter, about } = offer(provider);
      if (!adapter) throw problem('not_configured', { provider, crm: about.name });
      return adapter;
    },
  };
}
