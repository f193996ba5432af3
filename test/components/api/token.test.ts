import { expect } from '@open-wc/testing';
import { ApiError } from '../../../components/api/problem.js';
import { TokenKeeper } from '../../../components/api/token.js';

const now = Date.parse('2027-03-01T12:00:00Z');

function token(secondsLeft: number, role = 'admin'): string {
  const claims = { exp: now / 1000 + secondsLeft, role };
  return `head.${btoa(JSON.stringify(claims))}.signature`;
}

function keeper(tokens: string[]) {
  let asked = 0;
  const made = new TokenKeeper(
    { getToken: async () => tokens[Math.min(asked++, tokens.length - 1)] ?? '' },
    fetch,
    () => now,
  );
  return { made, asked: () => asked };
}

describe('a session token', () => {
  it('is asked for once while it is good', async () => {
    const { made, asked } = keeper([token(600)]);
    await Promise.all([made.token(), made.token()]);
    await made.token();
    expect(asked()).to.equal(1);
  });

  it('is replaced shortly before it runs out, once for all who ask', async () => {
    const { made, asked } = keeper([token(20), token(600)]);
    const given = await Promise.all([made.token(), made.token(), made.token()]);
    expect(new Set(given)).to.deep.equal(new Set([token(600)]));
    expect(asked()).to.equal(2);
  });

  it('is replaced when the server refuses it', async () => {
    const { made, asked } = keeper(['opaque-1', 'opaque-2']);
    expect(await made.token()).to.equal('opaque-1');
    expect(made.renew()).to.equal(true);
    expect(await made.token()).to.equal('opaque-2');
    expect(asked()).to.equal(2);
  });

  it('can’t be replaced when the page gave only one', () => {
    const made = new TokenKeeper({ token: 'fixed' }, fetch, () => now);
    expect(made.renew()).to.equal(false);
  });

  it('tells the role of its holder, where it can be read', async () => {
    const { made } = keeper([token(600, 'member')]);
    await made.token();
    expect(made.role).to.equal('member');
    const opaque = keeper(['no.jwt.at all']).made;
    await opaque.token();
    expect(opaque.role).to.equal(undefined);
  });

  it('that can’t be had is a problem in words, and is asked for again the next time', async () => {
    let answers = 0;
    const made = new TokenKeeper(
      { url: '/crm-token' },
      async () => (answers++ ? Response.json({ token: 'there' }) : new Response(null, { status: 500 })),
      () => now,
    );
    const refused = await made.token().catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(ApiError);
    expect(await made.token()).to.equal('there');
  });
});
