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
  private root: ShadowRoot | undefined;

  override connectedCallback() {
    super.connectedCallback();
    const root = this.getRootNode();
    if (!(root instanceof ShadowRoot)) return;
    this.root = root;
    root.adoptedStyleSheets.push(this.sheet);
    window.addEventListener('resize', this.measure);
    this.measure();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('resize', this.measure);
    const { root, sheet } = this;
    if (root) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== sheet);
  }

  private readonly measure = () => {
    const { root, parentElement: floating } = this;
    if (!root || !floating) return;
    const { left, right, width } = root.host.getBoundingClientRect();
    // Where it will be, also while it slides in.
    const { offsetLeft: start, offsetWidth } = floating;
    const covered = Math.max(0, gap + (start > left ? right - start : start + offsetWidth - left));
    const room = width - covered < narrowest ? 0 : covered;
    this.sheet.replaceSync(`:host { box-sizing: border-box; padding-inline-end: ${room}px; }`);
  };
}
