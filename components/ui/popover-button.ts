import { LitElement, css, type CSSResultGroup } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { controlsMore } from '../theme/controls-more.styles.js';
import { controls } from '../theme/controls.styles.js';
import { floatingStyles, follow } from './floating.js';

/** A button with a popover beside it, which stays there: what menus and toggletips have in common. */
export abstract class PopoverButton extends LitElement {
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override styles: CSSResultGroup = [
    controlsMore,
    controls,
    floatingStyles,
    css`
      :host {
        display: inline-flex;
      }
    `,
  ];

  /** The accessible name of the button: what it is for. */
  @property() label = '';
  @state() protected open = false;
  private unfollow: (() => void) | undefined;

  @query('.anchor') protected readonly button!: HTMLButtonElement;
  @query('.floating') protected readonly floating!: HTMLElement;

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.unfollow?.();
  }

  /** For the popover's `toggle`; `opened` may be overridden. */
  protected async onToggle(event: ToggleEvent) {
    this.open = event.newState === 'open';
    this.unfollow?.();
    this.unfollow = undefined;
    if (!this.open) return;
    await this.updateComplete;
    this.unfollow = follow(this.button, this.floating);
    this.opened();
  }

  /** It is open, drawn, and in its place. */
  protected opened(): void {}
}
