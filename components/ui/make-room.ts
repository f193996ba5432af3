import { LitElement } from 'lit';

/** Between what is covered and what covers it, in pixels. */
const gap = 16;
/** Below this width a mapper can't be used, so that it is covered for as long. */
const narrowest = 300;

/**
 * Stands in something that floats at the end of the page, and makes room for it: the element in whose shadow tree it
 * is ends where the floating one begins. Where there is no room, it stays as it is.
 */
export class MakeRoom extends LitElement {
  private readonly sheet = new CSSStyleSheet();
  // A frame later: what is measured changes sizes itself.
  private readonly sizes = new ResizeObserver(() => requestAnimationFrame(() => this.measure()));

  override connectedCallback() {
    super.connectedCallback();
    const root = this.getRootNode();
    if (!(root instanceof ShadowRoot)) return;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.sheet];
    this.sizes.observe(document.documentElement);
    this.sizes.observe(root.host, { box: 'border-box' });
    this.leave = () => {
      this.sizes.disconnect();
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== this.sheet);
    };
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.leave();
  }

  private leave = () => {};

  private measure(): void {
    const root = this.getRootNode();
    const floating = this.parentElement;
    if (!(root instanceof ShadowRoot) || !floating) return;
    const { left, right, width } = root.host.getBoundingClientRect();
    const toTheEnd =
      getComputedStyle(root.host).direction === 'rtl' ? left : document.documentElement.clientWidth - right;
    const covered = floating.offsetWidth + gap - toTheEnd;
    const room = covered > 0 && width - covered >= narrowest ? covered : 0;
    this.sheet.replaceSync(`:host { box-sizing: border-box; padding-inline-end: ${room}px; }`);
  }
}
