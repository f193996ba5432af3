import type { Snippet } from './code-shown.js';
import type { HostBooking, HostQuestion, HostSubmission } from './host-state.js';

/** One emulated CRM, for the view beside the page. */
export interface EmulatedCrm {
  readonly id: string;
  readonly name: string;
  readonly url: string;
}

/** Something that an accepted message left behind. */
interface Receipt {
  readonly warnings?: readonly { readonly sentence: string }[];
}

/** A refusal with a sentence for each field that it is about, by JSON pointer. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly fields: readonly { readonly pointer: string; readonly sentence: string }[],
  ) {
    super(message);
  }
}

/** Calls Northlane's own backend; throws {@link Refused} with the reason in words. */
export const backend = {
  config: () => call<{ server: string; crms: EmulatedCrm[] }>('GET', '/api/config'),
  code: () => call<{ snippets: Snippet[] }>('GET', '/api/code'),
  token: () => call<{ token: string }>('GET', '/crm-token'),
  questions: () => call<{ questions: HostQuestion[] }>('GET', '/api/questions'),
  saveQuestions: (questions: readonly HostQuestion[]) => call('PUT', '/api/questions', { questions }),
  bookings: () => call<{ bookings: HostBooking[] }>('GET', '/api/bookings'),
  book: (booking: Omit<HostBooking, 'id' | 'status'>) =>
    call<{ booking: HostBooking; reply: Receipt }>('POST', '/api/bookings', booking),
  change: (id: string, change: Partial<HostBooking>) => call('PATCH', `/api/bookings/${id}`, change),
  submit: (submission: HostSubmission) => call<Receipt>('POST', '/api/submissions', submission),
};

async function call<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
  const reply = await fetch(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  }).catch(() => {
    throw new Refused('The server can’t be reached.', []);
  });
  const answer = await reply.json();
  if (reply.ok) return answer;
  throw new Refused(answer.detail ?? answer.error ?? `It answered ${reply.status}.`, answer.errors ?? []);
}
