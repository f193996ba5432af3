import type { Clock } from '../contract/model/index.js';
import { postBackfill, postTestBooking } from '../contract/routes/sync.js';
import { api } from '../http/api.js';
import type { Sync } from './sync.js';

export function syncRoutes(sync: Pick<Sync, 'testBooking' | 'backfill'>, now: Clock) {
  return api()
    .openapi(postTestBooking, async (c) => {
      const { provider } = c.req.valid('param');
      const { tenant, subject } = c.var.session;
      const email = /^\S+@\S+\.\S+$/.test(subject) ? subject : null;
      return c.json(await sync.testBooking(tenant, provider, email), 202);
    })
    .openapi(postBackfill, async (c) => {
      const { provider } = c.req.valid('param');
      const { from = now().toISOString(), dryRun } = c.req.valid('json');
      return c.json(await sync.backfill(c.var.session.tenant, provider, { from, dryRun }), 200);
    });
}
