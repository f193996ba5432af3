import { backend } from './backend.js';
import { byId, element, say } from './dom.js';
import type { HostBooking } from './host-state.js';

/** The meetings that were booked, with what can become of each. */
export class MeetingsView {
  async load(): Promise<void> {
    const { bookings } = await backend.bookings();
    byId('meeting-list', HTMLElement).replaceChildren(
      ...(bookings.length > 0
        ? bookings.map((booking) => this.line(booking))
        : [
            element(
              'p',
              { class: 'lede' },
              'Nobody has booked yet. ',
              element('a', { href: '#booking-page' }, 'Book the first meeting'),
            ),
          ]),
    );
  }

  private line(booking: HostBooking): HTMLElement {
    const person = personOf(booking);
    const over = ['cancelled', 'no_show', 'completed'].includes(booking.status);
    const act = (text: string, done: string, change: Partial<HostBooking>) =>
      element(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'aria-label': `${text} ${person}`,
          click: () => void this.change(booking, change, done),
        },
        text,
      );
    const start = dayLater(booking.start);
    return element(
      'article',
      { class: 'meeting', 'aria-label': person },
      element(
        'div',
        { class: 'grow' },
        element('b', {}, person),
        element('span', {}, `${booking.subject} · ${when(booking.start)}`),
      ),
      element('span', { class: `tag ${booking.status}` }, words[booking.status]),
      element(
        'div',
        { class: 'acts' },
        ...(over
          ? []
          : [
              act('Reschedule', `Moved to ${when(start)}.`, {
                status: 'rescheduled',
                start,
                end: dayLater(booking.end),
              }),
              act('Cancel', 'The meeting is canceled.', { status: 'cancelled' }),
              act('No-show', `${person} did not show up.`, { status: 'no_show' }),
              act('Completed', 'The meeting took place.', { status: 'completed' }),
            ]),
      ),
    );
  }

  private async change(booking: HostBooking, change: Partial<HostBooking>, done: string): Promise<void> {
    const used = document.activeElement?.getAttribute('aria-label');
    try {
      await backend.change(booking.id, change);
      say(done);
    } catch (error) {
      say(`Not changed. ${error instanceof Error ? error.message : ''}`);
    }
    await this.load();
    const list = byId('meeting-list', HTMLElement);
    const again = [...list.querySelectorAll('button')].find(
      (button) => button.getAttribute('aria-label') === used,
    );
    (again ?? list.querySelector('button'))?.focus();
  }
}

const words: Readonly<Record<HostBooking['status'], string>> = {
  booked: 'Booked',
  rescheduled: 'Rescheduled',
  cancelled: 'Canceled',
  no_show: 'No-show',
  completed: 'Completed',
};

function personOf({ contact }: HostBooking): string {
  return [contact['firstName'], contact['lastName']].filter(Boolean).join(' ') || (contact['email'] ?? '');
}

function dayLater(instant: string): string {
  return new Date(new Date(instant).getTime() + 24 * 3_600_000).toISOString();
}

function when(instant: string): string {
  return new Intl.DateTimeFormat(document.documentElement.lang, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant));
}
