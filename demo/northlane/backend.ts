import type { HostBooking, HostQuestion } from './booking-page.js';

/** One emulated CRM, for the view beside the page. */
export interface EmulatedCrm {
  readonly id: string;
  readonly name: string;
  readonly url: string;
}

/** Calls Northlane's own backend; throws the reason in words. */
export const backend = {
  config: () => call<{ crms: EmulatedCrm[] }>('GET', '/api/config'),
  questions: () => call<{ questions: HostQuestion[] }>('GET', '/api/questions'),
  saveQuestions: (questions: readonly HostQuestion[]) => call('PUT', '/api/questions', { questions }),
  bookings: () => call<{ bookings: HostBooking[] }>('GET', '/api/bookings'),
  book: (booking: Omit<HostBooking, 'id' | 'status'>) =>
    call<{ booking: HostBooking }>('POST', '/api/bookings', booking),
  change: (id: string, change: Partial<HostBooking>) => call('PATCH', `/api/bookings/${id}`, change),
};

async function call<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
  const reply = await fetch(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const answer = await reply.json();
  if (!reply.ok)
    throw new Error(
      answer.errors?.[0]?.sentence ?? answer.detail ?? answer.error ?? `It answered ${reply.status}.`,
    );
  return answer;
}
