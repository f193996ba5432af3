import { expect, html } from '@open-wc/testing';
import type { Tabs } from '../../../components/ui/tabs.js';
import type { ValueChange } from '../../../components/ui/combobox.js';
import { ring } from '../../../components/ui/pieces.js';
import { click, expectAccessible, focused, press, shown } from './person.js';

async function tabs(dir: 'ltr' | 'rtl' = 'ltr', width = '600px') {
  const element = await shown<Tabs>(html`
    <cc-tabs
      dir=${dir}
      label="Objects"
      value="contact"
      .tabs=${[
        { value: 'lead', content: html`Leads <span class="danger">${ring(2, 3)}</span>` },
        { value: 'contact', content: html`Contacts <span class="sub">updates only</span>` },
        { value: 'event', content: 'Events' },
      ]}
      ><p>The panel</p></cc-tabs
    >
  `);
  element.style.inlineSize = width;
  const changes: string[] = [];
  element.addEventListener('change', (event) => changes.push((event as ValueChange).detail.value));
  return { element, changes };
}

const selected = (element: Tabs) =>
  element.shadowRoot?.querySelector('[aria-selected=true]')?.textContent?.trim().split(/\s/)[0];

describe('tabs', () => {
  it('show the tab that is clicked', async () => {
    const { element, changes } = await tabs();
    await click(element.shadowRoot?.querySelectorAll('[role=tab]')[2]);
    expect(selected(element)).to.equal('Events');
    expect(changes).to.deep.equal(['event']);
  });

  it('follow the arrows along the reading direction, and walk round', async () => {
    for (const [dir, next] of [
      ['ltr', 'ArrowRight'],
      ['rtl', 'ArrowLeft'],
    ] as const) {
      const { element, changes } = await tabs(dir);
      element.focus();
      await press(next, next);
      expect(changes).to.deep.equal(['event', 'lead']);
      expect(focused()?.textContent).to.contain('Leads');
      await press('End', 'Home');
      expect(changes.slice(2)).to.deep.equal(['event', 'lead']);
    }
  });

  it('are one stop for Tab, and name their panel', async () => {
    const { element } = await tabs();
    const panel = element.shadowRoot?.querySelector('[role=tabpanel]');
    const name = element.shadowRoot?.getElementById(panel?.getAttribute('aria-labelledby') ?? '');
    expect(name?.textContent).to.contain('Contacts');
    expect(element.shadowRoot?.querySelectorAll('[tabindex="0"]')).to.have.length(1);
  });

  it('fade at the end behind which there is more', async () => {
    const { element } = await tabs('ltr', '180px');
    const row = element.shadowRoot?.querySelector('.tabs');
    element.requestUpdate();
    await element.updateComplete;
    expect(row?.classList.contains('end')).to.equal(true);
    expect(row?.classList.contains('start')).to.equal(false);
    element.focus();
    await press('End');
    await element.updateComplete;
    expect((row?.scrollLeft ?? 0) > 0).to.equal(true);
  });

  it('are accessible', async () => {
    await expectAccessible((await tabs()).element);
  });
});
