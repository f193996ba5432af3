import type { Clock, Fault } from '../contract/model/index.js';
import type { ItemResult } from '../worklist/worklist.js';
import { causeOf, since } from './faults.js';
import { giveUpAfterMs, retryRules, settlingMs } from './retry.js';
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
  const now = waiting.now();
  const told = since(fault, task.item.fault, now.toISOString());
  const rule = retryRules[fault.class];
  const tries = task.item.attempts;
  const hasGivenUp =
    rule.state === 'dirty' && rule.counts && now.getTime() - Date.parse(told.since) > giveUpAfterMs;
  const wait = rule.wait(tries, waiting.random);
  const settling = rule.state === 'unknown' ? waiting.deadlineMs + settlingMs : 0;
  const earliest = fault.retryAt === null || rule.waits === 'connection' ? 0 : Date.parse(fault.retryAt);
  const next = wait === null || hasGivenUp ? null : Math.max(now.getTime() + wait + settling, earliest);
  return resultOf(scene, task, {
    state: hasGivenUp ? 'attention' : rule.state,
    nextAt: next === null ? null : new Date(next).toISOString(),
    attempts: rule.counts ? tries + 1 : tries,
    cause: causeOf(fault),
    fault: told,
  });
}
