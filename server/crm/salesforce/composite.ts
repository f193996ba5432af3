import { z } from 'zod';
import type { JsonValue } from '../../contract/model/index.js';
import { CrmError, type CrmClient, type CrmReply, type CrmRequest } from '../adapter.js';
import { dataPath, expectSuccess } from './api.js';
import { unreadableWrite } from './plain-fault.js';

/** One request among several that travel together. */
export interface Part {
  readonly method: CrmRequest['method'];
  /** From `/services/data` on. */
  readonly path: string;
  /** Name by which later parts refer to its reply; letters, digits and underscores. */
  readonly ref: string;
  readonly json?: JsonValue;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Sends up to 25 parts as one API call and gives their replies in order (Salesforce docs, Composite).
 * Throws {@link CrmError} when the call as a whole failed.
 */
export async function composite(
  client: CrmClient,
  parts: readonly Part[],
  options: { allOrNone: boolean } & Pick<CrmRequest, 'effect' | 'begin' | 'signal'>,
): Promise<readonly CrmReply[]> {
  const { allOrNone, ...rest } = options;
  const { effect } = rest;
  const reply = await client.request({
    method: 'POST',
    path: `${dataPath}/composite`,
    json: { allOrNone, compositeRequest: parts.map(toWire) },
    ...rest,
  });
  expectSuccess(reply);
  const parsed = schema.safeParse(reply.body);
  if (!parsed.success) throw new CrmError(unreadableWrite(reply.requestId, effect === 'create'));
  const byRef = new Map(parsed.data.compositeResponse.map((part) => [part.referenceId, part]));
  return parts.map(({ ref }) => {
    const part = byRef.get(ref);
    if (part === undefined) throw new CrmError(unreadableWrite(reply.requestId, effect === 'create'));
    return {
      status: part.httpStatusCode,
      headers: reply.headers,
      body: part.body,
      requestId: reply.requestId,
    };
  });
}

const schema = z.object({
  compositeResponse: z.array(
    z.object({ referenceId: z.string(), httpStatusCode: z.number(), body: z.unknown().optional() }),
  ),
});

function toWire({ method, path, ref, json, headers }: Part): JsonValue {
  return {
    method,
    url: path,
    referenceId: ref,
    ...(json !== undefined && { body: json }),
    ...(headers !== undefined && Object.keys(headers).length > 0 && { httpHeaders: headers }),
  };
}
