import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Combobox, ValueChange } from '../../../components/ui/combobox.js';
import { registerUi } from '../../../components/ui/register.js';

registerUi();

const options = ['Country', 'Region', 'Sector'].map((label) => ({ value: label.toLowerCase(), label }));

describe('a combobox that was never opened', () => {
  it('has its role and name, and loses no key', async () => {
    const box = await fixture<Combobox>(
      html`<cc-combobox label="Field to fill" .options=${options}></cc-combobox>`,
    );
    const changes: string[] = [];
    box.addEventListener('change', (event) => changes.push((event as ValueChange).detail.value));
    const { input } = box;
    expect(input.getAttribute('role')).to.equal('combobox');
    expect(input.getAttribute('aria-label')).to.equal('Field to fill');
    expect(input.getAttribute('aria-expanded')).to.equal('false');
    const press = (key: string) =>
      input.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
      );
    // All in one turn, so that nothing was drawn between them; a page must not scroll or submit.
    expect([press('ArrowDown'), press('ArrowDown'), press('Enter')]).to.deep.equal([false, false, false]);
    await box.updateComplete;
    expect(changes).to.deep.equal(['region']);
    expect(input.value).to.equal('Region');
    box.focus();
    await sendKeys({ press: 'ArrowDown' });
    expect(input.getAttribute('aria-activedescendant')).to.equal('o1');
  });
});
