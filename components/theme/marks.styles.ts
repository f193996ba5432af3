import { css } from 'lit';

/** Small things that tell a state: `.badge` in more colours, `.dot .segments .progress .running`. */
export const marks = css`
  .badge.danger {
    background: color-mix(in oklab, var(--_danger) 11%, var(--_surface));
    color: var(--_danger);
  }
  .badge.success {
    background: color-mix(in oklab, var(--_success) 11%, var(--_surface));
    color: var(--_success);
  }
  .badge.accent {
    background: var(--_accent-wash);
    color: var(--_accent-ink);
  }
  .dot {
    display: inline-block;
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--_muted);
  }
  .dot.success {
    background: var(--_success);
  }
  .dot.warning {
    background: var(--_warning-mark);
  }
  .dot.danger {
    background: var(--_danger);
  }
  .dot.accent {
    background: var(--_accent);
  }
  .segments {
    display: inline-flex;
    gap: 2px;
  }
  .segments > i {
    inline-size: 14px;
    block-size: 4px;
    border-radius: 2px;
    background: var(--_track);
  }
  .segments > .on {
    background: var(--_text);
  }
  .progress {
    appearance: none;
    inline-size: 96px;
    block-size: 4px;
    border: 0;
    border-radius: 2px;
    background: var(--_track);
    color: var(--_warning-mark);
    overflow: hidden;
  }
  .progress::-webkit-progress-bar {
    background: none;
  }
  .progress::-webkit-progress-value {
    background: currentColor;
  }
  .progress::-moz-progress-bar {
    background: currentColor;
  }
  .running {
    position: absolute;
    inset: 0 0 auto;
    block-size: 2px;
    background: var(--_accent-wash);
    overflow: hidden;
  }
  .running::after {
    content: '';
    position: absolute;
    inset-block: 0;
    inline-size: 34%;
    border-radius: 2px;
    background: var(--_accent);
    animation: run 1.6s cubic-bezier(0.4, 0, 0.2, 1) infinite;
  }
  @keyframes run {
    from {
      inset-inline-start: -34%;
    }
    to {
      inset-inline-start: 100%;
    }
  }
  @media (forced-colors: active) {
    .dot,
    .ring,
    .segments > i,
    .progress {
      forced-color-adjust: none;
    }
  }
`;
