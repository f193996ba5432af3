import { LitElement } from 'lit';
import { click, focused } from './ui/person.js';

/** What a person finds in an element, by role and name, through its shadow trees. */
export interface Reader {
  find(role: string, name: string | RegExp): HTMLElement | undefined;
  /** Waits for it. */
  see(role: string, name: string | RegExp): Promise<HTMLElement>;
  /** Waits for a text, said or shown. */
  reads(text: string | RegExp): Promise<void>;
  press(role: string, name: string | RegExp): Promise<void>;
  /** Waits until what has this name has focus. */
  focusOn(name: string | RegExp): Promise<void>;
  /** Waits until a status region says it. */
  hears(text: string | RegExp): Promise<void>;
}

/** Reads an element as a person does. */
export function readerOf(root: Element): Reader {
  const reader: Reader = {
    find: (role, name) =>
      everything(root).find(
        (each) =>
          each.matches(selectors[role] ?? `[role=${role}]`) && shown(each, role) && fits(nameOf(each), name),
      ),
    see: (role, name) => eventually(`${role} “${name}”`, () => reader.find(role, name)),
    async reads(text) {
      await eventually(`text “${text}”`, () => fits(textOf(root), text, true));
    },
    async press(role, name) {
      const target = await reader.see(role, name);
      target.scrollIntoView({ block: 'center' });
      await settled(root);
      await still(target);
      await click(target);
      await settled(root);
    },
    async focusOn(name) {
      await eventually(`focus on “${name}”`, () => fits(nameOf(focused()), name));
    },
    async hears(text) {
      await eventually(`announcement “${text}”`, () =>
        everything(root).some(
          (each) => each.matches('[role=status]') && fits(clean(each.textContent), text, true),
        ),
      );
    },
  };
  return reader;
}

/** Waits until something is there. */
export async function eventually<T>(what: string, look: () => T | undefined | false | null): Promise<T> {
  const end = Date.now() + 8000;
  for (;;) {
    const found = look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`There is no ${what}. Focus is on ${nameOf(focused())}.`);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** Waits until a thing stays where it is, as a hand does before it presses. */
async function still(target: Element): Promise<void> {
  let before = '';
  await eventually('calm', () => {
    const { x, y } = target.getBoundingClientRect();
    const calm = before === `${x} ${y}`;
    before = `${x} ${y}`;
    return calm;
  });
}

/** The accessible name of what has focus. */
export function focusedName(): string {
  return nameOf(focused());
}

/** Waits until everything inside is drawn. */
export async function settled(root: Element): Promise<void> {
  for (const each of [root, ...everything(root)]) if (each instanceof LitElement) await each.updateComplete;
  await new Promise((resolve) => requestAnimationFrame(resolve));
}

const selectors: Readonly<Record<string, string>> = {
  article: 'article',
  button: 'button, [role=button]',
  checkbox: 'input[type=checkbox]',
  link: 'a[href]',
  combobox: '[role=combobox], select',
  radio: 'input[type=radio]',
  region: '[role=region], section[aria-label]',
  textbox: 'input:not([role], [type=radio], [type=checkbox]), textarea',
  dialog: 'cc-dialog[open]',
  heading: 'h1, h2, h3, h4',
};

function everything(root: Element): HTMLElement[] {
  const inside = [
    ...(root.shadowRoot?.querySelectorAll<HTMLElement>('*') ?? []),
    ...root.querySelectorAll<HTMLElement>('*'),
  ];
  return inside.flatMap((each) => (each.shadowRoot ? [each, ...everything(each)] : [each]));
}

function shown(element: HTMLElement, role: string): boolean {
  return role === 'dialog' || element.checkVisibility();
}

function fits(text: string, wanted: string | RegExp, within = false): boolean {
  if (wanted instanceof RegExp) return wanted.test(text);
  return within ? text.includes(wanted) : text === wanted;
}

function textOf(root: Element): string {
  return clean(
    [root, ...everything(root)]
      .flatMap((each) => (each.shadowRoot ? [each.shadowRoot.textContent] : []))
      .join('\n'),
  );
}

function nameOf(element: Element | null): string {
  if (!element) return 'nothing';
  const label =
    element.getAttribute('aria-label') ??
    element.getAttribute('heading') ??
    (element instanceof HTMLInputElement || element instanceof HTMLSelectElement
      ? element.labels?.[0]?.textContent
      : element.textContent);
  return clean(label);
}

function clean(text: string | null | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}
