import { expect } from '@open-wc/testing';
import { ApiClient } from '../../../components/api/client.js';
import { saveMapping } from '../../../components/api/mapping-calls.js';
import { ApiError } from '../../../components/api/problem.js';

function client(...replies: (Response | Error)[]) {
  const sent: Request[] = [];
  const made = new ApiClient(
    'https://crm.example',
    { getToken: async () => `token-${sent.length}` },
    async (input, init) => {
      sent.push(new Request(input, init));
      const reply = replies.shift();
      if (!reply || reply instanceof Error) throw reply ?? new TypeError('Failed to fetch');
      return reply;
    },
  );
  return { made, sent };
}

async function problemOf(call: Promise<unknown>) {
  const error = await call.catch((caught: unknown) => caught);
  if (!(error instanceof ApiError)) throw error;
  return error.problem;
}

describe('the API client', () => {
  it('asks with a token, and again with a new one when that is refused', async () => {
    const { made, sent } = client(new Response(null, { status: 401 }), Response.json({ providers: [] }));
    expect(await made.providers()).to.deep.equal({ providers: [] });
    expect(sent.map(({ headers }) => headers.get('authorization'))).to.deep.equal([
      'Bearer token-0',
      'Bearer token-1',
    ]);
  });

  it('gives the server’s own problem', async () => {
    const problem = { code: 'not_connected', detail: 'Connect HubSpot first.', params: {}, status: 409 };
    const { made } = client(Response.json(problem, { status: 409 }));
    expect(await problemOf(made.mapping('hubspot'))).to.deep.equal(problem);
  });

  it('says in words that the server can’t be reached, or can’t be understood', async () => {
    expect((await problemOf(client(new TypeError()).made.providers())).code).to.equal('offline');
    const odd = client(new Response('<html>Bad gateway</html>', { status: 502 }));
    expect((await problemOf(odd.made.providers())).code).to.equal('unreadable');
  });

  it('says that the server does not know this page’s address, when it answers everybody else', async () => {
    const told: unknown[] = [];
    const real = console.error;
    console.error = (text: unknown) => told.push(text);
    try {
      const { made, sent } = client(new TypeError(), new Response(), new TypeError());
      const problem = await problemOf(made.providers());
      expect(problem.code).to.equal('origin_forbidden');
      expect(problem.detail).to.contain(`adds ${location.origin} to ALLOWED_ORIGINS`);
      expect(sent.map(({ url, mode }) => `${mode} ${new URL(url).pathname}`).slice(1)).to.deep.equal([
        'no-cors /healthz',
        'cors /healthz',
      ]);
      expect(told).to.have.length(1);
      expect(told[0]).to.contain(`ALLOWED_ORIGINS=${location.origin}`);
    } finally {
      console.error = real;
    }
  });

  it('says no such thing when only this call got no answer', async () => {
    const { made } = client(new TypeError(), new Response(), new Response());
    expect((await problemOf(made.providers())).code).to.equal('offline');
  });

  it('names the version that a save is for', async () => {
    const { made, sent } = client(Response.json({ version: 3 }, { headers: { etag: '"3"' } }));
    const mapping = {
      version: 2,
      match: { phone: false, duplicates: 'use_match' },
      owner: { from: 'host_email', fallback: null },
      guests: 'ignore',
      objects: {},
    } as const;
    expect((await saveMapping(made, 'hubspot', mapping, '"2"')).etag).to.equal('"3"');
    expect(sent[0]?.headers.get('if-match')).to.equal('"2"');
  });
});
