import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { KyselyPlugin } from 'kysely';
import { spentCalls } from '../../../server/connections/spent-calls-store.js';
import type { Store } from '../../../server/store/store.js';
import { intake } from '../bookings/harness.js';

it('calls of which the total could not be told are not counted twice when they are written down again', async () => {
  const { store } = await intake();
  const account = { id: 'con_1', accountId: 'account' };
  const hours = [{ hour: 500_000, calls: 7, pool: 1000 }];
  const broken: Pick<Store, 'transaction'> = {
    transaction: (work) => store.transaction((tx) => work(tx.withPlugin(cutAtReading))),
  };
  await assert.rejects(spentCalls(broken, account).add(hours, 0), /the line was cut/);
  const told = await spentCalls(store, account).add(hours, 0);
  assert.deepEqual(
    told.map(({ calls }) => calls),
    [7],
  );
});

const cutAtReading: KyselyPlugin = {
  transformQuery({ node }) {
    if (node.kind === 'SelectQueryNode') throw new Error('the line was cut');
    return node;
  },
  transformResult: async ({ result }) => result,
};
