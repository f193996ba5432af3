/** Values for the placeholders of a text. */
export type TextParams = Readonly<
  Record<string, string | number | boolean | readonly string[] | null | undefined>
>;

/**
 * Fills a text: `{name}` is replaced, `{count, plural, one {# booking} other {# bookings}}` chooses by the plural
 * rules of the language, `#` is the formatted number. A subset of ICU MessageFormat.
 */
export function formatMessage(text: string, params: TextParams, locale: string): string {
  let out = '';
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('{', at);
    if (open < 0) return out + text.slice(at);
    const close = closingBrace(text, open);
    out += text.slice(at, open) + placeholder(text.slice(open + 1, close), params, locale);
    at = close + 1;
  }
  return out;
}

function placeholder(inner: string, params: TextParams, locale: string): string {
  const plural = /^\s*(\w+)\s*,\s*plural\s*,/.exec(inner);
  if (!plural) return shown(params[inner.trim()], locale);
  const count = Number(params[plural[1] ?? ''] ?? 0);
  const forms = pluralForms(inner.slice(plural[0].length));
  const form =
    forms[`=${count}`] ?? forms[new Intl.PluralRules(locale).select(count)] ?? forms['other'] ?? '';
  return formatMessage(form.replaceAll('#', new Intl.NumberFormat(locale).format(count)), params, locale);
}

function pluralForms(text: string): Record<string, string> {
  const forms: Record<string, string> = {};
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('{', at);
    if (open < 0) break;
    const close = closingBrace(text, open);
    forms[text.slice(at, open).trim()] = text.slice(open + 1, close);
    at = close + 1;
  }
  return forms;
}

function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return text.length;
}

function shown(value: TextParams[string], locale: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return new Intl.NumberFormat(locale).format(value);
  return Array.isArray(value) ? new Intl.ListFormat(locale).format(value) : String(value);
}
