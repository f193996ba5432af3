import type { JsonSchema } from './openapi.js';

/** A JSON schema as a person would jot it down: `{ id: string, status: "booked" | "cancelled", note?: string }`. */
export function schemaText(schema: JsonSchema | undefined, indent = ''): string {
  if (!schema) return 'any';
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? 'any';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((choice) => schemaText(choice, indent)).join(' | ');
  if (schema.allOf) return schema.allOf.map((part) => schemaText(part, indent)).join(' & ');
  const types = typeof schema.type === 'string' ? [schema.type] : [...(schema.type ?? ['any'])];
  return types.map((type) => typeText(type, schema, indent)).join(' | ');
}

function typeText(type: string, schema: JsonSchema, indent: string): string {
  if (type === 'array') {
    const item = schemaText(schema.items, indent);
    return item.includes(' | ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`;
  }
  if (type !== 'object') return schema.format ? `${type} (${schema.format})` : type;
  const inner = `${indent}  `;
  const properties = Object.entries(schema.properties ?? {}).map(([name, value]) => {
    const mark = schema.required?.includes(name) ? '' : '?';
    return `${inner}${name}${mark}: ${schemaText(value, inner)}${value.description ? `  // ${value.description}` : ''}`;
  });
  if (typeof schema.additionalProperties === 'object') {
    properties.push(`${inner}[key]: ${schemaText(schema.additionalProperties, inner)}`);
  }
  return properties.length === 0 ? '{}' : `{\n${properties.join('\n')}\n${indent}}`;
}
