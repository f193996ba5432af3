import { css } from 'lit';

/**
 * Shapes shared by everything we draw: text, buttons, fields, choices, badges, notes, cards, bones.
 *
 * Text: `.muted .small .strong .med .api .danger .warning .success .cut .grow .num .hidden` (for screen readers only).
 * Actions: `.button` with `.primary .text .compact`, `.icon-button`, `.link`.
 * Fields: `.input` (on input and textarea), `.select` (a span around a native select and a chevron), `.quiet`,
 * `.joined-end` (a button in a combobox's `end` slot), `.label`, `.choice` (a label around a radio or checkbox).
 * Marks: `.badge .dot .ring .segments .progress .running .tile`. Boxes: `.card .note .empty .bone`.
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
  .icon.dots {
    stroke-width: 2.4;
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
  .small {
    font-size: 0.75rem;
    line-height: 1rem;
  }
  .med {
    font-weight: 500;
  }
  .strong {
    font-weight: 600;
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
  .button > .icon {
    margin-inline-start: -2px;
  }
  .button > .icon:last-child:not(:first-child) {
    margin-inline: 0 -2px;
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
  :is(cc-menu, cc-toggletip):not(:defined) {
    display: inline-block;
    inline-size: 28px;
    block-size: 28px;
  }
  cc-dialog:not(:defined) {
    display: none;
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
  .link > .icon {
    display: inline-block;
    vertical-align: -3px;
    margin-inline-start: 2px;
  }
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
  .input,
  .select > select {
    display: block;
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 32px;
    padding: 5px 9px;
    border: 1px solid var(--_control-line);
    border-radius: var(--_r2);
    background: var(--_control);
    font-size: 0.8125rem;
    line-height: 1.25rem;
    text-align: start;
    text-overflow: ellipsis;
  }
  .input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .select {
    position: relative;
    display: block;
  }
  .select > select {
    appearance: none;
    padding-inline-end: 30px;
    cursor: pointer;
  }
  .select > select > option {
    background: var(--_raised);
    color: var(--_text);
  }
  .select > select:has(> option[value='']:checked) {
    color: var(--_muted);
  }
  .select > .icon {
    position: absolute;
    inset-block-start: 9px;
    inset-inline-end: 9px;
    color: var(--_muted);
    pointer-events: none;
  }
  :is(.input, .select > select):hover {
    border-color: color-mix(in oklab, var(--_text) 62%, var(--_surface));
  }
  :is(.input, .select > select)[aria-invalid='true'] {
    border-color: var(--_danger);
  }
  :is(.input, .select > select).quiet:not(:hover, :focus, [aria-invalid='true']) {
    border-color: transparent;
    background: none;
  }
  .select > select.quiet:not(:hover, :focus) + .icon {
    opacity: 0;
  }
  :is(.input, .select > select):focus-visible {
    border-color: var(--_accent-ink);
    box-shadow: 0 0 0 1px var(--_accent-ink);
    outline: 2px solid transparent;
    outline-offset: 0;
  }
  .input:read-only {
    border-color: var(--_border);
    background: var(--_sunken);
  }
  .joined-end {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    margin-inline-start: -1px;
    padding: 0 9px;
    border: 1px solid var(--_control-line);
    border-start-end-radius: var(--_r2);
    border-end-end-radius: var(--_r2);
    background: var(--_sunken);
    font-size: 0.75rem;
    font-weight: 500;
    line-height: 1rem;
    white-space: nowrap;
    cursor: pointer;
  }
  .joined-end:hover {
    background: color-mix(in oklab, var(--_text) 7%, var(--_surface));
  }
  .joined-end > .dot {
    inline-size: 6px;
    block-size: 6px;
  }

  .choice {
    display: inline-flex;
    align-items: flex-start;
    gap: 8px;
    min-block-size: 24px;
    padding-block: 2px;
    font-size: 0.8125rem;
    line-height: 1.25rem;
    cursor: pointer;
  }
  .choice small {
    display: block;
    color: var(--_muted);
    font-size: 0.75rem;
    line-height: 1rem;
  }
  .choice > input {
    appearance: none;
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 16px;
    block-size: 16px;
    margin: 2px 0;
    border: 1.5px solid var(--_control-line);
    border-radius: 50%;
    background: var(--_control);
    cursor: inherit;
  }
  .choice > input:hover {
    border-color: color-mix(in oklab, var(--_text) 62%, var(--_surface));
  }
  .choice > [type='radio']:checked {
    border: 5px solid var(--_accent);
    background: var(--_on-accent);
  }
  .choice > [type='checkbox'] {
    border-radius: 4px;
  }
  .choice > [type='checkbox']:checked {
    border-color: var(--_accent);
    background: var(--_accent);
  }
  .choice > [type='checkbox']:checked::before {
    content: '';
    inline-size: 4.5px;
    block-size: 8px;
    margin-block-start: -2px;
    border: solid var(--_on-accent);
    border-width: 0 1.75px 1.75px 0;
    transform: rotate(42deg);
  }
  .choice:has(> :disabled) {
    color: var(--_muted);
    cursor: default;
  }
  .choice > :disabled {
    opacity: 0.6;
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
  .badge.danger {
    background: color-mix(in oklab, var(--_danger) 11%, var(--_surface));
    color: var(--_danger);
  }
  .badge.success {
    background: color-mix(in oklab, var(--_success) 11%, var(--_surface));
    color: var(--_success);
  }
  .badge.accent {
    background: var(--_accent-wash);
    color: var(--_accent-ink);
  }
  .dot {
    display: inline-block;
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--_muted);
  }
  .dot.success {
    background: var(--_success);
  }
  .dot.warning {
    background: var(--_warning-mark);
  }
  .dot.danger {
    background: var(--_danger);
  }
  .dot.accent {
    background: var(--_accent);
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
  .segments {
    display: inline-flex;
    gap: 2px;
  }
  .segments > i {
    inline-size: 14px;
    block-size: 4px;
    border-radius: 2px;
    background: var(--_track);
  }
  .segments > .on {
    background: var(--_text);
  }
  .progress {
    appearance: none;
    inline-size: 96px;
    block-size: 4px;
    border: 0;
    border-radius: 2px;
    background: var(--_track);
    color: var(--_warning-mark);
    overflow: hidden;
  }
  .progress::-webkit-progress-bar {
    background: none;
  }
  .progress::-webkit-progress-value {
    background: currentColor;
  }
  .progress::-moz-progress-bar {
    background: currentColor;
  }
  .running {
    position: absolute;
    inset: 0 0 auto;
    block-size: 2px;
    background: var(--_accent-wash);
    overflow: hidden;
  }
  .running::after {
    content: '';
    position: absolute;
    inset-block: 0;
    inline-size: 34%;
    border-radius: 2px;
    background: var(--_accent);
    animation: run 1.6s cubic-bezier(0.4, 0, 0.2, 1) infinite;
  }
  @keyframes run {
    from {
      inset-inline-start: -34%;
    }
    to {
      inset-inline-start: 100%;
    }
  }

  .card {
    border: 1px solid var(--_border);
    border-radius: var(--_r3);
    background: var(--_surface);
    box-shadow: 0 1px 2px light-dark(rgb(15 18 25 / 0.04), transparent);
  }
  .note {
    display: flex;
    align-items: flex-start;
    gap: 4px 10px;
    padding: 10px 12px;
    border: 1px solid var(--_border);
    border-radius: var(--_r);
    background: var(--_sunken);
    color: var(--_text);
    font-size: 0.8125rem;
    line-height: 1.25rem;
  }
  .note > .icon {
    margin-block-start: 2px;
    color: var(--_muted);
  }
  .note > .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    margin-inline-start: auto;
    padding-inline-start: 12px;
  }
  .note.danger {
    border-color: var(--_danger-line);
    background: var(--_danger-wash);
  }
  .note.danger > .icon {
    color: var(--_danger);
  }
  .note.warning {
    border-color: var(--_warning-line);
    background: var(--_warning-wash);
  }
  .note.warning > .icon {
    color: var(--_warning);
  }
  @container (inline-size < 640px) {
    .note:has(> .actions) {
      flex-wrap: wrap;
    }
    .note:has(> .actions) > .grow {
      flex-basis: calc(100% - 40px);
    }
    .note > .actions {
      margin-inline-start: 0;
      padding-inline-start: 26px;
    }
  }
  .empty {
    display: grid;
    justify-items: center;
    gap: 6px;
    padding: 40px 24px;
    text-align: center;
  }
  .empty > .tile {
    margin-block-end: 6px;
    background: none;
    color: var(--_muted);
  }
  .empty > p {
    max-inline-size: 44ch;
    color: var(--_muted);
    font-size: 0.8125rem;
  }
  .empty > .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
    margin-block-start: 10px;
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

  .disclosure {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 40px;
    font-size: 0.8125rem;
    line-height: 1.25rem;
  }
  .disclosure > button {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 4px 0;
    border: 0;
    background: none;
    font-weight: 500;
    text-align: start;
    cursor: pointer;
  }
  .disclosure > button > .icon {
    color: var(--_muted);
  }
  .disclosure > button[aria-expanded='true'] > .icon {
    transform: rotate(90deg);
  }
  .disclosure > .end {
    margin-inline-start: auto;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    ::after {
      animation: none !important;
      transition: none !important;
    }
  }
  @media (forced-colors: active) {
    .icon-button {
      border: 1px solid ButtonText;
    }
    .choice > input {
      appearance: auto;
    }
    .choice > input::before {
      display: none;
    }
    .dot,
    .ring,
    .segments > i,
    .progress {
      forced-color-adjust: none;
    }
  }
`;
