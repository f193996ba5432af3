import type { About, Adapter, Vendor } from './adapter.js';
import { hubspot } from './hubspot/index.js';
import { salesforce } from './salesforce/index.js';
import type { ProviderId } from '../contract/model/index.js';

/** Every CRM, in the order of the cards. A new one adds its line here and nothing elsewhere. */
const vendors: readonly Offer[] = [offer(hubspot), offer(salesforce)];

/** A CRM as this server offers it. */
export interface CrmOffer {
  readonly id: ProviderId;
  readonly about: About;
  /** Null until the server has the app's keys. */
  readonly adapter: Adapter | null;
}

/** What the environment says about all CRMs. */
export interface CrmOffers {
  readonly offers: readonly CrmOffer[];
  /** One sentence per bad setting; the server must not start with any. */
  readonly problems: readonly string[];
}

/** Reads the settings of every CRM; those without keys are offered as not configured. */
export function readCrms(env: Readonly<Record<string, string | undefined>>): CrmOffers {
  const read = vendors.map((vendor) => vendor(env));
  return { offers: read.map(({ offer }) => offer), problems: read.flatMap(({ problems }) => problems) };
}

type Offer = (env: Readonly<Record<string, string | undefined>>) => {
  readonly offer: CrmOffer;
  readonly problems: readonly string[];
};

/** Hides the type of a vendor's settings, which only the vendor knows. */
function offer<Settings>({ id, about, settings, create }: Vendor<Settings>): Offer {
  return (env) => {
    const reading = settings(env);
    return {
      offer: { id, about, adapter: reading.state === 'ready' ? create(reading.settings) : null },
      problems: reading.state === 'invalid' ? reading.problems : [],
    };
  };
}
