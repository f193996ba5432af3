import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CrmError, type CrmRequest, type Protocol } from '../../../server/crm/adapter.js';
import {
  createCrmClient,
  createPace,
  faultOf,
  type CrmCall,
  type Pace,
  type ShareBook,
} from '../../../server/crm/http.js';

const signal = new AbortController().signal;

describe('a line to a CRM', () => {
  it('sends the token and gives the parsed reply', async () => {
    const sent: Request[] = [];
    const line = lineTo(async (request) => {
      sent.push(request);
      return Response.json({ ok: true }, { headers: { 'x-request': 'r1' } });
    });
    const reply = await line.request(ask({ method: 'POST', json: { a: 1 }, effect: 'create' }));
    assert.equal(sent[0]?.url, 'https://crm.example/things');
    assert.equal(sent[0]?.headers.get('authorization'), 'Bearer first');
    assert.equal(await sent[0]?.text(), '{"a":1}');
    assert.deepEqual([reply.status, reply.body, reply.requestId], [200, { ok: true }, 'r1']);
  });

  it('renews a refused token once and repeats', async () => {
    const tokens: (string | null)[] = [];
    const line = lineTo(async ({ headers }) => {
      tokens.push(headers.get('authorization'));
      return tokens.length === 1 ? new Response(null, { status: 401 }) : Response.json({});
    });
    assert.equal((await line.request(ask())).status, 200);
    assert.deepEqual(tokens, ['Bearer first', 'Bearer second']);
  });

  it('gives up when the renewed token is refused as well', async () => {
    let calls = 0;
    const line = lineTo(async () => {
      calls += 1;
      return new Response(null, { status: 401 });
    });
    await assert.rejects(line.request(ask()), isFault('session_expired'));
    assert.equal(calls, 2);
  });

  for (const [status, code] of [
    [429, 'limit_rolling'],
    [503, 'crm_unavailable'],
  ] as const) {
    it(`throws what concerns the whole connection: ${status}`, async () => {
      const line = lineTo(async () => Response.json({}, { status }));
      await assert.rejects(line.request(ask()), isFault(code));
    });
  }

  for (const status of [400, 403, 404, 409]) {
    it(`leaves to the caller what concerns the request: ${status}`, async () => {
      const line = lineTo(async () => Response.json({ why: 'data' }, { status }));
      assert.equal((await line.request(ask())).status, status);
    });
  }

  const lost: readonly [string, CrmRequest['effect'], () => Promise<Response>, string][] = [
    ['a read that was cut', 'read', cut, 'network'],
    ['an update that was cut', 'repeatable', cut, 'timeout'],
    ['an update that was never sent', 'repeatable', refuseConnection, 'network'],
    [
      'an update that a gateway gave up',
      'repeatable',
      async () => new Response('<html>', { status: 504 }),
      'timeout',
    ],
    ['a create that was cut', 'create', cut, 'outcome_unknown'],
    ['a create that was never sent', 'create', refuseConnection, 'network'],
    [
      'a create that failed in the CRM',
      'create',
      async () => Response.json({}, { status: 500 }),
      'outcome_unknown',
    ],
    ['a create whose reply is no JSON', 'create', async () => new Response('<html>'), 'outcome_unknown'],
    ['a read whose reply is no JSON', 'read', async () => new Response('<html>'), 'reply_unreadable'],
    [
      'an outage told by a proxy’s page',
      'read',
      async () => new Response('<html>', { status: 502 }),
      'crm_unavailable',
    ],
    [
      'a read sent elsewhere',
      'read',
      async () => Response.redirect('https://evil.example'),
      'reply_unreadable',
    ],
  ];
  for (const [what, effect, answer, code] of lost) {
    it(`tells ${what}: ${code}`, async () => {
      await assert.rejects(lineTo(answer).request(ask({ effect })), isFault(code));
    });
  }

  for (const [effect, code] of [
    ['read', 'network'],
    ['repeatable', 'timeout'],
    ['create', 'outcome_unknown'],
  ] as const) {
    it(`tells a ${effect} that took too long: ${code}`, async () => {
      const line = lineTo(silent, { deadlineMs: 1 });
      await assert.rejects(line.request(ask({ effect })), isFault(code));
    });
  }

  it('stops with the caller’s own reason', async () => {
    const stop = new AbortController();
    const line = lineTo((request) => {
      stop.abort(new Error('The lease ends.'));
      return silent(request);
    });
    await assert.rejects(line.request(ask({ signal: stop.signal, effect: 'create' })), {
      message: 'The lease ends.',
    });
  });

  it('tells each call without its query, body or token', async () => {
    const calls: CrmCall[] = [];
    const line = lineTo(async () => Response.json({}, { headers: { 'x-request': 'r1' } }), {
      onCall: (call) => calls.push(call),
    });
    await line.request(ask({ path: '/things?email=ana@acme.example' }));
    assert.deepEqual(calls, [
      { method: 'GET', path: '/things', status: 200, requestId: 'r1', milliseconds: 0 },
    ]);
  });
});

describe('pace', () => {
  /** Sends as fast as it may, and gives when each request went out. */
  async function sendAll(count: number, limits: Parameters<Pace['learn']>[0]) {
    const clock = { now: 0 };
    const pace = createPace(
      () => new Date(clock.now),
      // Timers are late.
      { wait: async (milliseconds) => void (clock.now += milliseconds + 3) },
    );
    pace.learn(limits);
    const times: number[] = [];
    for (let sent = 0; sent < count; sent += 1) {
      await pace.turn(signal);
      times.push(clock.now);
    }
    return times;
  }
  const limits = { used: 0, max: 110, windowMs: 10_000 };

  it('never sends more than a rolling limit allows, whatever the window', async () => {
    const times = await sendAll(600, limits);
    for (const [at, time] of times.entries()) {
      const inWindow = times.filter((other) => other > time - 10_000 && other <= time).length;
      assert.ok(inWindow <= 110, `${inWindow} at request ${at}`);
    }
  });

  it('uses nine tenths of what a limit allows at least', async () => {
    const [last = 0] = (await sendAll(1100, limits)).slice(-1);
    assert.ok(last <= 100_000 / 0.9, `1,100 requests took ${last} ms`);
  });

  it('keeps nobody waiting for the window to move on, once half of it is used', async () => {
    const times = await sendAll(600, limits);
    const gaps = times.map((time, at) => time - (times[at - 1] ?? 0));
    assert.ok(Math.max(...gaps) < 250, `the longest gap is ${Math.max(...gaps)} ms`);
    assert.equal(times[50], 0, 'and the first half goes at once');
  });

  it('goes on at once after the clock was set back', async () => {
    const clock = { now: 3_600_000 };
    const pace = createPace(() => new Date(clock.now), { wait: async () => assert.fail('it waits') });
    pace.learn(limits);
    for (let sent = 0; sent < 50; sent += 1) await pace.turn(signal);
    clock.now = 0;
    for (let sent = 0; sent < 50; sent += 1) await pace.turn(signal);
  });

  it('leaves room for others who use the same limit', async () => {
    const times = await sendAll(20, { ...limits, used: 100 });
    assert.ok(times.filter((time) => time < 10_000).length <= 10, times.join(' '));
  });

  it('stops waiting when asked to', async () => {
    const stop = new AbortController();
    const pace = createPace(() => new Date(0));
    pace.learn({ used: 0, max: 1, windowMs: 10_000 });
    await pace.turn(stop.signal);
    const turn = pace.turn(stop.signal);
    stop.abort(new Error('Enough.'));
    await assert.rejects(turn, { message: 'Enough.' });
  });
});

describe('our share of a day’s pool', () => {
  const poolOf = (max: number) => {
    const clock = { now: Date.parse('2026-11-23T09:30:00Z') };
    const pace = createPace(() => new Date(clock.now));
    pace.learn({ used: 0, max, windowMs: null });
    let calls = 0;
    const line = lineTo(
      async () => {
        calls += 1;
        return Response.json({});
      },
      { pace },
    );
    return { clock, line, calls: () => calls };
  };

  it('is a fifth: what writes beyond it waits, says until when and with what figures', async () => {
    const { line, calls } = poolOf(50);
    for (let sent = 0; sent < 10; sent += 1) await line.request(ask({ effect: 'repeatable' }));
    await assert.rejects(line.request(ask({ effect: 'create' })), (error: unknown) => {
      assert.ok(error instanceof CrmError);
      const { code, params, retryAt, sentence } = error.fault;
      assert.deepEqual([code, retryAt], ['limit_daily', '2026-11-24T10:00:00.000Z']);
      assert.deepEqual([params['used'], params['max'], params['pool']], [10, 10, 50]);
      assert.match(sentence, /^10 of the 50 calls that Acme CRM allows in 24 hours are ours/);
      return true;
    });
    assert.equal(calls(), 10);
  });

  it('is not exceeded by requests that go out at the same moment', async () => {
    const { line, calls } = poolOf(50);
    const asked = Array.from({ length: 15 }, () => line.request(ask({ effect: 'repeatable' })));
    const results = await Promise.allSettled(asked);
    assert.deepEqual([results.filter(({ status }) => status === 'rejected').length, calls()], [5, 10]);
  });

  it('never keeps an admin from looking', async () => {
    const { line, calls } = poolOf(10);
    for (let sent = 0; sent < 5; sent += 1) await line.request(ask());
    assert.equal(calls(), 5);
  });

  it('comes back with the hours, and a clock that jumps back takes nothing away for ever', async () => {
    const { clock, line } = poolOf(10);
    for (let sent = 0; sent < 2; sent += 1) await line.request(ask({ effect: 'repeatable' }));
    await assert.rejects(line.request(ask({ effect: 'repeatable' })), isFault('limit_daily'));
    clock.now += 25 * 3_600_000;
    await line.request(ask({ effect: 'repeatable' }));
    clock.now -= 50 * 3_600_000;
    await line.request(ask({ effect: 'repeatable' }));
  });
});

describe('our share of a day’s pool, written down', () => {
  /** Servers that share what is written; each has a pace of its own. */
  function servers() {
    const clock = { now: Date.parse('2026-11-23T09:30:00Z') };
    const rows = new Map<number, { calls: number; pool: number }>();
    const written = { times: 0, calls: () => [...rows.values()].reduce((sum, { calls }) => sum + calls, 0) };
    const book: ShareBook = {
      async add(calls, from) {
        if (calls.length > 0) written.times += 1;
        for (const { hour, calls: more, pool } of calls)
          rows.set(hour, { calls: (rows.get(hour)?.calls ?? 0) + more, pool });
        return [...rows].filter(([hour]) => hour >= from).map(([hour, row]) => ({ hour, ...row }));
      },
    };
    const start = (knows?: number) => {
      const pace = createPace(() => new Date(clock.now), { book });
      if (knows !== undefined) pace.learn({ used: 0, max: knows, windowMs: null });
      const line = lineTo(async () => Response.json({}), { pace });
      return { pace, line, write: () => line.request(ask({ effect: 'repeatable' })) };
    };
    return { clock, written, start };
  }

  it('is not begun anew with the server, and known before its first call', async () => {
    const { start } = servers();
    const first = start(50);
    for (let sent = 0; sent < 10; sent += 1) await first.write();
    await first.pace.close();
    await assert.rejects(start().write(), isFault('limit_daily'));
  });

  it('is one for all servers', async () => {
    const { clock, start } = servers();
    const [one, other] = [start(50), start(50)];
    for (let sent = 0; sent < 5; sent += 1) await Promise.all([one.write(), other.write()]);
    clock.now += 30_000;
    await one.pace.close();
    await assert.rejects(other.write(), isFault('limit_daily'));
    clock.now += 30_000;
    await assert.rejects(one.write(), isFault('limit_daily'));
  });

  it('costs two writes a minute, and a crash half a minute of counting', async () => {
    const { clock, written, start } = servers();
    const { write } = start(1_000_000);
    for (let sent = 0; sent < 600; sent += 1) {
      await write();
      clock.now += 200;
    }
    assert.ok(written.times <= 4, `${written.times} writes in two minutes`);
    assert.ok(written.calls() >= 600 - 150, `${written.calls()} of 600 calls are written`);
  });

  it('leaves its last fifth to what has just come in', async () => {
    const { line, write } = servers().start(50);
    for (let sent = 0; sent < 8; sent += 1) {
      assert.equal(await line.backlogLimit?.(), null);
      await write();
    }
    const limit = await line.backlogLimit?.();
    assert.deepEqual([limit?.params['used'], limit?.params['max'], limit?.params['pool']], [8, 8, 50]);
    assert.match(limit?.sentence ?? '', /^8 of the 50 calls .* are for older bookings/);
    for (let sent = 8; sent < 10; sent += 1) await write();
    await assert.rejects(write(), isFault('limit_daily'));
  });
});

const protocol: Protocol = {
  requestId: (headers) => headers.get('x-request'),
  limits: () => null,
  fault: ({ status }) => {
    if (status === 401) return faultOf('session_expired', 'Over.');
    if (status === 403) return faultOf('object_not_writable', 'No.');
    if (status === 429) return faultOf('limit_rolling', 'Slowly.');
    if (status >= 500) return faultOf('crm_unavailable', 'Down.');
    return faultOf('record_refused', 'Bad.');
  },
};

function lineTo(
  answer: (request: Request) => Promise<Response>,
  more: { deadlineMs?: number; onCall?: (call: CrmCall) => void; pace?: Pace } = {},
) {
  return createCrmClient({
    crmName: 'Acme CRM',
    apiUrl: 'https://crm.example',
    uiUrl: 'https://crm.example',
    accountId: '1',
    scopes: [],
    protocol,
    token: { current: async () => 'first', renew: async () => 'second' },
    fetch: (input, init) => answer(new Request(input, init)),
    now: () => new Date(0),
    deadlineMs: 5000,
    ...more,
  });
}

function ask(more: Partial<CrmRequest> = {}): CrmRequest {
  return { method: 'GET', path: '/things', effect: 'read', signal, ...more };
}

function silent(request: Request): Promise<Response> {
  return new Promise((_, reject) => {
    const end = () => reject(request.signal.reason);
    if (request.signal.aborted) end();
    request.signal.addEventListener('abort', end);
  });
}

async function cut(): Promise<Response> {
  throw new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
}

async function refuseConnection(): Promise<Response> {
  throw new TypeError('fetch failed', {
    cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
  });
}

function isFault(code: string) {
  return (error: unknown) => error instanceof CrmError && error.fault.code === code;
}
