/** A CRM's word for a record as a sentence begins with it: “lead” → “Lead”. */
export function capitalised(text: string, locale: string): string {
  return text.slice(0, 1).toLocaleUpperCase(locale) + text.slice(1);
}
