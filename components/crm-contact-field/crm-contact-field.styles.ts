import { css } from 'lit';

/** The place of the picker; the rest comes with it. */
export const styles = css`
  .place {
    min-block-size: 72px;
  }
`;
