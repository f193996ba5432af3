import { expect, fixture, html } from '@open-wc/testing';
import { emulateMedia, sendKeys, sendMouse } from '@web/test-runner-commands';
import { LitElement, type TemplateResult } from 'lit';
import { registerMoreUi } from '../../../components/ui/register-more.js';
import { registerUi } from '../../../components/ui/register.js';
import { controlsMore } from '../../../components/theme/controls-more.styles.js';
import { controls } from '../../../components/theme/controls.styles.js';
import { tokens } from '../../../components/theme/tokens.styles.js';

registerUi();
registerMoreUi();

/** A card on a host's page, as our elements are: it brings the look and holds what is tested. */
class TestCard extends LitElement {
  static override styles = [tokens, controlsMore, controls];
  static override properties = { content: { attribute: false } };
  declare content: TemplateResult;
  protected override render() {
    return html`<main class="card">${this.content}</main>`;
  }
}
customElements.define('test-card', TestCard);

/** Puts something on a page with our look and returns the first element in it, rendered. */
export async function shown<T extends Element>(content: TemplateResult): Promise<T> {
  // What fades in would be measured half faded.
  await emulateMedia({ reducedMotion: 'reduce' });
  const card = await fixture<TestCard>(html`<test-card .content=${content}></test-card>`);
  const element = card.shadowRoot?.querySelector<T>('main > *');
  if (!element) throw new Error('The card is empty.');
  if (element instanceof LitElement) await element.updateComplete;
  return element;
}

/** Presses keys one after the other; a modifier goes before, as in `Alt+ArrowDown`. */
export async function press(...keys: string[]) {
  for (const combination of keys) {
    const modifiers = combination.split('+');
    const key = modifiers.pop() ?? '';
    for (const down of modifiers) await sendKeys({ down });
    await sendKeys({ press: key });
    for (const up of modifiers) await sendKeys({ up });
  }
}

/** Types a text into what has focus. */
export async function type(text: string) {
  await sendKeys({ type: text });
}

/** Clicks the middle of something. */
export async function click(target: Element | null | undefined) {
  if (!target) throw new Error('There is nothing to click.');
  const { x, y, width, height } = target.getBoundingClientRect();
  await sendMouse({ type: 'click', position: [Math.round(x + width / 2), Math.round(y + height / 2)] });
}

/** The element with focus, through all shadow roots. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** Checks with axe in light and in dark. */
export async function expectAccessible(element: Element) {
  for (const colorScheme of ['light', 'dark'] as const) {
    document.documentElement.style.colorScheme = colorScheme;
    document.documentElement.style.background = 'Canvas';
    await emulateMedia({ colorScheme });
    await atRest(element);
    await expect(element).to.be.accessible();
  }
  document.documentElement.removeAttribute('style');
  await emulateMedia({ colorScheme: 'light' });
}

/** What fades in is judged once it stands; what runs for ever is judged as it is. */
async function atRest(element: Element): Promise<void> {
  const roots = [document, ...(element.shadowRoot ? [element.shadowRoot] : [])];
  const ending = roots
    .flatMap((root) => root.getAnimations())
    .filter((each) => Number.isFinite(Number(each.effect?.getComputedTiming().endTime)));
  await Promise.allSettled(ending.map((each) => each.finished));
}
