import type { Message } from '../../server/contract/model/index.js';
import { english, type Strings } from './en.js';
import { formatMessage, type TextParams } from './message-format.js';

/** Texts that a host replaces: any key of {@link Strings}, or `server.<code>` for a sentence of the server. */
export type StringOverrides = Readonly<Record<string, string>>;

/** A language's texts, with the server's sentences by code. */
export type LocaleStrings = Readonly<Partial<Strings>> & Readonly<Record<`server.${string}`, string>>;

/** Says things in one language; what it lacks is said in English. */
export class Words {
  constructor(
    readonly locale: string,
    private readonly strings: LocaleStrings | undefined = undefined,
    readonly overrides: StringOverrides | undefined = undefined,
  ) {}

  /** The text of a key with its placeholders filled. */
  readonly say = (key: keyof Strings, params: TextParams = {}): string => {
    const text = this.overrides?.[key] ?? this.strings?.[key] ?? english[key] ?? key;
    return formatMessage(text, params, this.locale);
  };

  /** A sentence of the server, in this language where it is known. */
  readonly tell = (message: Pick<Message, 'code' | 'params' | 'sentence'>): string => {
    const key: `server.${string}` = `server.${message.code}`;
    const text = this.overrides?.[key] ?? this.strings?.[key];
    return text ? formatMessage(text, message.params, this.locale) : message.sentence;
  };

  /** Day and month, with the year when it is another one. */
  readonly day = (instant: string, now = new Date()): string => {
    const date = new Date(instant);
    const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
    return new Intl.DateTimeFormat(this.locale, { day: 'numeric', month: 'short', ...year }).format(date);
  };

  /** Hours and minutes. */
  readonly time = (instant: string): string =>
    new Intl.DateTimeFormat(this.locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
      new Date(instant),
    );

  readonly number = (value: number): string => new Intl.NumberFormat(this.locale).format(value);
}
