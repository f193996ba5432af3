import { css } from 'lit';

/** The place of the activity; how it looks comes with it. */
export const styles = css`
  .place {
    min-block-size: 160px;
  }
`;
