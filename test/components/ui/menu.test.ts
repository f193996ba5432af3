import { expect, html } from '@open-wc/testing';
import type { Menu } from '../../../components/ui/menu.js';
import type { ValueChange } from '../../../components/ui/combobox.js';
import { click, expectAccessible, focused, press, shown } from './person.js';

async function menu() {
  const element = await shown<Menu>(html`
    <cc-menu
      label="More for Phone"
      .items=${[
        { value: 'when', label: 'When to write' },
        { value: 'history', label: 'History', icon: 'clock' },
        { value: 'import', label: 'Import', disabled: true, note: 'Only admins import' },
        { value: 'remove', label: 'Remove', separated: true },
      ]}
    ></cc-menu>
  `);
  const chosen: string[] = [];
  element.addEventListener('choose', (event) => chosen.push((event as ValueChange).detail.value));
  const button = element.shadowRoot?.querySelector('button');
  return { element, chosen, button };
}

const name = () => focused()?.textContent?.replace(/\s+/g, ' ').trim();

describe('a menu', () => {
  it('opens from the keyboard, acts, and gives focus back', async () => {
    const { element, chosen, button } = await menu();
    element.focus();
    await press('Enter');
    await element.updateComplete;
    expect(name()).to.equal('When to write');
    expect(button?.getAttribute('aria-expanded')).to.equal('true');
    await press('ArrowDown', 'Enter');
    expect(chosen).to.deep.equal(['history']);
    expect(focused()).to.equal(button);
    await element.updateComplete;
    expect(button?.getAttribute('aria-expanded')).to.equal('false');
  });

  it('opens at the last item with Up, and walks round', async () => {
    const { element } = await menu();
    element.focus();
    await press('ArrowUp');
    expect(name()).to.equal('Remove');
    await press('ArrowDown');
    expect(name()).to.equal('When to write');
    await press('End', 'ArrowUp');
    expect(name()).to.contain('Only admins import');
    await press('Home');
    expect(name()).to.equal('When to write');
    await press('h');
    expect(name()).to.equal('History');
  });

  it('goes to the item whose first letters are typed, and round with the same letter', async () => {
    const fields = ['City', 'Company', 'Country', 'Phone', 'Complaint'];
    const element = await shown<Menu>(html`
      <cc-menu label="Insert" .items=${fields.map((label) => ({ value: label, label }))}></cc-menu>
    `);
    element.focus();
    await press('Enter');
    await element.updateComplete;
    await press('c', 'o', 'u');
    expect(name()).to.equal('Country');
    await press('Escape', 'Enter');
    await element.updateComplete;
    await press('c', 'c', 'c');
    expect(name()).to.equal('Complaint');
  });

  it('closes with Escape, and keeps that Escape to itself', async () => {
    const { element, chosen, button } = await menu();
    let escaped = 0;
    const listener = (event: KeyboardEvent) => void (event.key === 'Escape' && escaped++);
    document.addEventListener('keydown', listener);
    await click(button);
    await press('Escape');
    document.removeEventListener('keydown', listener);
    await element.updateComplete;
    expect(focused()).to.equal(button);
    expect(escaped).to.equal(0);
    expect(chosen).to.deep.equal([]);
  });

  it('closes with a second click on its button', async () => {
    const { element, button } = await menu();
    await click(button);
    await click(button);
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('[popover]')?.matches(':popover-open')).to.equal(false);
  });

  it('does not act on what is disabled', async () => {
    const { element, chosen } = await menu();
    element.focus();
    await press('ArrowDown', 'i', 'Enter');
    expect(chosen).to.deep.equal([]);
  });

  it('is accessible, closed and open', async () => {
    const { element, button } = await menu();
    await expectAccessible(element);
    await click(button);
    await element.updateComplete;
    await expectAccessible(element);
  });
});
