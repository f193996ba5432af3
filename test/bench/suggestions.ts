/**
 * `npm run bench -- suggestions [--schema FILE --labels FILE]`: how many suggestions are right, and how many of the right
 * ones are found. Without files it runs on the sets in `test/bench/suggestions/`. Objects start with no rows at all.
 *
 * Schema: `{provider, objects: {name: {fields: [CrmField…]}}, source: {fields: [SourceField…]}}`. Of a CRM field `name`,
 * `label` and `type` are enough. An object may also be the reply of `GET …/fields`, a Salesforce describe, or HubSpot's
 * list of properties (`{results: […]}`). The built-in source fields are always there; `source` adds the host's own.
 *
 * Labels: `{pairs: [{object, source, target, obvious?: boolean}]}`. Every proposed pair that is absent counts as wrong.
 * `obvious` marks those that nobody should have to map by hand; if none is marked, all are. A pair with `optional: true`
 * is right when proposed and not missed when not. Pairs of one source may be alternatives: any of them will do.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { Suggestion } from '../../server/contract/model/index.js';
import { firstMapping } from '../../server/mappings/document.js';
import { suggestions } from '../../server/mappings/suggest.js';
import { objectMapping } from '../server/mappings/material.js';
import { readSchema, type Schema } from './suggestions/schema.js';
import type { Table } from './report.js';

export const suggestionsHelp = `suggestions [--schema FILE --labels FILE]
  schema: {"provider": "salesforce", "objects": {"Lead": {"fields": [{"name", "label", "type", …}]}}, "source": {"fields": [{"key", "label", "object", "type"}]}}
          an object may also be a Salesforce describe or HubSpot's {"results": [property…]}
  labels: {"pairs": [{"object": "Lead", "source": "phone", "target": "Phone", "obvious": true}]}
          a proposed pair that is absent is wrong`;

/** A pair that is right. */
interface Pair {
  readonly object: string;
  readonly source: string;
  readonly target: string;
  readonly obvious?: boolean;
  readonly optional?: boolean;
}

/** How proposals compare with what is right. */
export interface Score {
  readonly proposed: number;
  readonly right: number;
  readonly expected: number;
  readonly found: number;
  readonly obvious: number;
  readonly obviousFound: number;
  readonly wrong: readonly (Pair & { readonly why: string })[];
  readonly missed: readonly Pair[];
}

/** Proposes mappings for a schema and compares them with its labels. */
export function score(schema: Schema, pairs: readonly Pair[]): Score {
  const proposed = propose(schema).map(pairOf);
  const isRight = (one: Pair) => pairs.some((pair) => same(pair, one));
  // Of several fields that would do for a source, one is enough.
  const due = new Map<string, Pair>();
  for (const pair of pairs) {
    const key = `${pair.object} ${pair.source}`;
    if (!pair.optional && (!due.has(key) || pair.obvious)) due.set(key, pair);
  }
  const met = new Set(proposed.filter(isRight).map(({ object, source }) => `${object} ${source}`));
  const isMarked = pairs.some(({ obvious }) => obvious);
  const obvious = [...due].filter(([, pair]) => !isMarked || pair.obvious);
  return {
    proposed: proposed.length,
    right: proposed.filter(isRight).length,
    expected: due.size,
    found: [...due.keys()].filter((key) => met.has(key)).length,
    obvious: obvious.length,
    obviousFound: obvious.filter(([key]) => met.has(key)).length,
    wrong: proposed.filter((one) => !isRight(one)),
    missed: [...due].filter(([key]) => !met.has(key)).map(([, pair]) => pair),
  };
}

/** What is proposed for a schema of which nothing is mapped. */
export function propose({ objects, fields, sources }: Schema): readonly Suggestion[] {
  const rows = Object.fromEntries(objects.map(({ name }) => [name, objectMapping()]));
  return suggestions({ mapping: firstMapping(rows, []), objects, fields, sources });
}

/** Figures of one set, or of all that come with the project. */
export async function suggestionsBench(): Promise<readonly Table[]> {
  const schema = flag('--schema');
  const labels = flag('--labels');
  if ((schema === undefined) !== (labels === undefined))
    throw new Error('Give both --schema FILE and --labels FILE.');
  const sets =
    schema !== undefined && labels !== undefined
      ? [{ name: schema, held: false, result: score(readSchema(json(schema)), pairsIn(json(labels))) }]
      : ownSets();
  const figures = sets.map(({ name, held, result }) => figure(held ? `${name} (held out)` : name, result));
  const totals = [false, true].flatMap((held) => {
    const group = sets.filter((set) => set.held === held).map(({ result }) => result);
    return group.length > 1 ? [figure(held ? 'ALL HELD OUT' : 'ALL TUNED', sum(group))] : [];
  });
  const errors = sets.flatMap(({ name, result: { wrong, missed } }) => [
    ...wrong.map((pair) => errorRow(name, 'wrong', pair, pair.why)),
    ...missed.map((pair) => errorRow(name, pair.obvious ? 'missed, obvious' : 'missed', pair, '')),
  ]);
  return [
    {
      title: 'Suggestions: how many are right, how many are found',
      note: `Nothing is mapped to begin with. ${await speed(sets.length)}`,
      rows: [...figures, ...totals],
    },
    ...(errors.length > 0 ? [{ title: 'Wrong and missed pairs', rows: errors }] : []),
  ];
}

/** Every set that comes with the project, with what it scores. */
export function ownSets() {
  const folder = new URL('./suggestions/', import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const set = json(new URL(file, folder));
      const name = file.replace('.json', '');
      const held = typeof set === 'object' && set !== null && 'heldOut' in set && set.heldOut === true;
      return { name, held, result: score(readSchema(set), pairsIn(set)) };
    });
}

async function speed(seed: number): Promise<string> {
  const { largeSchema } = await import('./suggestions/large.js');
  const schema = largeSchema(seed);
  const times = Array.from({ length: 7 }, () => {
    const start = performance.now();
    propose(schema);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return `60 source fields × 2,000 CRM fields take ${(times[3] ?? 0).toFixed(1)} ms (median of 7).`;
}

function figure(name: string, result: Score): Table['rows'][number] {
  return {
    set: name,
    proposed: result.proposed,
    right: result.right,
    'precision %': percent(result.right, result.proposed),
    expected: result.expected,
    found: result.found,
    'recall %': percent(result.found, result.expected),
    obvious: result.obvious,
    'obvious found': result.obviousFound,
    'obvious recall %': percent(result.obviousFound, result.obvious),
  };
}

function sum(results: readonly Score[]): Score {
  const total = (of: (result: Score) => number) => results.reduce((all, result) => all + of(result), 0);
  return {
    proposed: total(({ proposed }) => proposed),
    right: total(({ right }) => right),
    expected: total(({ expected }) => expected),
    found: total(({ found }) => found),
    obvious: total(({ obvious }) => obvious),
    obviousFound: total(({ obviousFound }) => obviousFound),
    wrong: [],
    missed: [],
  };
}

function errorRow(set: string, what: string, { object, source, target }: Pair, why: string) {
  return { set, what, object, source, target, why };
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.round((part / whole) * 1000) / 10;
}

function pairOf({ object, target, sources: [source], reason, confidence }: Suggestion) {
  const key = source && 'field' in source ? source.field : '';
  return { object, source: key, target, why: `${reason.code} ${confidence}` };
}

function same(a: Pair, b: Pair): boolean {
  return a.object === b.object && a.source === b.source && a.target === b.target;
}

function pairsIn(set: unknown): readonly Pair[] {
  const list: unknown = typeof set === 'object' && set !== null && 'pairs' in set ? set.pairs : null;
  if (!Array.isArray(list)) throw new Error('The labels have no "pairs".');
  return list.map((pair: Record<string, unknown>) => ({
    object: String(pair['object']),
    source: String(pair['source']),
    target: String(pair['target']),
    ...(pair['obvious'] === true && { obvious: true }),
    ...(pair['optional'] === true && { optional: true }),
  }));
}

function json(file: string | URL): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function flag(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}
