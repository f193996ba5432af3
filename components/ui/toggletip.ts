import { LitElement, css, html } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { controlsMore } from '../theme/controls-more.styles.js';
import { controls } from '../theme/controls.styles.js';
import { floatingStyles, follow } from './floating.js';
import { icon, type IconName } from './icons.js';

/**
 * A ⓘ that explains when pressed, and describes itself to screen readers when focused.
 *
 * ```ts
 * html`<cc-toggletip label="Why Company is required">Salesforce refuses a lead without it.</cc-toggletip>`
 * ```
 *
 * @slot - The explanation, a sentence or two.
 */
export class Toggletip extends LitElement {
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override styles = [
    controlsMore,
    controls,
    floatingStyles,
    css`
      :host {
        display: inline-flex;
      }
      .floating {
        inline-size: max-content;
        max-inline-size: min(280px, 100vw - 16px);
        padding: 8px 12px;
        font-size: 0.75rem;
        line-height: 1rem;
      }
    `,
  ];

  /** The accessible name of the button. */
  @property() label = '';
  @property() icon: IconName = 'info';
  @state() private open = false;
  private unfollow: (() => void) | undefined;

  @query('button') private readonly button!: HTMLElement;
  @query('.floating') private readonly floating!: HTMLElement;

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.unfollow?.();
  }

  protected override render() {
    return html`
      <button
        class="icon-button anchor"
        type="button"
        popovertarget="tip"
        aria-label=${this.label}
        aria-expanded=${this.open ? 'true' : 'false'}
        aria-describedby="tip"
        @keydown=${this.onKey}
      >
        ${icon(this.icon)}
      </button>
      <div id="tip" class="floating end" popover @toggle=${this.onToggle}><slot></slot></div>
    `;
  }

  private onToggle(event: ToggleEvent) {
    this.open = event.newState === 'open';
    this.unfollow?.();
    this.unfollow = this.open ? follow(this.button, this.floating) : undefined;
  }

  private onKey(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !this.open) return;
    this.floating.hidePopover();
    event.preventDefault();
    event.stopPropagation();
  }
}
