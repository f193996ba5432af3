import type { Transaction } from 'kysely';
import type { Schema } from '../schema.js';
import type { StoreKind } from '../store.js';
import { up as first } from './001-first.js';
import { up as formerConnection } from './002-former-connection.js';
import { up as personSaidAt } from './003-person-said-at.js';
import { up as finishedOperations } from './004-finished-operations.js';
import { up as notedFields } from './005-noted-fields.js';
import { up as oneConnection } from './006-one-connection.js';
import { up as spentCalls } from './007-spent-calls.js';
import { up as accountTimeZone } from './008-account-time-zone.js';
import { up as lastingPause } from './009-lasting-pause.js';

/** One step; a published one never changes, the next change is a new number. */
export interface Migration {
  readonly number: number;
  up(tx: Transaction<Schema>, kind: StoreKind): Promise<void>;
}

/** All steps in order. */
export const migrations: readonly Migration[] = [
  { number: 1, up: first },
  { number: 2, up: formerConnection },
  { number: 3, up: personSaidAt },
  { number: 4, up: finishedOperations },
  { number: 5, up: notedFields },
  { number: 6, up: oneConnection },
  { number: 7, up: spentCalls },
  { number: 8, up: accountTimeZone },
  { number: 9, up: lastingPause },
];
