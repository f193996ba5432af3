/** The long share of `npm run chaos`. */
import { describe, it } from 'node:test';
import { keepsItsPromise } from '../keeps-its-promise.js';

describe('on many bad days, the promise is kept', () => {
  for (let first = 100; first < 120; first += 4) {
    const seeds = [0, 1, 2, 3].map((at) => first + at);
    it(`seeds ${first} to ${first + 3}, 20 bookings, both CRMs`, () =>
      keepsItsPromise({ seeds, bookings: 20 }));
  }
});
