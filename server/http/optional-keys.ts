/**
 * Makes the OpenAPI generator list keys declared with zod's `exactOptional()` as optional: it takes a key for
 * optional when its schema accepts `undefined`, which these refuse. Parsing is not affected.
 */
export function showOptionalKeys(schemas: Iterable<unknown>): void {
  const seen = new Set<unknown>();
  for (const schema of schemas) visit(schema, seen);
}

interface Schema {
  readonly _zod: { readonly def: object; readonly traits: ReadonlySet<string> };
  safeParse: (value: unknown, ...rest: readonly unknown[]) => unknown;
}

function visit(value: unknown, seen: Set<unknown>): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (!isSchema(value)) {
    for (const part of Object.values(value)) visit(part, seen);
    return;
  }
  if (value._zod.traits.has('ZodExactOptional')) {
    const parse = value.safeParse;
    value.safeParse = (given, ...rest) =>
      given === undefined ? { success: true, data: given } : parse(given, ...rest);
  }
  visit(value._zod.def, seen);
}

function isSchema(value: object): value is Schema {
  return '_zod' in value && 'safeParse' in value;
}
