import { css } from 'lit';

/**
 * Shapes shared by everything we draw, as far as a first screen needs them; `controlsMore` has the others.
 *
 * Text: `.muted .med .api .danger .warning .success .cut .grow .num .hidden` (for screen readers only).
 * Actions: `.button`. Fields: `.label`. Marks: `.badge .ring .tile`. Boxes: `.card .bone`.
 */
export const controls = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  :where(h2, h3, h4, h5, p, ul, ol, dl, dd, fieldset) {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
    font: inherit;
  }
  :where(ul) {
    list-style: none;
  }
  :where(legend) {
    padding: 0;
  }
  :where(button, input, select, textarea) {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  :where(b, strong) {
    font-weight: 600;
  }
  :where(:focus-visible) {
    outline: 2px solid var(--_accent-ink);
    outline-offset: 2px;
  }

  .icon {
    display: block;
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .icon.s {
    inline-size: 14px;
    block-size: 14px;
    stroke-width: 1.6;
  }
  .icon.flip:dir(rtl) {
    transform: scaleX(-1);
  }

  .muted {
    color: var(--_muted);
  }
  .danger {
    color: var(--_danger);
  }
  .warning {
    color: var(--_warning);
  }
  .success {
    color: var(--_success);
  }
  .med {
    font-weight: 500;
  }
  .num {
    font-variant-numeric: tabular-nums;
  }
  .grow {
    flex: 1 1 auto;
    min-inline-size: 0;
  }
  .cut {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .api {
    font: 400 0.71875rem/1rem var(--_mono);
    letter-spacing: -0.01em;
    color: var(--_muted);
    direction: ltr;
    unicode-bidi: isolate;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-block-size: 32px;
    padding: 0 12px;
    border: 1px solid color-mix(in oklab, var(--_text) 18%, var(--_surface));
    border-radius: var(--_r2);
    background: var(--_control);
    color: var(--_text);
    font-size: 0.8125rem;
    font-weight: 500;
    line-height: 1rem;
    white-space: nowrap;
    text-decoration: none;
    cursor: pointer;
  }
  .button:hover {
    background: color-mix(in oklab, var(--_text) 5%, var(--_control));
  }
  .button > .icon {
    margin-inline-start: -2px;
  }
  .button > .icon:last-child:not(:first-child) {
    margin-inline: 0 -2px;
  }
  :is(cc-menu, cc-toggletip):not(:defined) {
    display: inline-block;
    inline-size: 28px;
    block-size: 28px;
  }
  cc-dialog:not(:defined) {
    display: none;
  }
  .button[aria-disabled='true'],
  :is(.button, .icon-button, .link, .input, .select > select):disabled {
    opacity: 0.5;
    cursor: default;
    pointer-events: none;
  }

  .label {
    display: block;
    margin-block-end: 4px;
    color: var(--_muted);
    font-size: 0.75rem;
    font-weight: 500;
    line-height: 1rem;
  }

  .badge {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding: 1px 6px;
    border-radius: var(--_r1);
    background: color-mix(in oklab, var(--_text) 7%, var(--_surface));
    color: var(--_muted);
    font-size: 0.75rem;
    font-weight: 500;
    line-height: 1rem;
    white-space: nowrap;
  }
  .badge.warning {
    background: light-dark(
      oklch(from var(--_warning) 0.955 0.042 calc(h + 16)),
      color-mix(in oklab, var(--_warning) 15%, var(--_surface))
    );
    color: var(--_warning);
  }
  .tile {
    display: inline-grid;
    flex: none;
    place-items: center;
    inline-size: 36px;
    block-size: 36px;
    border: 1px solid var(--_border);
    border-radius: var(--_r);
    background: var(--_sunken);
    font-size: 1.125rem;
  }

  .ring {
    display: block;
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    fill: none;
    stroke: var(--_track);
    stroke-width: 2.25;
    transform: rotate(-90deg);
  }
  .ring:dir(rtl) {
    transform: rotate(-90deg) scaleY(-1);
  }
  .ring > circle + circle {
    stroke: currentColor;
  }

  .card {
    border: 1px solid var(--_border);
    border-radius: var(--_r3);
    background: var(--_surface);
    box-shadow: 0 1px 2px light-dark(rgb(15 18 25 / 0.04), transparent);
  }
  .unset {
    padding: 20px;
  }
  .bone {
    display: block;
    inline-size: 52%;
    block-size: 10px;
    border-radius: 4px;
    background: color-mix(in oklab, var(--_text) 8%, var(--_surface));
  }
  .bone.control {
    inline-size: 100%;
    block-size: 32px;
    border-radius: var(--_r2);
  }
  .bone.short {
    inline-size: 34%;
  }
  .bone.long {
    inline-size: 68%;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    ::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
