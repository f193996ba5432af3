import { LitElement, css, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { controlsMore } from '../theme/controls-more.styles.js';
import { controls } from '../theme/controls.styles.js';
import { icon } from './icons.js';

/**
 * Copies a text and says that it did. Where the browser does not allow it, shows the text selected, to copy by hand.
 *
 * ```ts
 * html`<cc-copy-button .text=${message} label="Copy message for your admin" copied-label="Copied"></cc-copy-button>`
 * ```
 *
 * @fires {Event} copied - The text is on the clipboard.
 */
export class CopyButton extends LitElement {
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override styles = [
    controlsMore,
    controls,
    css`
      :host {
        display: inline-block;
        max-inline-size: 100%;
      }
      .button {
        max-inline-size: 100%;
        padding-block: 5px;
        text-align: start;
        white-space: normal;
      }
      .link {
        font-size: inherit;
      }
      textarea {
        margin-block-start: 8px;
        field-sizing: content;
        max-block-size: 160px;
      }
    `,
  ];

  @property() text = '';
  @property() label = '';
  @property({ attribute: 'copied-label' }) copiedLabel = 'Copied';
  /** `outlined`, `text` without a border, or `link` without an icon. */
  @property() look: 'outlined' | 'text' | 'link' = 'text';
  @state() private result: 'copied' | 'refused' | undefined;

  @query('textarea') private readonly byHand!: HTMLTextAreaElement | null;

  protected override render() {
    const copied = this.result === 'copied';
    const words = copied ? this.copiedLabel : this.label;
    const looks = { outlined: 'button compact', text: 'button compact text', link: 'link' }[this.look];
    return html`
      <button class=${looks} type="button" @click=${this.copy} @blur=${this.forget}>
        ${this.look === 'link' ? nothing : icon(copied ? 'check' : 'copy')}<span>${words}</span>
      </button>
      <span class="hidden" role="status">${copied ? this.copiedLabel : ''}</span>
      ${
        this.result === 'refused'
          ? html`<textarea class="input" readonly aria-label=${this.label} .value=${this.text}></textarea>`
          : nothing
      }
    `;
  }

  private async copy() {
    try {
      await navigator.clipboard.writeText(this.text);
      this.result = 'copied';
      this.dispatchEvent(new Event('copied'));
    } catch {
      // No clipboard on a page without TLS, or not allowed in this frame: let the person do it.
      this.result = 'refused';
      await this.updateComplete;
      this.byHand?.select();
    }
  }

  private forget() {
    if (this.result === 'copied') this.result = undefined;
  }
}
