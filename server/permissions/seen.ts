import type { PermissionCheck, PermissionState, Rights, SeenRight } from '../contract/model/index.js';

/** What a write has shown; `isSure` when it holds for every record of the object. */
export interface Sighting extends SeenRight {
  readonly isSure: boolean;
}

/** The newest sighting of each right, by object. */
export type SeenOn = Readonly<Record<string, readonly Sighting[]>>;

/** State by `object.right`, as the CRM itself told it. */
export type Told = Readonly<Record<string, PermissionState>>;

/** What the CRM tells, by object and right. */
export function toldBy(checks: readonly PermissionCheck[]): Told {
  const told: Record<string, PermissionState> = {};
  for (const { object, rights } of checks) {
    for (const [right, state] of Object.entries(rights ?? {})) told[`${object ?? ''}.${right}`] = state;
  }
  return told;
}

/**
 * Refusals that no longer count: since then the CRM has told first that the right is missing, and now that it is
 * there. One that came although the CRM tells that all is well stays until a write goes through.
 */
export function settledBy(now: Told, before: Told): readonly string[] {
  return Object.keys(now).filter((key) => now[key] === 'granted' && before[key] === 'missing');
}

/** The checks with what writes have shown: one that went through proves a right, one that was refused disproves it. */
export function withSeen(
  checks: readonly PermissionCheck[],
  seenOn: SeenOn,
  settled: Readonly<Record<string, string>>,
): readonly PermissionCheck[] {
  return checks.map((check) => {
    if (!check.rights || check.object === undefined) return check;
    const seen = (seenOn[check.object] ?? []).filter(
      ({ right, by, at }) => by === 'write' || at > (settled[`${check.object ?? ''}.${right}`] ?? ''),
    );
    if (seen.length === 0) return check;
    const rights: Rights = {
      ...check.rights,
      ...Object.fromEntries(
        seen
          .filter(({ isSure }) => isSure)
          .map(({ right, by }) => [right, stateOf(by, check.rights?.[right])]),
      ),
    };
    const isMissing = Object.values(rights).includes('missing');
    return {
      ...check,
      rights,
      state: isMissing ? 'missing' : check.state,
      seen: seen.map(({ right, by, at }) => ({ right, by, at })),
    };
  });
}

/** What the CRM says now is missing was taken away after the write. */
function stateOf(by: SeenRight['by'], told: PermissionState | undefined): PermissionState {
  return by === 'refusal' || told === 'missing' ? 'missing' : 'granted';
}
