import { html } from 'lit';

/** Draws a ring of which `done` of `total` parts are filled, in the current colour; say the numbers beside it. */
export function ring(done: number, total: number) {
  return html`<svg class="ring" viewBox="0 0 16 16" aria-hidden="true">
    <circle cx="8" cy="8" r="5.75" />
    <circle cx="8" cy="8" r="5.75" pathLength=${total} stroke-dasharray="${done} ${total}" />
  </svg>`;
}

/** Draws the place of something that is loading: a line of text, or a control, as wide as its column. */
export function bone(shape: 'text' | 'short' | 'long' | 'control' = 'text') {
  return html`<span class="bone ${shape}" aria-hidden="true"></span>`;
}
