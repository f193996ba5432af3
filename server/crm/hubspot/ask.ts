import type { z } from 'zod';
import { CrmError, type CrmClient, type CrmRequest } from '../adapter.js';
import { refusalIn } from './protocol.js';
import { read } from './replies.js';

/** Sends a request that must succeed and reads its reply; throws the fault of one that did not. */
export async function ask<T>(
  client: CrmClient,
  request: CrmRequest,
  schema: z.ZodType<T>,
  object: string | null = null,
): Promise<T> {
  const reply = await client.request(request);
  const fault = refusalIn(reply, object);
  if (fault) throw new CrmError(fault);
  return read(schema, reply);
}
