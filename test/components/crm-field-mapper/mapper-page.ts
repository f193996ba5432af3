import { fixture, html } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import '../../../components/define.js';
import type { CrmFieldMapper, MappingChangedEvent } from '../../../components/index.js';
import type { Mapping } from '../../../server/contract/model/index.js';
import { savedMapping } from '../mappings.js';
import { eventually, focusedName, readerOf, settled, type Reader } from '../reader.js';
import { click, press, type } from '../ui/person.js';
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
export interface MapperPage extends Reader {
  readonly tenant: Tenant;
  readonly element: CrmFieldMapper;
  readonly events: MappingChangedEvent['detail'][];
  /** Chooses an option of a combobox by typing it. */
  choose(name: string | RegExp, typed: string): Promise<void>;
  /** Presses Add Mapping and chooses the CRM field. */
  add(typed: string): Promise<void>;
  /** Types a text into a field and leaves it. */
  fill(name: string | RegExp, text: string): Promise<void>;
  /** The saved mapping, as the server has it. */
  saved(): Promise<Mapping>;
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
    ...readerOf(element),
    tenant,
    element,
    events,
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
    saved: () => savedMapping(tenant, events.at(-1)?.provider),
  };
  return page;
}
