import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { CrmConnectApi, ServerReply } from './crm-connect-api.js';
import type { HostBooking, HostQuestion, HostSubmission, KeptState } from './host-state.js';

/** Northlane's own API behind its page; whatever changes there is told to the CRM Connect server. */
export function northlaneApi(state: KeptState, crm: CrmConnectApi): Hono {
  const app = new Hono();

  app.get('/questions', (c) => c.json({ questions: state.current.questions }));
  app.put('/questions', async (c) => {
    const { questions }: { questions: HostQuestion[] } = await c.req.json();
    state.change({ questions });
    return answer(await crm.tellQuestions(questions));
  });

  app.get('/bookings', (c) => c.json({ bookings: [...state.current.bookings].reverse() }));
  app.post('/bookings', async (c) => {
    const made: Omit<HostBooking, 'id' | 'status'> = await c.req.json();
    const booking: HostBooking = { ...made, id: `bkg_${randomUUID().slice(0, 8)}`, status: 'booked' };
    const reply = await crm.tellBooking(booking);
    if (reply.status < 300) state.change({ bookings: [...state.current.bookings, booking] });
    return answer(reply, booking);
  });
  app.patch('/bookings/:id', async (c) => {
    const known = state.current.bookings.find(({ id }) => id === c.req.param('id'));
    if (!known) return c.json({ error: 'There is no such booking.' }, 404);
    const change: Partial<HostBooking> = await c.req.json();
    const booking: HostBooking = { ...known, ...change, id: known.id };
    const reply = await crm.tellBooking(booking);
    if (reply.status < 300) {
      const bookings = state.current.bookings.map((each) => (each.id === known.id ? booking : each));
      state.change({ bookings });
    }
    return answer(reply, booking);
  });

  app.post('/submissions', async (c) => {
    const submission: HostSubmission = await c.req.json();
    return answer(await crm.tellSubmission(submission));
  });
  return app;
}

function answer(reply: ServerReply, booking?: HostBooking): Response {
  const body = booking && reply.status < 300 ? { booking, reply: reply.body } : reply.body;
  return Response.json(body ?? {}, { status: reply.status === 204 ? 200 : reply.status });
}
