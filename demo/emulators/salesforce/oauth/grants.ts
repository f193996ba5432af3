import { randomBytes } from 'node:crypto';
import type { OrgName } from '../../emulated-org.js';

/** One user's approval of the app: what a refresh token stands for. */
export interface Grant {
  id: string;
  org: OrgName;
  /** Whether the user came in through the sandbox login. */
  sandbox: boolean;
  userId: string;
  scopes: string[];
  /** Undefined when the app was not granted `refresh_token`. */
  refreshToken: string | undefined;
  /** Refresh tokens that rotation has replaced; using one revokes the grant. */
  spent: string[];
}

/** An access token in force. */
export interface AccessToken {
  token: string;
  grantId: string;
  /** Epoch milliseconds. */
  issuedAt: number;
}

/** All grants of the emulator and the tokens made from them. */
export class GrantBook {
  private readonly grants = new Map<string, Grant>();
  private readonly tokens = new Map<string, AccessToken>();

  constructor(
    private readonly now: () => number,
    private readonly changed: () => void,
  ) {}

  /** A new approval; past `most` for one user, the oldest ends. */
  approve(part: Pick<Grant, 'org' | 'sandbox' | 'userId' | 'scopes'>, most: number): Grant {
    const mine = [...this.grants.values()].filter((grant) => sameApproval(grant, part));
    for (const old of mine.slice(0, Math.max(0, mine.length - most + 1))) this.revoke(old);
    const refreshable = part.scopes.some((scope) => scope === 'refresh_token' || scope === 'full');
    const grant: Grant = {
      ...part,
      id: randomBytes(9).toString('base64url'),
      refreshToken: refreshable ? newRefreshToken() : undefined,
      spent: [],
    };
    this.grants.set(grant.id, grant);
    this.changed();
    return grant;
  }

  /** A new access token; it begins with the org's id, as Salesforce's do. */
  issue(grant: Grant, organizationId: string): AccessToken {
    const dayAgo = this.now() - 86_400_000;
    for (const [text, { issuedAt }] of this.tokens) if (issuedAt < dayAgo) this.tokens.delete(text);
    const token = `${organizationId.slice(0, 15)}!AQ4A${randomBytes(66).toString('base64url').replaceAll('-', '.')}`;
    const access = { token, grantId: grant.id, issuedAt: this.now() };
    this.tokens.set(token, access);
    this.changed();
    return access;
  }

  /** Replaces the refresh token; the old one is remembered, so that its re-use can be noticed. */
  rotate(grant: Grant): string {
    if (grant.refreshToken !== undefined) grant.spent = [...grant.spent.slice(-99), grant.refreshToken];
    grant.refreshToken = newRefreshToken();
    this.changed();
    return grant.refreshToken;
  }

  /** The grant of a refresh token, and whether rotation had already replaced that token. */
  byRefreshToken(token: string): { grant: Grant; spent: boolean } | undefined {
    for (const grant of this.grants.values()) {
      if (grant.refreshToken === token) return { grant, spent: false };
      if (grant.spent.includes(token)) return { grant, spent: true };
    }
    return undefined;
  }

  byAccessToken(token: string): { grant: Grant; access: AccessToken } | undefined {
    const access = this.tokens.get(token);
    const grant = access && this.grants.get(access.grantId);
    return access && grant && { grant, access };
  }

  /** Ends a grant with all its tokens. */
  revoke(grant: Grant): void {
    this.grants.delete(grant.id);
    for (const [text, { grantId }] of this.tokens) if (grantId === grant.id) this.tokens.delete(text);
    this.changed();
  }

  /** Ends one access token only. */
  revokeAccess(token: string): void {
    this.tokens.delete(token);
    this.changed();
  }

  save(): { grants: Grant[]; tokens: AccessToken[] } {
    return { grants: [...this.grants.values()], tokens: [...this.tokens.values()] };
  }

  restore(saved: { grants: Grant[]; tokens: AccessToken[] }): void {
    for (const grant of saved.grants) this.grants.set(grant.id, grant);
    for (const access of saved.tokens) this.tokens.set(access.token, access);
  }
}

function sameApproval(a: Pick<Grant, 'org' | 'sandbox' | 'userId'>, b: typeof a): boolean {
  return a.org === b.org && a.sandbox === b.sandbox && a.userId === b.userId;
}

function newRefreshToken(): string {
  return `5Aep861${randomBytes(60).toString('base64url')}`;
}
