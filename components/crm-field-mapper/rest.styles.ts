import { css } from 'lit';

/** Looks of what comes after the first rows. */
export const styles = css`
  .head cc-menu {
    margin-inline: -4px -6px;
  }
  .choices .choice > input {
    margin-inline-end: 2px;
  }
  .pair {
    display: flex;
    align-items: center;
    gap: var(--_s2);
  }
  .pair > .grow {
    flex-basis: 0;
  }
  .plain.warning > .icon {
    color: var(--_warning);
  }
  .row.warning {
    background: var(--_warning-wash);
    color: inherit;
  }
  .row.warning::before {
    background: var(--_warning);
  }
  .row.warning + .row.warning {
    box-shadow: inset 0 1px var(--_warning-line);
  }
  .failure {
    padding: 16px 20px 20px;
  }
  .fixed.none {
    border-color: transparent;
    background: none;
  }
  .row.changed::after {
    content: '';
    position: absolute;
    inset-block-start: 18px;
    inset-inline-start: calc(var(--edge) / 2 - 3px);
    inline-size: 6px;
    block-size: 6px;
    border-radius: 50%;
    background: var(--_accent);
  }

  .input.quiet::-webkit-datetime-edit {
    color: var(--_muted);
  }
  .several {
    justify-content: flex-start;
  }
  .several.text {
    font-weight: 400;
  }
  .row.gone {
    display: block;
  }
  .gone > p {
    min-block-size: 32px;
    padding-block: 6px;
  }
  .gone .link {
    margin-inline-start: 6px;
  }
  .foot-end {
    margin-inline-start: auto;
  }

  :is(.became, .questions) .link {
    white-space: nowrap;
  }
  .people > .became {
    flex: 1 0 100%;
    margin: 0;
  }
  .add-line {
    display: flex;
    align-items: center;
    gap: var(--_s2);
    padding: 0 var(--edge) var(--_s3);
  }
  .add-line > .add {
    margin-inline: -10px auto;
    padding-inline: 8px 10px;
  }
  .suggested {
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }
  .empty.alike {
    padding-block: 24px 32px;
    border-block-start: 1px solid var(--_border);
  }
  .questions,
  .save-bar {
    display: flex;
    align-items: center;
    gap: var(--_s3);
    padding: 10px var(--edge);
    border-block-start: 1px solid var(--_border);
  }
  .questions {
    min-block-size: 44px;
  }
  .save-bar {
    position: sticky;
    inset-block-end: 0;
    z-index: 2;
    gap: var(--_s2);
    min-block-size: 52px;
    border-end-start-radius: inherit;
    border-end-end-radius: inherit;
    background: var(--_raised);
    box-shadow: 0 -6px 16px -12px rgb(15 18 25 / 0.25);
  }
  .save-bar .muted {
    margin-inline-start: 6px;
  }
  .save-bar > .narrow {
    display: none;
  }
  @container crm-field-mapper (inline-size < 640px) {
    .pair {
      flex-wrap: wrap;
    }
    .pair > .select {
      flex-basis: 100%;
    }
    .joined-end > .wide {
      display: none;
    }
    .save-bar > .wide,
    .segments {
      display: none;
    }
    .add-line {
      flex-wrap: wrap;
      gap: 0 6px;
    }
    .add-line > .add {
      padding-inline-end: 4px;
    }
    .questions {
      flex-wrap: wrap;
      gap: 4px 12px;
    }
    .questions > .grow {
      flex-basis: 100%;
    }
    .save-bar > .narrow {
      display: grid;
      line-height: 1rem;
    }
    .save-bar > .narrow > .muted {
      margin: 0;
      font-size: 0.75rem;
    }
    .save-bar > .button {
      min-block-size: 36px;
      padding-inline: 16px;
    }
  }
  @media (forced-colors: active) {
    .row.changed::after,
    .row:is(.danger, .warning)::before {
      background: Highlight;
    }
  }
`;
