import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OpenAPIHono } from '@hono/zod-openapi';
import { CrmError } from '../../../server/crm/adapter.js';
import { faultOf } from '../../../server/crm/http.js';
import type { ApiEnv } from '../../../server/http/api.js';
import { answerFailures } from '../../../server/http/failures.js';
import { createLog } from '../../../server/http/log.js';
import { problem, problemTable } from '../../../server/http/problems.js';
import { requestId } from '../../../server/http/requests.js';

describe('a failure', () => {
  it('that nobody expected is told by its request id, and its words stay here', async () => {
    const { lines, reply } = await failing(new Error('no row for ana@acme.example'));
    assert.equal(reply.status, 500);
    const body = await reply.json();
    assert.equal(body.code, 'internal');
    assert.equal(body.params.requestId, reply.headers.get('x-request-id'));
    assert.doesNotMatch(JSON.stringify(body), /ana@acme/);
    assert.match(lines.join(''), new RegExp(body.params.requestId));
    assert.doesNotMatch(lines.join(''), /ana@acme/);
  });

  it('of the CRM says what the CRM’s fault means', async () => {
    const retryAt = '2026-11-23T12:05:00.000Z';
    const busy = await failing(
      new CrmError(faultOf('limit_rolling', 'HubSpot asks for patience.', { retryAt })),
    );
    assert.equal(busy.reply.status, 503);
    assert.equal(busy.reply.headers.get('retry-after'), 'Mon, 23 Nov 2026 12:05:00 GMT');
    const problem = await busy.reply.json();
    assert.equal(problem.code, 'crm_unavailable');
    assert.equal(problem.detail, 'HubSpot asks for patience.');
    assert.equal(problem.params.fault, 'limit_rolling');

    const ended = await failing(new CrmError(faultOf('grant_revoked', 'HubSpot ended it.')));
    assert.equal((await ended.reply.json()).code, 'needs_reconnect');
    const refused = await failing(new CrmError(faultOf('scope_missing', 'HubSpot wants a scope.')));
    assert.equal((await refused.reply.json()).code, 'crm_refused');
  });
});

describe('every problem', () => {
  it('has a sentence that ends, with and without its values', () => {
    for (const [code, { status, title, sentence }] of Object.entries(problemTable)) {
      assert.ok(status >= 400 && title, code);
      assert.match(sentence({}), /^[A-Z?“].*[.>]$/s, code);
    }
    assert.equal(
      problem('not_connected', { crm: 'HubSpot' }).message,
      'HubSpot is not connected. Connect it first.',
    );
  });
});

describe('the log', () => {
  it('blanks what names secrets and people', () => {
    const lines: string[] = [];
    const log = createLog('info', { write: (line) => lines.push(line) });
    log.info(
      { accessToken: 'tok-1', grant: { refreshToken: 'tok-2' }, contact: { email: 'ana@acme.example' } },
      'hello',
    );
    assert.equal(lines.length, 1);
    assert.doesNotMatch(lines[0] ?? '', /tok-|ana@/);
    assert.equal(JSON.parse(lines[0] ?? '').msg, 'hello');
  });
});

async function failing(error: Error): Promise<{ reply: Response; lines: string[] }> {
  const lines: string[] = [];
  const app = new OpenAPIHono<ApiEnv>();
  answerFailures(app, createLog('info', { write: (line) => lines.push(line) }));
  app.use(requestId());
  app.get('/', () => {
    throw error;
  });
  return { reply: await app.request('/'), lines };
}
