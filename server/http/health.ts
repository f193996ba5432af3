import { Hono } from 'hono';
import type { ApiEnv } from './api.js';
import type { Metrics } from './metrics.js';

/** Whether the server lives, may be sent requests, and how it fares. */
export function healthRoutes(ready: () => Promise<boolean>, metrics: Metrics) {
  return new Hono<ApiEnv>()
    .get('/healthz', (c) => c.json({ status: 'ok' }))
    .get('/readyz', async (c) => {
      const isReady = await ready();
      return c.json({ status: isReady ? 'ready' : 'not ready' }, isReady ? 200 : 503);
    })
    .get('/metrics', async (c) =>
      c.body(await metrics.registry.metrics(), 200, { 'Content-Type': metrics.registry.contentType }),
    );
}
