import { backend, type EmulatedCrm } from './backend.js';
import { byId, element } from './dom.js';
import { connections, newPeople } from './from-server.js';
import { recordCard, type EmulatedRecord } from './record-card.js';

/** Objects worth watching in each CRM, with their names for people. */
const objects: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  hubspot: { contacts: 'Contacts', meetings: 'Meetings' },
  salesforce: { Lead: 'Leads', Contact: 'Contacts', Event: 'Events', Case: 'Cases' },
};
const most = 25;
const lookEvery = 2000;

/** The emulated CRM's records beside the page, so that one sees bookings arrive. It follows what is connected. */
export class RecordsView {
  private readonly source = byId('record-source', HTMLSelectElement);
  private readonly pills = byId('record-objects', HTMLElement);
  private readonly list = byId('records', HTMLElement);
  private object = '';
  /** By CRM: the object that new people become, as it was last heard. */
  private readonly becomes = new Map<string, string>();
  private crms: readonly EmulatedCrm[] = [];
  /** Texts of the cards that are shown, by id: what differs from them is new. */
  private shown: { readonly of: string; readonly texts: Map<string, string> } | undefined;

  async start(): Promise<void> {
    const { crms } = await backend.config();
    this.crms = crms;
    for (const { id, name } of crms) {
      for (const org of ['tidy', 'awkward'])
        this.source.append(element('option', { value: `${id} ${org}` }, `${name}, ${org}`));
    }
    this.source.addEventListener('change', () => this.choose(this.source.value));
    for (const name of ['crm-connected', 'crm-disconnected'])
      document.addEventListener(name, (event) => {
        if (event instanceof CustomEvent) void this.follow(String(event.detail.provider));
      });
    document.addEventListener('mapping-changed', (event) => {
      if (event instanceof CustomEvent && event.detail.saved)
        this.followNewPeople(String(event.detail.provider), event.detail.mapping.createAs);
    });
    await this.follow();
    setInterval(() => {
      if (document.visibilityState === 'visible') void this.look();
    }, lookEvery);
  }

  /** Shows the org that a CRM is connected to. */
  private async follow(provider?: string): Promise<void> {
    const connected = await connections();
    const chosen = connected.find((each) => each.provider === provider) ?? connected[0];
    const org = chosen && /awkward/i.test(chosen.accountName) ? 'awkward' : 'tidy';
    this.choose(chosen ? `${chosen.provider} ${org}` : (this.source.value ?? ''));
    if (chosen) this.followNewPeople(chosen.provider, await newPeople(chosen.provider));
  }

  /** Shows the records that new people become, once that is another object than before. */
  private followNewPeople(provider: string, object: string | undefined): void {
    const before = this.becomes.get(provider);
    if (!object || object === before || !this.source.value.startsWith(`${provider} `)) return;
    this.becomes.set(provider, object);
    this.object = object;
    this.choose(this.source.value);
  }

  private choose(value: string): void {
    this.source.value = value;
    const offered = objects[value.split(' ')[0] ?? ''] ?? {};
    if (!(this.object in offered)) this.object = Object.keys(offered)[0] ?? '';
    this.pills.replaceChildren(
      ...Object.entries(offered).map(([name, label]) => {
        const radio = element('input', {
          type: 'radio',
          name: 'record-object',
          value: name,
          checked: name === this.object,
          change: () => {
            this.object = name;
            void this.look();
          },
        });
        return element('label', {}, radio, element('span', {}, label));
      }),
    );
    void this.look();
  }

  private async look(): Promise<void> {
    const [id, org] = this.source.value.split(' ');
    const crm = this.crms.find((each) => each.id === id);
    if (!crm) return;
    const of = `${id} ${org} ${this.object}`;
    try {
      const reply = await fetch(`${crm.url}/_emulator/records/${this.object}?org=${org}`);
      const { records }: { records: EmulatedRecord[] } = await reply.json();
      if (of === `${this.source.value} ${this.object}`) this.draw(of, records);
    } catch {
      this.shown = undefined;
      this.list.replaceChildren(element('li', { class: 'lede' }, `${crm.name} can’t be reached.`));
    }
  }

  private draw(of: string, records: readonly EmulatedRecord[]): void {
    const before = this.shown?.of === of ? this.shown.texts : undefined;
    const cards = [...records].reverse().slice(0, most).map(recordCard);
    const texts = new Map(cards.map((card, at) => [String(at), card.textContent ?? '']));
    const known = new Set(before?.values());
    // What is the same is left alone, so that nothing flickers and a selection stays.
    if (before && [...texts.values()].join() === [...before.values()].join()) return;
    for (const card of cards) if (before && !known.has(card.textContent ?? '')) card.classList.add('new');
    this.shown = { of, texts };
    this.list.replaceChildren(
      ...(cards.length > 0 ? cards : [element('li', { class: 'lede' }, 'Nothing here yet. Book a meeting.')]),
    );
  }
}
