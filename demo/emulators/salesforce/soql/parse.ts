import { failure } from '../failure.js';
import type { Condition, FieldPath, Literal, Operator, Query, Selected } from './ast.js';
import { TokenCursor } from './cursor.js';
import { pointAt } from './lex.js';

/**
 * Parses one SOQL query: fields and related fields, COUNT, FIELDS(), WHERE, ORDER BY, LIMIT, OFFSET, and the WITH and
 * FOR clauses that change nothing here. Sub-queries only behind IN.
 *
 * @throws ApiFailure MALFORMED_QUERY.
 */
export function parseSoql(soql: string): Query {
  const parser = new Parser(soql);
  const query = parser.query();
  parser.expectEnd();
  return query;
}

/** Parses what stands behind WHERE, as SOSL uses it too. */
export function parseCondition(text: string): Condition {
  const parser = new Parser(text);
  const condition = parser.condition();
  parser.expectEnd();
  return condition;
}

class Parser extends TokenCursor {
  query(): Query {
    this.expectWord('SELECT');
    const selected = this.list(() => this.selectedItem());
    this.expectWord('FROM');
    const from = this.take('word');
    if (this.isWord('AS')) this.next();
    const query: Query = {
      ...{ text: this.text, selected, from: from.text, fromAt: from.at },
      ...{ where: undefined, orderBy: [], limit: undefined, offset: 0 },
    };
    if (this.takeWord('USING')) {
      this.expectWord('SCOPE');
      this.take('word');
    }
    if (this.takeWord('WHERE')) query.where = this.condition();
    if (this.takeWord('WITH')) this.take('word');
    if (this.takeWord('ORDER')) {
      this.expectWord('BY');
      query.orderBy = this.list(() => this.order());
    }
    if (this.takeWord('LIMIT')) query.limit = this.wholeNumber();
    if (this.takeWord('OFFSET')) query.offset = this.wholeNumber();
    while (this.takeWord('FOR')) this.take('word');
    return query;
  }

  condition(): Condition {
    const first = this.term();
    const joint = this.isWord('AND') ? 'AND' : this.isWord('OR') ? 'OR' : undefined;
    if (joint === undefined) return first;
    const parts = [first];
    while (this.takeWord(joint)) parts.push(this.term());
    // SOQL has no precedence between AND and OR: mixing them takes parentheses.
    if (this.isWord('AND') || this.isWord('OR')) throw this.unexpected();
    return { kind: joint === 'AND' ? 'and' : 'or', parts };
  }

  private term(): Condition {
    if (this.takeWord('NOT')) return { kind: 'not', part: this.term() };
    if (this.takeSymbol('(')) {
      const inner = this.condition();
      this.expectSymbol(')');
      return inner;
    }
    return this.comparison();
  }

  private comparison(): Condition {
    const field = this.field();
    const operator = this.operator();
    if (operator !== 'IN' && operator !== 'NOT IN' && operator !== 'INCLUDES' && operator !== 'EXCLUDES') {
      return { kind: 'compare', field, operator, values: [this.literal()] };
    }
    this.expectSymbol('(');
    if (this.isWord('SELECT')) {
      const query = this.query();
      this.expectSymbol(')');
      return { kind: 'semijoin', field, negated: operator === 'NOT IN', query };
    }
    const values = this.list(() => this.literal());
    this.expectSymbol(')');
    return { kind: 'compare', field, operator, values };
  }

  private operator(): Operator {
    if (this.takeWord('LIKE')) return 'LIKE';
    if (this.takeWord('IN')) return 'IN';
    if (this.takeWord('INCLUDES')) return 'INCLUDES';
    if (this.takeWord('EXCLUDES')) return 'EXCLUDES';
    if (this.takeWord('NOT')) {
      this.expectWord('IN');
      return 'NOT IN';
    }
    const token = this.peek();
    const known = COMPARISONS[token.text];
    if (token.kind !== 'symbol' || known === undefined) throw this.unexpected();
    this.next();
    return known;
  }

  private literal(): Literal {
    const token = this.next();
    switch (token.kind) {
      case 'text':
        return { kind: 'text', value: token.text.replace(/\\([\\%_])/g, '$1'), pattern: token.text };
      case 'number':
        return { kind: 'number', value: Number(token.text) };
      case 'date':
      case 'datetime':
        return { kind: token.kind, value: token.text };
      case 'word': {
        const word = token.text.toUpperCase();
        if (word === 'NULL') return { kind: 'null' };
        if (word === 'TRUE' || word === 'FALSE') return { kind: 'boolean', value: word === 'TRUE' };
        const [name = '', n] = word.split(':');
        if (PERIODS.has(name)) return { kind: 'period', name, n: Number(n ?? 0) };
        throw failure(
          'MALFORMED_QUERY',
          pointAt(this.text, token.at, 'Bind variables only allowed in Apex code'),
        );
      }
      default:
        this.back();
        throw this.unexpected();
    }
  }

  private selectedItem(): Selected {
    const token = this.peek();
    if (this.ahead()?.text !== '(') return { kind: 'field', field: this.field() };
    const name = token.text.toUpperCase();
    if (name !== 'COUNT' && name !== 'FIELDS') throw this.unexpected();
    this.next();
    this.expectSymbol('(');
    if (name === 'FIELDS') {
      const group = this.take('word').text.toUpperCase();
      if (group !== 'ALL' && group !== 'STANDARD' && group !== 'CUSTOM') throw this.unexpected();
      this.expectSymbol(')');
      return { kind: 'fields', group };
    }
    const field = this.isSymbol(')') ? undefined : this.field();
    this.expectSymbol(')');
    const alias = this.peek().kind === 'word' && !this.isWord('FROM') ? this.next().text : undefined;
    return { kind: 'count', field, alias };
  }

  private order(): Query['orderBy'][number] {
    const field = this.field();
    const descending = this.takeWord('DESC');
    if (!descending) this.takeWord('ASC');
    let nulls: 'first' | 'last' = 'first';
    if (this.takeWord('NULLS')) {
      if (this.takeWord('LAST')) nulls = 'last';
      else this.expectWord('FIRST');
    }
    return { field, descending, nulls };
  }

  private field(): FieldPath {
    const token = this.take('word');
    return { path: token.text.split('.'), at: token.at };
  }

  private wholeNumber(): number {
    const token = this.take('number');
    if (!/^\d+$/.test(token.text)) throw this.unexpected();
    return Number(token.text);
  }

  private list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.takeSymbol(',')) items.push(item());
    return items;
  }
}

const COMPARISONS: Record<string, Operator> = {
  '=': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

const PERIODS = new Set([
  ...['TODAY', 'YESTERDAY', 'TOMORROW', 'LAST_N_DAYS', 'NEXT_N_DAYS', 'N_DAYS_AGO'],
  ...['LAST_WEEK', 'THIS_WEEK', 'NEXT_WEEK', 'LAST_MONTH', 'THIS_MONTH', 'NEXT_MONTH', 'THIS_YEAR'],
]);
