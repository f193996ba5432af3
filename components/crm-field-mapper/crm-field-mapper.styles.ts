import { css } from 'lit';

/** The place of the mapper until it is there. */
export const styles = css`
  :host {
    container: crm-field-mapper / inline-size;
  }
  .place {
    min-block-size: 420px;
  }
`;
