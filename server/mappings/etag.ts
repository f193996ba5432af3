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
 * Throws unless `If-Match` names the live version: by its ETag, strong or weak, by its bare number, or by `*`. A bare
 * number says less, but whoever keeps only `version` of the body has no more.
 */
export async function requireMatch(
  connection: Whose,
  latest: MappingVersion,
  ifMatch: string | undefined,
): Promise<void> {
  if (ifMatch === undefined || ifMatch.trim() === '') throw problem('precondition_required');
  const accepted = ['*', unquoted(await etagOf(connection, latest)), String(latest.version)];
  if (!ifMatch.split(',').some((tag) => accepted.includes(unquoted(tag)))) throw conflict(latest);
}

function unquoted(tag: string): string {
  return tag
    .trim()
    .replace(/^W\//, '')
    .replace(/^"(.*)"$/, '$1');
}
