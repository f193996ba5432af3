import { AsyncLocalStorage } from 'node:async_hooks';
import type { DatabaseConnection, Dialect, Driver, TransactionSettings } from 'kysely';

interface Scope {
  readonly of: object;
  /** That of another store, whose transaction is under way around this one. */
  readonly around: Scope | undefined;
  open: boolean;
  acquired: boolean;
}

/** One for all stores of a process: each that was ever used would make every promise dearer for good. */
const scopes = new AsyncLocalStorage<Scope>();

/** Watches what a store is asked for while a transaction of its own is under way. */
export interface Guard {
  dialect(inner: Dialect): Dialect;
  run<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Catches the mistake of querying the store inside a transaction instead of the transaction itself: on SQLite it
 * would wait for its own end for ever, on PostgreSQL it would see other data. A mistake of ours, not of a request's, so
 * that tests find it; in production following every promise would cost a twentieth of all the work there is (Node 20).
 */
export function guard(): Guard {
  if (process.env['NODE_ENV'] === 'production') return { dialect: (inner) => inner, run: (work) => work() };
  const store = {};
  return {
    dialect: (inner) => ({
      createAdapter: () => inner.createAdapter(),
      createIntrospector: (db) => inner.createIntrospector(db),
      createQueryCompiler: () => inner.createQueryCompiler(),
      createDriver: () => guarded(inner.createDriver(), store),
    }),
    run: (work) => {
      if (openScope(store)) return Promise.reject(new Error(nested));
      const scope: Scope = { of: store, around: openScope(), open: true, acquired: false };
      // Work that was only started in here, such as a wake-up, may go on after the end.
      return scopes.run(scope, work).finally(() => (scope.open = false));
    },
  };
}

const nested = 'A transaction is under way: query the transaction that was handed in, not the store.';

/** The innermost that is open, of a store or of any. */
function openScope(store?: object): Scope | undefined {
  let scope = scopes.getStore();
  while (scope && !(scope.open && (store === undefined || scope.of === store))) scope = scope.around;
  return scope;
}

function guarded(driver: Driver, store: object): Driver {
  const wrapper: Driver = {
    init: () => driver.init(),
    acquireConnection: () => {
      const scope = openScope(store);
      if (scope) {
        if (scope.acquired) return Promise.reject(new Error(nested));
        scope.acquired = true;
      }
      return driver.acquireConnection();
    },
    beginTransaction: (connection, settings: TransactionSettings) =>
      driver.beginTransaction(connection, settings),
    commitTransaction: (connection) => driver.commitTransaction(connection),
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
    releaseConnection: (connection: DatabaseConnection) => driver.releaseConnection(connection),
    destroy: () => driver.destroy(),
  };
  if (driver.savepoint) wrapper.savepoint = driver.savepoint.bind(driver);
  if (driver.rollbackToSavepoint) wrapper.rollbackToSavepoint = driver.rollbackToSavepoint.bind(driver);
  if (driver.releaseSavepoint) wrapper.releaseSavepoint = driver.releaseSavepoint.bind(driver);
  return wrapper;
}
