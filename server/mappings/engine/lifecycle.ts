import type { JsonValue } from '../../contract/model/index.js';
import { fieldsByName } from './indexes.js';
import type { RenderedField, RenderInput } from './types.js';

/**
 * Adds what the status of a booking says about its record. A plain value fills a field that no row writes; a prefix
 * goes before the text that a row gives, else before what the record holds.
 */
export function applyLifecycle(rendered: Map<string, RenderedField>, input: RenderInput): void {
  const { record } = input;
  const fields = fieldsByName(input.fields);
  for (const { field: name, value, prefix, why } of lifecycleOf(input)) {
    const field = fields.get(name);
    if (!field) continue;
    const has = rendered.get(name);
    if (record.kind === 'create' ? !field.createable : !field.updateable) continue;
    if (record.kind === 'unknown' && !field.createable) continue;
    if (!prefix) {
      if (has?.written || has?.origin === 'kept') continue;
      rendered.set(name, { ...plain(name, field.label), value, why });
      continue;
    }
    const text = has?.written ? has.value : record.kind === 'update' ? record.current?.[name] : null;
    const prefixed = withPrefix(value, text, field.maxLength);
    if (prefixed === null) continue;
    rendered.set(name, { ...(has?.written ? has : plain(name, field.label)), value: prefixed, why });
  }
}

/** Fields whose present value a prefix may need, because no row is sure to write them. */
export function lifecycleReads(input: Omit<RenderInput, 'record'>): readonly string[] {
  const sure = new Set(
    input.mapping.rows.flatMap(({ target, write, on }) => (write === 'always' && !on ? [target] : [])),
  );
  return lifecycleOf(input)
    .filter(({ field, prefix }) => prefix && !sure.has(field))
    .map(({ field }) => field)
    .filter((field) => fieldsByName(input.fields).has(field));
}

function lifecycleOf({ codec, object, status, fields }: Omit<RenderInput, 'record'>) {
  return codec.lifecycle(object.name, status, fields);
}

function plain(name: string, label: string): Omit<RenderedField, 'value' | 'why'> {
  return { name, label, row: null, origin: 'constant', from: null, written: true, optional: true };
}

/** Null when there is no text, or it says so already. */
function withPrefix(prefix: JsonValue, text: JsonValue | undefined, maxLength: number | null): string | null {
  if (typeof prefix !== 'string' || typeof text !== 'string' || text === '') return null;
  if (text.startsWith(prefix)) return null;
  return (prefix + text).slice(0, maxLength ?? Infinity).replace(/[\uD800-\uDBFF]$/, '');
}
