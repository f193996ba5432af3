import { css } from 'lit';

/** One card; all rows share one grid, so that every edge lines up from the first required row to the last mapping. */
export const styles = css`
  .card {
    --edge: var(--_s5);
    --cc-inset: var(--edge);
    position: relative;
    font-size: 0.8125rem;
  }
  h3 {
    font-weight: 400;
  }
  .head,
  .people {
    display: flex;
    align-items: center;
    gap: var(--_s3);
    padding-inline: var(--edge);
  }
  .head {
    padding-block: 18px var(--_s4);
  }
  .head h2 {
    font-size: 0.9375rem;
    font-weight: 600;
    line-height: 1.25rem;
    letter-spacing: -0.006em;
  }
  .menu-place {
    min-inline-size: 18px;
  }
  .people {
    align-items: flex-start;
    flex-wrap: wrap;
    gap: var(--_s3) calc(var(--_s) * 6);
    padding-block-end: var(--_s4);
  }
  .choices {
    display: flex;
    gap: 4px 20px;
    align-items: center;
    min-block-size: 32px;
  }
  .become {
    min-inline-size: 172px;
  }
  .row > :is(.name, .else) > .bone {
    margin-block: 11px;
  }
  .owner {
    flex: 1 1 260px;
  }
  .guests {
    flex: 0 1 152px;
  }
  .switch {
    padding: 0 var(--edge) var(--_s3);
  }
  cc-tabs > .note,
  .card > .note {
    margin: var(--_s3) var(--edge) 4px;
  }

  .note.bone {
    inline-size: auto;
    block-size: 42px;
  }

  .group {
    padding-block: 4px 6px;
  }
  .group + .group {
    border-block-start: 1px solid var(--_border);
  }
  .row {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 276fr) 14px minmax(0, 296fr) minmax(0, 222fr) 62px;
    align-items: start;
    column-gap: 10px;
    padding: 5px var(--edge);
    line-height: 1.25rem;
  }
  .row.top {
    align-items: center;
    min-block-size: 36px;
  }
  .row > .name {
    grid-column: 1;
    min-inline-size: 0;
  }
  .row > .from {
    grid-column: 3;
    display: grid;
  }
  .row > .else {
    grid-column: 4;
    display: grid;
  }
  .row > .heading {
    padding-inline-start: 10px;
    color: var(--_muted);
    font-weight: 500;
    font-size: 0.75rem;
  }
  .row.top > .name {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 8px;
  }
  .arrow {
    grid-column: 2;
    align-self: start;
    margin-block-start: 9px;
    color: var(--_muted);
  }
  .acts {
    grid-column: 5;
    display: flex;
    justify-content: flex-end;
    gap: 2px;
    margin-inline-end: -6px;
    padding-block: 2px;
  }
  .lab {
    display: none;
    color: var(--_muted);
  }
  .plain,
  .fixed {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 32px;
    min-inline-size: 0;
  }
  .plain > .icon,
  .fixed > .icon {
    color: var(--_muted);
  }
  .plain > .api {
    flex: 0 4 auto;
  }
  .plain.danger,
  .plain.warning {
    color: inherit;
  }
  .plain.danger > .icon {
    color: var(--_danger);
  }
  .fixed {
    padding-inline: 9px;
    border: 1px solid var(--_border);
    border-radius: var(--_r2);
    background: var(--_sunken);
  }
  .message {
    grid-column: 3 / -1;
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    padding: 4px 10px 2px;
    font-size: 0.75rem;
    line-height: 1rem;
  }
  .row:not(.warning) > .message > span {
    color: var(--_muted);
  }
  .row.danger > .message > span {
    color: var(--_danger);
  }
  .row:is(.danger, .warning)::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: -1px;
    inline-size: 2px;
    background: var(--_danger);
  }
  .row.danger {
    background: var(--_danger-wash);
    color: inherit;
  }
  .card > :last-child {
    border-end-start-radius: var(--_r3);
    border-end-end-radius: var(--_r3);
  }

  @container crm-field-mapper (inline-size < 640px) {
    .card {
      --edge: var(--_s4);
    }
    .head {
      align-items: flex-start;
      padding-block-end: var(--_s3);
    }
    .preview > span {
      display: none;
    }
    .preview > .icon {
      margin: 0;
    }
    .people {
      flex-direction: column;
      align-items: stretch;
      padding-block-end: var(--_s2);
    }
    .people > * {
      flex: none;
    }
    .row {
      grid-template-columns: minmax(0, 1fr) auto;
      row-gap: 4px;
      padding-block: 8px;
    }
    .row + .row:not(.top + .row) {
      border-block-start: 1px solid var(--_hair);
    }
    .row.top > .heading,
    .arrow {
      display: none;
    }
    .row.top {
      padding-block: 2px;
    }
    .row > .acts {
      grid-area: 1 / 2;
    }
    .row > :is(.from, .else) {
      grid-column: 1 / -1;
      grid-template-columns: 72px minmax(0, 1fr);
      align-items: center;
    }
    :is(.from, .else) > .bone {
      grid-column: 2;
    }
    .row > .else:empty {
      display: none;
    }
    .lab {
      display: block;
    }
    .message {
      grid-column: 1 / -1;
      padding-inline: 82px 0;
    }
  }
`;
