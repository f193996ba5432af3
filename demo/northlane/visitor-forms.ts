import { backend } from './backend.js';
import { forms } from './forms.js';
import type { VisitorField, VisitorFormParts } from './visitor-form.js';

const email: VisitorField = {
  name: 'email',
  label: 'E-mail',
  type: 'email',
  autocomplete: 'email',
  required: true,
  judge: (value) => (isAddress(value) ? undefined : 'Enter an e-mail address, such as name@company.com.'),
};
const names: readonly VisitorField[] = [
  { name: 'firstName', label: 'First name', autocomplete: 'given-name' },
  { name: 'lastName', label: 'Last name', autocomplete: 'family-name' },
];
const minute = 60_000;

/** The booking form: it books half an hour. */
export function bookingForm(onBooked: () => void): VisitorFormParts {
  return {
    id: 'booking-form',
    title: 'Book a meeting',
    button: 'Book meeting',
    contact: [email, ...names, { name: 'phone', label: 'Phone', type: 'tel', autocomplete: 'tel' }],
    more: [
      {
        name: 'start',
        label: 'When',
        type: 'datetime-local',
        required: true,
        value: nextSlot(),
        judge: (value) => (value ? undefined : 'Choose a day and a time.'),
      },
      {
        name: 'guests',
        label: 'Guests, separated by commas',
        judge: (value) => {
          const odd = guestsIn(value).find((each) => !isAddress(each));
          return odd === undefined ? undefined : `“${odd}” is no e-mail address.`;
        },
      },
    ],
    async send({ contact, answers }, entered) {
      const start = new Date(entered('start'));
      const end = new Date(start.getTime() + 30 * minute);
      const { reply } = await backend.book({
        contact,
        answers,
        subject: forms['intro-call'].name,
        start: start.toISOString(),
        end: end.toISOString(),
        guests: guestsIn(entered('guests')),
      });
      onBooked();
      const when = new Intl.DateTimeFormat(document.documentElement.lang, {
        dateStyle: 'medium',
        timeStyle: 'short',
      }).format(start);
      const booked = `The meeting with ${contact['email']} is booked for ${when}.`;
      return [booked, ...(reply.warnings ?? []).map(({ sentence }) => sentence)].join(' ');
    },
  };
}

/** The routing form: it writes a person, and books nothing. */
export function routingForm(): VisitorFormParts {
  return {
    id: 'routing-fill',
    title: 'Contact sales',
    button: 'Send answers',
    contact: [email, ...names],
    more: [],
    async send(submission) {
      await backend.submit(submission);
      return `The answers of ${submission.contact['email']} are sent.`;
    },
  };
}

function isAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

function guestsIn(text: string): string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
}

function nextSlot(): string {
  const slot = new Date();
  slot.setDate(slot.getDate() + 1);
  slot.setHours(15, 0, 0, 0);
  return new Date(slot.getTime() - slot.getTimezoneOffset() * minute).toISOString().slice(0, 16);
}
