import { failure, type ApiFailure } from '../failure.js';
import { lex, pointAt, type Token } from './lex.js';

/** Walks over the tokens of a query. */
export class TokenCursor {
  private readonly tokens: Token[];
  private position = 0;

  constructor(readonly text: string) {
    this.tokens = lex(text);
  }

  /** The token behind the one at hand. */
  ahead(): Token | undefined {
    return this.tokens[this.position + 1];
  }

  /** Steps back to the token before. */
  back(): void {
    this.position -= 1;
  }

  expectEnd(): void {
    if (this.peek().kind !== 'end') throw this.unexpected();
  }

  /** The token at hand. */
  peek(): Token {
    return (
      this.tokens[Math.min(this.position, this.tokens.length - 1)] ?? { kind: 'end', text: '<EOF>', at: 0 }
    );
  }

  /** The token at hand, and on to the one behind it. */
  next(): Token {
    const token = this.peek();
    this.position += 1;
    return token;
  }

  /** A token of a kind, or the query is malformed. */
  take(kind: Token['kind']): Token {
    if (this.peek().kind !== kind || (kind === 'word' && RESERVED.has(this.peek().text.toUpperCase()))) {
      throw this.unexpected();
    }
    return this.next();
  }

  isWord(word: string): boolean {
    const token = this.peek();
    return token.kind === 'word' && token.text.toUpperCase() === word;
  }

  /** Whether the word is at hand; if so, goes on. */
  takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.position += 1;
    return true;
  }

  expectWord(word: string): void {
    if (!this.takeWord(word)) throw this.unexpected();
  }

  isSymbol(symbol: string): boolean {
    return this.peek().kind === 'symbol' && this.peek().text === symbol;
  }

  /** Whether the symbol is at hand; if so, goes on. */
  takeSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false;
    this.position += 1;
    return true;
  }

  expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) throw this.unexpected();
  }

  /** The failure that points at the token at hand. */
  unexpected(): ApiFailure {
    const token = this.peek();
    const problem = token.kind === 'end' ? 'unexpected end of query' : `unexpected token: '${token.text}'`;
    return failure('MALFORMED_QUERY', pointAt(this.text, token.at, problem));
  }
}

const RESERVED = new Set([
  'SELECT',
  'FROM',
  'WHERE',
  'AND',
  'OR',
  'NOT',
  'IN',
  'LIKE',
  'ORDER',
  'LIMIT',
  'NULL',
]);
