import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ProblemCode } from '../contract/model/index.js';
import { problemSchema } from '../contract/routes/problem.js';
import type { ApiEnv } from './api.js';
import { problemReplies } from './described-problems.js';
import { showOptionalKeys } from './optional-keys.js';
import { problemTable } from './problems.js';

/** The OpenAPI 3.1 document as JSON, as far as the readable page looks into it. */
export interface ApiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

export interface Operation {
  readonly operationId?: string;
  /** Problems of its own; see `contract/routes/problems.ts`. */
  readonly 'x-problems'?: readonly ProblemCode[];
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: JsonSchema;
    readonly description?: string;
  }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>> };
  readonly responses?: Readonly<
    Record<
      string,
      {
        readonly description?: string;
        readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>>;
      }
    >
  >;
}

export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly description?: string;
  readonly format?: string;
}

/** Describes every declared route, with who may call it and the problems that it can answer with. */
export function openApiDocument(app: OpenAPIHono<ApiEnv>, publicUrl: string): ApiDocument {
  const { openAPIRegistry } = app;
  openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'Signed by your backend with SESSION_SECRET (HS256): { tenant, sub, role: admin | member | service, exp }, at most 15 minutes ahead (a clock up to a minute ahead of ours is allowed for; a token that has expired is refused at once). An operation names the roles that may call it; admin includes member.',
  });
  openAPIRegistry.register('Problem', problemSchema);
  showOptionalKeys(openAPIRegistry.definitions);
  const document: ApiDocument = JSON.parse(
    JSON.stringify(
      app.getOpenAPI31Document({
        openapi: '3.1.0',
        info: {
          title: 'CRM Connect',
          version: '1',
          description:
            'Connects your customers’ CRM accounts, maps your fields to theirs, and writes every booking there once. Errors are problem+json (RFC 9457) with a stable code.',
        },
        servers: [{ url: publicUrl }],
      }),
    ),
  );
  const problem = {
    description: 'Any other problem (RFC 9457)',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  const paths = Object.entries(document.paths).map(([path, operations]) => [
    path,
    Object.fromEntries(
      Object.entries(operations).map(([method, operation]) => [method, described(operation, problem)]),
    ),
  ]);
  return { ...withCodes(document), paths: Object.fromEntries(paths) };
}

/** The contract knows the codes as a type only; here they are. */
function withCodes(document: ApiDocument): ApiDocument {
  const { schemas } = document.components;
  const { properties, ...problem } = schemas.Problem ?? {};
  const code = { ...properties?.code, enum: Object.keys(problemTable) };
  const Problem = { ...problem, properties: { ...properties, code } };
  return { ...document, components: { ...document.components, schemas: { ...schemas, Problem } } };
}

function described(operation: Operation, otherwise: object): object {
  const { 'x-problems': _, description, responses, ...rest } = operation;
  return {
    ...rest,
    description: [description, roleNeeded(operation)].filter(Boolean).join(' '),
    responses: { ...responses, ...problemReplies(operation), default: otherwise },
  };
}

function roleNeeded({ security = [] }: Operation): string {
  const roles = security.flatMap((scheme) => scheme.session ?? []);
  const included = roles.includes('member') && !roles.includes('admin') ? '; admin includes member' : '';
  return `Needs the role ${roles.join(' or ')}${included}.`;
}
