import { backend } from './backend.js';
import type { HostBooking, HostQuestion } from './booking-page.js';
import { byId, element, say } from './dom.js';

/** The booking page as a visitor sees it. */
export class BookingView {
  private readonly form = byId('booking-form', HTMLFormElement);

  constructor(private readonly onBooked: () => void) {
    this.form.addEventListener('submit', (event) => void this.book(event));
  }

  /** Draws the form anew, keeping what was typed. */
  draw(questions: readonly HostQuestion[]): void {
    const typed = new FormData(this.form);
    const field = (name: string, text: string, attributes: Record<string, string | boolean> = {}) => {
      const input = element('input', { name, id: `visitor-${name}`, ...attributes });
      input.value = String(typed.get(name) ?? attributes['value'] ?? '');
      return element('div', {}, element('label', { for: `visitor-${name}` }, text), input);
    };
    const asked = questions.map((question) => {
      const attributes = { name: question.id, id: `visitor-${question.id}` };
      const control =
        question.answer === 'list'
          ? element(
              'select',
              attributes,
              ...['', ...question.choices].map((choice) =>
                element('option', { value: choice }, choice || 'Choose one'),
              ),
            )
          : element('input', attributes);
      control.value = String(typed.get(question.id) ?? '');
      return element('div', {}, element('label', { for: attributes.id }, question.text), control);
    });
    this.form.replaceChildren(
      element('h2', {}, 'Book a meeting'),
      element(
        'div',
        { class: 'columns' },
        field('email', 'E-mail', { type: 'email', required: true }),
        field('firstName', 'First name'),
        field('lastName', 'Last name'),
        field('phone', 'Phone', { type: 'tel' }),
        field('start', 'When', { type: 'datetime-local', required: true, value: nextSlot() }),
        ...asked,
      ),
      element('div', { class: 'acts' }, element('button', { class: 'primary' }, 'Book meeting')),
    );
  }

  private async book(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = new FormData(this.form);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const start = new Date(text('start'));
    const contact: Record<string, string> = {};
    for (const key of ['email', 'firstName', 'lastName', 'phone']) if (text(key)) contact[key] = text(key);
    const fixed = new Set(['email', 'firstName', 'lastName', 'phone', 'start']);
    const answers = [...form.keys()]
      .filter((name) => !fixed.has(name) && text(name))
      .map((question) => ({ question, value: text(question) }));
    try {
      await backend.book({
        contact,
        subject: 'Intro call',
        start: start.toISOString(),
        end: new Date(start.getTime() + 30 * 60_000).toISOString(),
        answers,
      });
      say('The meeting is booked.');
    } catch (error) {
      say(`Not booked. ${error instanceof Error ? error.message : ''}`);
    }
    this.onBooked();
  }
}

/** The meetings that were booked, with what can become of each. */
export class MeetingsView {
  async load(): Promise<void> {
    const { bookings } = await backend.bookings();
    byId('meeting-list', HTMLElement).replaceChildren(
      ...(bookings.length > 0
        ? bookings.map((booking) => this.line(booking))
        : [element('p', { class: 'lede' }, 'Nobody has booked yet.')]),
    );
  }

  private line(booking: HostBooking): HTMLElement {
    const person =
      [booking.contact['firstName'], booking.contact['lastName']].filter(Boolean).join(' ') ||
      booking.contact['email'];
    const act = (text: string, change: () => Partial<HostBooking>) =>
      element(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'aria-label': `${text} ${person}`,
          click: () => void this.change(booking, change()),
        },
        text,
      );
    const later = () => ({
      status: 'rescheduled' as const,
      start: dayLater(booking.start),
      end: dayLater(booking.end),
    });
    const over =
      booking.status === 'cancelled' || booking.status === 'no_show' || booking.status === 'completed';
    return element(
      'article',
      { class: 'meeting' },
      element(
        'div',
        { class: 'grow' },
        element('b', {}, person ?? ''),
        element('span', {}, ` ${booking.subject}, ${when(booking.start)}`),
      ),
      element('span', { class: `tag ${booking.status}` }, words[booking.status]),
      element(
        'div',
        { class: 'acts' },
        ...(over
          ? []
          : [
              act('Reschedule', later),
              act('Cancel', () => ({ status: 'cancelled' })),
              act('No-show', () => ({ status: 'no_show' })),
              act('Completed', () => ({ status: 'completed' })),
            ]),
      ),
    );
  }

  private async change(booking: HostBooking, change: Partial<HostBooking>): Promise<void> {
    try {
      await backend.change(booking.id, change);
    } catch (error) {
      say(`Not changed. ${error instanceof Error ? error.message : ''}`);
    }
    await this.load();
  }
}

const words: Readonly<Record<HostBooking['status'], string>> = {
  booked: 'Booked',
  rescheduled: 'Rescheduled',
  cancelled: 'Canceled',
  no_show: 'No-show',
  completed: 'Completed',
};

function nextSlot(): string {
  const slot = new Date();
  slot.setDate(slot.getDate() + 1);
  slot.setHours(15, 0, 0, 0);
  return new Date(slot.getTime() - slot.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
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
