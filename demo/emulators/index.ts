import { createHubspotEmulator } from './hubspot/index.js';
import { createSalesforceEmulator } from './salesforce/index.js';
import { serveCrm } from './serve.js';

/** Options of {@link startEmulators}; everything may be left out. */
export interface EmulatorsOptions {
  /** Port 0, the default, takes a free one. */
  hubspot?: { port?: number };
  salesforce?: { port?: number };
  /** Folder that keeps records and grants over a restart; without it they live in memory. */
  dataDir?: string;
  /** Network interface; this machine only by default. */
  host?: string;
  /** Epoch milliseconds; the system's clock by default. */
  now?: () => number;
  /** How latency and delay faults pass; real time by default. For tests with a clock of their own. */
  wait?: (ms: number) => Promise<void>;
}

/** Both emulators, running. */
export interface Emulators {
  hubspot: { url: string };
  salesforce: { url: string };
  close(): Promise<void>;
}

/** Starts stand-ins for HubSpot and Salesforce with one app registered in each: client id `demo`, secret `demo-secret`. */
export async function startEmulators(options: EmulatorsOptions = {}): Promise<Emulators> {
  const shared = {
    host: options.host ?? '127.0.0.1',
    dataDir: options.dataDir,
    now: options.now ?? Date.now,
    wait: options.wait,
  };
  const hubspot = await serveCrm(createHubspotEmulator, {
    ...shared,
    name: 'hubspot-emulator',
    port: options.hubspot?.port ?? 0,
  });
  const salesforce = await serveCrm(createSalesforceEmulator, {
    ...shared,
    name: 'salesforce-emulator',
    port: options.salesforce?.port ?? 0,
  }).catch(async (error: unknown) => {
    await hubspot.close();
    throw error;
  });
  return {
    hubspot: { url: hubspot.url },
    salesforce: { url: salesforce.url },
    close: async () => {
      await Promise.all([hubspot.close(), salesforce.close()]);
    },
  };
}
