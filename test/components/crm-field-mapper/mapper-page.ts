import { fixture, html } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import { LitElement } from 'lit';
import '../../../components/define.js';
import type { CrmFieldMapper, MappingChangedEvent } from '../../../components/index.js';
import { click, focused, press, type } from '../ui/person.js';
import { newTenant, type Tenant } from '../stage.js';

/** What the host's app has: a choice, a yes or no, a number. */
export const hostFields = [
  {
    key: 'teamSize',
    label: 'Team size',
    object: 'contact',
    type: 'enum',
    group: 'Company',
    options: ['1-10', '11-50', '51-200'].map((value) => ({ value, label: value.replace('-', ' to ') })),
    sample: '11-50',
  },
  { key: 'newsletter', label: 'Wants the newsletter', object: 'contact', type: 'boolean', sample: true },
  { key: 'mobile', label: 'Mobile', object: 'contact', type: 'phone', sample: '+34 600 118 204' },
];

/** A mapper on a page, and the person in front of it. */
export interface MapperPage {
  readonly tenant: Tenant;
  readonly element: CrmFieldMapper;
  readonly events: MappingChangedEvent['detail'][];
  /** The first thing with that role and name. */
  find(role: string, name: string | RegExp): HTMLElement | undefined;
  /** Waits for it, and gives it. */
  see(role: string, name: string | RegExp): Promise<HTMLElement>;
  /** Waits for a text anywhere in the mapper. */
  reads(text: string | RegExp): Promise<void>;
  press(role: string, name: string | RegExp): Promise<void>;
  /** Chooses an option of a combobox by typing it. */
  choose(name: string | RegExp, typed: string): Promise<void>;
  /** Presses Add Mapping and chooses the CRM field. */
  add(typed: string): Promise<void>;
  /** Types a text into a field and leaves it. */
  fill(name: string | RegExp, text: string): Promise<void>;
  /** The saved mapping, as the server has it. */
  saved(): Promise<any>;
}

interface Setting {
  readonly connect?: Parameters<typeof newTenant>[0];
  readonly tenant?: Tenant;
  readonly role?: 'admin' | 'member';
  readonly provider?: string;
  readonly object?: string;
  readonly autosave?: boolean;
  readonly readonly?: boolean;
}

/** Opens a mapper on the real server, for a tenant of the test's own unless it brings one. */
export async function openMapper(setting: Setting = {}): Promise<MapperPage> {
  await emulateMedia({ reducedMotion: 'reduce' });
  const tenant = setting.tenant ?? (await newTenant(setting.connect ?? { salesforce: 'tidy' }));
  if (!setting.tenant)
    await tenant.call('PUT', '/source/fields', { fields: hostFields }, { role: 'service' });
  const events: MappingChangedEvent['detail'][] = [];
  const element = await fixture<CrmFieldMapper>(
    html`<crm-field-mapper
      server=${tenant.server}
      token=${await tenant.token(setting.role ?? 'admin')}
      .provider=${setting.provider}
      .object=${setting.object}
      ?autosave=${setting.autosave ?? false}
      ?readonly=${setting.readonly ?? false}
      @mapping-changed=${(event: MappingChangedEvent) => events.push(event.detail)}
    ></crm-field-mapper>`,
  );
  await eventually('card', () => element.shadowRoot?.querySelector('.card:not([aria-busy=true])'));
  const page: MapperPage = {
    tenant,
    element,
    events,
    find: (role, name) => everything(element).find((each) => isNamed(each, role, name)),
    see: (role, name) => eventually(`${role} “${name}”`, () => page.find(role, name)),
    async reads(text) {
      await eventually(`the text “${text}”`, () => {
        const all = everything(element)
          .map((each) => each.shadowRoot?.textContent ?? '')
          .concat(element.shadowRoot?.textContent ?? '')
          .join('\n')
          .replace(/\s+/g, ' ');
        return typeof text === 'string' ? all.includes(text) : text.test(all);
      });
    },
    async press(role, name) {
      const target = await page.see(role, name);
      target.scrollIntoView({ block: 'center' });
      await still(target);
      await click(target);
      await settled(element);
    },
    async choose(name, typed) {
      const box = await page.see('combobox', name);
      box.scrollIntoView({ block: 'center' });
      await click(box);
      await type(typed);
      await settled(element);
      await press('Enter');
      await settled(element);
    },
    async add(typed) {
      await page.press('button', 'Add Mapping');
      await eventually('open picker', () => focusedName().startsWith('Field of '));
      await type(typed);
      await settled(element);
      await press('ArrowDown', 'Enter');
      await settled(element);
    },
    async fill(name, text) {
      const field = await page.see('textbox', name);
      field.scrollIntoView({ block: 'center' });
      field.focus();
      if (field instanceof HTMLInputElement) field.select();
      if (text) await type(text);
      else await press('Delete');
      await sendKeys({ press: 'Tab' });
      await settled(element);
    },
    saved: () => tenant.call('GET', `/providers/${events.at(-1)?.provider ?? 'salesforce'}/mapping`),
  };
  return page;
}

/** Waits until something is there. */
export async function eventually<T>(what: string, look: () => T | undefined | false | null): Promise<T> {
  const end = performance.now() + 8000;
  for (;;) {
    const found = look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`There is no ${what}. Focus is on ${nameOf(focused())}.`);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** Waits until a thing stays where it is, as a hand does before it presses. */
async function still(target: Element) {
  let before = '';
  await eventually('calm', () => {
    const { x, y } = target.getBoundingClientRect();
    const calm = before === `${x} ${y}`;
    before = `${x} ${y}`;
    return calm;
  });
}

/** The accessible name of what has focus. */
export function focusedName(): string {
  return nameOf(focused());
}

async function settled(element: LitElement) {
  await element.updateComplete;
  for (const each of everything(element)) if (each instanceof LitElement) await each.updateComplete;
  await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** All elements inside, through shadow roots and slots. */
function everything(root: Element): HTMLElement[] {
  const inside = [...(root.shadowRoot?.querySelectorAll<HTMLElement>('*') ?? [])];
  return inside.flatMap((each) => [each, ...everything(each)]);
}

const roles: Readonly<Record<string, string>> = {
  button: 'button, [role=button]',
  combobox: '[role=combobox], select',
  textbox: 'input:not([role], [type=radio], [type=checkbox]), textarea',
  radio: 'input[type=radio]',
  checkbox: 'input[type=checkbox]',
  tab: '[role=tab]',
  group: '[role=group]',
  option: '[role=option]',
  menuitem: '[role=menuitem]',
  region: '[role=region], section[aria-label]',
  dialog: 'cc-dialog[open]',
};

function isNamed(element: HTMLElement, role: string, name: string | RegExp): boolean {
  if (!element.matches(roles[role] ?? `[role=${role}]`) || (role !== 'dialog' && !element.checkVisibility()))
    return false;
  const said = nameOf(element);
  return typeof name === 'string' ? said === name : name.test(said);
}

function nameOf(element: Element | null): string {
  if (!element) return 'nothing';
  const label =
    element.getAttribute('aria-label') ??
    element.getAttribute('heading') ??
    (element instanceof HTMLInputElement || element instanceof HTMLSelectElement
      ? element.labels?.[0]?.textContent
      : element.textContent);
  return (label ?? '').replace(/\s+/g, ' ').trim();
}
