import type { ClientProblem } from './problem.js';

/** Something that is on its way, there, or refused with a reason. */
export type Loadable<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'failed'; readonly problem: ClientProblem };

/** Nothing has arrived yet. */
export const loading: Loadable<never> = { status: 'loading' };

/** It arrived. */
export function ready<T>(value: T): Loadable<T> {
  return { status: 'ready', value };
}

/** It was refused. */
export function failed(problem: ClientProblem): Loadable<never> {
  return { status: 'failed', problem };
}
