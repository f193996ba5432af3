import { html, nothing } from 'lit';
import { icon } from './icons.js';

/** Draws a ring of which `done` of `total` parts are filled, in the current colour; say the numbers beside it. */
export function ring(done: number, total: number) {
  return html`<svg class="ring" viewBox="0 0 16 16" aria-hidden="true">
    <circle cx="8" cy="8" r="5.75" />
    <circle cx="8" cy="8" r="5.75" pathLength=${total} stroke-dasharray="${done} ${total}" />
  </svg>`;
}

/** Draws a bar of `total` pieces, `done` of them filled; say the numbers beside it. */
export function segments(done: number, total: number) {
  const pieces = Array.from({ length: total }, (_, i) => html`<i class=${i < done ? 'on' : ''}></i>`);
  return html`<span class="segments" aria-hidden="true">${pieces}</span>`;
}

/** Draws the place of something that is loading: a line of text, or a control, as wide as its column. */
export function bone(shape: 'text' | 'short' | 'long' | 'control' = 'text') {
  return html`<span class="bone ${shape}" aria-hidden="true"></span>`;
}

/** Renders a sentence whose parts between `**` are bold: "**Choose Allow.** This page carries on." */
export function emphasised(text: string) {
  return text.split('**').map((part, i) => (i % 2 ? html`<b class="med">${part}</b>` : part));
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
