import type { IconName } from './icons.js';

const icons = {
  text: 'text',
  multiline: 'text',
  email: 'email',
  phone: 'phone',
  url: 'link',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  datetime: 'date',
  enum: 'list',
  multi_enum: 'list',
  reference: 'link',
  unsupported: 'text',
} as const satisfies Readonly<Record<string, IconName>>;

/** The icon of a type of value, so that a column of fields can be scanned. */
export function valueIcon(type: keyof typeof icons | undefined): IconName {
  return icons[type ?? 'text'];
}
