import { html, nothing } from 'lit';
import { icon } from './icons.js';

/** Draws a bar of `total` pieces, `done` of them filled; say the numbers beside it. */
export function segments(done: number, total: number) {
  const pieces = Array.from({ length: total }, (_, i) => html`<i class=${i < done ? 'on' : ''}></i>`);
  return html`<span class="segments" aria-hidden="true">${pieces}</span>`;
}

/** What a disclosure shows; `open` is the caller's state, `onToggle` asks to change it. */
export interface DisclosureParts {
  /** Unique in the shadow root; the content's id. */
  readonly id: string;
  readonly open: boolean;
  readonly onToggle: () => void;
  /** Words on the button. */
  readonly summary: unknown;
  /** Something at the end of the line, outside the button. */
  readonly end?: unknown;
}

/** Draws a line with a chevron button, and the content under it while open. */
export function disclosure({ id, open, onToggle, summary, end }: DisclosureParts, content: () => unknown) {
  return html`<div class="disclosure">
      <button type="button" aria-expanded=${open ? 'true' : 'false'} aria-controls=${id} @click=${onToggle}>
        ${icon('chevron-end')}<span>${summary}</span>
      </button>
      ${end ? html`<span class="end">${end}</span>` : nothing}
    </div>
    <div id=${id} ?hidden=${!open}>${open ? content() : nothing}</div>`;
}
