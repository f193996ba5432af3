import { fixture, html } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import '../../../components/define.js';
import type { CrmConnect } from '../../../components/index.js';
import { eventually, readerOf, type Reader } from '../reader.js';
import { ask, newTenant, type Tenant } from '../stage.js';

/** The connect cards on a page, with what the page heard and the windows that were opened. */
export interface ConnectPage extends Reader {
  readonly tenant: Tenant;
  readonly element: CrmConnect;
  /** Types of the events that the page heard, in order. */
  readonly heard: string[];
  /** The card of a CRM. */
  card(name: 'HubSpot' | 'Salesforce'): HTMLElement;
}

interface Setting {
  readonly tenant?: Tenant;
  readonly connect?: Parameters<typeof newTenant>[0];
  readonly role?: 'admin' | 'member';
  readonly providers?: string;
  readonly exclusive?: boolean;
}

/** Opens the cards for a tenant of the test's own, unless it brings one. */
export async function openCards(setting: Setting = {}): Promise<ConnectPage> {
  await emulateMedia({ reducedMotion: 'reduce' });
  const tenant = setting.tenant ?? (await newTenant(setting.connect));
  const heard: string[] = [];
  const hear = ({ type }: Event) => heard.push(type);
  const element = await fixture<CrmConnect>(
    html`<crm-connect
      server=${tenant.server}
      token=${await tenant.token(setting.role ?? 'admin')}
      .providers=${setting.providers}
      ?exclusive=${setting.exclusive ?? false}
      @crm-connected=${hear}
      @crm-disconnected=${hear}
      @crm-permissions-checked=${hear}
      @crm-error=${hear}
    ></crm-connect>`,
  );
  const reader = readerOf(element);
  await reader.see('article', /./);
  return {
    ...reader,
    tenant,
    element,
    heard,
    card: (name) => {
      const found = reader.find('article', name);
      if (!found) throw new Error(`There is no card of ${name}.`);
      return found;
    },
  };
}

/** A window that a test opens and closes instead of the browser. */
export interface FakeWindow {
  closed: boolean;
  readonly location: { href: string };
  close(): void;
  focus(): void;
}

/** Stands in for the browser's pop-ups; `blocked` opens none. */
export class FakePopUps {
  readonly opened: FakeWindow[] = [];
  blocked = false;
  private readonly real = window.open;

  constructor() {
    window.open = () => {
      if (this.blocked) return null;
      const made: FakeWindow = {
        closed: false,
        location: { href: '' },
        close() {
          made.closed = true;
        },
        focus() {},
      };
      this.opened.push(made);
      // The part of a window that a page may use across origins.
      return made as unknown as Window;
    };
  }

  /** Waits until the last window shows the CRM's page, and answers it. */
  async answer(decision: 'allow' | 'deny' = 'allow'): Promise<void> {
    const url = await eventually('sign-in page', () => this.opened.at(-1)?.location.href);
    await ask('stage:consent', { authorizeUrl: url, decision });
  }

  /** Gives the browser's own windows back. */
  restore(): void {
    window.open = this.real;
  }
}
