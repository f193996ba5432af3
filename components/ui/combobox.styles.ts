import { css } from 'lit';

/** Looks of the combobox: one box for icon, text and chevron; the list floats. */
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

  .floating {
    inline-size: var(--_anchor, anchor-size(width));
    min-inline-size: min(176px, 100vw - 24px);
    max-inline-size: calc(100vw - 16px);
  }
  .floating.wide {
    inline-size: max(var(--_anchor, anchor-size(width)), min(432px, 100vw - 56px));
  }
  .list {
    max-block-size: clamp(104px, 50vh - 64px, 340px);
    padding: 4px;
    overflow-y: auto;
    overscroll-behavior: contain;
    scroll-padding-block: 28px 4px;
    outline: none;
  }
  .heading {
    padding: 8px 8px 4px;
    color: var(--_muted);
    font-size: 0.75rem;
    font-weight: 500;
    line-height: 1rem;
  }
  .option {
    display: flex;
    align-items: flex-start;
    gap: 9px;
    padding: 6px 8px;
    border-radius: var(--_r2);
    cursor: pointer;
  }
  .option > .icon {
    margin-block-start: 2px;
    color: var(--_muted);
  }
  .option:hover {
    background: var(--_hover);
  }
  .option.active {
    background: var(--_accent-wash);
  }
  .option > .words {
    flex: 1 1 auto;
    min-inline-size: 0;
  }
  .option .line {
    display: flex;
    align-items: baseline;
    gap: 8px;
    white-space: nowrap;
  }
  .option .line > * {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .option .line > .api {
    flex: 0 4 auto;
  }
  .option small {
    display: block;
    font-size: 0.75rem;
    line-height: 1rem;
  }
  .option .type {
    color: var(--_muted);
    font-size: 0.75rem;
    white-space: nowrap;
  }
  .option .icon:last-child {
    color: var(--_accent-ink);
  }
  .option[aria-disabled] {
    color: var(--_muted);
    cursor: default;
  }
  .none {
    padding: 10px 12px;
    color: var(--_muted);
  }
  .foot {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 2px 12px;
    padding: 8px 12px;
    border-block-start: 1px solid var(--_border);
    color: var(--_muted);
    font-size: 0.75rem;
    font-variant-numeric: tabular-nums;
    line-height: 1rem;
  }
  @media (width < 480px) {
    .option .type {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .option.active {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
