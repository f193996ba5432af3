import { expect, html } from '@open-wc/testing';
import type { CopyButton } from '../../../components/ui/copy-button.js';
import { emphasised } from '../../../components/ui/emphasised.js';
import { bone } from '../../../components/ui/pieces.js';
import { disclosure, segments } from '../../../components/ui/pieces-more.js';
import { registerUi } from '../../../components/ui/register.js';
import type { Toast } from '../../../components/ui/toast.js';
import type { Toggletip } from '../../../components/ui/toggletip.js';
import { click, expectAccessible, focused, press, shown } from './person.js';

const text = (element: Element | null | undefined) =>
  (element?.textContent ?? '').replace(/\s+/g, ' ').trim();

describe('a passing message', () => {
  it('is heard from a region that was there before, and can be undone', async () => {
    const toast = await shown<Toast>(html`<cc-toast></cc-toast>`);
    const region = toast.shadowRoot?.querySelector('[role=status]');
    expect(text(region)).to.equal('');
    let undone = 0;
    toast.show({ text: 'Saved version 8', action: 'Undo', onAction: () => undone++ });
    await toast.updateComplete;
    expect(text(region)).to.equal('Saved version 8');
    await expectAccessible(toast);
    await click(toast.shadowRoot?.querySelector('.link'));
    await toast.updateComplete;
    expect(undone).to.equal(1);
    expect(toast.shadowRoot?.querySelector('.toast')?.matches(':popover-open')).to.equal(false);
  });

  it('is said again when it is the same', async () => {
    const toast = await shown<Toast>(html`<cc-toast></cc-toast>`);
    const region = toast.shadowRoot?.querySelector('[role=status]');
    toast.announce('Saved');
    await toast.updateComplete;
    const first = region?.textContent;
    toast.announce('Saved');
    await toast.updateComplete;
    expect(region?.textContent).to.not.equal(first);
  });
});

describe('a copy button', () => {
  it('copies and says so', async () => {
    const button = await shown<CopyButton>(
      html`<cc-copy-button label="Copy message" .text=${'hello'}></cc-copy-button>`,
    );
    const copied: string[] = [];
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async (words: string) => void copied.push(words) },
    });
    await click(button);
    await button.updateComplete;
    expect(copied).to.deep.equal(['hello']);
    expect(text(button.shadowRoot?.querySelector('button'))).to.equal('Copied');
    expect(text(button.shadowRoot?.querySelector('[role=status]'))).to.equal('Copied');
    await expectAccessible(button);
  });

  it('shows the text selected where the browser refuses', async () => {
    const button = await shown<CopyButton>(
      html`<cc-copy-button label="Copy message" .text=${'hello'}></cc-copy-button>`,
    );
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined });
    await click(button);
    await button.updateComplete;
    expect(button.shadowRoot?.querySelector('textarea')?.value).to.equal('hello');
    expect(focused()?.localName).to.equal('textarea');
    await expectAccessible(button);
  });
});

describe('a toggletip', () => {
  it('explains when pressed, describes its button, and closes with Escape', async () => {
    const tip = await shown<Toggletip>(
      html`<cc-toggletip label="Why Company is required">A lead needs one.</cc-toggletip>`,
    );
    const floating = tip.shadowRoot?.querySelector('.floating');
    tip.focus();
    await press('Enter');
    await tip.updateComplete;
    expect(floating?.matches(':popover-open')).to.equal(true);
    await expectAccessible(tip);
    await press('Escape');
    expect(floating?.matches(':popover-open')).to.equal(false);
  });
});

describe('small pieces', () => {
  it('are accessible together', async () => {
    const card = await shown(html`
      <div>
        ${emphasised('**Bookings would fail.** Company has no value.')} ${segments(2, 3)} ${bone('control')}
        ${disclosure(
          {
            id: 'd',
            open: true,
            onToggle: () => {},
            summary: 'Permissions',
            end: html`<button class="link">Check</button>`,
          },
          () => 'All granted',
        )}
        <p class="note danger"><span class="danger">Fails</span> <span class="muted">muted</span></p>
        <p class="note warning"><span class="warning">Look</span></p>
        <span class="badge">Plain</span> <span class="badge warning">Sandbox</span>
        <span class="badge danger">Failed</span> <span class="badge success">Create</span>
        <span class="badge accent">Suggested</span> <button class="button primary">Save</button>
        <button class="button">Open</button> <button class="button text">Cancel</button>
        <label class="choice"><input type="radio" checked />Leads</label>
        <label class="choice"><input type="checkbox" checked />Booked</label>
        <input class="input" aria-label="Fallback" placeholder="Enter a value" />
        <span class="select"
          ><select aria-label="Guests">
            <option>Ignore</option>
          </select></span
        >
      </div>
    `);
    await expectAccessible(card);
  });

  it('are registered once, also when another copy came first', () => {
    registerUi();
    registerUi();
    expect(customElements.get('cc-tabs')).to.not.equal(undefined);
  });
});
