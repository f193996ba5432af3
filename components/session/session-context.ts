import { createContext } from '@lit/context';
import type { Words } from '../locales/words.js';
import type { Session } from './session.js';

/** What an element hands to those inside it. */
export interface SharedContext {
  readonly session: Session;
  readonly words: Words;
}

/** Found by elements inside one of ours; a symbol of the registry, so that two copies of the library share it. */
export const sessionContext = createContext<SharedContext | undefined>(Symbol.for('crm-connect-session-1'));
