import { css } from 'lit';

/** The places of the cards; how a card looks comes with the cards. */
export const styles = css`
  :host {
    container: crm-connect / inline-size;
  }
  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 360px), 1fr));
    gap: var(--_s4);
  }
  .inner {
    margin-block-start: var(--_s5);
  }
  .place {
    min-block-size: 144px;
  }
`;
