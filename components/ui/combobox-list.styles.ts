import { css } from 'lit';

/** Looks of the combobox's list, which floats. */
export const listStyles = css`
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
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 8px;
    /* A long name goes on below: what is cut off can't be told apart. */
    overflow-wrap: anywhere;
  }
  .option .line > .api {
    white-space: normal;
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
