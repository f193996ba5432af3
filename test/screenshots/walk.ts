import type { Page } from 'playwright-core';
import type { Demo } from '../e2e/demo.js';
import type { CrmName } from '../e2e/person.js';
import type { State } from './states.js';

/** Looks at a state that a walk has come to; `crm` is the card that is meant, where it is about one. */
export type Look = (state: State, page: Page, crm?: CrmName) => Promise<void>;

/** A way through several states, as a person goes it. */
export interface Walk {
  readonly title: string;
  readonly to: readonly State[];
  go(demo: Demo, look: Look): Promise<void>;
}

/** A clean start on a page that lets axe in. */
export function begin(demo: Demo): Promise<Page> {
  return demo.begin({ bypassCSP: true });
}
