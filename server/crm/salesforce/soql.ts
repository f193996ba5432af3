import { z } from 'zod';
import type { JsonValue } from '../../contract/model/index.js';
import { CrmError, type CrmClient } from '../adapter.js';
import { dataPath, get } from './api.js';
import { unreadable } from './plain-fault.js';

/** One record of a query: values by field. */
export type Row = Readonly<Record<string, JsonValue>>;

/** A text literal; SOQL escapes with backslashes (Salesforce docs, Quoted String Escape Sequences). */
export function literal(text: string): string {
  const escaped = text
    .replace(/[\\']/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t');
  return `'${escaped}'`;
}

/** `('a','b')`. */
export function literals(texts: Iterable<string>): string {
  return `(${[...texts].map(literal).join(',')})`;
}

/** `SELECT … FROM … WHERE …`, each field once. */
export function select(fields: Iterable<string>, object: string, where: string): string {
  return `SELECT ${[...new Set(fields)].join(',')} FROM ${object} WHERE ${where}`;
}

/** Path that runs a query. */
export function queryPath(soql: string): string {
  return `${dataPath}/query?q=${encodeURIComponent(soql)}`;
}

/** All rows of a query, page after page. */
export async function query(client: CrmClient, soql: string, signal: AbortSignal): Promise<readonly Row[]> {
  const reply = await get(client, queryPath(soql), signal, { object: objectOf(soql) });
  return readRows(client, reply.body, signal);
}

/** All rows of a query whose first page has come already. */
export async function readRows(
  client: CrmClient,
  firstPage: unknown,
  signal: AbortSignal,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let body = firstPage; ;) {
    const page = pageSchema.safeParse(body);
    if (!page.success) throw new CrmError(unreadable(null));
    rows.push(...page.data.records);
    if (page.data.done || page.data.nextRecordsUrl === undefined) return rows;
    body = (await get(client, page.data.nextRecordsUrl, signal)).body;
  }
}

/** Text of a field; null when it is blank or none. */
export function text(row: Row, field: string): string | null {
  const value = row[field];
  return typeof value === 'string' && value !== '' ? value : null;
}

const pageSchema = z.object({
  done: z.boolean(),
  nextRecordsUrl: z.string().startsWith(`/services/data/`).optional(),
  records: z.array(z.record(z.string(), z.json())),
});

function objectOf(soql: string): string | null {
  return /\sFROM (\w+)/.exec(soql)?.[1] ?? null;
}
