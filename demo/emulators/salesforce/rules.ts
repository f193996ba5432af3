import { isObject, type JsonObject } from '../json.js';

/** The org's own automation, set by the `rules` part of an org patch. */
export interface Rules {
  /** By object (Lead, Case, Account): the id that an active assignment rule makes the owner. */
  assignment: Record<string, string>;
  /** The instance's address after a renaming of the org; token replies name it from then on. */
  instanceUrl: string | undefined;
}

/** An org without automation. */
export const noRules: Rules = { assignment: {}, instanceUrl: undefined };

/** Merges the `rules` part of an org patch; a string says what is wrong with it. */
export function patchRules(current: Rules, patch: JsonObject): Rules | string {
  const next: Rules = { ...current, assignment: { ...current.assignment } };
  for (const [key, value] of Object.entries(patch)) {
    if (key === 'instanceUrl' && (typeof value === 'string' || value === null)) {
      next.instanceUrl = value ?? undefined;
    } else if (key === 'assignment' && isObject(value)) {
      for (const [object, owner] of Object.entries(value)) {
        if (typeof owner === 'string') next.assignment[object] = owner;
        else delete next.assignment[object];
      }
    } else {
      return `rules.${key} is not known here; there are assignment {object: owner id} and instanceUrl.`;
    }
  }
  return next;
}
