type Child = Node | string | null | undefined;
type Attributes = Readonly<Record<string, string | boolean | EventListener>>;

/** Makes an element; functions become listeners, booleans become attributes that are there or not. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name, value);
    else if (typeof value === 'boolean') made.toggleAttribute(name, value);
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** The element with this id, of this class. */
export function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${kind.name} #${id}.`);
}

let hiding: ReturnType<typeof setTimeout> | undefined;

/** Says something in the page's status line. */
export function say(text: string): void {
  const said = byId('said', HTMLElement);
  said.textContent = text;
  said.classList.add('shown');
  clearTimeout(hiding);
  hiding = setTimeout(() => said.classList.remove('shown'), 5000);
}
