/** A piece of a template: words as they are, or the value of a source field. */
export type TemplatePart = { readonly text: string } | { readonly field: string };

/** Splits `Call with {{firstName}}` into words and fields; null when its braces do not match up. */
export function parseTemplate(template: string): readonly TemplatePart[] | null {
  const parts: TemplatePart[] = [];
  let at = 0;
  for (const { 0: placeholder, 1: field = '', index } of template.matchAll(/\{\{\s*([\w.-]+)\s*\}\}/g)) {
    if (index > at) parts.push({ text: template.slice(at, index) });
    parts.push({ field });
    at = index + placeholder.length;
  }
  if (at < template.length) parts.push({ text: template.slice(at) });
  return parts.some((part) => 'text' in part && /\{\{|\}\}/.test(part.text)) ? null : parts;
}

/** Keys of the source fields that a template uses, each once; none for a template that cannot be read. */
export function templateFields(template: string): readonly string[] {
  const keys = (parseTemplate(template) ?? []).flatMap((part) => ('field' in part ? [part.field] : []));
  return [...new Set(keys)];
}

/**
 * The text that a template gives. Blank when it names fields and none of them has a value, so that the words
 * between never stand alone; spaces around a missing value close up.
 */
export function fillTemplate(template: string, textOf: (key: string) => string): string {
  const parts = parseTemplate(template);
  if (!parts) return '';
  const texts = parts.map((part) => ('field' in part ? textOf(part.field).trim() : part.text));
  const values = parts.flatMap((part, at) => ('field' in part ? [texts[at] ?? ''] : []));
  if (values.length > 0 && values.every((value) => value === '')) return '';
  const text = texts.join('');
  return (values.includes('') ? text.replace(/ {2,}/g, ' ') : text).trim();
}
