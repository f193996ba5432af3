import type { Fault } from '../../contract/model/index.js';
import { faultOf } from './fault.js';
import type { Spent, Work } from './share.js';

/** The fault of our own restraint: the rest of the account's calls is for others, or for those who wait. */
export function shareUsedUp(crm: string, { work, used, cap, pool, until }: Spent): Fault {
  const params = { crm, used, max: cap, remaining: 0, pool, policy: policies[work] };
  const text = `It goes on by itself. Ask ${crm} for more calls if this happens often.`;
  return faultOf('limit_daily', sentences[work](crm, cap, pool), { params, retryAt: until, fix: { text } });
}

const policies: Readonly<Record<Work, string>> = { live: 'share', backlog: 'reserve' };

const sentences: Readonly<Record<Work, (crm: string, cap: number, pool: number) => string>> = {
  live: (crm, cap, pool) =>
    `${count(cap)} of the ${count(pool)} calls that ${crm} allows in 24 hours are ours, so that others keep theirs; they are used.`,
  backlog: (crm, cap, pool) =>
    `${count(cap)} of the ${count(pool)} calls that ${crm} allows in 24 hours are for older bookings, so that new ones arrive at once; they are used.`,
};

function count(value: number): string {
  return value.toLocaleString('en-US');
}
