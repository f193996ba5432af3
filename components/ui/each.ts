import { noChange } from 'lit';
import {
  clearPart,
  insertPart,
  removePart,
  setChildPartValue,
  setCommittedValue,
} from 'lit/directive-helpers.js';
import { Directive, directive, type ChildPart, type DirectiveResult } from 'lit/directive.js';

/** Keeps what was drawn for an item with that item: Lit's `repeat` without what makes it fast for thousands. */
class Each extends Directive {
  #parts: Map<unknown, ChildPart> | undefined;

  override render(
    _items: readonly unknown[],
    _keyOf: (item: never) => unknown,
    _view: (item: never) => unknown,
  ): unknown {
    return noChange;
  }

  override update(
    whole: ChildPart,
    [items, keyOf, view]: [readonly never[], (item: never) => unknown, (item: never) => unknown],
  ) {
    // What stood there before is not ours to keep.
    if (!this.#parts) clearPart(whole);
    const before = this.#parts ?? new Map<unknown, ChildPart>();
    const now = new Map(items.map((item) => [keyOf(item), item]));
    for (const [key, part] of before) if (!now.has(key)) drop(part);
    const parts = (this.#parts = new Map<unknown, ChildPart>());
    let next: ChildPart | undefined;
    for (const [key, item] of [...now].reverse()) {
      next = setChildPartValue(insertPart(whole, next, before.get(key)), view(item));
      parts.set(key, next);
    }
    // Not empty, so that Lit clears it when something else comes in its place.
    setCommittedValue(whole);
    return noChange;
  }
}

/** Lit leaves the mark behind a removed part on the page, one more with every part that ever was. */
function drop(part: ChildPart): void {
  const { endNode } = part;
  removePart(part);
  endNode?.parentNode?.removeChild(endNode);
}

const each = directive(Each);

/** Draws items in their order. What was drawn for a key stays the same element as long as the key is there. */
export function drawEach<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  view: (item: Item) => unknown,
): DirectiveResult {
  return each(items, keyOf, view);
}
