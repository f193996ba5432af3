import { CrmError, type CrmClient } from '../../adapter.js';
import { composite } from '../composite.js';
import { readErrors } from '../errors.js';
import { literals, queryPath, readRows, select, text } from '../soql.js';

/** E-mails of people by id, where the refusals did not tell them. */
export type MatchEmails = ReadonlyMap<string, string | null>;

const people = ['Contact', 'Lead'] as const;
/** Ids that fit into the address of a query. */
const mostIds = 400;

/**
 * Reads in one call the e-mails of those whom duplicate rules found and whose e-mail the refusals leave out. Whoever
 * can't be read has none: then nothing of theirs is touched.
 */
export async function matchEmails(
  client: CrmClient,
  refusals: readonly unknown[],
  signal: AbortSignal,
): Promise<MatchEmails> {
  const matches = refusals
    .flatMap(readErrors)
    .flatMap(({ duplicates }) => duplicates?.matches ?? [])
    .filter(({ isTold }) => !isTold);
  const parts = people.flatMap((object) => {
    const ids = [...new Set(matches.flatMap((match) => (match.object === object ? match.id : [])))];
    if (ids.length === 0) return [];
    const soql = select(['Id', 'Email'], object, `Id IN ${literals(ids.slice(0, mostIds))}`);
    return [{ method: 'GET', path: queryPath(soql), ref: `emails${object}` } as const];
  });
  if (parts.length === 0) return new Map();
  try {
    const replies = await composite(client, parts, { allOrNone: false, effect: 'read', signal });
    const rows = await Promise.all(
      replies.filter(({ status }) => status < 300).map(({ body }) => readRows(client, body, signal)),
    );
    return new Map(rows.flat().map((row) => [text(row, 'Id') ?? '', text(row, 'Email')]));
  } catch (error) {
    // The other rows of the reply must be kept whatever becomes of this call; a fault of the line shows again.
    if (error instanceof CrmError) return new Map();
    throw error;
  }
}
