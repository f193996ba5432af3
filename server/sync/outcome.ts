import type { Clock, Fault, SyncFault } from '../contract/model/index.js';
import type { SyncItem } from '../worklist/item.js';
import type { ItemResult } from '../worklist/worklist.js';
import { causeOf, since, withFix } from './faults.js';
import { giveUpAfterMs, retryRule, settlingMs } from './retry.js';
import type { Scene } from './scene.js';
import { resultOf, type Task } from './task.js';

/** What decides about waiting. */
export interface Waiting {
  readonly now: Clock;
  readonly random: () => number;
  /** How long one request to a CRM may take. */
  readonly deadlineMs: number;
}

/** The result of a booking that the CRM now holds. */
export function synced(scene: Scene, task: Task): ItemResult {
  return resultOf(scene, task, { state: 'synced', nextAt: null, attempts: 0, cause: null, fault: null });
}

/** The result of a booking that has no business in the CRM. */
export function nothingToWrite(scene: Scene, task: Task, { now }: Waiting): ItemResult {
  const fault = {
    code: 'nothing_to_write',
    class: 'skipped',
    params: { status: task.snapshot.status },
    sentence: 'The booking was over before it reached the CRM, so there is nothing to write.',
    since: now().toISOString(),
  } as const;
  return resultOf(scene, task, { state: 'skipped', nextAt: null, attempts: 0, cause: null, fault });
}

/** The result of a booking that met a fault: who waits, how long, or that somebody has to look. */
export function held(scene: Scene, task: Task, fault: Fault, waiting: Waiting): ItemResult {
  return resultOf(scene, task, standing(task.item, withFix(fault, scene.adapter), waiting));
}

/** Where a booking that met a fault stands. */
function standing(
  item: Pick<SyncItem, 'fault' | 'attempts'>,
  fault: Fault,
  waiting: Waiting,
): Pick<ItemResult, 'state' | 'nextAt' | 'attempts' | 'cause'> & { readonly fault: SyncFault } {
  const now = waiting.now();
  const told = since(fault, item.fault, now.toISOString());
  const rule = retryRule(fault);
  const tries = item.attempts;
  const triesByItself = rule.state !== 'attention' && rule.counts;
  const hasGivenUp = triesByItself && now.getTime() - Date.parse(told.since) > giveUpAfterMs;
  const wait = rule.wait(tries, waiting.random);
  const settling = rule.state === 'unknown' ? waiting.deadlineMs + settlingMs : lateWriteMs(fault);
  const earliest = fault.retryAt === null || rule.waits === 'account' ? 0 : Date.parse(fault.retryAt);
  const next = wait === null || hasGivenUp ? null : Math.max(now.getTime() + wait + settling, earliest);
  return {
    state: hasGivenUp ? 'attention' : rule.state,
    nextAt: next === null ? null : new Date(next).toISOString(),
    attempts: rule.counts ? tries + 1 : tries,
    cause: causeOf(fault),
    fault: told,
  };
}

/** An update without a reply may still come through, and must not do so after a newer one. */
function lateWriteMs(fault: Fault): number {
  return fault.code === 'timeout' ? settlingMs : 0;
}

/** Where a booking stands whose pass did not end by itself; `earliest` is when a lost create can be looked for. */
export function givenUpOn(
  item: SyncItem,
  fault: Fault,
  waiting: Waiting,
  earliest: string,
): Pick<ItemResult, 'nextAt' | 'attempts' | 'cause'> & {
  readonly state: 'unknown' | 'attention';
  readonly fault: SyncFault;
} {
  const { state, nextAt, ...rest } = standing(item, fault, waiting);
  return {
    ...rest,
    state: state === 'attention' ? 'attention' : 'unknown',
    nextAt: nextAt !== null && nextAt < earliest ? earliest : nextAt,
  };
}
