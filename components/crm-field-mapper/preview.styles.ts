import { css } from 'lit';

/** Looks of the panel beside the mapper. */
export const styles = css`
  .preview-panel {
    position: fixed;
    inset-block: 0;
    inset-inline: auto 0;
    z-index: 10;
    display: flex;
    flex-direction: column;
    inline-size: min(432px, 100vw);
    block-size: 100dvh;
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: var(--_raised);
    color: var(--_text);
    box-shadow: var(--_shadow);
    font-size: 0.8125rem;
    line-height: 1.25rem;
    animation: slide 0.16s ease-out;
  }
  @keyframes slide {
    from {
      opacity: 0;
      transform: translateX(12px);
    }
  }
  .preview-panel > header,
  .preview-panel > footer,
  .asked {
    padding: 12px 20px;
  }
  .preview-panel > header {
    display: flex;
    align-items: center;
    padding-block-end: 0;
  }
  .preview-panel h2 {
    font-size: 0.9375rem;
    font-weight: 600;
  }
  .asked {
    display: grid;
    gap: 10px;
    border-block-end: 1px solid var(--_border);
  }
  .preview-panel > .typed {
    flex: 0 1 auto;
    grid-template-columns: repeat(auto-fill, minmax(140px, 1fr));
    max-block-size: 38%;
    overflow-y: auto;
  }
  .preview-panel > .results {
    flex: 1 1 auto;
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  .preview-panel > footer {
    display: flex;
    gap: 8px;
    border-block-start: 1px solid var(--_border);
    color: var(--_muted);
    font-size: 0.75rem;
    line-height: 1rem;
  }
  .write {
    padding: 12px 20px 6px;
  }
  .write + .write {
    border-block-start: 1px solid var(--_border);
  }
  .write > h3 {
    display: flex;
    align-items: center;
    gap: 8px;
    padding-block-end: 8px;
  }
  .write dl > div {
    display: grid;
    grid-template-columns: 96px minmax(0, 1fr) auto;
    gap: 0 12px;
    padding-block: 7px;
    border-block-start: 1px solid var(--_hair);
  }
  .write dt {
    color: var(--_muted);
    overflow-wrap: anywhere;
  }
  .write dd {
    overflow-wrap: anywhere;
  }
  .write dd .icon {
    display: inline-block;
    margin-inline: 4px;
    vertical-align: -2px;
  }
  .write small {
    display: block;
    color: var(--_muted);
    font-size: 0.75rem;
    line-height: 1rem;
  }
  .results > .note {
    margin: 12px 20px;
  }
  .results > .bones {
    display: grid;
    gap: 16px;
    padding: 20px;
  }
`;
