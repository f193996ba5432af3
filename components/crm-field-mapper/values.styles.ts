import { css } from 'lit';

/** Looks of the table of values. */
export const styles = css`
  .limits,
  .bulk {
    padding: 0 var(--pad) 10px;
  }
  .bulk {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 16px;
    min-block-size: 36px;
  }
  .bulk > .select,
  .bulk > cc-combobox {
    flex: 1 1 180px;
    max-inline-size: 320px;
  }
  .values {
    font-size: 0.8125rem;
    line-height: 1.25rem;
  }
  .values .line {
    display: grid;
    grid-template-columns: 20px minmax(0, 1fr) 16px minmax(0, 1fr) minmax(0, 120px);
    align-items: center;
    gap: 2px 12px;
    padding: 4px var(--pad);
  }
  .values .titles {
    padding-block: 8px;
    border-block: 1px solid var(--_border);
    background: var(--_sunken);
    color: var(--_muted);
    font-size: 0.75rem;
    font-weight: 500;
  }
  .values .titles > :last-child {
    grid-column: 4 / -1;
    padding-inline-start: 10px;
  }
  .values .titles + .line {
    margin-block-start: 8px;
  }
  .values .lost {
    background: var(--_warning-wash);
  }
  .values .lost > .select > select {
    border-color: var(--_warning);
  }
  .values .line > small {
    font-size: 0.75rem;
  }
  .values .line > .why {
    grid-column: 4 / -1;
    padding-inline-start: 10px;
    font-size: 0.75rem;
  }
  .values .line > .icon {
    color: var(--_muted);
  }
  .policy {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 8px 16px;
    margin-block-start: 12px;
    padding: 16px var(--pad);
    border-block-start: 1px solid var(--_border);
  }
  .policy > .fallback,
  .policy > fieldset {
    grid-column: 1 / -1;
  }
  .policy > .fallback {
    max-inline-size: 320px;
  }
  .policy > legend {
    float: inline-start;
    grid-column: 1 / -1;
    font-weight: 600;
  }
  @container dialog (inline-size < 520px) {
    .values .titles,
    .values .line > .icon {
      display: none;
    }
    .values .line {
      grid-template-columns: 20px minmax(0, 1fr) auto;
      padding-block: 8px;
    }
    .values .line > label {
      font-weight: 500;
    }
    .values .line > .select,
    .values .line > cc-combobox {
      grid-row: 2;
      grid-column: 1 / -1;
    }
    .values .line > .why {
      grid-column: 1 / -1;
    }
    .values .line + .line {
      border-block-start: 1px solid var(--_hair);
    }
    .policy {
      grid-template-columns: 1fr;
    }
  }
`;
