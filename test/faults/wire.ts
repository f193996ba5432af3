import { outside, type Life, type VirtualClock } from './clock.js';

/** What becomes of one request on its way to a CRM and back. */
export type Fate =
  | { readonly kind: 'passes' }
  /** The connection was never made. */
  | { readonly kind: 'refused' }
  /** Cut before the CRM saw it. */
  | { readonly kind: 'cut' }
  /** The CRM did what it was asked, and the reply is lost. */
  | { readonly kind: 'replyLost' }
  /** The CRM did it at once, and its reply takes that long. */
  | { readonly kind: 'slowReply'; readonly milliseconds: number }
  /** It takes that long to reach the CRM, and does so even when the caller has given up. */
  | { readonly kind: 'lateArrival'; readonly milliseconds: number }
  /** Something between gives up at once, with this status or by cutting the line; it reaches the CRM that much later. */
  | { readonly kind: 'givenUp'; readonly milliseconds: number; readonly status: 504 | null }
  /** The server dies as it is about to send it. */
  | { readonly kind: 'crashBefore' }
  /** The server dies after the CRM has answered, before it has read the answer. */
  | { readonly kind: 'crashAfter' }
  /** The CRM did it, and the answer that arrives is another. */
  | { readonly kind: 'altered'; alter(reply: Answer): Answer };

/** A reply as it came. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A request of the server to a CRM. */
export interface Call {
  readonly number: number;
  readonly url: URL;
  readonly method: string;
  readonly body: string;
  /** True for API calls, false for sign-in and tokens. */
  readonly isApi: boolean;
  /** Virtual epoch milliseconds at which it went out. */
  readonly at: number;
  fate: Fate['kind'];
  /** Null when no reply came. */
  status: number | null;
  reply: string;
}

/** Decides the fate of a call. */
export type Judge = (call: Call) => Fate;

/** All that the server says to the CRMs passes here, over real HTTP, unless a judge decides otherwise. */
export class Wire {
  readonly calls: Call[] = [];
  judge: Judge = () => ({ kind: 'passes' });
  onCrash: () => void = () => undefined;

  constructor(private readonly clock: VirtualClock) {}

  /** The `fetch` of a server that lives as long as `life`. */
  fetchFor(life: Life, over: Promise<void>): typeof globalThis.fetch {
    return async (input, init) => {
      const died = over.then(() => {
        throw new TypeError('fetch failed', { cause: reset() });
      });
      died.catch(() => undefined);
      if (life.ended) return died;
      const call = this.noted(input, init);
      const fate = this.judge(call);
      call.fate = fate.kind;
      return Promise.race([died, this.meet(fate, call, input, init, life)]);
    };
  }

  private async meet(
    fate: Fate,
    call: Call,
    input: Parameters<typeof fetch>[0],
    init: RequestInit | undefined,
    life: Life,
  ): Promise<Response> {
    const signal = init?.signal ?? new AbortController().signal;
    signal.throwIfAborted();
    switch (fate.kind) {
      case 'passes':
        return this.response(await this.send(call, input, init));
      case 'altered':
        return this.response(fate.alter(await this.send(call, input, init)));
      case 'refused':
        throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) });
      case 'cut':
        throw new TypeError('fetch failed', { cause: reset() });
      case 'replyLost':
        await this.send(call, input, init);
        throw new TypeError('fetch failed', { cause: reset() });
      case 'slowReply': {
        const answer = await this.send(call, input, init);
        await unless(signal, this.clock.pause(fate.milliseconds, life));
        return this.response(answer);
      }
      case 'lateArrival': {
        // What is on its way arrives whatever becomes of the sender.
        const arrival = this.clock
          .pause(fate.milliseconds, onItsWay)
          .then(() => this.send(call, input, init));
        arrival.catch(() => undefined);
        return this.response(await unless(signal, arrival));
      }
      case 'givenUp': {
        const arrival = this.clock
          .pause(fate.milliseconds, onItsWay)
          .then(() => this.send(call, input, init));
        arrival.catch(() => undefined);
        if (fate.status !== null) return new Response(null, { status: fate.status });
        throw new TypeError('fetch failed', { cause: reset() });
      }
      case 'crashBefore':
        this.onCrash();
        return new Promise(() => undefined);
      case 'crashAfter':
        await this.send(call, input, init);
        this.onCrash();
        return new Promise(() => undefined);
    }
  }

  private send(
    call: Call,
    input: Parameters<typeof fetch>[0],
    init: RequestInit | undefined,
  ): Promise<Answer> {
    const { signal: _, ...rest } = init ?? {};
    const sent = outside(async () => {
      const response = await fetch(input, rest);
      const text = await response.text();
      call.status = response.status;
      call.reply = text;
      return { status: response.status, headers: response.headers, text };
    });
    return this.clock.track(sent);
  }

  private response({ status, headers, text }: Answer): Response {
    const isEmpty = status === 204 || status === 304;
    return new Response(isEmpty ? null : text, { status, headers });
  }

  private noted(input: Parameters<typeof fetch>[0], init: RequestInit | undefined): Call {
    const url = new URL(input instanceof Request ? input.url : String(input));
    const call: Call = {
      number: this.calls.length,
      url,
      method: init?.method ?? 'GET',
      body: typeof init?.body === 'string' ? init.body : String(init?.body ?? ''),
      isApi: !/^\/(oauth|services\/oauth2|id)(\/|$)|\/token$/.test(url.pathname),
      at: this.clock.milliseconds,
      fate: 'passes',
      status: null,
      reply: '',
    };
    this.calls.push(call);
    return call;
  }
}

const onItsWay: Life = { ended: false };

function reset(): Error {
  return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
}

function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}
