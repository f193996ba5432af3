import { css } from 'lit';

/**
 * The look's vocabulary, for every element that a page places (`static styles = [tokens, controls, …]`).
 *
 * A host sets the `--crm-*` names anywhere above the element; unset ones fall back to the defaults here. Our own
 * sheets read only the `--_*` names, which inner elements inherit, so that no default ever hides a host's choice.
 *
 * @cssprop --crm-accent - Fill of the primary action, of what is selected, and of what is not yet saved.
 * @cssprop --crm-on-accent - Text on the accent.
 * @cssprop --crm-surface - Background of cards.
 * @cssprop --crm-raised - Background of what floats: popovers, dialogs, the save bar.
 * @cssprop --crm-text - Text.
 * @cssprop --crm-muted - Quiet text; control borders are derived from it.
 * @cssprop --crm-border - Dividers and card borders.
 * @cssprop --crm-danger - What fails.
 * @cssprop --crm-warning - What works but wants a look.
 * @cssprop --crm-success - Ticks and dots of what is fine.
 * @cssprop --crm-radius - Corner of a note; the other corners are steps of it. Default 8px.
 * @cssprop --crm-space - Unit of spacing. Default 4px.
 * @cssprop --crm-font - Font family; the page's by default.
 * @cssprop --crm-shadow - Shadow of what floats.
 */
export const tokens = css`
  :host {
    --_accent: var(--crm-accent, light-dark(#2b5bd7, #3b69e8));
    --_on-accent: var(--crm-on-accent, #fff);
    --_surface: var(--crm-surface, light-dark(#fff, #141619));
    --_raised: var(--crm-raised, light-dark(#fff, #1c1f24));
    --_text: var(--crm-text, light-dark(#17191e, #e8eaee));
    --_muted: var(--crm-muted, light-dark(#5c6370, #9ba2ae));
    --_border: var(--crm-border, light-dark(#e4e6ea, #2a2e35));
    --_danger: var(--crm-danger, light-dark(#bf2a30, #ff8d86));
    --_warning: var(--crm-warning, light-dark(#8a5300, #eab355));
    --_success: var(--crm-success, light-dark(#167049, #5fc796));
    --_r: var(--crm-radius, 8px);
    --_s: var(--crm-space, 4px);
    --_shadow: var(
      --crm-shadow,
      0 0 0 1px light-dark(rgb(15 18 25 / 0.07), rgb(255 255 255 / 0.09)),
      0 2px 6px light-dark(rgb(15 18 25 / 0.06), rgb(0 0 0 / 0.4)),
      0 16px 40px -8px light-dark(rgb(15 18 25 / 0.2), rgb(0 0 0 / 0.7))
    );

    --_accent-ink: light-dark(
      color-mix(in oklab, var(--_accent) 92%, var(--_text)),
      color-mix(in oklab, var(--_accent) 55%, var(--_text))
    );
    --_accent-wash: light-dark(
      color-mix(in oklab, var(--_accent) 8%, var(--_surface)),
      color-mix(in oklab, var(--_accent) 20%, var(--_surface))
    );
    --_danger-wash: light-dark(
      oklch(from var(--_danger) 0.978 0.014 h),
      color-mix(in oklab, oklch(from var(--_danger) 0.5 0.19 h) 12%, var(--_surface))
    );
    --_sunken: color-mix(in oklab, var(--_text) 3%, var(--_surface));
    --_hover: color-mix(in oklab, var(--_text) 6%, transparent);
    --_track: light-dark(
      color-mix(in oklab, var(--_text) 15%, var(--_surface)),
      color-mix(in oklab, var(--_text) 22%, var(--_surface))
    );
    --_control: light-dark(var(--_surface), color-mix(in oklab, var(--_text) 4%, var(--_surface)));
    --_control-line: color-mix(in oklab, var(--_muted) 72%, var(--_surface));
    --_hair: color-mix(in oklab, var(--_border) 75%, var(--_surface));

    --_r1: calc(var(--_r) * 0.5);
    --_r2: calc(var(--_r) * 0.75);
    --_r3: calc(var(--_r) * 1.25);
    --_s2: calc(var(--_s) * 2);
    --_s3: calc(var(--_s) * 3);
    --_s4: calc(var(--_s) * 4);
    --_s5: calc(var(--_s) * 5);
    --_mono: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace;

    display: block;
    color: var(--_text);
    font-family: var(--crm-font, inherit);
    font-size: 0.875rem;
    font-style: normal;
    font-weight: 400;
    line-height: 1.25rem;
    letter-spacing: normal;
    text-align: start;
    -webkit-font-smoothing: antialiased;
  }
`;
