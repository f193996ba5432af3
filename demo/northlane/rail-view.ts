import { backend, type EmulatedCrm } from './backend.js';
import { byId, element } from './dom.js';

interface EmulatedRecord {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** Objects worth watching in each CRM, and the org that a connection was made to. */
const objects: Readonly<Record<string, readonly string[]>> = {
  hubspot: ['contacts', 'meetings'],
  salesforce: ['Lead', 'Contact', 'Event', 'Case'],
};
/** Fields that tell a record apart at a glance, the title first. */
const shown =
  /^(email|firstname|lastname|company|jobtitle|phone|numberofemployees|industry|hs_meeting_(title|start_time|end_time|outcome|location)|Email|FirstName|LastName|Company|Title|Phone|LeadSource|Status|Subject|StartDateTime|EndDateTime|ShowAs|Location|WhoId|associations)$/;

/** The emulated CRM's records beside the page, so that one sees bookings arrive. */
export async function watchRecords(): Promise<void> {
  const { crms } = await backend.config();
  const source = byId('record-source', HTMLSelectElement);
  for (const crm of crms) {
    for (const org of ['tidy', 'awkward']) {
      source.append(
        element(
          'optgroup',
          { label: `${crm.name}, ${org} org` },
          ...(objects[crm.id] ?? []).map((object) =>
            element('option', { value: `${crm.id} ${org} ${object}` }, `${crm.name} ${object}`),
          ),
        ),
      );
    }
  }
  const look = () => void read(crms, source.value);
  source.addEventListener('change', look);
  setInterval(() => {
    if (document.visibilityState === 'visible') look();
  }, 2000);
  look();
}

/** Shows the records of a CRM, chosen as `id org object`. */
export function showRecordsOf(provider: string): void {
  const source = byId('record-source', HTMLSelectElement);
  const first = [...source.options].find(({ value }) => value.startsWith(`${provider} `));
  if (!first || source.value.startsWith(`${provider} `)) return;
  source.value = first.value;
  source.dispatchEvent(new Event('change'));
}

async function read(crms: readonly EmulatedCrm[], chosen: string): Promise<void> {
  const [id, org, object] = chosen.split(' ');
  const crm = crms.find((each) => each.id === id);
  if (!crm) return;
  const list = byId('records', HTMLElement);
  try {
    const reply = await fetch(`${crm.url}/_emulator/records/${object}?org=${org}`);
    const { records }: { records: EmulatedRecord[] } = await reply.json();
    list.replaceChildren(
      ...(records.length > 0
        ? [...records].reverse().slice(0, 25).map(record)
        : [element('li', { class: 'lede' }, 'Nothing here yet. Book a meeting.')]),
    );
  } catch {
    list.replaceChildren(element('li', { class: 'lede' }, `${crm.name} can’t be reached.`));
  }
}

function record(each: EmulatedRecord): HTMLElement {
  const facts = Object.entries(each).filter(
    ([name, value]) => shown.test(name) && value !== null && value !== '',
  );
  return element(
    'li',
    {},
    element('b', { class: 'num' }, each.id),
    element(
      'dl',
      {},
      ...facts.flatMap(([name, value]) => [
        element('dt', {}, name),
        element('dd', {}, typeof value === 'object' ? JSON.stringify(value) : String(value)),
      ]),
    ),
  );
}

/** Lists the widget's events as they come. */
export function watchEvents(): void {
  const list = byId('events', HTMLElement);
  const names = [
    'crm-connected',
    'crm-disconnected',
    'crm-permissions-checked',
    'mapping-changed',
    'crm-question-open',
    'crm-sync-retried',
    'crm-error',
  ];
  for (const name of names) {
    document.addEventListener(name, (event) => {
      if (!(event instanceof CustomEvent)) return;
      list.prepend(element('li', {}, element('b', {}, name), element('code', {}, summary(event.detail))));
      while (list.children.length > 12) list.lastElementChild?.remove();
    });
  }
}

function summary(detail: unknown): string {
  return JSON.stringify(detail, (key, value: unknown) =>
    ['mapping', 'checks', 'connection'].includes(key) && typeof value === 'object' ? '…' : value,
  );
}
