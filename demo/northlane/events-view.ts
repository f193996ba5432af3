import { byId, element } from './dom.js';

const names = [
  'crm-connected',
  'crm-disconnected',
  'crm-permissions-checked',
  'mapping-changed',
  'crm-question-open',
  'crm-sync-retried',
  'crm-error',
] as const;
const kept = 20;

/** Lists the widget's events as they come. */
export function watchEvents(): void {
  const list = byId('events', HTMLElement);
  list.append(element('li', { class: 'lede' }, 'None yet.'));
  for (const name of names) {
    document.addEventListener(name, (event) => {
      if (!(event instanceof CustomEvent)) return;
      list.querySelector('.lede')?.remove();
      const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: 'medium' });
      list.prepend(
        element(
          'li',
          {},
          element('b', {}, name),
          element('time', {}, time.format(new Date())),
          element('code', {}, summary(event.detail)),
        ),
      );
      while (list.children.length > kept) list.lastElementChild?.remove();
    });
  }
}

/** The detail on one line; what is long stands for itself. */
function summary(detail: unknown): string {
  const long = ['mapping', 'checks', 'connection'];
  const text = JSON.stringify(detail, (key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !long.includes(key)) return value;
    return Array.isArray(value) ? `${value.length} of them` : '{…}';
  });
  return (text ?? '').replaceAll(/"(\w+)":/g, '$1: ').replaceAll(/,(?=\S)/g, ', ');
}
