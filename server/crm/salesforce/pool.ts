import { z } from 'zod';
import type { Pool } from '../adapter.js';
import { dataPath } from './api.js';
import { plainFault } from './plain-fault.js';
import { sentenceFor } from './sentences.js';

/** The org's pool of API calls in a rolling day, as `/limits` tells it to users who may see it (Salesforce docs, Limits). */
export const pool: Pool = {
  async exhausted(client, signal) {
    const { status, body, requestId } = await client.request({
      method: 'GET',
      path: `${dataPath}/limits`,
      effect: 'read',
      signal,
    });
    const parsed = limits.safeParse(body);
    if (status >= 400 || !parsed.success) return null;
    const { Max: max, Remaining: remaining } = parsed.data.DailyApiRequests;
    if (remaining > 0) return null;
    const used = { used: max - remaining, max };
    const nobody = { object: null, label: null, value: null, said: '', labels: [], used };
    return {
      ...plainFault('limit_daily', '', requestId),
      ...sentenceFor('limit_daily', nobody),
      params: { crm: 'Salesforce', policy: 'DailyApiRequests', ...used, remaining },
    };
  },
};

const limits = z.object({ DailyApiRequests: z.object({ Max: z.number(), Remaining: z.number() }) });
