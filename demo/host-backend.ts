import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Hono } from 'hono';
import type { HostPage } from './build-host-page.js';
import { hostState, type HostBooking, type HostQuestion } from './northlane/booking-page.js';
import { crmConnectApi, sessionToken } from './northlane/crm-connect-api.js';
import { pageFiles } from './northlane/page-files.js';
import type { DemoSettings } from './settings.js';

const tenant = 'demo';
/** The backend of Northlane, a fictional scheduling app: its page, its session tokens, its bookings. */
export function createHostBackend(settings: DemoSettings, page: HostPage): Hono {
  const secret = (settings.server['SESSION_SECRET'] ?? '').split(',')[0] ?? '';
  const crm = crmConnectApi(settings.serverUrl, secret, tenant);
  const { state, save } = hostState(join(settings.dataDir, 'northlane.json'));
  const files = pageFiles(page, settings.serverUrl);
  const app = new Hono();

  app.use('*', async (c, next) => {
    await next();
    if (page.origin === null) c.header('content-security-policy', policy(settings));
  });

  // The one route that a host adds for the widget: a token for whoever is signed in, for its own page only.
  app.get('/crm-token', (c) => {
    const site = c.req.header('sec-fetch-site');
    if (site !== undefined && site !== 'same-origin' && site !== 'none')
      return c.json({ error: 'Only this page may ask.' }, 403);
    const origin = c.req.header('origin');
    if (origin !== undefined && origin !== settings.hostUrl)
      return c.json({ error: 'Only this page may ask.' }, 403);
    c.header('cache-control', 'no-store');
    return c.json({ token: sessionToken(secret, { tenant, sub: 'Ana Ruiz', role: 'admin' }) });
  });

  app.get('/api/config', (c) =>
    c.json({
      server: settings.serverUrl,
      crms: [
        { id: 'hubspot', name: 'HubSpot', url: `http://localhost:${settings.ports.hubspot}` },
        { id: 'salesforce', name: 'Salesforce', url: `http://localhost:${settings.ports.salesforce}` },
      ],
    }),
  );
  app.get('/api/questions', (c) => c.json({ questions: state.questions }));
  app.put('/api/questions', async (c) => {
    const body: { questions: HostQuestion[] } = await c.req.json();
    state.questions = body.questions;
    save();
    return answer(await tellQuestions());
  });
  app.get('/api/bookings', (c) => c.json({ bookings: [...state.bookings].reverse() }));
  app.post('/api/bookings', async (c) => {
    const made: Omit<HostBooking, 'id' | 'status'> = await c.req.json();
    const booking: HostBooking = { ...made, id: `bkg_${randomUUID().slice(0, 8)}`, status: 'booked' };
    state.bookings.push(booking);
    save();
    return answer(await tellBooking(booking), booking);
  });
  app.patch('/api/bookings/:id', async (c) => {
    const at = state.bookings.findIndex(({ id }) => id === c.req.param('id'));
    const known = state.bookings[at];
    if (!known) return c.json({ error: 'There is no such booking.' }, 404);
    const change: Partial<HostBooking> = await c.req.json();
    const booking: HostBooking = { ...known, ...change, id: known.id };
    state.bookings[at] = booking;
    save();
    return answer(await tellBooking(booking), booking);
  });
  app.post('/api/submissions', async (c) => {
    const form: { contact: Record<string, string>; answers: HostBooking['answers'] } = await c.req.json();
    return answer(
      await crm.send('POST', '/v1/submissions', {
        eventId: randomUUID(),
        id: `sub_${randomUUID().slice(0, 8)}`,
        occurredAt: new Date().toISOString(),
        source: 'routing form',
        ...form,
      }),
    );
  });

  app.get('*', (c) => files(c.req.path + new URL(c.req.url).search));

  // The app tells which fields and questions it has whenever it starts.
  void crm
    .send('PUT', '/v1/source/fields', {
      fields: [
        {
          key: 'teamSize',
          label: 'Team size',
          object: 'contact',
          type: 'enum',
          group: 'Company',
          options: ['1-10', '11-50', '51-200', '201+'].map((value) => ({
            value,
            label: value.replace('-', ' to '),
          })),
          sample: '11-50',
        },
        {
          key: 'newsletter',
          label: 'Wants the newsletter',
          object: 'contact',
          type: 'boolean',
          group: 'Consent',
          sample: true,
        },
      ],
    })
    .then(tellQuestions)
    .catch((error: unknown) => console.error('The demo host could not reach the CRM Connect server.', error));

  return app;

  function tellQuestions() {
    return crm.send('PUT', '/v1/source/questions', {
      questions: state.questions.map(({ id, text, contactField }) => ({
        id,
        kind: 'booking_form',
        text,
        form: 'intro-call',
        formName: 'Intro call',
        contactField,
      })),
    });
  }

  function tellBooking(booking: HostBooking) {
    return crm.send('POST', '/v1/bookings', {
      eventId: randomUUID(),
      id: booking.id,
      occurredAt: new Date().toISOString(),
      status: booking.status,
      contact: booking.contact,
      booking: {
        subject: booking.subject,
        start: booking.start,
        end: booking.end,
        timeZone: 'Europe/Madrid',
        location: 'Zoom',
        hostName: 'Sam Okafor',
        hostEmail: 'sam@northlane.example',
      },
      answers: booking.answers.filter(({ value }) => value !== ''),
    });
  }
}

function answer(reply: { readonly status: number; readonly body: unknown }, booking?: HostBooking): Response {
  return Response.json(booking ? { booking, reply: reply.body } : reply.body, {
    status: reply.status === 204 ? 200 : reply.status,
  });
}

/** As strict as a bank's: the widget needs no `unsafe-*`. */
function policy({ serverUrl, ports }: DemoSettings): string {
  const crms = `http://localhost:${ports.hubspot} http://localhost:${ports.salesforce}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${serverUrl} ${crms}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');
}
