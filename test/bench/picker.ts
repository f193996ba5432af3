import { chromium } from 'playwright-core';
import { findBrowser } from '../browser.js';
import { bundle, servePage, tsxInPage } from './bundle.js';
import type { Table } from './report.js';
import { median } from './timing.js';

const rounds = 15;
const kinds = ['ours', 'list', 'select'] as const;

/** Milliseconds of one round; null for what a kind of picker cannot do. */
interface Round {
  readonly show: number;
  readonly type: number | null;
  readonly clear: number | null;
}

/** Time to show, type in and clear a picker with 2,000 fields in a real browser, beside two simple ones. */
export async function pickerBench(): Promise<Table> {
  const site = await servePage(await bundle(), () => '<main></main>');
  const { executablePath, args } = await findBrowser();
  const browser = await chromium.launch({ executablePath, args: [...args] });
  try {
    const page = await browser.newPage();
    await page.addInitScript(tsxInPage);
    await page.goto(site.origin);
    await page.evaluate(() => customElements.whenDefined('cc-combobox'));

    const times = new Map(kinds.map((kind) => [kind, [] as Round[]]));
    for (let round = -3; round < rounds; round++) {
      for (const kind of kinds) {
        const time = await page.evaluate(playRound, kind);
        if (round >= 0) times.get(kind)?.push(time);
      }
    }
    const of = (kind: (typeof kinds)[number], step: keyof Round) =>
      median((times.get(kind) ?? []).map((time) => time[step] ?? NaN));
    const row = (what: string, step: keyof Round) => {
      const ours = of('ours', step);
      const select = of('select', step);
      return {
        what,
        'ours (ms)': ours,
        'list of all (ms)': of('list', step),
        '× ours': of('list', step) / ours,
        'native select (ms)': Number.isNaN(select) ? '–' : select,
        '× ours ': Number.isNaN(select) ? '–' : (select / ours).toFixed(1),
      };
    };
    return {
      title: `A picker with 2,000 fields in ${browser.browserType().name()} ${browser.version()}`,
      note: `Median of ${rounds} rounds: script, style and layout, not paint. Baselines: a list that draws all 2,000 options, a native <select> with all of them (can't be narrowed).`,
      rows: [
        row('add to the page and open', 'show'),
        row('type two letters', 'type'),
        row('clear the text', 'clear'),
      ],
    };
  } finally {
    await browser.close();
    site.close();
  }
}

/** Runs in the page, so it stands on its own. */
async function playRound(kind: 'ours' | 'list' | 'select'): Promise<Round> {
  const options = Array.from({ length: 2000 }, (_, at) => ({
    value: `Field_${at}__c`,
    label: `${['Account', 'Billing', 'Contact', 'Delivery', 'Estimate'][at % 5]} field ${at}`,
    hint: `Field_${at}__c`,
    kind: 'text' as const,
    typeLabel: 'Text',
  }));
  const main = document.querySelector('main') ?? document.body;
  const layout = () => void main.getBoundingClientRect().height;
  const timed = async (work: () => unknown) => {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const start = performance.now();
    await work();
    layout();
    return performance.now() - start;
  };
  const typeInto = (input: HTMLInputElement, text: string) => {
    input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  };

  let show = NaN;
  let type: number | null = null;
  let clear: number | null = null;
  if (kind === 'ours') {
    const box = document.createElement('cc-combobox');
    show = await timed(async () => {
      box.options = options;
      box.label = 'Field';
      main.append(box);
      await box.updateComplete;
      box.show();
      await box.updateComplete;
    });
    const input = box.shadowRoot?.querySelector('input');
    if (!input) throw new Error('The combobox has no input.');
    const types = (text: string) => async () => {
      typeInto(input, text);
      await box.updateComplete;
    };
    type = await timed(types('bi'));
    clear = await timed(types(''));
  } else if (kind === 'list') {
    const input = document.createElement('input');
    const list = document.createElement('ul');
    const draw = () => {
      const text = input.value.toLowerCase();
      list.replaceChildren(
        ...options
          .filter(({ label }) => label.toLowerCase().includes(text))
          .map(({ label, typeLabel }) => {
            const item = document.createElement('li');
            item.setAttribute('role', 'option');
            item.append(label, document.createElement('small'));
            item.lastElementChild?.append(typeLabel);
            return item;
          }),
      );
    };
    input.addEventListener('input', draw);
    show = await timed(() => {
      draw();
      main.append(input, list);
    });
    type = await timed(() => typeInto(input, 'bi'));
    clear = await timed(() => typeInto(input, ''));
  } else {
    show = await timed(() => {
      const select = document.createElement('select');
      // As many rows as an open list shows, since a script can't open a native one.
      select.size = 12;
      select.append(...options.map(({ label, value }) => new Option(label, value)));
      main.append(select);
    });
  }
  main.replaceChildren();
  return { show, type, clear };
}
