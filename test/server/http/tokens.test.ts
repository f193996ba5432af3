import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ProblemError } from '../../../server/http/problems.js';
import { sessionTokens } from '../../../server/http/tokens.js';
import { sessionSecret, signToken, type Claims } from '../tokens.js';

const now = new Date('2026-11-23T12:00:00Z');
const at = Math.floor(now.getTime() / 1000);
const tokens = sessionTokens([sessionSecret, 'an-older-secret-that-still-counts-for-a-while'], () => now);
const sign = (claims: Claims = {}, options = {}) => signToken(claims, { now: now.getTime(), ...options });

describe('a session token', () => {
  it('says who asks, and for which tenant', async () => {
    const session = await tokens.verify(
      sign({ tenant: 'acme', sub: 'user-7', role: 'member', aud: 'crm-connect' }),
    );
    assert.deepEqual(session, { tenant: 'acme', subject: 'user-7', role: 'member' });
  });

  it('is good when an older secret signed it', async () => {
    const session = await tokens.verify(
      sign({}, { secret: 'an-older-secret-that-still-counts-for-a-while' }),
    );
    assert.equal(session.tenant, 'acme');
  });

  it('says so when it has expired', async () => {
    assert.equal(await refusal(sign({ exp: at })), 'session_expired');
  });

  it('may come from a clock that is a minute ahead of ours, and no more', async () => {
    const full = at + 15 * 60;
    assert.equal(await refusal(sign({ exp: full + 60 })), 'accepted');
    assert.equal(await refusal(sign({ exp: full + 61 })), 'unauthenticated');
  });

  const bad: Record<string, string> = {
    'signed by somebody else': sign({}, { secret: 'not-the-secret-of-this-server-at-all-no' }),
    'not signed': `${sign().split('.').slice(0, 2).join('.')}.`,
    'that claims to need no signature': sign({}, { header: { alg: 'none' } }),
    'signed with another algorithm': sign({}, { header: { alg: 'HS512' } }),
    'with an extension that we do not know': sign({}, { header: { alg: 'HS256', crit: ['exp'] } }),
    'without expiry': sign({ exp: undefined }),
    'that lives longer than 15 minutes': sign({ exp: at + 3600 }),
    'that is not valid yet': sign({ nbf: at + 600 }),
    'meant for somebody else': sign({ aud: 'another-service' }),
    'without a tenant': sign({ tenant: '' }),
    'whose tenant is no text': sign({ tenant: 7 }),
    'whose tenant no database can tell from another': sign({ tenant: '\ud800' }),
    'whose expiry is no number': sign({ exp: String(at + 60) }),
    'without a user': sign({ sub: undefined }),
    'with an invented role': sign({ role: 'owner' }),
    'that was changed after signing': forged(sign({ role: 'member' }), { role: 'admin' }),
    'that is no token': 'hello',
    'that is no JSON': 'aGVsbG8.aGVsbG8.aGVsbG8',
  };
  for (const [what, token] of Object.entries(bad)) {
    it(`is refused when it is one ${what}`, async () => {
      assert.equal(await refusal(token), 'unauthenticated');
    });
  }
});

async function refusal(token: string): Promise<string> {
  try {
    await tokens.verify(token);
    return 'accepted';
  } catch (error) {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.headers['WWW-Authenticate'], 'Bearer');
    return error.problem.code;
  }
}

function forged(token: string, claims: Claims): string {
  const [header, payload = '', signature] = token.split('.');
  const changed = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), ...claims };
  return [header, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.');
}
