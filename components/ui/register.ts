import { Combobox } from './combobox.js';
import { Tabs } from './tabs.js';

declare global {
  interface HTMLElementTagNameMap {
    'cc-combobox': Combobox;
    'cc-tabs': Tabs;
  }
}

/** Registers the inner elements that the first row needs; `register-more.ts` has the others. */
export function registerUi() {
  define({ 'cc-combobox': Combobox, 'cc-tabs': Tabs });
}

/** Registers elements by tag. A tag that is taken, by another copy of this code, is left as it is. */
export function define(elements: Readonly<Record<string, CustomElementConstructor>>) {
  for (const [tag, element] of Object.entries(elements)) {
    if (!customElements.get(tag)) customElements.define(tag, element);
  }
}
