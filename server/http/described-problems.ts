import type { Params, ProblemCode } from '../contract/model/index.js';
import type { JsonSchema, Operation } from './openapi.js';
import { problemTable } from './problems.js';

/** The replies of one status that are problems. */
export interface ProblemReply {
  readonly description: string;
  readonly content: Readonly<Record<'application/problem+json', { readonly schema: JsonSchema }>>;
}

/**
 * The problems of an operation by status, each status with its codes: those that its declaration names, and those
 * that follow from what it takes. One that is none of these is a fault of ours.
 */
export function problemReplies(operation: Operation): Readonly<Record<string, ProblemReply>> {
  const codes = [...new Set([...impliedBy(operation), ...(operation['x-problems'] ?? [])])];
  const statuses = [...new Set(codes.map((code) => problemTable[code].status))].sort();
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      reply(codes.filter((code) => problemTable[code].status === status)),
    ]),
  );
}

/** What a code means, with its parameters by name: `{crm} is not connected. Connect it first.` */
export function meaningOf(code: ProblemCode): string {
  return problemTable[code].sentence(named);
}

/** The codes that a described reply may have. */
export function codesOf(schema: JsonSchema | undefined): readonly ProblemCode[] {
  const listed = schema?.allOf?.flatMap(({ properties }) => properties?.code?.enum ?? []) ?? [];
  return codesInOrder.filter((code) => listed.includes(code));
}

const codesInOrder = Object.keys(problemTable).filter((code): code is ProblemCode => code in problemTable);

function impliedBy({ parameters, requestBody }: Operation): readonly ProblemCode[] {
  const always: readonly ProblemCode[] = [
    'unauthenticated',
    'session_expired',
    'forbidden',
    'origin_forbidden',
    'internal',
    'store_unavailable',
    'shutting_down',
  ];
  const ofBody: readonly ProblemCode[] = ['invalid_json', 'unsupported_media_type', 'too_large'];
  return [
    ...always,
    ...(requestBody ? ofBody : []),
    ...(requestBody || parameters?.length ? (['invalid_input'] as const) : []),
  ];
}

function reply(codes: readonly ProblemCode[]): ProblemReply {
  return {
    description: codes.map((code) => `\`${code}\`: ${meaningOf(code)}`).join('\n\n'),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            { type: 'object', properties: { code: { type: 'string', enum: codes } } },
          ],
        },
      },
    },
  };
}

/** Every parameter stands for itself; `reason` would take the place of the whole sentence. */
const named: Params = new Proxy<Record<string, string>>(
  {},
  { get: (_, name) => (name === 'reason' ? undefined : `{${String(name)}}`) },
);
