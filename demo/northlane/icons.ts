/** Paths on a 16 px grid, drawn with a round 1.5 px stroke. */
const paths = {
  calendar:
    'M4.25 3.5h7.5a1.75 1.75 0 0 1 1.75 1.75v6.5a1.75 1.75 0 0 1-1.75 1.75h-7.5a1.75 1.75 0 0 1-1.75-1.75v-6.5A1.75 1.75 0 0 1 4.25 3.5M2.5 6.9h11M5.5 2v2.5M10.5 2v2.5',
  grid: 'M3 3h4v4H3zM9 3h4v4H9zM3 9h4v4H3zM9 9h4v4H9z',
  route:
    'M2.7 12.2a1.6 1.6 0 1 0 3.2 0 1.6 1.6 0 1 0-3.2 0M10.1 3.8a1.6 1.6 0 1 0 3.2 0 1.6 1.6 0 1 0-3.2 0M5.9 12.2h4.2a2.1 2.1 0 0 0 0-4.2H6a2.1 2.1 0 0 1 0-4.2h4.1',
  plug: 'M5.9 2.5v3M10.1 2.5v3M4.5 5.5h7v2a3.5 3.5 0 0 1-7 0zM8 11v2.7',
  arrow: 'M3.5 8h9M9.5 5l3 3-3 3',
  plus: 'M8 3.5v9M3.5 8h9',
} as const;

/** Draws an icon in the current colour; the words beside it are its name. */
export function icon(name: keyof typeof paths): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', `icon ${name}`);
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
}

/** Puts icons before the words of what asks for one by `data-icon`. */
export function drawIcons(): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-icon]')) {
    const name = place.dataset['icon'] ?? '';
    if (isName(name)) place.prepend(icon(name));
  }
}

function isName(name: string): name is keyof typeof paths {
  return name in paths;
}
