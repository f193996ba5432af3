import { css } from 'lit';

/** What frames words: `.note .empty .disclosure`. */
export const boxes = css`
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
`;
