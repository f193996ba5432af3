import type { RowGate } from '../fault-gate.js';
import type { OrgName } from '../emulated-org.js';
import { CodeBook } from './oauth/codes.js';
import { GrantBook } from './oauth/grants.js';
import { IdTokens } from './oauth/id-tokens.js';
import type { Org } from './org.js';
import type { Session } from './session.js';

/** What the routes of the emulator share. */
export class Emulator {
  readonly codes: CodeBook;
  readonly idTokens = new IdTokens();

  constructor(
    readonly orgs: Record<OrgName, Org>,
    readonly grants: GrantBook,
    /** The emulator's own address. */
    readonly url: () => string,
    now: () => number,
  ) {
    this.codes = new CodeBook(now);
  }

  /** The session of an access token; undefined when it is unknown, revoked or has run out. */
  session(token: string, version: string, rows: RowGate): Session | undefined {
    const found = this.grants.byAccessToken(token);
    if (!found || !this.isAlive(token)) return undefined;
    const { grant } = found;
    const org = this.orgs[grant.org];
    return { org, grant, userId: grant.userId, sandbox: grant.sandbox, version, rows };
  }

  isAlive(token: string): boolean {
    const found = this.grants.byAccessToken(token);
    if (!found) return false;
    const org = this.orgs[found.grant.org];
    return org.now() < found.access.issuedAt + org.tokenLifetimeSeconds * 1000;
  }
}
