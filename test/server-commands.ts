import type { TestRunnerPlugin } from '@web/test-runner';
import { consent, startStage, type Stage } from './server/harness.js';
import { signToken } from './server/tokens.js';

type Crm = 'hubspot' | 'salesforce';
type Org = 'tidy' | 'awkward';

/** What a component test may ask of the Node side, and what it gets. */
export interface ServerCommands {
  /** A tenant of its own on the real server, connected to the emulated CRMs that it names. */
  'stage:tenant': {
    readonly asks: {
      /** Origin of the test's page. */
      readonly origin: string;
      readonly connect?: Readonly<Partial<Record<Crm, Org>>>;
    };
    readonly gives: { readonly server: string; readonly tenant: string };
  };
  /** A session token of that tenant. */
  'stage:token': {
    readonly asks: {
      readonly tenant: string;
      readonly role?: 'admin' | 'member' | 'service';
      readonly sub?: string;
    };
    readonly gives: string;
  };
  /** Does what a person does in the CRM's window: allows or denies, and lets the last page come. */
  'stage:consent': {
    readonly asks: {
      readonly authorizeUrl: string;
      readonly org?: Org;
      readonly decision?: 'allow' | 'deny';
    };
    readonly gives: true;
  };
  /** Changes an emulated org, or puts it back. Tests share the orgs, so what is changed must be put back. */
  'stage:emulator': {
    readonly asks: {
      readonly provider: Crm;
      readonly org?: Org;
      readonly patch?: unknown;
      readonly faults?: readonly unknown[];
      readonly reset?: boolean;
    };
    readonly gives: true;
  };
}

/** All tests share one account, and are quicker than its limits allow. */
const roomy = { limits: { tenSecondly: 100_000, searchSecondly: 100_000 } };

/** Component tests talk to the real server beside both emulators: started on first use, stopped with the runner. */
export function serverCommands(): TestRunnerPlugin {
  let starting: Promise<Stage> | undefined;
  let tenants = 0;
  const stage = (origin: string) =>
    (starting ??= startStage({ settings: { ALLOWED_ORIGINS: `${origin},http://localhost:3000` } }).then(
      async (started) => {
        for (const org of ['tidy', 'awkward'] as const) await started.crm('hubspot', org).patch(roomy);
        return started;
      },
    ));
  const commands: { [Name in keyof ServerCommands]: Handler<Name> } = {
    async 'stage:tenant'({ origin, connect = {} }) {
      const running = await stage(origin);
      tenants += 1;
      const tenant = `tenant-${tenants}`;
      for (const provider of ['hubspot', 'salesforce'] as const) {
        const org = connect[provider];
        if (!org) continue;
        const attempt = await running.connect(provider, { tenant, org });
        if (attempt.status !== 'connected') throw new Error(`Not connected: ${JSON.stringify(attempt)}`);
      }
      return { server: running.url, tenant };
    },
    async 'stage:token'({ tenant, role = 'admin', sub = 'Ana Ruiz' }) {
      return signToken({ tenant, role, sub });
    },
    async 'stage:consent'({ authorizeUrl, org = 'tidy', decision = 'allow' }) {
      const back = await consent(authorizeUrl, { org, decision });
      if (back) await (await fetch(back)).text();
      return true;
    },
    async 'stage:emulator'({ provider, org = 'tidy', patch, faults, reset }) {
      if (!starting) throw new Error('Nothing is on stage yet.');
      const crm = (await starting).crm(provider, org);
      if (reset) await crm.reset();
      if (reset && provider === 'hubspot') await crm.patch(roomy);
      if (patch) await crm.patch(patch);
      if (faults) await crm.faults(faults);
      return true;
    },
  };

  return {
    name: 'server-commands',
    async executeCommand({ command, payload }) {
      if (!isCommand(command)) return undefined;
      const handler = commands[command] as (asked: unknown) => Promise<unknown>;
      return handler(payload);
    },
    async serverStop() {
      await (await starting)?.close();
    },
  };

  function isCommand(name: string): name is keyof ServerCommands {
    return Object.hasOwn(commands, name);
  }
}

type Handler<Name extends keyof ServerCommands> = (
  asked: ServerCommands[Name]['asks'],
) => Promise<ServerCommands[Name]['gives']>;
