import { failure } from '../failure.js';

/** A word, symbol or literal of SOQL, with its place in the text. */
export interface Token {
  kind: 'word' | 'text' | 'number' | 'date' | 'datetime' | 'symbol' | 'end';
  text: string;
  at: number;
}

const PATTERNS: [Token['kind'], RegExp][] = [
  ['datetime', /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})/iy],
  ['date', /\d{4}-\d{2}-\d{2}(?!T)/y],
  ['number', /[+-]?\d+(?:\.\d+)?/y],
  ['word', /[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*(?::\d+)?/y],
  ['symbol', /<=|>=|!=|<>|[=<>(),]/y],
];

/**
 * Splits SOQL into tokens.
 *
 * @throws ApiFailure MALFORMED_QUERY at a character that no token begins with.
 */
export function lex(soql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < soql.length) {
    if (/\s/.test(soql[at] ?? '')) {
      at += 1;
      continue;
    }
    const token = soql[at] === "'" ? readText(soql, at) : readToken(soql, at);
    tokens.push(token.token);
    at = token.next;
  }
  tokens.push({ kind: 'end', text: '<EOF>', at: soql.length });
  return tokens;
}

/** The end of a MALFORMED_QUERY and INVALID_FIELD message: the text up to the place, a caret, and what is wrong. */
export function pointAt(soql: string, at: number, problem: string): string {
  const row = soql.slice(0, at).split('\n').length;
  const column = at - (soql.lastIndexOf('\n', at - 1) + 1) + 1;
  const shown = soql.slice(Math.max(0, at - 40), at + 40).replaceAll('\n', ' ');
  const caret = `${' '.repeat(Math.min(at, 40))}^`;
  return `\n${shown}\n${caret}\nERROR at Row:${row}:Column:${column}\n${problem}`;
}

function readToken(soql: string, at: number): { token: Token; next: number } {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const text = pattern.exec(soql)?.[0];
    if (text !== undefined) return { token: { kind, text, at }, next: at + text.length };
  }
  throw failure('MALFORMED_QUERY', `line 1:${at} no viable alternative at character '${soql[at] ?? ''}'`);
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function readText(soql: string, start: number): { token: Token; next: number } {
  let text = '';
  for (let at = start + 1; at < soql.length; at += 1) {
    const char = soql[at] ?? '';
    if (char === "'") return { token: { kind: 'text', text, at: start }, next: at + 1 };
    if (char !== '\\') {
      text += char;
      continue;
    }
    at += 1;
    const escaped = soql[at] ?? '';
    // LIKE gives \% and \_ a meaning of their own, so their backslash stays for it to see.
    if (escaped === '%' || escaped === '_') text += `\\${escaped}`;
    else if (`'"\\`.includes(escaped)) text += escaped === '\\' ? '\\\\' : escaped;
    else if (ESCAPES[escaped.toLowerCase()]) text += ESCAPES[escaped.toLowerCase()];
    else if (escaped === 'u') {
      text += String.fromCharCode(parseInt(soql.slice(at + 1, at + 5), 16));
      at += 4;
    } else
      throw failure(
        'MALFORMED_QUERY',
        `Invalid string literal '\\${escaped}'. Illegal character sequence '\\${escaped}' in string literal '\\${escaped}'.`,
      );
  }
  throw failure('MALFORMED_QUERY', `line 1:${start} mismatched character '<EOF>' expecting '''`);
}
