import { html } from 'lit';
import type { moreIcons } from './icons-more.js';

/** Each icon is one path on a 16 px grid, drawn with a round 1.5 px stroke in the current colour. */
const firstIcons = {
  text: 'M3.75 4.75V3.5h8.5v1.25M8 3.5v9M6.25 12.5h3.5',
  list: 'M6.25 4.25h7M6.25 8h7M6.25 11.75h7M2.9 4.25h.2M2.9 8h.2M2.9 11.75h.2',
  number: 'M3 6h10.3M2.7 10H13M6.6 2.8 5.4 13.2M10.6 2.8 9.4 13.2',
  date: 'M4.25 3.5h7.5a1.75 1.75 0 0 1 1.75 1.75v6.5a1.75 1.75 0 0 1-1.75 1.75h-7.5a1.75 1.75 0 0 1-1.75-1.75v-6.5A1.75 1.75 0 0 1 4.25 3.5M2.5 6.9h11M5.5 2v2.5M10.5 2v2.5',
  email:
    'M5.6 8a2.4 2.4 0 1 0 4.8 0 2.4 2.4 0 1 0-4.8 0M10.4 5.6v3.1a1.7 1.7 0 0 0 3.4 0V8a5.8 5.8 0 1 0-2.4 4.7',
  phone:
    'M3.7 2.5h1.9l1 2.7-1.3 1.1a7.6 7.6 0 0 0 4.4 4.4l1.1-1.3 2.7 1v1.9a1.1 1.1 0 0 1-1.2 1.1A10.4 10.4 0 0 1 2.6 3.7a1.1 1.1 0 0 1 1.1-1.2z',
  link: 'M6.75 9.25a2.5 2.5 0 0 0 3.6 0l2-2a2.55 2.55 0 0 0-3.6-3.6l-.75.75M9.25 6.75a2.5 2.5 0 0 0-3.6 0l-2 2a2.55 2.55 0 0 0 3.6 3.6l.75-.75',
  boolean: 'M5.5 4.5h5a3.5 3.5 0 0 1 0 7h-5a3.5 3.5 0 0 1 0-7M9 8a1.4 1.4 0 1 0 2.8 0A1.4 1.4 0 1 0 9 8',
  user: 'M5.4 5.4a2.6 2.6 0 1 0 5.2 0 2.6 2.6 0 1 0-5.2 0M3 13.4a5 5 0 0 1 10 0',
  check: 'M3.5 8.5l3 3 6-7',
  warning: 'M8 2.6 14.2 13.2H1.8zM8 6.6v3M8 11.35v.01',
  'chevron-down': 'M4.75 6.5 8 9.75l3.25-3.25',
  'arrow-start': 'M12.5 8h-9M6.5 5l-3 3 3 3',
  search: 'M2.75 7a4.25 4.25 0 1 0 8.5 0 4.25 4.25 0 1 0-8.5 0M10.25 10.25 13.4 13.4',
};

/** The name of an icon; a field's kind is shown by the icon of the same name. */
export type IconName = keyof typeof firstIcons | keyof typeof moreIcons;

const paths: Record<string, string> = firstIcons;

/** Adds icons that only a part has which is loaded later. */
export function addIcons(more: Readonly<Record<string, string>>): void {
  Object.assign(paths, more);
}

const directional: readonly IconName[] = ['chevron-end', 'arrow-start', 'arrow-end', 'arrow-out', 'list'];

/**
 * Draws an icon, 16 px, or 14 px with size `s`. Always hidden from screen readers: the button or text beside it has
 * the name. Directional icons mirror in right-to-left text. Needs the `controls` sheet.
 */
export function icon(name: IconName, extra: 's' | '' | string = '') {
  const mirrored = directional.includes(name) ? ' flip' : '';
  const dotted = name === 'dots' ? ' dots' : '';
  return html`<svg class="icon ${extra}${mirrored}${dotted}" viewBox="0 0 16 16" aria-hidden="true">
    <path d=${paths[name]} />
  </svg>`;
}

/** Tells whether a word, such as a field type from elsewhere, is the name of an icon. */
export function isIconName(name: string): name is IconName {
  return Object.hasOwn(paths, name);
}
