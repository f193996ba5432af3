import type { Fault } from '../../contract/model/index.js';
import { faultOf } from './fault.js';
import type { Spent } from './share.js';

/** The fault of our own restraint: the rest of the account's calls is for others. */
export function shareUsedUp(crm: string, { used, cap, pool, until }: Spent): Fault {
  const sentence = `${count(cap)} of the ${count(pool)} calls that ${crm} allows in 24 hours are ours, so that others keep theirs; they are used.`;
  const params = { crm, used, max: cap, remaining: 0, pool, policy: 'share' };
  const text = `It goes on by itself. Ask ${crm} for more calls if this happens often.`;
  return faultOf('limit_daily', sentence, { params, retryAt: until, fix: { text } });
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
