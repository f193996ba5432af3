import { getActivity, getCauses, postRetry, postSkip } from '../contract/routes/activity.js';
import { api } from '../http/api.js';
import type { Selection } from '../worklist/worklist.js';
import type { Activity } from './activity.js';

/** `crms` knows which providers there are; its `offer` throws `unknown_provider`. */
export function activityRoutes(activity: Activity, crms: { offer(provider: string): unknown }) {
  return api()
    .openapi(getActivity, async (c) => {
      const query = c.req.valid('query');
      if (query.provider !== undefined) crms.offer(query.provider);
      return c.json(await activity.list(c.var.session.tenant, query), 200);
    })
    .openapi(getCauses, async (c) => {
      const { provider } = c.req.valid('query');
      if (provider !== undefined) crms.offer(provider);
      return c.json({ causes: await activity.causes(c.var.session.tenant, provider) }, 200);
    })
    .openapi(postRetry, async (c) => {
      const { provider, ...which } = c.req.valid('json');
      return c.json({ count: await activity.retry(c.var.session.tenant, provider, selectionOf(which)) }, 200);
    })
    .openapi(postSkip, async (c) => {
      const { provider, ...which } = c.req.valid('json');
      const { tenant, subject } = c.var.session;
      return c.json({ count: await activity.skip(tenant, provider, selectionOf(which), subject) }, 200);
    });
}

function selectionOf({ bookings = [], cause }: { bookings?: readonly string[]; cause?: string }): Selection {
  return cause === undefined ? { bookings } : { cause };
}
