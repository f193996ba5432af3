import type { Json } from '../../json.js';
import { failure } from '../failure.js';

/** What a reference may point at: an earlier part of the composite, if it went well. */
export interface Referable {
  body: Json | undefined;
  collection: boolean;
}

/**
 * Puts values of earlier replies in place of `@{reference.path}` in texts and bodies
 * (Salesforce docs, REST API, "Composite", v67.0).
 *
 * @throws ApiFailure when there is no such value, and for references from one collection into another, which the
 * docs do not promise.
 */
export function resolveReferences(
  value: Json,
  earlier: ReadonlyMap<string, Referable>,
  inCollection: boolean,
): Json {
  const resolve = (inner: Json) => resolveReferences(inner, earlier, inCollection);
  if (typeof value === 'string') return resolveText(value, earlier, inCollection);
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, inner === undefined ? null : resolve(inner)]),
  );
}

function resolveText(text: string, earlier: ReadonlyMap<string, Referable>, inCollection: boolean): Json {
  const whole = /^@\{([^}]+)\}$/.exec(text)?.[1];
  if (whole !== undefined) return lookUp(whole, earlier, inCollection);
  return text.replace(/@\{([^}]+)\}/g, (_, path: string) => String(lookUp(path, earlier, inCollection)));
}

function lookUp(reference: string, earlier: ReadonlyMap<string, Referable>, inCollection: boolean): Json {
  const [name = '', ...steps] = reference.split(/[.[\]]+/).filter(Boolean);
  const target = earlier.get(name);
  let value: Json | undefined = target && !(target.collection && inCollection) ? target.body : undefined;
  for (const step of steps) value = stepInto(value, step);
  if (value === undefined || value === null) {
    throw failure(
      'PROCESSING_HALTED',
      `Invalid reference specified. No value for ${reference} found in ${name}`,
    );
  }
  return value;
}

function stepInto(value: Json | undefined, step: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(step)];
  if (typeof value !== 'object' || value === null) return undefined;
  const key = Object.keys(value).find((name) => name.toLowerCase() === step.toLowerCase());
  return key === undefined ? undefined : value[key];
}
