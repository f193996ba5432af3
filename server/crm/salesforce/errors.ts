import { z } from 'zod';
import { faultCodes, type Fault, type FaultCode, type JsonValue } from '../../contract/model/index.js';
import type { CrmReply, FaultContext } from '../adapter.js';
import { codeOf, speaksOfStrain } from './error-codes.js';
import { readDuplicates, type Duplicates } from './duplicates.js';
import { usage } from './limits.js';
import { sentenceFor } from './sentences.js';

/** One entry of a Salesforce error list, whichever of its two shapes it came in. */
export interface SalesforceError {
  readonly code: string;
  readonly message: string;
  /** API names of the fields at fault; read from the message where the list is missing. */
  readonly fields: readonly string[];
  readonly duplicates: Duplicates | null;
}

/** What is known about the write that an error answers. */
export interface ErrorContext extends FaultContext {
  /** Values that were sent, by field. */
  readonly values?: Readonly<Record<string, JsonValue>>;
}

/** Reads an error body: a list with `errorCode`, or `statusCode` in rows of a collection; empty when it is none. */
export function readErrors(body: unknown): readonly SalesforceError[] {
  const parsed = errorList.safeParse(body);
  if (!parsed.success) return [];
  return parsed.data.map((entry) => ({
    code: entry.errorCode ?? entry.statusCode ?? '',
    message: entry.message,
    fields: entry.fields?.length ? entry.fields : fieldsInMessage(entry.message),
    duplicates: readDuplicates(entry.duplicateResult ?? entry.duplicateResut),
  }));
}

/** The fault that a whole reply means; null for a success. */
export function faultOf(reply: CrmReply, context: ErrorContext): Fault | null {
  if (reply.status < 400 && reply.status !== 300) return null;
  const errors = readErrors(reply.body);
  const code = codeOf(errors[0], reply.status);
  return build(
    code,
    errors,
    context,
    reply.requestId,
    usage(reply.headers),
    toldIn(reply.headers, context.now),
  );
}

/** The fault of one record that was refused; the first error counts. */
export function faultOfErrors(
  errors: readonly SalesforceError[],
  context: ErrorContext,
  requestId: string | null,
): Fault {
  return build(codeOf(errors[0], 400), errors, context, requestId, null, null);
}

/** True for a refusal that a smaller batch may not meet: a lock, or Apex running out of its share. */
export function isStrain(error: SalesforceError): boolean {
  return error.code === 'UNABLE_TO_LOCK_ROW' || speaksOfStrain(error.message);
}

/** True for a part of a transaction that failed only because another part did. */
export function isRolledBack(error: SalesforceError): boolean {
  return error.code === 'PROCESSING_HALTED' || error.code === 'ALL_OR_NONE_OPERATION_ROLLED_BACK';
}

const errorList = z.array(
  z.object({
    message: z.string().default(''),
    errorCode: z.string().optional(),
    statusCode: z.string().optional(),
    fields: z.array(z.string()).nullish(),
    duplicateResult: z.unknown().optional(),
    // Misspelt by API versions 48 to 51.
    duplicateResut: z.unknown().optional(),
  }),
);

function build(
  code: FaultCode,
  errors: readonly SalesforceError[],
  context: ErrorContext,
  requestId: string | null,
  used: { used: number; max: number } | null,
  retryAt: string | null,
): Fault {
  const first = errors[0];
  const field = first?.code === 'INACTIVE_OWNER_OR_USER' ? 'OwnerId' : (first?.fields[0] ?? null);
  const sent = field === null ? undefined : context.values?.[field];
  const value = sent === undefined || sent === null || typeof sent === 'object' ? null : String(sent);
  const label = field === null ? null : (context.labels[field] ?? field);
  const said = first?.message ?? '';
  return {
    code,
    class: faultCodes[code],
    object: context.object,
    field,
    value,
    requestId,
    retryAt,
    params: {
      crm: 'Salesforce',
      crmCode: first?.code ?? '',
      crmSaid: said,
      object: context.object,
      label,
      value,
      fields: first?.fields ?? [],
      limit: Number(/max length=(\d+)/.exec(said)?.[1] ?? 0) || null,
      used: used?.used ?? null,
      max: used?.max ?? null,
      remaining: used === null ? null : Math.max(0, used.max - used.used),
    },
    ...sentenceFor(code, {
      object: context.object,
      label,
      value,
      said,
      labels: (first?.fields ?? []).map((name) => context.labels[name] ?? name),
      used,
    }),
  };
}

/** When a reply says how long to wait, as proxies before Salesforce do. */
function toldIn(headers: Headers, now: Date): string | null {
  const seconds = Number(headers.get('retry-after')?.trim() || Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0
    ? new Date(now.getTime() + seconds * 1000).toISOString()
    : null;
}

function fieldsInMessage(message: string): readonly string[] {
  const required = /^Required fields are missing: \[([^\]]*)\]/.exec(message)?.[1];
  const column = /No such column '([^']+)'/.exec(message)?.[1];
  return (required ?? column ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
