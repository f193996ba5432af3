import { after } from 'node:test';
import { createHubspotEmulator } from '../../../../demo/emulators/hubspot/index.js';
import { serveCrm } from '../../../../demo/emulators/serve.js';
import type {
  Adapter,
  CrmClient,
  Grant,
  Journal,
  LinkedWrite,
  PersonWrite,
  WriteContext,
  WriteOutcome,
} from '../../../../server/crm/adapter.js';
import { createCrmClient } from '../../../../server/crm/http.js';
import { hubspot } from '../../../../server/crm/hubspot/index.js';

/** A HubSpot account to talk to, with our adapter beside it. */
export interface HubspotDesk {
  readonly url: string;
  readonly adapter: Adapter;
  readonly signal: AbortSignal;
  client(more?: ClientWishes): Promise<CrmClient>;
  /** Calls by route since the last reset. */
  calls(org?: string): Promise<{ total: number; byRoute: Record<string, number> }>;
  records(object: string, org?: string): Promise<readonly StoredRecord[]>;
  faults(faults: readonly object[]): Promise<void>;
  patchOrg(patch: object, org?: string): Promise<void>;
  reset(org?: string): Promise<void>;
}

export interface ClientWishes {
  readonly org?: 'tidy' | 'awkward';
  readonly scopes?: readonly string[];
  readonly deadlineMs?: number;
  readonly onRenew?: () => void;
}

export interface StoredRecord {
  readonly id: string;
  readonly associations?: { readonly contacts?: readonly string[] };
  readonly [field: string]: unknown;
}

/** Starts the emulator for one test file. */
export async function openDesk(apiVersion?: string): Promise<HubspotDesk> {
  const served = await serveCrm(createHubspotEmulator, {
    name: 'hubspot-emulator',
    port: 0,
    host: '127.0.0.1',
    dataDir: undefined,
    now: Date.now,
  });
  after(() => served.close());
  const { url } = served;
  const reading = hubspot.settings({
    HUBSPOT_CLIENT_ID: 'demo',
    HUBSPOT_CLIENT_SECRET: 'demo-secret',
    HUBSPOT_APP_URL: url,
    HUBSPOT_API_URL: url,
    ...(apiVersion === undefined ? {} : { HUBSPOT_API_VERSION: apiVersion }),
  });
  if (reading.state !== 'ready') throw new Error('The settings of the test are wrong.');
  const adapter = hubspot.create(reading.settings);
  const signal = new AbortController().signal;
  const io = { fetch, now: () => new Date(), signal };

  const control = async (path: string, method = 'GET', body?: object) => {
    const response = await fetch(`${url}/_emulator/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };

  return {
    url,
    adapter,
    signal,
    async client({ org = 'tidy', scopes, deadlineMs = 5000, onRenew } = {}) {
      const token = await control('tokens', 'POST', { org, ...(scopes === undefined ? {} : { scopes }) });
      let grant: Grant = {
        accessToken: token.access_token,
        refreshToken: token.refresh_token,
        apiUrl: url,
        loginUrl: url,
        scopes: token.scopes,
        renewAt: null,
        rotates: false,
      };
      return createCrmClient({
        crmName: 'HubSpot',
        apiUrl: url,
        uiUrl: url,
        accountId: String(token.hub_id),
        scopes: grant.scopes,
        protocol: adapter.protocol,
        token: {
          current: async () => grant.accessToken,
          renew: async () => {
            onRenew?.();
            grant = await adapter.signIn.refresh(grant, io);
            return grant.accessToken;
          },
        },
        fetch,
        now: () => new Date(),
        deadlineMs,
      });
    },
    calls: (org = 'tidy') => control(`calls?org=${org}`),
    records: async (object, org = 'tidy') => (await control(`records/${object}?org=${org}`)).records,
    faults: async (faults) => void (await control('faults', 'POST', faults)),
    patchOrg: async (patch, org = 'tidy') => void (await control(`org?org=${org}`, 'PATCH', patch)),
    reset: async (org = 'tidy') => void (await control(`reset?org=${org}`, 'POST')),
  };
}

/** A journal that remembers, as sync's own does in the database. */
export function notebook(): Journal & {
  readonly intended: string[];
  readonly outcomes: Map<string, WriteOutcome>;
} {
  const intended: string[] = [];
  const outcomes = new Map<string, WriteOutcome>();
  return {
    intended,
    outcomes,
    intend: async (keys) => void intended.push(...keys),
    settle: async (settled) => {
      for (const outcome of settled) {
        if (outcomes.has(outcome.key)) throw new Error(`${outcome.key} was settled twice.`);
        outcomes.set(outcome.key, outcome);
      }
    },
  };
}

/** Somebody who booked. */
export function person(email: string, more: Partial<PersonWrite> = {}): PersonWrite {
  return {
    key: `person ${email}`,
    object: 'contacts',
    id: null,
    mode: 'upsert',
    email,
    fields: { email, firstname: 'Ana' },
    optional: [],
    setsOwner: false,
    duplicates: 'use_match',
    ...more,
  };
}

/** Their meeting. */
export function meeting(email: string, more: Partial<LinkedWrite> = {}): LinkedWrite {
  return {
    key: `meeting ${email}`,
    object: 'meetings',
    id: null,
    person: `person ${email}`,
    fields: {
      hs_meeting_title: 'Intro call',
      hs_meeting_start_time: '2026-12-01T15:00:00Z',
      hs_meeting_end_time: '2026-12-01T15:30:00Z',
    },
    optional: [],
    setsOwner: false,
    marker: `bkg ${email}`,
    movedFrom: null,
    ...more,
  };
}

/** What a writer needs to know. */
export function writing(signal: AbortSignal): WriteContext {
  return { signal, now: () => new Date(), labels: { contacts: { jobtitle: 'Job Title', email: 'Email' } } };
}
