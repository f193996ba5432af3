import { css } from 'lit';

/** Cards side by side where there is room; the head never moves, what changes is below it. */
export const styles = css`
  .crm {
    position: relative;
    display: flex;
    flex-direction: column;
    overflow: clip;
    container: card / inline-size;
  }
  .top {
    display: flex;
    align-items: flex-start;
    gap: var(--_s3);
    padding: var(--_s4);
  }
  .top h2 {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 2px 8px;
    font-size: 0.9375rem;
    font-weight: 600;
    line-height: 1.25rem;
    letter-spacing: -0.006em;
  }
  .top p {
    margin-block-start: 1px;
    color: var(--_muted);
    font-size: 0.8125rem;
    line-height: 1.125rem;
    overflow-wrap: anywhere;
  }
  .body {
    display: flex;
    flex-direction: column;
    gap: var(--_s3);
    padding: 0 var(--_s4) var(--_s4);
    font-size: 0.8125rem;
    line-height: 1.25rem;
  }
  .line {
    display: flex;
    align-items: baseline;
    gap: 8px;
  }
  .line > .dot {
    transform: translateY(-1px);
  }
  .line > .icon {
    align-self: center;
    color: var(--_muted);
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }
  .quote {
    margin: 0;
    padding: 8px 12px;
    border-inline-start: 2px solid var(--_border);
    color: var(--_muted);
    overflow-wrap: anywhere;
  }
  .foot {
    margin-block-start: auto;
    padding-inline: var(--_s4);
    border-block-start: 1px solid var(--_hair);
  }
  .foot > .disclosure {
    flex-wrap: wrap;
    gap: 0 8px;
    padding-block: 5px;
    min-block-size: 0;
  }
  .foot > .disclosure > button,
  .foot .end {
    min-block-size: 30px;
    align-content: center;
  }
  .foot > .disclosure > button {
    align-items: center;
  }
  .foot .by {
    color: var(--_muted);
    font-size: 0.75rem;
    white-space: nowrap;
  }
  .foot .failed {
    padding-block-end: var(--_s3);
    color: var(--_muted);
    font-size: 0.8125rem;
  }
  .foot .count {
    display: inline-block;
    margin-inline-start: 8px;
    color: var(--_muted);
    font-weight: 400;
  }
  .logins > fieldset {
    display: grid;
    gap: 4px;
    justify-items: start;
  }
  .logins .input {
    inline-size: min(320px, 100% - 24px);
    margin-inline-start: 24px;
  }
  .perms {
    margin-inline: calc(-1 * var(--_s4));
  }
  .perms > li {
    display: grid;
    grid-template-columns: 16px minmax(0, 1fr) auto;
    gap: 0 10px;
    padding: 9px var(--_s4);
    border-block-start: 1px solid var(--_hair);
    font-size: 0.8125rem;
    line-height: 1.25rem;
  }
  .perms > li > .icon {
    margin-block-start: 2px;
    color: var(--_muted);
  }
  .perms .granted > .icon {
    color: var(--_success);
  }
  .perms .name {
    padding: 0;
    border: 0;
    background: none;
    font-weight: 500;
    text-align: start;
  }
  .perms button.name {
    cursor: pointer;
  }
  .perms button.name:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .perms .state {
    color: var(--_muted);
    font-size: 0.75rem;
    font-weight: 500;
  }
  .perms .why {
    grid-column: 2 / -1;
    color: var(--_muted);
    font-size: 0.75rem;
    line-height: 1rem;
  }
  .perms .missing {
    background: var(--_danger-wash);
  }
  .perms .missing > .icon,
  .perms .missing .state {
    color: var(--_danger);
  }
  .perms .advised {
    background: var(--_warning-wash);
  }
  .perms .advised > .icon,
  .perms .advised .state {
    color: var(--_warning);
  }
  .fix {
    grid-column: 2 / -1;
    display: grid;
    gap: 10px;
    margin-block: 8px 5px;
  }
  .perms .rights,
  .perms .closed {
    grid-column: 2 / -1;
    font-size: 0.75rem;
    line-height: 1rem;
  }
  .perms .rights {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 14px;
    margin-block-start: 4px;
  }
  .perms .rights > li {
    display: flex;
    gap: 4px;
    align-items: center;
    color: var(--_muted);
  }
  .perms .rights > .missing {
    background: none;
    color: var(--_danger);
  }
  .perms .closed {
    margin-block-start: 4px;
    padding-inline-start: 16px;
    list-style: disc;
    overflow-wrap: anywhere;
  }
  .fix .steps {
    padding-inline-start: 18px;
    list-style: decimal;
    overflow-wrap: anywhere;
  }
  .ask {
    margin-inline: calc(-1 * var(--_s4));
    padding: 6px calc(var(--_s4) - 10px) 8px;
    border-block-start: 1px solid var(--_hair);
  }
  .choices {
    display: grid;
    gap: 8px;
    padding: 4px 24px 16px;
  }
  @container card (inline-size < 470px) {
    .foot .end:has(.by) {
      flex-basis: 100%;
      min-block-size: 22px;
      padding-inline-start: 22px;
    }
  }
  /* A long list in one card must not stretch the other. */
  .cards:has(.disclosure > [aria-expanded='true']) {
    align-items: start;
  }
`;
