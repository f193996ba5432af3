/** A real TCP line between the server and a CRM, which a test can cut, hold, or leave hanging. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { wholeRequest } from './request-bytes.js';

/** What becomes of one request on the line. */
export type Fate =
  | { readonly kind: 'passes' }
  /** Cut once it has arrived here; the CRM never sees it. */
  | { readonly kind: 'cutBefore' }
  /** The CRM does what it was asked and answers; the connection is cut instead. */
  | { readonly kind: 'cutAfter' }
  /** Only half of its bytes get to the CRM, then both sides are cut. */
  | { readonly kind: 'halfRequest' }
  /** Only some bytes of the reply come through, then the connection is cut. */
  | { readonly kind: 'halfReply' }
  /** The connection stays open; nothing goes on and nothing ever comes back. */
  | { readonly kind: 'silence' }
  /** The CRM does it at once; its reply stays here that long, by our clock. */
  | { readonly kind: 'lateReply'; readonly milliseconds: number }
  /** It stays here that long, by our clock, and gets to the CRM even if the sender has gone. */
  | { readonly kind: 'lateRequest'; readonly milliseconds: number };

/** A request and what is known of its reply. */
export interface Exchange {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  fate: Fate['kind'];
  /** True once the CRM was sent all of it. */
  arrived: boolean;
  /** What the CRM answered; null while it has not. */
  status: number | null;
}

/** Some requests that are to meet a fate. */
export interface Harm {
  /** How many have met it. */
  readonly met: number;
  /** Resolves when the first has: its reply is here for fates of a reply, else the request itself. */
  readonly happened: Promise<Exchange>;
}

export interface Proxy {
  readonly url: string;
  readonly exchanges: readonly Exchange[];
  /** Gives a fate to the next requests that fit, in place of what was arranged before. */
  harm(fits: (exchange: Exchange) => boolean, fate: Fate, times?: number): Harm;
  /** Lets everything pass from now on. */
  calm(): void;
  /** Refuses connections and cuts those that are open, as a CRM that restarts. */
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

interface Plan {
  readonly fits: (exchange: Exchange) => boolean;
  readonly fate: Fate;
  readonly times: number;
  met: number;
  readonly happen: (exchange: Exchange) => void;
}

/** Starts a line to whatever listens at an address on this machine. */
export async function startProxy(to: string): Promise<Proxy> {
  const exchanges: Exchange[] = [];
  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  const farPort = Number(new URL(to).port);
  let plan: Plan | undefined;
  let server: Server = createServer(serve);
  const port = await listen(server, 0);
  const url = `http://localhost:${port}`;

  function serve(near: Socket): void {
    const far = connect({ host: '127.0.0.1', port: farPort });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    }
    let bytes = Buffer.alloc(0);
    let current: { exchange: Exchange; fate: Fate; hold: Buffer[] | null } | undefined;
    near.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      const request = wholeRequest(bytes);
      if (!request) return;
      const whole = bytes.subarray(0, request.length);
      bytes = bytes.subarray(request.length);
      const { method, path, body } = request;
      const exchange: Exchange = {
        ...{ method, url: new URL(path, url), body },
        ...{ fate: 'passes', arrived: false, status: null },
      };
      exchanges.push(exchange);
      const fate = fateOf(exchange);
      exchange.fate = fate.kind;
      current = { exchange, fate, hold: fate.kind === 'lateReply' ? [] : null };
      send(whole, exchange, fate);
    });
    near.once('close', () => {
      // What is on its way arrives whatever becomes of the sender.
      if (current?.fate.kind !== 'lateRequest' || current.exchange.arrived) far.destroy();
    });
    far.on('data', (chunk: Buffer) => {
      if (!current) return;
      const { exchange, fate, hold } = current;
      const isFirst = exchange.status === null;
      if (isFirst) exchange.status = Number(/^HTTP\/1\.\d (\d+)/.exec(chunk.toString('latin1'))?.[1] ?? 0);
      if (hold) hold.push(chunk);
      if (isFirst && ofReply.has(fate.kind)) plan?.happen(exchange);
      switch (fate.kind) {
        case 'cutAfter':
          return near.resetAndDestroy();
        case 'halfReply':
          near.write(chunk.subarray(0, chunk.length / 2), () => near.resetAndDestroy());
          return;
        case 'lateReply':
          if (!hold) near.write(chunk);
          else if (isFirst)
            after(fate.milliseconds, () => {
              near.write(Buffer.concat(hold));
              if (current?.exchange === exchange) current.hold = null;
            });
          return;
        default:
          near.write(chunk);
      }
    });
    far.once('close', () => near.destroy());

    function send(whole: Buffer, exchange: Exchange, fate: Fate): void {
      if (fate.kind !== 'passes' && !ofReply.has(fate.kind)) plan?.happen(exchange);
      switch (fate.kind) {
        case 'silence':
          return;
        case 'cutBefore':
          near.resetAndDestroy();
          return;
        case 'halfRequest':
          far.write(whole.subarray(0, whole.length / 2), () => {
            near.resetAndDestroy();
            far.resetAndDestroy();
          });
          return;
        case 'lateRequest':
          after(fate.milliseconds, () => {
            exchange.arrived = true;
            far.write(whole);
          });
          return;
        default:
          exchange.arrived = true;
          far.write(whole);
      }
    }
  }

  function fateOf(exchange: Exchange): Fate {
    if (!plan || plan.met >= plan.times || !plan.fits(exchange)) return { kind: 'passes' };
    plan.met += 1;
    return plan.fate;
  }

  function after(milliseconds: number, work: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, milliseconds);
    timers.add(timer);
  }

  async function down(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  return {
    url,
    exchanges,
    harm(fits, fate, times = 1) {
      let happen: Plan['happen'] = () => undefined;
      const happened = new Promise<Exchange>((resolve) => (happen = resolve));
      const made: Plan = { fits, fate, times, met: 0, happen };
      plan = made;
      return {
        happened,
        get met() {
          return made.met;
        },
      };
    },
    calm: () => void (plan = undefined),
    down,
    async up() {
      server = createServer(serve);
      await listen(server, port);
    },
    async close() {
      for (const timer of timers) clearTimeout(timer);
      await down();
    },
  };
}

/** Fates that begin when the CRM has answered. */
const ofReply: ReadonlySet<Fate['kind']> = new Set(['cutAfter', 'halfReply', 'lateReply']);

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
