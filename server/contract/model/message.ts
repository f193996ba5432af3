/** Values that fill the placeholders of a sentence, by name; numbers and dates are formatted by whoever says it. */
export type Params = Readonly<Record<string, string | number | boolean | readonly string[] | null>>;

/**
 * One sentence for a person. The English text comes with a stable code and its parameters, so that
 * the widget can say it in another language and support can search for it.
 */
export interface Message {
  readonly code: string;
  readonly params: Params;
  readonly sentence: string;
}

/** What a person does to mend something, and the page where it is done, if the CRM has one. */
export interface Fix {
  readonly text: string;
  readonly url?: string;
}
