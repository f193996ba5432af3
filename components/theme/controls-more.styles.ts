import { css } from 'lit';
import { boxes } from './boxes.styles.js';
import { fields } from './fields.styles.js';
import { marks } from './marks.styles.js';

/** Text: `.small .strong`. Actions: `.button` with `.primary .text .compact`, `.icon-button`, `.link`. */
const actions = css`
  :host {
    --_danger-line: light-dark(
      color-mix(in oklab, var(--_danger) 28%, var(--_surface)),
      color-mix(in oklab, oklch(from var(--_danger) 0.58 0.2 h) 42%, var(--_surface))
    );
    --_warning-wash: light-dark(
      oklch(from var(--_warning) 0.984 0.018 calc(h + 16)),
      color-mix(in oklab, oklch(from var(--_warning) 0.56 0.13 h) 14%, var(--_surface))
    );
    --_warning-line: light-dark(
      oklch(from var(--_warning) 0.89 0.06 calc(h + 14)),
      color-mix(in oklab, oklch(from var(--_warning) 0.6 0.13 h) 42%, var(--_surface))
    );
    --_warning-mark: light-dark(oklch(from var(--_warning) 0.63 0.145 calc(h + 4)), var(--_warning));
  }
  .icon.dots {
    stroke-width: 2.4;
  }
  .small {
    font-size: 0.75rem;
    line-height: 1rem;
  }
  .strong {
    font-weight: 600;
  }
  .button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
    box-shadow:
      inset 0 1px 0 rgb(255 255 255 / 0.14),
      0 1px 2px rgb(15 18 25 / 0.12);
  }
  .button.primary:hover {
    background: color-mix(in oklab, var(--_accent) 88%, #000);
  }
  .button.text {
    border-color: transparent;
    background: none;
  }
  .button.text:hover,
  .icon-button:hover,
  .icon-button[aria-expanded='true'] {
    background: var(--_hover);
    color: var(--_text);
  }
  .button.compact {
    min-block-size: 28px;
    padding-inline: 10px;
  }
  .icon-button {
    display: inline-grid;
    flex: none;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    padding: 0;
    border: 0;
    border-radius: var(--_r2);
    background: none;
    color: var(--_muted);
    cursor: pointer;
  }
  .link {
    padding: 0;
    border: 0;
    background: none;
    color: var(--_accent-ink);
    font-weight: 500;
    text-decoration: none;
    cursor: pointer;
  }
  .link:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  a.link {
    white-space: nowrap;
  }
  .link > .icon {
    display: inline-block;
    vertical-align: -3px;
    margin-inline-start: 2px;
  }
  @media (forced-colors: active) {
    .link {
      color: LinkText;
      text-decoration: underline;
    }
    .icon-button {
      border: 1px solid ButtonText;
    }
  }
`;

/**
 * The shapes of `controls` that a first screen can do without, for what is loaded after it: it stands before
 * `controls`: `[tokens, controlsMore, controls, …]`.
 */
export const controlsMore = css`
  ${actions}
  ${fields}
  ${marks}
  ${boxes}
`;
