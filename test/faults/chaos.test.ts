/** A share of `npm run chaos`: bad days of seeded chance. The rest runs with `npm run test:all`. */
import { describe, it } from 'node:test';
import { keepsItsPromise } from './keeps-its-promise.js';

describe('on a bad day, the promise is kept', () => {
  it('seeds 1 to 4, 8 bookings, both CRMs', () => keepsItsPromise({ seeds: [1, 2, 3, 4], bookings: 8 }));
});
