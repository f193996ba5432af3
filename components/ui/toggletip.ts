import { css, html } from 'lit';
import { property } from 'lit/decorators.js';
import { icon, type IconName } from './icons.js';
import { PopoverButton } from './popover-button.js';

/**
 * A ⓘ, or a few words, that explain when pressed, and describe themselves to screen readers when focused.
 *
 * ```ts
 * html`<cc-toggletip label="Why Company is required">Salesforce refuses a lead without it.</cc-toggletip>`
 * html`<cc-toggletip text="2 left out" label="2 left out of Ana Ruiz">Phone: …</cc-toggletip>`
 * ```
 *
 * @fires {Event} open - It was opened, so that what takes a look-up can be looked up.
 * @slot - The explanation, a sentence or two.
 */
export class Toggletip extends PopoverButton {
  static override styles = [
    super.styles,
    css`
      .floating {
        inline-size: max-content;
        max-inline-size: min(320px, 100vw - 16px);
        padding: 8px 12px;
        font-size: 0.75rem;
        line-height: 1rem;
        overflow-wrap: anywhere;
        margin-inline: 0 8px;
      }
      .floating.end {
        margin-inline: 8px 0;
      }
      .words {
        min-block-size: 24px;
        padding: 0;
        border: 0;
        background: none;
        color: inherit;
        text-align: start;
        text-decoration: underline dotted;
        text-underline-offset: 3px;
        cursor: pointer;
      }
      .words:hover {
        text-decoration-style: solid;
      }
    `,
  ];

  @property() icon: IconName = 'info';
  /** Words to press instead of the icon; they belong into the label too. */
  @property() text = '';

  protected override render() {
    return html`
      <button
        class="${this.text ? 'words' : 'icon-button'} anchor"
        type="button"
        popovertarget="tip"
        aria-label=${this.label}
        aria-expanded=${this.open ? 'true' : 'false'}
        aria-describedby="tip"
        @keydown=${this.onKey}
      >
        ${this.text || icon(this.icon)}
      </button>
      <div id="tip" class="floating ${this.text ? '' : 'end'}" popover @toggle=${this.onToggle}>
        <slot></slot>
      </div>
    `;
  }

  protected override opened() {
    this.dispatchEvent(new Event('open'));
  }

  private onKey(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !this.open) return;
    this.floating.hidePopover();
    event.preventDefault();
    event.stopPropagation();
  }
}
