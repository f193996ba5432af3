/** Longer than a click takes: a press whose end the page never hears of must not hold for ever. */
const longest = 1000;

/**
 * The press of a pointer. Whoever waits for its end before drawing keeps everything in its place until the press has
 * become a click, although the field that lost focus to it has another value by then.
 */
export class Press {
  /** Undefined while nothing is pressed. */
  over: Promise<void> | undefined;

  constructor(host: HTMLElement) {
    host.addEventListener('pointerdown', (event) => this.#onDown(event), true);
  }

  #onDown(event: Event): void {
    // A list of the browser's own swallows the end of the press that opened it.
    if (this.over || event.composedPath()[0] instanceof HTMLSelectElement) return;
    this.over = new Promise((resolve) => {
      const heard = new AbortController();
      const end = () => {
        heard.abort();
        clearTimeout(late);
        // The click follows at once.
        setTimeout(() => {
          this.over = undefined;
          resolve();
        });
      };
      const late = setTimeout(end, longest);
      for (const type of ['pointerup', 'pointercancel'])
        addEventListener(type, end, { capture: true, signal: heard.signal });
    });
  }
}
