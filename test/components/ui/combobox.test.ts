import { aTimeout, expect, html, nextFrame, oneEvent } from '@open-wc/testing';
import type { Combobox, ComboboxOption, Objection, ValueChange } from '../../../components/ui/combobox.js';
import { click, expectAccessible, focused, press, shown, type } from './person.js';

const fields: ComboboxOption[] = [
  { value: 'country', label: 'Country', hint: 'Country', kind: 'text', typeLabel: 'Text' },
  { value: 'region', label: 'Region', hint: 'Region__c', kind: 'list', typeLabel: 'Picklist' },
  { value: 'sales', label: 'Region', hint: 'Sales_Region__c', kind: 'text', typeLabel: 'Text' },
  { value: 'target', label: 'Region Target', hint: 'Target__c', kind: 'number', typeLabel: 'Number' },
  { value: 'since', label: 'Région since', hint: 'Since__c', kind: 'date', typeLabel: 'Date' },
];
const many: ComboboxOption[] = Array.from({ length: 2000 }, (_, i) => ({
  value: `f${i}`,
  label: `Field ${i}`,
}));
const needsText: Objection = ({ kind }) => (kind === 'number' ? 'Needs a number.' : undefined);

interface Setting {
  readonly options?: readonly ComboboxOption[];
  readonly value?: string;
  readonly objection?: Objection;
  readonly clearable?: boolean;
  readonly dir?: 'ltr' | 'rtl';
}

async function picker({
  options = fields,
  value = '',
  objection,
  clearable = false,
  dir = 'ltr',
}: Setting = {}) {
  const box = await shown<Combobox>(
    html`<cc-combobox
      dir=${dir}
      label="Field for Country"
      placeholder="Choose a field"
      fit-heading="Fits Country"
      unfit-heading="Does not fit Country"
      .options=${options}
      .value=${value}
      .objection=${objection}
      ?clearable=${clearable}
    ></cc-combobox>`,
  );
  const changes: string[] = [];
  box.addEventListener('change', (event) => changes.push((event as ValueChange).detail.value));
  return { box, changes, input: inputOf(box) };
}

function inputOf(box: Combobox): HTMLInputElement {
  const input = box.shadowRoot?.querySelector('input');
  if (!input) throw new Error('The combobox has no input.');
  return input;
}

const all = (box: Combobox, selector: string) => [...(box.shadowRoot?.querySelectorAll(selector) ?? [])];
const words = (element: Element | null | undefined) =>
  (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
const labels = (box: Combobox) =>
  all(box, '[role=option]').map((option) => words(option.querySelector('.line > span')));
const isOpen = (box: Combobox) => inputOf(box).getAttribute('aria-expanded') === 'true';
function activeLabel(box: Combobox) {
  const id = inputOf(box).getAttribute('aria-activedescendant');
  return id ? words(box.shadowRoot?.getElementById(id)?.querySelector('.line > span')) : undefined;
}

describe('a combobox', () => {
  it('lets a person type part of a name, go down and take it with Enter', async () => {
    const { box, changes, input } = await picker();
    box.focus();
    await type('reg');
    expect(labels(box)).to.deep.equal(['Region', 'Region', 'Region Target', 'Région since']);
    expect(activeLabel(box)).to.equal(undefined);
    await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
    expect(changes).to.deep.equal(['target']);
    expect(input.value).to.equal('Region Target');
    expect(isOpen(box)).to.equal(false);
    expect(focused()).to.equal(input);
  });

  it('shows the matched part in bold, and technical names where labels collide', async () => {
    const { box } = await picker();
    box.focus();
    await type('regio');
    expect(all(box, 'b').map(words)).to.deep.equal(['Regio', 'Regio', 'Regio', 'Régio']);
    expect(all(box, '.api').map(words)).to.deep.equal(['Region__c', 'Sales_Region__c']);
  });

  it('opens with a click and closes with the next one beside the text', async () => {
    const { box } = await picker();
    await click(box);
    expect(isOpen(box)).to.equal(true);
    await click(box.shadowRoot?.querySelector('.field > .icon:last-of-type'));
    expect(isOpen(box)).to.equal(false);
  });

  it('has its text replaced by what is typed after a click, also when that text was selected before', async () => {
    const { box, changes, input } = await picker({ value: 'country' });
    input.focus();
    input.select();
    await click(input);
    await type('since');
    expect(input.value).to.equal('since');
    await press('Enter');
    expect(changes).to.deep.equal(['since']);
    await box.updateComplete;
    await click(input);
    await type('target');
    await press('Enter');
    expect(changes).to.deep.equal(['since', 'target']);
  });

  it('takes the option that is clicked', async () => {
    const { box, changes, input } = await picker();
    await click(box);
    await click(all(box, '[role=option]')[1]);
    expect(changes).to.deep.equal(['region']);
    expect(focused()).to.equal(input);
  });

  it('opens at the chosen option, and walks round', async () => {
    const { box } = await picker({ value: 'target' });
    box.focus();
    await press('ArrowDown');
    expect(activeLabel(box)).to.equal('Region Target');
    await press('End');
    expect(activeLabel(box)).to.equal('Région since');
    await press('ArrowDown');
    expect(activeLabel(box)).to.equal('Country');
    await press('ArrowUp');
    expect(activeLabel(box)).to.equal('Région since');
    await press('Home');
    expect(activeLabel(box)).to.equal('Country');
    await press('PageDown');
    expect(activeLabel(box)).to.equal('Région since');
  });

  it('opens with Alt+Down without moving to an option', async () => {
    const { box } = await picker();
    box.focus();
    await press('Alt+ArrowDown');
    expect(isOpen(box)).to.equal(true);
    expect(activeLabel(box)).to.equal(undefined);
  });

  it('leaves Home to the text until an option is active', async () => {
    const { box, input } = await picker();
    box.focus();
    await type('reg');
    await press('Home');
    expect(input.selectionStart).to.equal(0);
    expect(activeLabel(box)).to.equal(undefined);
  });

  it('puts the text back with Escape, and keeps that Escape to itself', async () => {
    const { box, changes, input } = await picker({ value: 'country' });
    const escapes: Event[] = [];
    const listener = (event: KeyboardEvent) => void (event.key === 'Escape' && escapes.push(event));
    document.addEventListener('keydown', listener);
    box.focus();
    await type('reg');
    await press('Escape');
    expect(input.value).to.equal('Country');
    expect(isOpen(box)).to.equal(false);
    expect(escapes).to.have.length(0);
    await press('Escape');
    expect(escapes).to.have.length(1);
    document.removeEventListener('keydown', listener);
    expect(changes).to.deep.equal([]);
  });

  it('takes the active option with Tab and moves on', async () => {
    const { box, changes, input } = await picker();
    box.focus();
    await press('ArrowDown', 'Tab');
    expect(changes).to.deep.equal(['country']);
    expect(focused()).to.not.equal(input);
  });

  it('forgets what was typed when a person leaves without choosing', async () => {
    const { box, changes, input } = await picker({ value: 'country' });
    box.focus();
    await type('reg');
    await press('Tab');
    expect(input.value).to.equal('Country');
    expect(isOpen(box)).to.equal(false);
    expect(changes).to.deep.equal([]);
  });

  it('takes with Enter the only option that is left, or the one typed in full', async () => {
    const { box, changes } = await picker();
    box.focus();
    await type('sales_');
    await press('Enter');
    await type('COUNTRY');
    await press('Enter');
    expect(changes).to.deep.equal(['sales', 'country']);
  });

  it('shows what does not fit last, with the reason, and does not take it', async () => {
    const { box, changes } = await picker({ objection: needsText });
    await click(box);
    expect(all(box, '.heading').map(words)).to.deep.equal(['Fits Country', 'Does not fit Country']);
    expect(labels(box).at(-1)).to.equal('Region Target');
    expect(words(all(box, '[aria-disabled=true] small')[0])).to.equal('Needs a number.');
    await press('ArrowUp', 'Enter');
    await click(all(box, '[aria-disabled=true]')[0]);
    expect(changes).to.deep.equal([]);
    expect(isOpen(box)).to.equal(true);
  });

  it('leaves keys to a composition', async () => {
    const { box, changes, input } = await picker();
    box.focus();
    await press('ArrowDown');
    for (const key of ['Enter', 'ArrowDown', 'Escape']) {
      input.dispatchEvent(
        new KeyboardEvent('keydown', { key, isComposing: true, bubbles: true, composed: true }),
      );
    }
    await box.updateComplete;
    expect(isOpen(box)).to.equal(true);
    expect(activeLabel(box)).to.equal('Country');
    expect(changes).to.deep.equal([]);
  });

  it('can be emptied, by its button and by its text', async () => {
    const { box, changes, input } = await picker({ value: 'country', clearable: true });
    await click(box.shadowRoot?.querySelector('.clear'));
    expect(changes).to.deep.equal(['']);
    expect(focused()).to.equal(input);
    box.value = 'region';
    await box.updateComplete;
    await press('ArrowDown', 'Backspace', 'Tab');
    expect(changes).to.deep.equal(['', '']);
  });

  it('shows the first hundred of 2,000 within two frames, the chosen one among them', async () => {
    const { box, input } = await picker({ options: many, value: 'f1500' });
    box.focus();
    await press('Alt+ArrowDown');
    await nextFrame();
    await nextFrame();
    expect(all(box, '[role=option]')).to.have.length(100);
    expect(labels(box)[0]).to.equal('Field 1500');
    expect(words(box.shadowRoot?.querySelector('.foot'))).to.contain('First 100 of 2000');
    await type('1999');
    expect(labels(box)).to.deep.equal(['Field 1999']);
    expect(words(box.shadowRoot?.querySelector('[role=status]'))).to.equal('1 of 2000');
    await type('9');
    expect(words(box.shadowRoot?.querySelector('.none'))).to.equal('No matches');
    expect(words(box.shadowRoot?.querySelector('.foot'))).to.equal('');
    expect(words(box.shadowRoot?.querySelector('[role=status]'))).to.equal('No matches');
    await press('ArrowDown');
    expect(input.hasAttribute('aria-activedescendant')).to.equal(false);
  });

  it('draws no more than is in sight at first, and all that a key reaches', async () => {
    const { box, input } = await picker({ options: many, value: 'f30' });
    box.show();
    await box.updateComplete;
    const drawn = all(box, '[role=option]').length;
    expect(drawn).to.be.within(31, 60);
    expect(box.shadowRoot?.querySelector('[aria-selected=true]')?.textContent).to.contain('Field 30');
    input.focus();
    await press('ArrowUp');
    const active = box.shadowRoot?.getElementById(input.getAttribute('aria-activedescendant') ?? '');
    expect(active?.textContent).to.contain('Field 99');
  });

  it('shows a value that is gone by the name it had', async () => {
    const { box, input } = await picker({ value: 'gone' });
    box.unknownLabel = 'Old region';
    await box.updateComplete;
    expect(input.value).to.equal('Old region');
  });

  it('does not open when it is disabled or read-only', async () => {
    const { box } = await picker({ value: 'country' });
    box.readonly = true;
    await box.updateComplete;
    await click(box);
    await press('ArrowDown');
    expect(isOpen(box)).to.equal(false);
  });

  it('reaches the action in its foot by Tab without closing', async () => {
    const box = await shown<Combobox>(
      html`<cc-combobox label="Field" .options=${fields}
        ><button slot="foot">Field missing?</button></cc-combobox
      >`,
    );
    box.focus();
    await press('Alt+ArrowDown', 'Tab');
    expect(words(focused())).to.equal('Field missing?');
    expect(isOpen(box)).to.equal(true);
    await press('Escape');
    expect(isOpen(box)).to.equal(false);
    expect(focused()).to.equal(inputOf(box));
  });

  it('opens under its field, at the start edge of the reading direction, inside the window', async () => {
    for (const dir of ['ltr', 'rtl'] as const) {
      const { box } = await picker({ dir });
      box.style.inlineSize = '200px';
      box.style.marginLeft = '300px';
      await click(box);
      await aTimeout(0);
      const list = box.shadowRoot?.querySelector('.floating')?.getBoundingClientRect();
      const field = box.shadowRoot?.querySelector('.field')?.getBoundingClientRect();
      if (!list || !field) throw new Error('Nothing is open.');
      expect(list.top).to.be.within(field.bottom, field.bottom + 8);
      const edge = dir === 'ltr' ? list.left - field.left : list.right - field.right;
      expect(Math.abs(edge)).to.be.below(2);
      await press('Escape');
    }
  });

  it('tells of a change once, and of nothing else', async () => {
    const { box } = await picker();
    const heard: string[] = [];
    for (const name of ['input', 'change']) box.parentElement?.addEventListener(name, () => heard.push(name));
    box.focus();
    await type('cou');
    const change = oneEvent(box, 'change');
    await press('ArrowDown', 'Enter', 'Tab');
    await change;
    expect(heard).to.deep.equal(['change']);
  });

  describe('is accessible', () => {
    it('closed, with and without a value', async () => {
      await expectAccessible((await picker({ value: 'region', clearable: true })).box);
      await expectAccessible((await picker()).box);
    });

    it('open, with an active option and options that do not fit', async () => {
      const { box } = await picker({ objection: needsText, value: 'region' });
      box.focus();
      await press('ArrowDown', 'ArrowDown');
      await expectAccessible(box);
    });

    it('with no match', async () => {
      const { box } = await picker({ options: many });
      box.focus();
      await type('zzz');
      await expectAccessible(box);
    });

    it('in each variant', async () => {
      const { box } = await picker({ value: 'region' });
      for (const state of ['quiet', 'flush', 'invalid', 'readonly', 'disabled', 'struck'] as const) {
        box[state] = true;
        await box.updateComplete;
        await expectAccessible(box);
        box[state] = false;
      }
    });
  });
});
