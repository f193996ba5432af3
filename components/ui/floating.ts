import { css } from 'lit';

/**
 * Shape and place of what floats beside its anchor: `.anchor` and `.floating` (a popover) in one shadow root.
 * It opens below and turns upwards, or to the other side, when there is no room.
 */
export const floatingStyles = css`
  .anchor {
    anchor-name: --anchor;
  }
  .floating {
    position: fixed;
    inset: auto;
    top: var(--_top, auto);
    bottom: var(--_bottom, auto);
    left: var(--_left, auto);
    margin: 5px 0;
    padding: 0;
    border: 0;
    border-radius: var(--_r);
    background: var(--_raised);
    color: var(--_text);
    box-shadow: var(--_shadow);
    font-weight: 400;
    overflow: clip;
    opacity: 1;
    transition: opacity 0.12s ease-out;
  }
  @starting-style {
    .floating {
      opacity: 0;
    }
  }
  @supports (position-area: self-block-end span-self-inline-end) {
    .floating {
      position-anchor: --anchor;
      position-area: self-block-end span-self-inline-end;
      position-try-fallbacks:
        flip-block,
        flip-inline,
        flip-block flip-inline;
    }
    .floating.end {
      position-area: self-block-end span-self-inline-start;
    }
  }
  @media (forced-colors: active) {
    .floating {
      border: 1px solid CanvasText;
    }
  }
`;

/**
 * Keeps a popover beside its anchor where the browser has no CSS anchor positioning; elsewhere does nothing.
 * The returned function stops it.
 */
export function follow(anchor: Element, floating: HTMLElement): () => void {
  let stop: (() => void) | undefined = () => {};
  if (!CSS.supports('position-area', 'self-block-end span-self-inline-end')) {
    void import('./floating-by-hand.js').then(({ followByHand }) => {
      stop &&= followByHand(anchor, floating);
    });
  }
  return () => {
    stop?.();
    stop = undefined;
  };
}
