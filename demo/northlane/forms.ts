/** Id of a form of the app. */
export type FormId = 'intro-call' | 'contact-sales';

/** The app's forms; their questions are the customer's to change. */
export const forms = {
  'intro-call': { name: 'Intro call', kind: 'booking_form' },
  'contact-sales': { name: 'Contact sales', kind: 'routing_form' },
} as const satisfies Record<FormId, { name: string; kind: 'booking_form' | 'routing_form' }>;
