import { randomUUID } from 'node:crypto';
import { appFields } from './app-fields.js';
import type { HostBooking, HostQuestion, HostSubmission } from './host-state.js';
import { forms } from './forms.js';

/** A reply of the server, read. */
export interface ServerReply {
  readonly status: number;
  readonly body: unknown;
}

/** What the host's backend tells the CRM Connect server. */
export interface CrmConnectApi {
  tellFields(): Promise<ServerReply>;
  tellQuestions(questions: readonly HostQuestion[]): Promise<ServerReply>;
  tellBooking(booking: HostBooking): Promise<ServerReply>;
  tellSubmission(submission: HostSubmission): Promise<ServerReply>;
}

/** Calls the CRM Connect server as the host's backend does, with a service token of its own making. */
export function crmConnectApi(serverUrl: string, token: () => string): CrmConnectApi {
  return {
    tellFields: () => send('PUT', '/v1/source/fields', { fields: appFields }),
    tellQuestions: (questions) =>
      send('PUT', '/v1/source/questions', {
        questions: questions.map(({ id, form, text, contactField }) => ({
          id,
          form,
          text,
          contactField,
          kind: forms[form].kind,
          formName: forms[form].name,
        })),
      }),
    tellBooking: ({ id, status, contact, subject, start, end, answers, guests }) =>
      send('POST', '/v1/bookings', {
        eventId: randomUUID(),
        id,
        occurredAt: new Date().toISOString(),
        status,
        contact,
        booking: {
          subject,
          start,
          end,
          timeZone: 'Europe/Madrid',
          location: 'Zoom',
          bookingPage: forms['intro-call'].name,
          hostName: 'Sam Okafor',
          hostEmail: 'sam@northlane.example',
        },
        answers: given(answers),
        guests: (guests ?? []).map((email) => ({ email })),
      }),
    tellSubmission: ({ contact, answers }) =>
      send('POST', '/v1/submissions', {
        eventId: randomUUID(),
        id: `sub_${randomUUID().slice(0, 8)}`,
        occurredAt: new Date().toISOString(),
        source: forms['contact-sales'].name,
        contact,
        answers: given(answers),
      }),
  };

  async function send(method: 'POST' | 'PUT', path: string, body: unknown): Promise<ServerReply> {
    const reply = await fetch(serverUrl + path, {
      method,
      headers: { authorization: `Bearer ${token()}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: reply.status, body: reply.status === 204 ? null : await reply.json() };
  }
}

function given(answers: HostBooking['answers']) {
  return answers.filter(({ value }) => value !== '');
}
