import { css } from 'lit';

/**
 * Where something is entered or chosen: `.input` (on input and textarea), `.select` (a span around a native select and
 * a chevron), `.quiet`, `.joined-end` (a button in a combobox's `end` slot), `.choice` (a label around a radio or
 * checkbox).
 */
export const fields = css`
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
  @media (forced-colors: active) {
    .choice > input {
      appearance: auto;
    }
    .choice > input::before {
      display: none;
    }
  }
`;
