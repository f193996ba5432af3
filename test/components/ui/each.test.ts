import { expect } from '@open-wc/testing';
import { html, nothing, render } from 'lit';
import { drawEach } from '../../../components/ui/each.js';

describe('things drawn by key', () => {
  let page: HTMLElement;
  beforeEach(() => {
    page = document.createElement('div');
  });

  const list = (...keys: string[]) =>
    drawEach(
      keys,
      (key) => key,
      (key) => html`<p>${key}</p>`,
    );
  const show = (content: unknown) => render(html`<b></b>${content}<i></i>`, page);
  const shown = () => [...page.querySelectorAll('p')].map(({ textContent }) => textContent).join(' ');
  const paragraph = (text: string) =>
    [...page.querySelectorAll('p')].find(({ textContent }) => textContent === text);

  it('come, go and change places, each as the same element', () => {
    show(list('a', 'b', 'c'));
    const [a, c] = [paragraph('a'), paragraph('c')];
    show(list('c', 'd', 'a'));
    expect(shown()).to.equal('c d a');
    expect(paragraph('a')).to.equal(a);
    expect(paragraph('c')).to.equal(c);
  });

  it('don’t move when another one before them goes', () => {
    show(list('a', 'b', 'c'));
    const moved: Node[] = [];
    const watch = new MutationObserver((changes) =>
      moved.push(...changes.flatMap((each) => [...each.addedNodes])),
    );
    watch.observe(page, { childList: true });
    show(list('b', 'c'));
    moved.push(...watch.takeRecords().flatMap((each) => [...each.addedNodes]));
    watch.disconnect();
    expect(shown()).to.equal('b c');
    expect(moved).to.deep.equal([]);
  });

  it('leave nothing on the page when they go', () => {
    show(list('a'));
    const before = page.childNodes.length;
    for (const round of ['b', 'c', 'd']) {
      show(list('a', round));
      show(list('a'));
    }
    expect(page.childNodes.length).to.equal(before);
  });

  it('take the place of what stood there, and give it up', () => {
    show(['x', 'y'].map((text) => html`<p>${text}</p>`));
    show(list('a', 'b'));
    expect(shown()).to.equal('a b');
    show(['x', 'y'].map((text) => html`<p>${text}</p>`));
    expect(shown()).to.equal('x y');
    show(list('a'));
    show(nothing);
    expect(shown()).to.equal('');
    expect(page.querySelectorAll('b, i').length).to.equal(2);
  });
});
