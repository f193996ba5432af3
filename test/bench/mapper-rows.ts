import type { Page } from 'playwright-core';
import { mapperSite } from './mapper-page.js';
import type { Table } from './report.js';
import { median } from './timing.js';

const fieldCount = 2000;
const rowCount = 40;
const rounds = 9;
const switches = 50;

/** Picking on a page with 40 rows and 2,000 fields beside as many native selects, and what 50 switches of tabs leave behind. */
export async function mapperRows(): Promise<readonly Table[]> {
  const site = await mapperSite();
  try {
    const stage = await site.stage();
    const { status } = await stage.connect('salesforce');
    if (status !== 'connected') throw new Error(`The CRM could not be connected: ${status}`);
    const known = await stage.api().get('/providers/salesforce/objects/Lead/fields');
    const words = ['Account', 'Billing', 'Contact', 'Delivery', 'Estimate'];
    const add = Array.from({ length: fieldCount - known.body.fields.length }, (_, at) => ({
      name: `Field_${at}__c`,
      label: `${words[at % words.length]} field ${at}`,
      type: 'string',
      length: 80,
    }));
    await stage.crm('salesforce').patch({ fields: { Lead: { add } } });
    await stage.api().get('/providers/salesforce/objects/Lead/fields?refresh=true');
    const { body: mapping } = await stage.api().get('/providers/salesforce/mapping');
    const rows = mapping.objects.Lead.rows;
    for (let at = 0; rows.length < rowCount; at++) {
      rows.push({ ...rows.at(-1), id: `row-${at}`, target: `Field_${at}__c`, locked: false });
    }
    const saved = await stage
      .api()
      .put('/providers/salesforce/mapping', mapping, { 'if-match': `"${mapping.version}"` });
    if (saved.status !== 200) throw new Error(JSON.stringify(saved.body));

    const page = await site.page();
    await site.open(page);
    await page.getByRole('button', { name: 'Add Mapping' }).waitFor();
    const ours = await page.evaluate(pick, rounds);
    const other = await site.page();
    const native = await other.evaluate(selects, { fieldCount, rowCount, rounds: 5 });
    // A page behind another one gets no frames.
    await other.context().close();

    await site.open(page);
    const grown = await memory(page);
    return [
      {
        title: `${rowCount} rows whose pickers offer ${fieldCount.toLocaleString('en')} fields`,
        note: `Median of ${rounds}, on the real mapper: script, style and layout, not paint. Baseline: ${rowCount} native <select>s with all fields each, of which one shows 12; they can't be narrowed.`,
        rows: [
          {
            what: 'open a picker of a row',
            'ours (ms)': median(ours.open),
            'native selects (ms)': median(native),
          },
          { what: 'type two letters', 'ours (ms)': median(ours.type), 'native selects (ms)': '–' },
          { what: 'clear the text', 'ours (ms)': median(ours.clear), 'native selects (ms)': '–' },
        ],
      },
      {
        title: `Memory after ${switches} switches of tabs`,
        note: 'After a collection of garbage; ten switches before the first look, so that all is loaded.',
        rows: [
          {
            'before (MB)': grown.before.heap / 2 ** 20,
            'after (MB)': grown.after.heap / 2 ** 20,
            'growth (MB)': (grown.after.heap - grown.before.heap) / 2 ** 20,
            'nodes before': grown.before.nodes,
            'nodes after': grown.after.nodes,
            'listeners grown': grown.after.listeners - grown.before.listeners,
          },
        ],
      },
    ];
  } finally {
    await site.close();
  }
}

async function memory(page: Page) {
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.enable');
  await client.send('Performance.enable');
  const tabs = page.getByRole('tab');
  const turn = async (times: number) => {
    for (let at = 0; at < times; at++) await tabs.nth(at % 3).click();
    await tabs.nth(1).click();
    await page.getByRole('combobox').first().waitFor();
  };
  const look = async () => {
    for (let at = 0; at < 3; at++) await client.send('HeapProfiler.collectGarbage');
    const { usedSize } = await client.send('Runtime.getHeapUsage');
    const { metrics } = await client.send('Performance.getMetrics');
    const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
    return { heap: usedSize, nodes: of('Nodes'), listeners: of('JSEventListeners') };
  };
  await turn(10);
  const before = await look();
  await turn(switches);
  return { before, after: await look() };
}

// What follows runs in the page, so each stands on its own.

async function pick(rounds: number) {
  const mapper = document.querySelector('crm-field-mapper')?.shadowRoot;
  if (!mapper) throw new Error('There is no mapper.');
  const boxes = [...mapper.querySelectorAll('.name cc-combobox')];
  const box = boxes.at(-1);
  if (!(box instanceof customElements.get('cc-combobox')!)) throw new Error('There are no pickers.');
  const picker = box as HTMLElement & { show(): void; hide?(): void; updateComplete: Promise<unknown> };
  const input = picker.shadowRoot?.querySelector('input');
  if (!input) throw new Error('The picker has no input.');
  const times = { open: [] as number[], type: [] as number[], clear: [] as number[] };
  const timed = async (into: number[], work: () => void) => {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const start = performance.now();
    work();
    await picker.updateComplete;
    document.body.getBoundingClientRect();
    into.push(performance.now() - start);
  };
  const types = (text: string) => () => {
    input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  };
  for (let round = 0; round < rounds; round++) {
    input.focus();
    await timed(times.open, () => picker.show());
    await timed(times.type, types('bi'));
    await timed(times.clear, types(''));
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
    input.blur();
    await picker.updateComplete;
  }
  return times;
}

async function selects({ fieldCount, rowCount, rounds }: Record<string, number>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < (rounds ?? 1); round++) {
    document.body.replaceChildren();
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const start = performance.now();
    for (let row = 0; row < (rowCount ?? 0); row++) {
      const select = document.createElement('select');
      if (row === 0) select.size = 12;
      for (let at = 0; at < (fieldCount ?? 0); at++)
        select.append(new Option(`Billing field ${at}`, `${at}`));
      document.body.append(select);
    }
    document.body.getBoundingClientRect();
    times.push(performance.now() - start);
  }
  return times;
}
