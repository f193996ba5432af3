import { fingerprint } from '../bookings/canonical.js';
import type { ConnectionRecord } from '../connections/record.js';
import type { MappingVersion } from '../contract/model/index.js';
import { problem } from '../http/problems.js';
import { conflict } from './versions.js';

type Whose = Pick<ConnectionRecord, 'id'>;

/**
 * A version as a strong ETag, `"7-1f9c2e5a0b34"`: its number, then a mark of whose it is and what it says. Another
 * tenant's version 7, and the one that follows a deleted mapping, are told apart by it.
 */
export async function etagOf(connection: Whose, version: MappingVersion): Promise<string> {
  const mark = await fingerprint({ connection: connection.id, ...version });
  return `"${version.version}-${mark.slice(0, 12)}"`;
}

/**
 * Throws `version_conflict` unless `If-Match` names the live version: by its ETag, strong or weak, by its bare number, or by `*`. A bare
 * number says less, but whoever keeps only `version` of the body has no more.
 */
export async function requireMatch(
  connection: Whose,
  latest: MappingVersion,
  ifMatch: string | undefined,
): Promise<void> {
  if (ifMatch === undefined || ifMatch.trim() === '') throw problem('precondition_required');
  const accepted = ['*', unquoted(await etagOf(connection, latest)), String(latest.version)];
  const tags = ifMatch.split(',').map(unquoted);
  if (!tags.some((tag) => accepted.includes(tag))) throw conflict(latest, mistaken(tags, latest.version));
}

/** What is wrong with tags that no version that came before the live one ever had; undefined for a lost race. */
function mistaken(tags: readonly string[], live: number): string | undefined {
  const versions = tags.flatMap((tag) => /^([1-9]\d*)(?:-[0-9a-f]{12})?$/.exec(tag)?.[1] ?? []);
  const advice = `Send the ETag that came with the mapping, such as "${live}-1f9c2e5a0b34", its bare number, or *. The live version is ${live}.`;
  if (versions.length === 0)
    return `If-Match names no version: “${tags.join(', ').slice(0, 100)}”. ${advice}`;
  if (versions.some((version) => Number(version) < live)) return undefined;
  if (versions.includes(String(live))) return `If-Match names version ${live} of another mapping. ${advice}`;
  return `If-Match names version ${versions[0]?.slice(0, 100)}, which this mapping does not have. ${advice}`;
}

function unquoted(tag: string): string {
  return tag
    .trim()
    .replace(/^W\//, '')
    .replace(/^"(.*)"$/, '$1');
}
