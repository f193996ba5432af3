import { createHash, randomBytes } from 'node:crypto';
import type { OrgName } from '../../emulated-org.js';

/** What an authorization code stands for. */
export interface PendingCode {
  org: OrgName;
  sandbox: boolean;
  userId: string;
  scopes: string[];
  redirectUri: string;
  challenge: string | undefined;
  nonce: string | undefined;
}

/** What is wrong with an exchange, in OAuth's words. */
export interface OAuthProblem {
  error: string;
  error_description: string;
}

/** Authorization codes that wait for their exchange: single use, 15 minutes. */
export class CodeBook {
  private readonly codes = new Map<string, PendingCode & { expiresAt: number }>();

  constructor(private readonly now: () => number) {}

  issue(pending: PendingCode): string {
    const code = `aPrx${randomBytes(42).toString('base64').replaceAll('+', '.').replaceAll('/', '_')}==`;
    this.codes.set(code, { ...pending, expiresAt: this.now() + 15 * 60_000 });
    return code;
  }

  /** Redeems a code: gone whatever comes of it. The PKCE errors are those of the docs' web server flow page. */
  redeem(code: string, redirectUri: string, verifier: string | undefined): PendingCode | OAuthProblem {
    const pending = this.codes.get(code);
    this.codes.delete(code);
    if (!pending) return problem('invalid_grant', 'invalid authorization code');
    if (pending.expiresAt <= this.now()) return problem('invalid_grant', 'expired authorization code');
    if (pending.redirectUri !== redirectUri) {
      return problem('redirect_uri_mismatch', 'redirect_uri must match configuration');
    }
    if (pending.challenge !== undefined) {
      if (!verifier) return problem('invalid_grant', 'code verifier is required');
      const expected = createHash('sha256').update(verifier).digest('base64url');
      if (expected !== pending.challenge) return problem('invalid_request', 'invalid code verifier');
    }
    return pending;
  }
}

function problem(error: string, error_description: string): OAuthProblem {
  return { error, error_description };
}
