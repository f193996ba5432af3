import { expect } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';
import { eventually, focusedName, settled } from '../reader.js';
import { focused, press, type } from '../ui/person.js';
import { openMapper, type MapperPage } from './mapper-page.js';

/** Presses a mouse button on the middle of something, holds it for a moment as a hand does, and lets go. */
async function clickSlowly(page: MapperPage, target: HTMLElement): Promise<void> {
  const { x, y, width, height } = target.getBoundingClientRect();
  await sendMouse({ type: 'move', position: [Math.round(x + width / 2), Math.round(y + height / 2)] });
  await sendMouse({ type: 'down', button: 'left' });
  for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
  await sendMouse({ type: 'up', button: 'left' });
  await settled(page.element);
}

describe('the field mapper, by mouse', () => {
  beforeEach(() => sessionStorage.clear());

  it('keeps what is being clicked in its place while a text that was typed is taken', async () => {
    const page = await openMapper();
    await page.add('annual revenue');
    const fallback = await page.see('textbox', 'If empty, use for Annual Revenue');
    const add = await page.see('button', 'Add Mapping');
    add.scrollIntoView({ block: 'center' });
    fallback.focus();
    await type('lots');
    const before = add.getBoundingClientRect().y;
    await clickSlowly(page, add);
    await page.reads('Annual Revenue needs a number; “lots” is none.');
    await page.see('group', 'New mapping');
    expect(add.getBoundingClientRect().y).not.to.equal(before);
  });

  it('draws again when the press ended where the page heard nothing of it', async () => {
    const page = await openMapper();
    const head = page.element.shadowRoot?.querySelector('.head');
    head?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
    page.element.object = 'Contact';
    await eventually(
      'contacts',
      () => page.find('tab', /^Contacts/)?.getAttribute('aria-selected') === 'true',
    );
  });
});

describe('the field mapper, by keyboard', () => {
  beforeEach(() => sessionStorage.clear());

  it('goes on beside the rows after a save, and says that it was saved', async () => {
    const page = await openMapper();
    await page.choose('Source of First Name', 'Full name');
    (await page.see('button', 'Save')).focus();
    await press('Enter');
    await page.hears('Saved version 2');
    await page.focusOn('Add Mapping');
    expect(focused()?.checkVisibility()).to.equal(true);
  });

  it('goes on there too after all was discarded, or the last change was taken back', async () => {
    const page = await openMapper();
    for (const way of ['Discard', 'Undo last change']) {
      await page.choose('Source of First Name', 'Full name');
      (await page.see('button', way)).focus();
      await press('Enter');
      await page.focusOn('Add Mapping');
    }
  });

  it('goes to the heading where nothing can be added', async () => {
    const page = await openMapper({ object: 'Case' });
    await page.press('button', 'Switch Cases on');
    await page.press('button', 'Switch Cases off');
    await page.press('radio', 'Contacts');
    (await page.see('button', 'Save')).focus();
    await press('Enter');
    await eventually('focus on the heading', () => focusedName() === 'Salesforce fields');
  });
});

describe('a dialog of the field mapper', () => {
  beforeEach(() => sessionStorage.clear());

  it('gives focus back to what opened it, also when a button of its own closes it', async () => {
    const page = await openMapper();
    await page.choose('Source of First Name', 'Full name');
    (await page.see('button', 'What changed: 1 changed')).focus();
    await press('Enter');
    (await page.see('button', 'Done')).focus();
    await press('Enter');
    await page.focusOn('What changed: 1 changed');
  });
});

describe('a required field with a source and no value for empty', () => {
  beforeEach(() => sessionStorage.clear());

  it('says quietly which bookings would fail, until there is a value', async () => {
    const page = await openMapper();
    const said = 'Bookings that create a lead without Company would fail.';
    await page.reads(said);
    const row = await page.see('group', 'Mapping of Company');
    expect(row.matches('.danger, .warning')).to.equal(false);
    expect(page.find('tab', /^Leads.*all set/)).not.to.equal(undefined);
    await page.fill('If empty, use for Company', 'Individual');
    await eventually('no hint', () => !page.element.shadowRoot?.textContent?.includes(said));
  });

  it('says nothing where new people become something else', async () => {
    const page = await openMapper({ object: 'Contact' });
    await page.see('group', 'Mapping of Last Name');
    expect(page.element.shadowRoot?.textContent).not.to.contain('would fail');
  });
});
