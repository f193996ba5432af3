import { css } from 'lit';

/** Looks of the closed combobox: one box for icon, text and chevron. */
export const comboboxStyles = css`
  :host {
    display: flex;
    min-inline-size: 0;
    font-size: 0.8125rem;
    line-height: 1.25rem;
  }
  .field {
    position: relative;
    display: flex;
    flex: 1 1 auto;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
    min-block-size: 32px;
    padding-inline: 9px 7px;
    border: 1px solid var(--_control-line);
    border-radius: var(--_r2);
    background: var(--_control);
  }
  .field > .icon {
    color: var(--_muted);
  }
  .entry {
    display: grid;
    flex: 1 1 auto;
    min-inline-size: 0;
  }
  .entry > * {
    grid-area: 1 / 1;
    min-inline-size: 0;
  }
  input {
    inline-size: 100%;
    min-block-size: 30px;
    padding: 0;
    border: 0;
    background: none;
    text-align: start;
    text-overflow: ellipsis;
    outline: none;
  }
  input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .closed > .entry > input {
    cursor: default;
  }
  .muted > .entry > input {
    color: var(--_muted);
  }
  .beside {
    display: flex;
    align-items: baseline;
    align-self: center;
    gap: 8px;
    white-space: nowrap;
    overflow: hidden;
    pointer-events: none;
  }
  .beside > :first-child {
    visibility: hidden;
  }
  :host([struck]) .closed input {
    text-decoration: line-through var(--_muted) 1px;
  }
  :host([tone='warning']) .field > .icon:first-child {
    color: var(--_warning);
  }
  :host([tone='danger']) .field > .icon:first-child {
    color: var(--_danger);
  }
  .clear {
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    margin-inline: -4px -8px;
    padding: 0;
    border: 0;
    border-radius: var(--_r1);
    background: none;
    color: var(--_muted);
    cursor: pointer;
  }
  .clear:hover {
    background: var(--_hover);
    color: var(--_text);
  }

  .field:hover {
    border-color: color-mix(in oklab, var(--_text) 62%, var(--_surface));
  }
  :host([tone='warning']:not([quiet], [flush])) .field {
    border-color: var(--_warning);
  }
  :host(:is([quiet], [flush])) .field {
    border-color: transparent;
    background: none;
  }
  :host(:is([quiet], [flush])) .field:hover:not(:focus-within) {
    background: var(--_hover);
  }
  :host([invalid]) .field {
    border-color: var(--_danger);
  }
  :host([flush]) {
    font-weight: 500;
  }
  :host([flush]) .field {
    margin-inline-start: -6px;
    padding-inline-start: 5px;
  }
  :host([readonly]) .field {
    border-color: var(--_border);
    background: var(--_sunken);
  }
  :host([disabled]) .field {
    opacity: 0.5;
  }
  :host .field:is(.open, :has(input:focus-visible)) {
    border-color: var(--_accent-ink);
    background: var(--_control);
    box-shadow: 0 0 0 1px var(--_accent-ink);
    outline: 2px solid transparent;
    z-index: 1;
  }
  .field.joined {
    border-start-end-radius: 0;
    border-end-end-radius: 0;
  }
`;
