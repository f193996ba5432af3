import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nextMidnight } from '../../../../server/contract/rules/next-midnight.js';

describe('the next midnight', () => {
  for (const [zone, now, midnight] of [
    ['UTC', '2026-12-01T12:00:00.500Z', '2026-12-02T00:00:00.000Z'],
    ['Asia/Tokyo', '2026-12-01T12:00:00Z', '2026-12-01T15:00:00.000Z'],
    ['US/Eastern', '2026-10-31T23:30:00Z', '2026-11-01T04:00:00.000Z'],
    // The day has 25 hours, and then 23.
    ['US/Eastern', '2026-11-01T04:00:00Z', '2026-11-02T05:00:00.000Z'],
    ['US/Eastern', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-04T13:00:00Z', '2026-04-05T13:30:00.000Z'],
    // Clocks jump from midnight to one o'clock.
    ['America/Santiago', '2026-09-05T20:00:00Z', '2026-09-06T04:00:00.000Z'],
    // Clocks go back to eleven o'clock as the day ends.
    ['America/Santiago', '2026-04-04T20:00:00Z', '2026-04-05T04:00:00.000Z'],
  ] as const) {
    it(`in ${zone} after ${now}`, () => {
      assert.equal(nextMidnight(new Date(now), zone)?.toISOString(), midnight);
    });
  }

  it('is not known for a zone that nobody knows', () => {
    assert.equal(nextMidnight(new Date(), 'Mars/Olympus'), null);
    assert.equal(nextMidnight(new Date(), null), null);
  });
});
