import { css } from 'lit';

/** Attention first, then what waits, then the stream; actions move under the sentence when narrow. */
export const styles = css`
  .activity {
    container: activity / inline-size;
    overflow: clip;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding: var(--_s4) var(--_s5);
  }
  .head h2 {
    font-size: 0.9375rem;
    font-weight: 600;
    letter-spacing: -0.006em;
    outline: none;
  }
  .head .end {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-inline-start: auto;
  }
  .activity .head .select > select:not(.quiet) {
    inline-size: auto;
    min-block-size: 28px;
    padding-block: 3px;
    border-color: color-mix(in oklab, var(--_text) 18%, var(--_surface));
    color: var(--_text);
    font-weight: 500;
  }
  .head .select > .icon {
    inset-block-start: 7px;
  }
  .tally {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 20px;
    padding: 0 var(--_s5) var(--_s4);
    color: var(--_muted);
    font-size: 0.8125rem;
  }
  .said:not(:empty) {
    padding: 0 var(--_s5) var(--_s3);
    font-size: 0.8125rem;
  }
  .tally b {
    color: var(--_text);
    font-variant-numeric: tabular-nums;
  }
  .sec {
    display: flex;
    align-items: baseline;
    gap: 8px;
    padding: 10px var(--_s5) 6px;
    border-block-start: 1px solid var(--_border);
    font-size: 0.8125rem;
    font-weight: 600;
  }
  .sec span {
    color: var(--_muted);
    font-size: 0.75rem;
    font-weight: 400;
  }
  .cause {
    display: grid;
    grid-template-columns: 20px minmax(0, 1fr) auto;
    gap: 0 8px;
    align-items: start;
    padding-block: 10px;
    padding-inline: var(--_s5) calc(var(--_s5) - 4px);
  }
  .cause + .cause {
    border-block-start: 1px solid var(--_hair);
  }
  .cause > .icon {
    margin-block-start: 2px;
    color: var(--_muted);
  }
  .cause.attention > .icon {
    color: var(--_danger);
  }
  .cause .sentence {
    font-weight: 500;
  }
  .cause .meta {
    color: var(--_muted);
    font-size: 0.8125rem;
  }
  .cause .acts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
  }
  .bookings {
    grid-column: 2 / -1;
    margin-block: 10px 2px;
    border: 1px solid var(--_border);
    border-radius: var(--_r);
    overflow: clip;
  }
  .bookings li {
    display: grid;
    grid-template-columns: minmax(0, 1.1fr) minmax(0, 1.5fr) auto 28px 28px;
    gap: 12px;
    align-items: center;
    min-block-size: 36px;
    padding-block: 2px;
    padding-inline: 12px 6px;
    font-size: 0.8125rem;
  }
  .rest {
    padding: 8px 12px;
    border-block-start: 1px solid var(--_hair);
    background: var(--_sunken);
    font-size: 0.8125rem;
  }
  .bookings li + li {
    border-block-start: 1px solid var(--_hair);
  }
  .stream {
    display: grid;
    /* A line's own padding is taken off the outer columns. */
    grid-template-columns: calc(20px + var(--_s5)) minmax(0, 1fr) minmax(0, 1.25fr) auto;
    gap: 0 8px;
    padding-block-end: 6px;
  }
  .stream > li {
    display: grid;
    grid-template-columns: subgrid;
    grid-column: 1 / -1;
    align-items: center;
    min-block-size: 44px;
    padding: 5px var(--_s5);
    font-size: 0.8125rem;
    line-height: 1.125rem;
  }
  .stream > li + li {
    border-block-start: 1px solid var(--_hair);
  }
  .stream > li > [role='img'] {
    min-inline-size: 16px;
    padding-block: 1px;
  }
  .stream .synced {
    color: var(--_success);
  }
  .stream .waits {
    color: var(--_muted);
  }
  .stream .stuck {
    color: var(--_danger);
  }
  .wrote {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 12px;
    color: var(--_muted);
  }
  .wrote cc-toggletip:not(:defined) {
    display: none;
  }
  .left-out {
    display: grid;
    gap: 6px;
    color: var(--_text);
  }
  .wrote a {
    display: flex;
    align-items: end;
    color: var(--_text);
    text-decoration: none;
  }
  .wrote a:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .wrote .icon {
    margin-block-end: 3px;
    margin-inline-start: 3px;
    color: var(--_muted);
  }
  .when {
    display: flex;
    gap: 12px;
    justify-content: flex-end;
    color: var(--_muted);
    font-size: 0.75rem;
    font-variant-numeric: tabular-nums;
    text-align: end;
  }
  .more {
    padding: 4px var(--_s5) 14px;
  }
  @container activity (inline-size < 640px) {
    .head,
    .tally,
    .said:not(:empty),
    .sec,
    .cause,
    .stream > li,
    .more {
      padding-inline: var(--_s4);
    }
    .cause {
      grid-template-columns: 20px minmax(0, 1fr);
    }
    .cause .acts {
      grid-column: 2;
      margin-block-start: 8px;
    }
    .bookings li {
      grid-template-columns: minmax(0, 1fr) auto 28px 28px;
      gap: 0 12px;
    }
    .bookings .subject {
      grid-row: 2;
    }
    .stream {
      grid-template-columns: calc(20px + var(--_s4)) minmax(0, 1fr) auto;
    }
    .stream > li {
      align-items: start;
      padding-block: 8px;
    }
    .stream .cut {
      overflow-wrap: anywhere;
      white-space: normal;
    }
    .stream .wrote {
      grid-row: 2;
      grid-column: 2 / -1;
    }
  }
`;
