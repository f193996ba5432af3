import { z } from 'zod';
import type { Fault } from '../../../contract/model/index.js';
import { CrmError, type CrmReply, type WriteOutcome } from '../../adapter.js';
import { dataPath } from '../api.js';
import { faultOf, isStrain, readErrors, type SalesforceError } from '../errors.js';
import { unreadableWrite } from '../plain-fault.js';
import { isUnchanged, type Draft } from './draft.js';
import { matchEmails, type MatchEmails } from './match-emails.js';
import { faultFor, refused } from './refused.js';
import { stopsAll } from './stops-all.js';
import { failedWith, written, type Task } from './task.js';

/**
 * Writes many records by collections, each on its own (Salesforce docs, sObject Collections), and settles them
 * reply by reply. Throws {@link CrmError} for a fault of the connection.
 */
export async function writeRows(
  task: Task,
  drafts: readonly Draft[],
): Promise<ReadonlyMap<string, WriteOutcome>> {
  const outcomes = new Map<string, WriteOutcome>();
  const settle = async (settled: readonly WriteOutcome[]) => {
    for (const outcome of settled) outcomes.set(outcome.key, outcome);
    await task.settle(settled);
  };
  await settle(drafts.filter(isUnchanged).map((draft) => written(draft, draft.id ?? '')));
  // Rows of one type side by side: at most 10 changes of type are taken.
  const sorted = drafts.filter((draft) => !isUnchanged(draft)).sort((a, b) => compare(a.object, b.object));
  // Groups never share a call; there are several while a row that spoils its call is looked for.
  let groups: (readonly Draft[])[] = [sorted];
  for (let [group, ...others] = groups; group !== undefined; [group, ...others] = groups) {
    const size = task.size.rows;
    const chunk = nextChunk(group, size);
    const rest = group.filter((draft) => !chunk.includes(draft));
    if (chunk.length > 0) {
      const { settled, again, halve, halt } = await send(task, chunk);
      await settle(settled);
      if (halt !== null) throw new CrmError(halt);
      if (again.length === 0 && chunk.length === size) task.size.succeed();
      const half = Math.ceil(again.length / 2);
      groups = halve
        ? [again.slice(0, half), again.slice(half), rest, ...others]
        : [[...again, ...rest], ...others];
    } else {
      groups = others;
    }
  }
  return outcomes;
}

interface Round {
  readonly settled: readonly WriteOutcome[];
  /** Not written for certain, and worth another try at once. */
  readonly again: readonly Draft[];
  /** The call as a whole was refused, without telling for which row. */
  readonly halve: boolean;
  /** Everybody else must wait as well. */
  readonly halt: Fault | null;
}

/** Rows that can travel in one call: one verb, one set of headers, no record twice. */
function nextChunk(queue: readonly Draft[], size: number): readonly Draft[] {
  const first = queue[0];
  if (first === undefined) return [];
  const ids = new Set<string>();
  const chunk: Draft[] = [];
  for (const draft of queue) {
    if (chunk.length === size) break;
    if ((draft.id === null) !== (first.id === null) || !sameHeaders(draft, first)) continue;
    if (draft.id !== null && ids.has(draft.id)) continue;
    if (draft.id !== null) ids.add(draft.id);
    chunk.push(draft);
  }
  return chunk;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sameHeaders(a: Draft, b: Draft): boolean {
  return JSON.stringify(a.headers) === JSON.stringify(b.headers);
}

async function send(task: Task, chunk: readonly Draft[]): Promise<Round> {
  const isCreate = chunk[0]?.id === null;
  const reply = await request(task, chunk, isCreate);
  const fault = faultOf(reply, { object: chunk[0]?.object ?? null, labels: {}, now: task.context.now() });
  if (fault !== null) {
    const emails = await matchEmails(task.client, [reply.body], task.context.signal);
    return refusedWhole(task, chunk, reply, fault, emails);
  }
  const rows = rowsSchema.safeParse(reply.body);
  if (!rows.success || rows.data.length !== chunk.length)
    throw new CrmError(unreadableWrite(reply.requestId, isCreate));
  const refusals = rows.data.map(({ errors }) => errors);
  const emails = await matchEmails(task.client, refusals, task.context.signal);
  return judge(task, chunk, rows.data, reply.requestId, emails);
}

async function request(
  { client, context, size, intend }: Task,
  chunk: readonly Draft[],
  isCreate: boolean,
): Promise<CrmReply> {
  try {
    return await client.request({
      method: isCreate ? 'POST' : 'PATCH',
      path: `${dataPath}/composite/sobjects`,
      json: {
        allOrNone: false,
        records: chunk.map(({ object, id, fields }) => ({
          attributes: { type: object },
          ...(id !== null && { id }),
          ...fields,
        })),
      },
      headers: chunk[0]?.headers ?? {},
      effect: isCreate ? 'create' : 'repeatable',
      begin: () => intend(chunk),
      signal: context.signal,
    });
  } catch (error) {
    // Too much for one call, perhaps: the next one carries less.
    if (error instanceof CrmError && lostCodes.has(error.fault.code)) size.shrink();
    throw error;
  }
}

const lostCodes = new Set<string>(['timeout', 'outcome_unknown', 'crm_unavailable']);

function judge(
  task: Task,
  chunk: readonly Draft[],
  rows: readonly ResultRow[],
  requestId: string | null,
  emails: MatchEmails,
): Round {
  const settled: WriteOutcome[] = [];
  const again: Draft[] = [];
  const strained: [Draft, readonly SalesforceError[]][] = [];
  let halt: Fault | null = null;
  for (const [index, draft] of chunk.entries()) {
    const row = rows[index];
    if (row?.success === true && (row.id ?? draft.id) !== null) {
      settled.push(written(draft, row.id ?? draft.id ?? ''));
      continue;
    }
    const errors = readErrors(row?.errors);
    if (errors.some(isStrain)) {
      strained.push([draft, errors]);
      continue;
    }
    const verdict = refused(draft, errors, requestId, task.context, emails);
    if ('again' in verdict) again.push(verdict.again);
    else if (verdict.outcome.result === 'failed' && stopsAll(verdict.outcome.fault))
      halt = verdict.outcome.fault;
    else settled.push(verdict.outcome);
  }
  // A few locked rows say nothing about the size of the batch.
  if (strained.length * 2 > chunk.length) task.size.shrink();
  for (const [draft, errors] of strained) {
    if (task.mayRepeat(draft.key)) again.push(draft);
    else settled.push(failedWith(draft, faultFor(draft, errors, requestId, task.context)));
  }
  return { settled, again, halve: false, halt };
}

/** One bad row can have the whole call refused: by its field when one is named, else by halving. */
function refusedWhole(
  task: Task,
  chunk: readonly Draft[],
  reply: CrmReply,
  fault: Fault,
  emails: MatchEmails,
): Round {
  if (stopsAll(fault)) return { settled: [], again: [], halve: false, halt: fault };
  const errors = readErrors(reply.body);
  const names = new Set(errors.flatMap(({ fields }) => fields));
  const guilty = chunk.filter(({ fields }) => Object.keys(fields).some((name) => names.has(name)));
  const judged = chunk.length === 1 ? chunk : guilty;
  if (judged.length === 0) return { settled: [], again: chunk, halve: true, halt: null };
  const verdicts = judged.map((draft) => refused(draft, errors, reply.requestId, task.context, emails));
  return {
    settled: verdicts.flatMap((verdict) => ('outcome' in verdict ? [verdict.outcome] : [])),
    again: [
      ...verdicts.flatMap((verdict) => ('again' in verdict ? [verdict.again] : [])),
      ...chunk.filter((draft) => !judged.includes(draft)),
    ],
    halve: false,
    halt: null,
  };
}

type ResultRow = z.infer<typeof rowsSchema>[number];
const rowsSchema = z.array(
  z.object({ id: z.string().nullish(), success: z.boolean(), errors: z.array(z.unknown()).default([]) }),
);
