import {
  bookingComponents,
  getBooking,
  maxEvents,
  postBookings,
  postSubmissions,
  type Sent,
} from '../contract/routes/bookings.js';
import { getQuestions, getSourceFields, putQuestions, putSourceFields } from '../contract/routes/source.js';
import { api } from '../http/api.js';
import { problem } from '../http/problems.js';
import type { Bookings } from './bookings.js';

export function bookingsRoutes(bookings: Bookings) {
  const app = api();
  for (const [name, schema] of Object.entries(bookingComponents)) app.openAPIRegistry.register(name, schema);
  return app
    .openapi(postBookings, async (c) => {
      const sent = few(c.req.valid('json'));
      return c.json(await bookings.accept(c.var.session.tenant, sent), 202);
    })
    .openapi(postSubmissions, async (c) => {
      const sent = few(c.req.valid('json'));
      return c.json(await bookings.acceptSubmissions(c.var.session.tenant, sent), 202);
    })
    .openapi(getBooking, async (c) => {
      const { id } = c.req.valid('param');
      const state = await bookings.state(c.var.session.tenant, id);
      if (!state) throw problem('not_found', { reason: `There is no booking “${id}”.` });
      return c.json(state, 200);
    })
    .openapi(getSourceFields, async (c) =>
      c.json({ fields: await bookings.sourceFields(c.var.session.tenant) }, 200),
    )
    .openapi(putSourceFields, async (c) => {
      const { fields } = c.req.valid('json');
      return c.json({ fields: await bookings.putSourceFields(c.var.session.tenant, fields) }, 200);
    })
    .openapi(getQuestions, async (c) =>
      c.json({ questions: await bookings.questions(c.var.session.tenant) }, 200),
    )
    .openapi(putQuestions, async (c) => {
      const { questions } = c.req.valid('json');
      return c.json({ questions: await bookings.putQuestions(c.var.session.tenant, questions) }, 200);
    });
}

function few<E>(sent: Sent<E>): Sent<E> {
  if (sent.count > maxEvents) throw problem('too_many_items', { max: maxEvents, count: sent.count });
  return sent;
}
