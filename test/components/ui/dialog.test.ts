import { expect, html } from '@open-wc/testing';
import type { Combobox } from '../../../components/ui/combobox.js';
import type { Dialog } from '../../../components/ui/dialog.js';
import { click, expectAccessible, focused, press, shown } from './person.js';

async function page() {
  const main = await shown<Dialog>(html`
    <cc-dialog heading="Match values">
      <span slot="lead">Several answers may share one value.</span>
      <cc-combobox label="Value for Just me" .options=${[{ value: 'solo', label: 'Solo' }]}></cc-combobox>
      <span slot="foot">8 of 9 matched</span>
      <button slot="actions" class="button primary">Done</button>
    </cc-dialog>
    <button class="button" id="opener">Edit</button>
  `);
  const opener = main.parentElement?.querySelector<HTMLElement>('#opener');
  opener?.addEventListener('click', () => (main.open = true));
  const box = main.querySelector<Combobox>('cc-combobox');
  if (!box || !opener) throw new Error('The page is incomplete.');
  return { dialog: main, opener, box };
}

const isOpen = (dialog: Dialog) => dialog.shadowRoot?.querySelector('dialog')?.open;

describe('a dialog', () => {
  it('opens at its heading and gives focus back when Escape closes it', async () => {
    const { dialog, opener } = await page();
    opener.focus();
    await press('Enter');
    await dialog.updateComplete;
    expect(focused()?.textContent).to.equal('Match values');
    await press('Escape');
    await dialog.updateComplete;
    expect(isOpen(dialog)).to.equal(false);
    expect(dialog.open).to.equal(false);
    expect(focused()).to.equal(opener);
  });

  it('stays when Escape closes a list inside it', async () => {
    const { dialog, opener, box } = await page();
    await click(opener);
    await dialog.updateComplete;
    box.focus();
    await press('ArrowDown', 'Escape');
    expect(isOpen(dialog)).to.equal(true);
    await press('Escape');
    expect(isOpen(dialog)).to.equal(false);
  });

  it('closes with its button and says so', async () => {
    const { dialog, opener } = await page();
    let closed = 0;
    dialog.addEventListener('close', () => closed++);
    await click(opener);
    await dialog.updateComplete;
    await click(dialog.shadowRoot?.querySelector('.icon-button'));
    await dialog.updateComplete;
    expect(isOpen(dialog)).to.equal(false);
    expect(closed).to.equal(1);
  });

  it('is accessible', async () => {
    const { dialog, opener } = await page();
    await click(opener);
    await dialog.updateComplete;
    await expectAccessible(dialog);
  });
});
