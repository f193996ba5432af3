import type { Fault } from '../../../contract/model/index.js';
import type { CrmReply, WriteContext, WriteOutcome } from '../../adapter.js';
import { isRolledBack, readErrors } from '../errors.js';
import { unreadable } from '../plain-fault.js';
import type { Draft } from './draft.js';
import type { MatchEmails } from './match-emails.js';
import { refused } from './refused.js';
import { stopsAll } from './stops-all.js';
import { failedWith } from './task.js';

/** What comes of a transaction that was rolled back: nothing in it was written. */
export interface Judgement {
  readonly settled: readonly WriteOutcome[];
  /** Worth another try at once: mended, or innocent. */
  readonly again: readonly Draft[];
  /** A fault of the connection. */
  readonly halt: Fault | null;
}

/** Tells the parts that were refused from those that were only rolled back with them. */
export function judgeParts(
  sent: readonly Draft[],
  replies: readonly CrmReply[],
  context: WriteContext,
  emails: MatchEmails,
): Judgement {
  const settled: WriteOutcome[] = [];
  const again: Draft[] = [];
  let isMended = false;
  for (const [index, draft] of sent.entries()) {
    const reply = replies[index];
    const errors = readErrors(reply?.body);
    if (reply === undefined || reply.status < 300 || (errors.length > 0 && errors.every(isRolledBack))) {
      again.push(draft);
      continue;
    }
    const verdict = refused(draft, errors, reply.requestId, context, emails);
    if ('again' in verdict) {
      again.push(verdict.again);
      isMended = true;
      continue;
    }
    const { outcome } = verdict;
    if (outcome.result === 'failed' && stopsAll(outcome.fault))
      return { settled: [], again: [], halt: outcome.fault };
    settled.push(outcome);
  }
  // Nobody to blame, so that the same would come back for ever.
  if (settled.length === 0 && !isMended) {
    return {
      settled: sent.map((draft) => failedWith(draft, unreadable(replies[0]?.requestId ?? null))),
      again: [],
      halt: null,
    };
  }
  const passing = settled.flatMap(transientFault)[0];
  if (passing === undefined) return { settled, again, halt: null };
  // What fails for a moment only is no reason to write the rest without it.
  const all = sent.map((draft) => settled.find(({ key }) => key === draft.key) ?? failedWith(draft, passing));
  return { settled: all, again: [], halt: null };
}

function transientFault(outcome: WriteOutcome): readonly Fault[] {
  return outcome.result === 'failed' && outcome.fault.class === 'transient' ? [outcome.fault] : [];
}
