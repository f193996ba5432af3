import { CrmError, type GuestsOutcome, type WriteOutcome } from '../../adapter.js';
import type { Fault, JsonValue } from '../../../contract/model/index.js';
import { errorFault, existingId, propertyFault, propertyProblems, type PropertyProblem } from '../errors.js';
import { protocol } from '../protocol.js';
import { batchReply, errorBody, type CrmRecord, type ErrorBody } from '../replies.js';
import type { BatchCall, BatchRow, Line } from './batch.js';
import { noBatch, notNamed, tooManyBadRows } from './batch-faults.js';
import { blame, goneContacts } from './blame.js';
import { guestGone, linked, type Guests } from './guests.js';

/** Most calls that one batch may take while bad rows are singled out. */
const callsPerBatch = 14;

/** A row on its way: what is still sent of it, and what was left out. */
export interface Pending {
  readonly row: BatchRow;
  fields: Readonly<Record<string, JsonValue>>;
  omitted: readonly Fault[];
  /** Who is linked beside the person. */
  guests: Guests;
}

interface Refusal {
  readonly body: ErrorBody;
  readonly fault: Fault;
  /** False when the call itself was refused, whatever its rows. */
  readonly perRow: boolean;
}

/**
 * One batch until each of its rows is settled: rows that a refusal names are set right or failed, others are
 * found by halving.
 */
export class BatchRun {
  private readonly outcomes: WriteOutcome[] = [];
  private calls = 0;

  constructor(
    private readonly line: Line,
    private readonly call: BatchCall,
  ) {}

  async run(rows: readonly BatchRow[]): Promise<readonly WriteOutcome[]> {
    let open: readonly Pending[] = rows.map((row) => ({
      row,
      fields: row.fields,
      omitted: [],
      guests: row.guests ?? noGuests,
    }));
    while (open.length > 0) {
      const answer = await this.attempt(open);
      open = answer.refusal === null ? answer.again : await this.mend(open, answer.refusal);
    }
    return this.outcomes;
  }

  /** Settles what a refusal is about; gives the rows that are to be sent again. */
  private async mend(group: readonly Pending[], refusal: Refusal): Promise<readonly Pending[]> {
    const blamed = refusal.perRow
      ? blame(group, refusal.body)
      : new Map<Pending, readonly PropertyProblem[]>();
    if (blamed.size > 0) return this.setRight(group, blamed, refusal);
    if (!refusal.perRow || group.length === 1) {
      await this.settle(group.map((pending) => failed(pending, refusal.fault)));
      return [];
    }
    return this.search(group);
  }

  private async setRight(
    group: readonly Pending[],
    blamed: ReadonlyMap<Pending, readonly PropertyProblem[]>,
    refusal: Refusal,
  ): Promise<readonly Pending[]> {
    const failures: WriteOutcome[] = [];
    const open = group.filter((pending) => {
      const problems = blamed.get(pending);
      if (problems === undefined || withoutGone(pending, refusal.body)) return true;
      const fault = this.leaveOut(pending, problems, refusal.fault);
      if (fault) failures.push(failed(pending, fault));
      return fault === null;
    });
    await this.settle(failures);
    return open;
  }

  /** Halves a refused group until its bad row is alone; gives what was not yet sent. */
  private async search(group: readonly Pending[]): Promise<readonly Pending[]> {
    const rest: Pending[] = [];
    let guilty = group;
    while (guilty.length > 1) {
      const middle = Math.ceil(guilty.length / 2);
      const half = guilty.slice(0, middle);
      const other = guilty.slice(middle);
      const answer = await this.attempt(half);
      if (answer.refusal === null) {
        rest.push(...answer.again);
        guilty = other;
        continue;
      }
      rest.push(...other);
      guilty = half;
      if (half.length === 1 || blame(half, answer.refusal.body).size > 0) {
        return [...(await this.mend(half, answer.refusal)), ...rest];
      }
    }
    // Inferred until now; alone, it is refused for a reason of its own.
    const alone = await this.attempt(guilty);
    return [...(alone.refusal === null ? alone.again : await this.mend(guilty, alone.refusal)), ...rest];
  }

  private async attempt(
    group: readonly Pending[],
  ): Promise<{ refusal: Refusal } | { refusal: null; again: readonly Pending[] }> {
    this.calls += 1;
    if (this.calls > callsPerBatch) {
      await this.settle(group.map((pending) => failed(pending, tooManyBadRows(this.call.object))));
      return { refusal: null, again: [] };
    }
    const { client, paths, context, journal } = this.line;
    const { object, action, effect } = this.call;
    const inputs = group.map(({ row, fields, guests }, index) => ({
      ...this.call.input(row, guests),
      properties: fields,
      objectWriteTraceId: String(index),
    }));
    const path = paths.batch(object, action);
    const reply = await client.request({
      method: 'POST',
      path,
      json: { inputs },
      effect,
      // Anew with each request: a lost one is looked for that long after the last.
      ...(effect === 'create' && { begin: () => journal.intend(group.map(({ row }) => row.key)) }),
      signal: context.signal,
    });
    if (reply.status < 400) {
      const answer = batchReply.safeParse(reply.body);
      if (!answer.success) throw new CrmError(notNamed(this.call, reply.requestId));
      return { refusal: null, again: await this.take(group, answer.data, reply.requestId) };
    }
    const parsed = errorBody.safeParse(reply.body);
    const body: ErrorBody = parsed.success ? parsed.data : { message: '', errors: [] };
    const fault =
      reply.status === 404
        ? noBatch(object, reply.requestId)
        : (protocol.fault(reply, this.faultContext()) ??
          errorFault(body, this.faultContext(), reply.requestId));
    return { refusal: { body, fault, perRow: reply.status === 400 || reply.status === 409 } };
  }

  /** Settles what a batch that went through says of each row: by trace id, else by what the record holds. */
  private async take(
    group: readonly Pending[],
    { results, errors }: { results: readonly CrmRecord[]; errors: readonly ErrorBody[] },
    requestId: string | null,
  ): Promise<readonly Pending[]> {
    const open = new Set(group);
    const settled: WriteOutcome[] = [];
    const again: Pending[] = [];
    for (const record of results) {
      const traced = record.objectWriteTraceId == null ? undefined : group[Number(record.objectWriteTraceId)];
      const pending = traced ?? [...open].find(({ row }) => row.isMine(record));
      if (pending && open.delete(pending)) settled.push(this.done(pending, record));
    }
    for (const error of errors) {
      for (const pending of rowsOf(error, group, open)) {
        open.delete(pending);
        const outcome = this.refused(pending, error, requestId);
        if (outcome) settled.push(outcome);
        else again.push(pending);
      }
    }
    const unnamed = [...open];
    if (unnamed.length > 0 && this.call.lookUp) {
      for (const record of await this.call.lookUp(unnamed.map(({ row }) => row))) {
        const pending = unnamed.find(({ row }) => row.isMine(record));
        if (pending && open.delete(pending)) settled.push(this.done(pending, record));
      }
    }
    for (const pending of open) settled.push(failed(pending, notNamed(this.call, requestId)));
    await this.settle(settled);
    return again;
  }

  private done({ row, omitted, guests }: Pending, { id, new: isNew }: CrmRecord): WriteOutcome {
    const isCreated = this.call.action === 'create' || (this.call.action === 'upsert' && isNew === true);
    return {
      ...{ key: row.key, omitted, result: isCreated ? 'created' : 'updated', object: this.call.object, id },
      ...(row.guests && { guests: guestsLeft(row.guests, guests) }),
    };
  }

  /** The outcome of a row that a partly successful batch refused; null when it is worth another try. */
  private refused(pending: Pending, error: ErrorBody, requestId: string | null): WriteOutcome | null {
    const { key } = pending.row;
    const existing = error.category === 'CONFLICT' ? existingId(error) : null;
    if (existing !== null) {
      return { key, omitted: pending.omitted, result: 'exists', object: this.call.object, id: existing };
    }
    if (withoutGone(pending, error)) return null;
    const fault = errorFault(error, this.faultContext(), requestId);
    const problems = propertyProblems(error);
    const refusal = problems.length > 0 ? this.leaveOut(pending, problems, fault) : fault;
    return refusal === null ? null : failed(pending, refusal);
  }

  /** Takes the refused fields out of the row if all of them may be left out; else the fault that fails it. */
  private leaveOut(pending: Pending, problems: readonly PropertyProblem[], refusal: Fault): Fault | null {
    if (problems.length === 0) return refusal;
    const fields: Record<string, JsonValue> = { ...pending.fields };
    const left: Fault[] = [];
    for (const problem of problems) {
      const value = fields[problem.property];
      const text = value === undefined || value === null ? null : String(value);
      const fault = propertyFault(problem, text, this.faultContext(), refusal.requestId);
      if (value === undefined || !pending.row.optional.includes(problem.property)) return fault;
      delete fields[problem.property];
      left.push(fault);
    }
    pending.fields = fields;
    pending.omitted = [...pending.omitted, ...left];
    return null;
  }

  private async settle(outcomes: readonly WriteOutcome[]): Promise<void> {
    if (outcomes.length === 0) return;
    this.outcomes.push(...outcomes);
    await this.line.journal.settle(outcomes);
  }

  private faultContext() {
    const { labels, now } = this.line.context;
    return { object: this.call.object, labels: labels[this.call.object] ?? {}, now: now() };
  }
}

const noGuests: Guests = new Map();

/** Takes guests out who are refused because their contact is gone; false when none is. */
function withoutGone(pending: Pending, error: ErrorBody): boolean {
  const gone = goneContacts(error);
  if (pending.row.linkedTo !== null && gone.has(pending.row.linkedTo)) return false;
  const rest = new Map([...pending.guests].filter(([, id]) => !gone.has(id)));
  if (rest.size === pending.guests.size) return false;
  pending.guests = rest;
  return true;
}

function guestsLeft(all: Guests, left: Guests): GuestsOutcome {
  return { ...linked(left), why: left.size < all.size ? guestGone : null };
}

/** Rows that an error names, by trace id or record id; the only open one for an error that names none. */
function rowsOf(error: ErrorBody, group: readonly Pending[], open: ReadonlySet<Pending>): readonly Pending[] {
  const contexts = [error.context, ...error.errors.map(({ context }) => context)];
  const traces = contexts.flatMap((context) => context?.['objectWriteTraceId'] ?? []);
  const ids = contexts.flatMap((context) => context?.['ids'] ?? context?.['id'] ?? []);
  const named = group.filter(
    (pending, index) =>
      open.has(pending) &&
      (traces.includes(String(index)) || (pending.row.id !== null && ids.includes(pending.row.id))),
  );
  return named.length === 0 && traces.length + ids.length === 0 && open.size === 1 ? [...open] : named;
}

function failed({ row, omitted }: Pending, fault: Fault): WriteOutcome {
  return { key: row.key, omitted, result: 'failed', fault };
}
