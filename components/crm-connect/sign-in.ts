import type { ApiClient } from '../api/client.js';
import { problemOf, type ClientProblem } from '../api/problem.js';
import type { KeptAttempt } from './kept-attempt.js';
import { openWindow } from './pop-up.js';
import type { Attempt, Environment } from '../../server/contract/model/index.js';
import { authorize, cancelAttempt, readAttempt } from '../api/connection-calls.js';

/** Where a sign-in stands. */
export type SignInStep =
  | { readonly step: 'opening' }
  | ({ readonly step: 'waiting' | 'blocked' | 'unfinished' } & KeptAttempt)
  | { readonly step: 'expired' }
  | { readonly step: 'failed'; readonly problem: ClientProblem }
  | { readonly step: 'connected'; readonly accountChanged: boolean }
  /** A sign-in of before a reload of which the server knows nothing any more. */
  | { readonly step: 'gone' };

/** Where to sign in, where the CRM has several places. */
export interface SignInTarget {
  readonly environment?: Environment;
  readonly domain?: string;
}

const pollEvery = 1500;
/** A window reads as closed when the CRM cuts its opener too, so that only a while after that we say "not finished". */
const graceAfterClose = 6000;

/**
 * One sign-in in a pop-up that can't get stuck: its result comes by message from the last page and by polling the
 * attempt, a blocked window becomes a link, a closed one is told after a while and still heard should it answer.
 */
export class SignIn {
  private attempt: KeptAttempt | undefined;
  private readonly ended = new AbortController();
  private closedAt: number | undefined;

  constructor(
    private readonly client: ApiClient,
    private readonly server: string,
    private readonly provider: string,
    /** Opened by {@link openWindow} inside the click; null when it was blocked. */
    private window: Window | null,
    private readonly onStep: (step: SignInStep) => void,
  ) {}

  /** Asks the server for the address, sends the window there and follows the attempt to its end. */
  start(target: SignInTarget): void {
    void this.run(target);
  }

  /** Goes on with an attempt that was begun before the page was reloaded; its window is out of reach. */
  resume(attemptId: string, authorizeUrl: string): void {
    void this.run({ attemptId, authorizeUrl });
  }

  /** Brings the window back, or opens it again; inside a click. */
  reopen(authorizeUrl: string): void {
    if (this.window && !this.window.closed) {
      this.window.focus();
      return;
    }
    this.window = openWindow(authorizeUrl);
    this.closedAt = undefined;
    this.tell(this.window ? 'waiting' : 'blocked');
  }

  /** Told that the link of a blocked window was followed. */
  followedLink(): void {
    this.tell('waiting');
  }

  /** Gives up, closes the window and tells the server. */
  cancel(): void {
    this.stop();
    if (this.attempt) cancelAttempt(this.client, this.attempt.attemptId).catch(ignoreAnswer);
  }

  /** Stops listening; the window and the attempt live on. */
  leave(): void {
    this.ended.abort();
  }

  private stop(): void {
    this.leave();
    this.window?.close();
  }

  private async run(target: SignInTarget | KeptAttempt): Promise<void> {
    const resumed = 'attemptId' in target;
    try {
      const attempt = resumed ? target : await authorize(this.client, this.provider, target);
      if (this.ended.signal.aborted) {
        await cancelAttempt(this.client, attempt.attemptId);
        return;
      }
      this.attempt = attempt;
      if (this.window) this.window.location.href = attempt.authorizeUrl;
      if (!resumed) this.tell(this.window ? 'waiting' : 'blocked');
      await this.follow(attempt.attemptId, resumed);
    } catch (error) {
      if (this.ended.signal.aborted) return;
      this.stop();
      this.onStep(resumed ? { step: 'gone' } : { step: 'failed', problem: problemOf(error) });
    }
  }

  private tell(step: 'waiting' | 'blocked' | 'unfinished'): void {
    if (this.attempt) this.onStep({ step, ...this.attempt });
  }

  private async follow(attemptId: string, resumed: boolean): Promise<void> {
    const { signal } = this.ended;
    let toldUnfinished = false;
    let toldWaiting = !resumed;
    while (!signal.aborted) {
      const attempt = await readAttempt(this.client, attemptId, signal).catch((error: unknown) => {
        // Offline for a moment: the attempt goes on without us, so ask again.
        if (signal.aborted || problemOf(error).code === 'offline') return undefined;
        throw error;
      });
      if (signal.aborted) return;
      if (attempt && attempt.status !== 'pending') {
        this.conclude(attempt, resumed && !toldWaiting);
        return;
      }
      if (!toldWaiting) {
        toldWaiting = true;
        this.tell('waiting');
      }
      if (!toldUnfinished && this.closedForAWhile()) {
        toldUnfinished = true;
        this.tell('unfinished');
      }
      if (!this.window?.closed) toldUnfinished = false;
      await this.nextLook(attemptId);
    }
  }

  private conclude(attempt: Attempt, overLongAgo: boolean): void {
    this.stop();
    if (overLongAgo && attempt.status !== 'connected') {
      this.onStep({ step: 'gone' });
    } else if (attempt.status === 'connected') {
      this.onStep({ step: 'connected', accountChanged: attempt.accountChanged === true });
    } else if (attempt.status === 'failed' && attempt.problem) {
      this.onStep({ step: 'failed', problem: attempt.problem });
    } else {
      this.onStep({ step: 'expired' });
    }
  }

  private closedForAWhile(): boolean {
    if (!this.window?.closed) {
      this.closedAt = undefined;
      return false;
    }
    this.closedAt ??= performance.now();
    return performance.now() - this.closedAt >= graceAfterClose;
  }

  /** Resolves when it is time to ask again, or at once when the last page says that there is an answer. */
  private nextLook(attemptId: string): Promise<void> {
    const { signal } = this.ended;
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        window.removeEventListener('message', onMessage);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const onMessage = ({ origin, data }: MessageEvent<unknown>) => {
        if (origin === new URL(this.server, location.href).origin && isAnswer(data, attemptId)) done();
      };
      const timer = setTimeout(done, pollEvery);
      window.addEventListener('message', onMessage);
      signal.addEventListener('abort', done);
    });
  }
}

function isAnswer(data: unknown, attemptId: string): boolean {
  return typeof data === 'object' && data !== null && 'attemptId' in data && data.attemptId === attemptId;
}

/** A cancelled attempt expires by itself when the server does not hear of it. */
function ignoreAnswer(): void {}
