import type { TokenSource } from '../api/token.js';
import { Session } from './session.js';

interface Shared {
  readonly session: Session;
  users: number;
}

const sharedByKey = new Map<string, Shared>();
const getTokenNumbers = new WeakMap<() => Promise<string>, number>();
let lastNumber = 0;

/** The session that elements with the same server and token source share; `leave` when the element goes. */
export function joinSession(server: string, source: TokenSource): { session: Session; leave: () => void } {
  const key = `${server}\n${sourceKey(source)}`;
  const shared = sharedByKey.get(key) ?? { session: new Session(server, source), users: 0 };
  sharedByKey.set(key, shared);
  shared.users += 1;
  let left = false;
  return {
    session: shared.session,
    leave: () => {
      if (left) return;
      left = true;
      shared.users -= 1;
      if (shared.users === 0) sharedByKey.delete(key);
    },
  };
}

function sourceKey(source: TokenSource): string {
  if ('url' in source) return `url ${source.url}`;
  if ('token' in source) return `token ${source.token}`;
  let number = getTokenNumbers.get(source.getToken);
  if (number === undefined) {
    number = lastNumber += 1;
    getTokenNumbers.set(source.getToken, number);
  }
  return `function ${number}`;
}
