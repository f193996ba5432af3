import { css } from 'lit';

/**
 * The shapes of `controls` that a first screen can do without, for what is loaded after it: it stands before
 * `controls`: `[tokens, controlsMore, controls, …]`.
 *
 * Text: `.small .strong`. Actions: `.button` with `.primary .text .compact`, `.icon-button`, `.link`.
 * Fields: `.input` (on input and textarea), `.select` (a span around a native select and a chevron), `.quiet`,
 * `.joined-end` (a button in a combobox's `end` slot), `.choice` (a label around a radio or checkbox).
 * Marks: `.badge` in more colours, `.dot .segments .progress .running`. Boxes: `.note .empty .disclosure`.
 */
export const controlsMore = css`
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
  .note:is(.danger, .warning) {
    color: var(--_text);
  }
  .note.danger {
    border-color: var(--_danger-line);
    background: var(--_danger-wash);
  }
  .note.danger > .icon {
    color: var(--_danger);
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
  .note.warning {
    border-color: var(--_warning-line);
    background: var(--_warning-wash);
  }
  .note.warning > .icon {
    color: var(--_warning);
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
    text-wrap: balance;
  }
  .empty > .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
    margin-block-start: 10px;
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
  @media (forced-colors: active) {
    .link {
      color: LinkText;
      text-decoration: underline;
    }
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
