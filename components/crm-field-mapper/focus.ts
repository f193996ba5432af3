import { LitElement } from 'lit';
import { Combobox } from '../ui/combobox.js';
import type { Focus } from './editor.js';

/** Moves focus to a part of the mapper once the next drawing stands; a field that is to be chosen opens. */
export async function moveFocus(host: LitElement, where: Focus): Promise<void> {
  await host.updateComplete;
  const row = 'row' in where ? `[data-row="${CSS.escape(where.row)}"] ` : '';
  const { renderRoot } = host;
  const find = () =>
    [...renderRoot.querySelectorAll<HTMLElement>(`${row}[data-part="${where.kind}"]`)].at(-1);
  if (where.kind === 'text' && !find()) {
    // The options of a row load when first opened, and are drawn by the next frame.
    await import('./row-options-view.js');
    await new Promise(requestAnimationFrame);
    await host.updateComplete;
  }
  // Nothing can be added where an object is off.
  const found = find() ?? (where.kind === 'add' ? renderRoot.querySelector('h2') : null);
  if (found instanceof LitElement) await found.updateComplete;
  found?.scrollIntoView({ block: 'nearest' });
  found?.focus();
  if (where.kind === 'target' && found instanceof Combobox) found.show();
}
