import { z } from 'zod';
import { CrmError, type LinkedWrite, type PersonWrite, type WriteOutcome } from '../../adapter.js';
import { objectPath } from '../api.js';
import { composite, type Part } from '../composite.js';
import { unreadableWrite } from '../plain-fault.js';
import { isUnchanged, linkedDraft, personDraft, type Draft, type PersonLink } from './draft.js';
import type { Guest } from './guests.js';
import { keptPerson } from './kept-person.js';
import { judgeParts } from './judge-parts.js';
import { matchEmails } from './match-emails.js';
import { failedWith, written, type Task } from './task.js';

/**
 * Writes one person with what belongs to them in one call, all or nothing, the rest pointing to the person by
 * reference (Salesforce docs, Composite). What Salesforce refuses is mended or settled as failed, then the rest goes
 * out again.
 */
export async function writeTogether(
  task: Task,
  person: PersonWrite,
  linked: readonly LinkedWrite[],
  guests: readonly Guest[],
): Promise<void> {
  const draft = personDraft(person);
  const link = { object: draft.object, id: draft.id ?? personReference };
  const attached = linkAll(task, person, link, linked, guests);
  const outcomes = new Map<string, WriteOutcome>();
  const recording: Task = {
    ...task,
    async settle(settled) {
      for (const outcome of settled) outcomes.set(outcome.key, outcome);
      await task.settle(settled);
    },
  };
  const isKept = isUnchanged(draft);
  await writeUntilSettled(recording, isKept ? attached : [draft, ...attached]);
  if (isKept) await task.settle([keptPerson(draft, linked, outcomes)]);

  async function writeUntilSettled(task: Task, drafts: readonly Draft[]): Promise<void> {
    const idle = drafts.filter(isUnchanged);
    await task.settle(idle.map((each) => written(each, each.id ?? '')));
    for (let sent: readonly Draft[] = drafts.filter((each) => !isUnchanged(each)); sent.length > 0;) {
      const replies = await sendOrFail(task, sent);
      if (replies === null) return;
      if (replies.every(({ status }) => status < 300)) {
        await task.settle(sent.map((each, index) => written(each, each.id ?? idOf(replies[index]?.body))));
        return;
      }
      const bodies = replies.map(({ body }) => body);
      const emails = await matchEmails(task.client, bodies, task.context.signal);
      const { settled, again, halt } = judgeParts(sent, replies, task.context, emails);
      if (halt !== null) throw new CrmError(halt);
      const outcome = settled.find(({ key }) => key === person.key);
      if (outcome?.result === 'failed') {
        await task.settle([...settled, ...again.map((each) => failedWith(each, outcome.fault))]);
        return;
      }
      await task.settle(settled);
      sent = outcome?.result === 'exists' ? relinked(again, outcome) : again;
    }
  }

  /** The rest points to the person who was there already. */
  function relinked(drafts: readonly Draft[], found: PersonLink): Draft[] {
    const keys = new Set(drafts.map(({ key }) => key));
    return linkAll(
      task,
      person,
      found,
      linked.filter(({ key }) => keys.has(key)),
      guests,
    );
  }
}

const personReference = '@{part0.id}';

function linkAll(
  { context }: Task,
  person: PersonWrite,
  link: PersonLink,
  linked: readonly LinkedWrite[],
  guests: readonly Guest[],
): Draft[] {
  return linked.map((write) => linkedDraft(write, link, person, context.labels[write.object], guests));
}

/** Null when the call as a whole was refused for what is in it; then all of it is settled. */
async function sendOrFail(task: Task, drafts: readonly Draft[]) {
  try {
    return await send(task, drafts);
  } catch (error) {
    if (!(error instanceof CrmError) || error.fault.class !== 'data') throw error;
    const { fault } = error;
    await task.settle(drafts.map((draft) => failedWith(draft, { ...fault, object: draft.object })));
    return null;
  }
}

function send(task: Task, drafts: readonly Draft[]) {
  return composite(task.client, drafts.map(toPart), {
    allOrNone: true,
    effect: drafts.some(({ id }) => id === null) ? 'create' : 'repeatable',
    begin: () => task.intend(drafts),
    signal: task.context.signal,
  });
}

function toPart({ object, id, fields, headers }: Draft, index: number): Part {
  const rest = { ref: `part${index}`, json: fields, headers };
  return id === null
    ? { method: 'POST', path: objectPath(object), ...rest }
    : { method: 'PATCH', path: objectPath(object, id), ...rest };
}

function idOf(body: unknown): string {
  const parsed = created.safeParse(body);
  if (!parsed.success) throw new CrmError(unreadableWrite(null, true));
  return parsed.data.id;
}

const created = z.object({ id: z.string().min(15) });
