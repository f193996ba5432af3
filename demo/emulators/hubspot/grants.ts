import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { OrgName } from '../emulated-org.js';

/** What one user allowed the app: lives until revoked. */
export interface Grant {
  refreshToken: string;
  org: OrgName;
  scopes: string[];
  userId: number;
  revoked: boolean;
}

/** A token that opens the API for half an hour; times are epoch milliseconds. */
export interface AccessToken {
  token: string;
  refreshToken: string;
  issuedAt: number;
  expiresAt: number;
}

/** What the redirect carries back, good for one exchange. */
export interface AuthorizationCode {
  code: string;
  org: OrgName;
  scopes: string[];
  userId: number;
  redirectUri: string;
  challenge: { value: string; method: string } | undefined;
  expiresAt: number;
}

/** Form of {@link Grants} that a restart reads back. */
export interface SavedGrants {
  grants: Grant[];
  access: AccessToken[];
}

/** All codes and tokens of the emulator. The refresh token stays the same over refreshes, as HubSpot's does. */
export class Grants {
  private readonly codes = new Map<string, AuthorizationCode>();
  private readonly grants = new Map<string, Grant>();
  private readonly access = new Map<string, AccessToken>();

  constructor(private readonly now: () => number) {}

  issueCode(given: Omit<AuthorizationCode, 'code' | 'expiresAt'>): AuthorizationCode {
    const code = { ...given, code: randomUUID(), expiresAt: this.now() + 60_000 };
    this.codes.set(code.code, code);
    return code;
  }

  peekCode(code: string): AuthorizationCode | undefined {
    return this.codes.get(code);
  }

  spendCode(code: string): void {
    this.codes.delete(code);
  }

  issue(org: OrgName, scopes: string[], userId: number): Grant {
    const grant: Grant = { refreshToken: `na1-${randomUUID()}`, org, scopes, userId, revoked: false };
    this.grants.set(grant.refreshToken, grant);
    return grant;
  }

  issueAccess(grant: Grant, lifetimeSeconds: number): AccessToken {
    const issuedAt = this.now();
    const token = `CN${randomBytes(150).toString('base64url')}`;
    const access = {
      token,
      refreshToken: grant.refreshToken,
      issuedAt,
      expiresAt: issuedAt + lifetimeSeconds * 1000,
    };
    this.access.set(token, access);
    this.forgetLongExpired();
    return access;
  }

  byRefreshToken(token: string): Grant | undefined {
    return this.grants.get(token);
  }

  byAccessToken(token: string): { grant: Grant; access: AccessToken } | undefined {
    const access = this.access.get(token);
    const grant = access && this.grants.get(access.refreshToken);
    return access && grant ? { grant, access } : undefined;
  }

  /** Ends refreshing; live access tokens run out by themselves. */
  revokeRefreshToken(token: string): void {
    const grant = this.grants.get(token);
    if (grant) grant.revoked = true;
  }

  /** Ends a grant and its access tokens at once, as an uninstall does. */
  end(grant: Grant): void {
    grant.revoked = true;
    for (const access of this.access.values()) {
      if (access.refreshToken === grant.refreshToken) this.access.delete(access.token);
    }
  }

  endAll(org: OrgName): void {
    for (const grant of this.grants.values()) if (grant.org === org) this.end(grant);
  }

  /** Makes live tokens of an org end a lifetime after they were issued, if that is sooner. */
  shorten(org: OrgName, lifetimeSeconds: number): void {
    for (const access of this.access.values()) {
      if (this.grants.get(access.refreshToken)?.org !== org) continue;
      access.expiresAt = Math.min(access.expiresAt, access.issuedAt + lifetimeSeconds * 1000);
    }
  }

  snapshot(): SavedGrants {
    return { grants: [...this.grants.values()], access: [...this.access.values()] };
  }

  restore(saved: SavedGrants): void {
    for (const grant of saved.grants) this.grants.set(grant.refreshToken, grant);
    for (const access of saved.access) this.access.set(access.token, access);
  }

  private forgetLongExpired(): void {
    if (this.access.size < 500) return;
    const before = this.now() - 24 * 3_600_000;
    for (const access of this.access.values())
      if (access.expiresAt < before) this.access.delete(access.token);
  }
}

/** Whether a PKCE verifier fits the challenge that came with the authorization request. */
export function fitsChallenge(challenge: { value: string; method: string }, verifier: string): boolean {
  if (challenge.method === 'plain') return verifier === challenge.value;
  return createHash('sha256').update(verifier).digest('base64url') === challenge.value;
}
