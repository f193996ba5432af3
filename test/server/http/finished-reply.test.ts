import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hostOrigin, startStage } from '../harness.js';
import { signToken } from '../tokens.js';

it('a reply that is finished gets its headers where it is: made anew, its body would be a stream, which costs more than all the rest', async (test) => {
  const stage = await startStage();
  test.after(() => stage.close());
  await stage.connect('hubspot');
  let streams = 0;
  const { Response } = globalThis;
  test.after(() => void (globalThis.Response = Response));
  globalThis.Response = class extends Response {
    constructor(body?: BodyInit | null, init?: ResponseInit) {
      if (body instanceof ReadableStream) streams += 1;
      super(body, init);
    }
  };
  for (const [role, path] of [
    ['member', '/providers'],
    ['member', '/providers/hubspot/mapping'],
    ['service', '/source/questions'],
  ] as const) {
    const headers = { authorization: `Bearer ${signToken({ role })}`, origin: hostOrigin };
    const reply = await stage.server.fetch(new Request(`${stage.url}/v1${path}`, { headers }));
    assert.equal(streams, 0, path);
    assert.equal(reply.status, 200);
    assert.equal(reply.headers.get('access-control-allow-origin'), hostOrigin);
    assert.equal(reply.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(reply.headers.has('etag'), path.endsWith('/mapping'));
  }
});
