import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayIn, instantIn, readableIn } from '../../../server/mappings/engine/time.js';

describe('time in a zone', () => {
  const days: [string, string | null, string][] = [
    ['2026-12-01T04:59:59Z', 'America/New_York', '2026-11-30'],
    ['2026-12-01T05:00:00Z', 'America/New_York', '2026-12-01'],
    ['2026-07-01T04:00:00Z', 'America/New_York', '2026-07-01'],
    ['2026-11-30T13:00:00Z', 'Australia/Lord_Howe', '2026-12-01'],
    ['2026-11-30T12:59:00Z', 'Australia/Lord_Howe', '2026-11-30'],
    ['2026-12-01T23:30:00+00:00', 'Europe/London', '2026-12-01'],
    ['2026-12-01T02:00:00Z', null, '2026-12-01'],
    ['2026-12-01T02:00:00Z', 'Mars/Olympus', '2026-12-01'],
  ];
  for (const [instant, zone, day] of days) {
    it(`${instant} in ${zone} is on ${day}`, () => assert.equal(dayIn(instant, zone), day));
  }

  const instants: [string, string | null, string][] = [
    ['2026-12-01', 'America/New_York', '2026-12-01T05:00:00.000Z'],
    ['2026-07-01', 'America/New_York', '2026-07-01T04:00:00.000Z'],
    // Clocks jump from 2:00 to 3:00.
    ['2026-03-08T02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    // 1:30 comes twice; the first.
    ['2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['2026-11-01T02:30', 'America/New_York', '2026-11-01T07:30:00.000Z'],
    ['2026-10-25T01:30', 'Europe/London', '2026-10-25T00:30:00.000Z'],
    // Half an hour of summer time.
    ['2026-10-04T01:59', 'Australia/Lord_Howe', '2026-10-03T15:29:00.000Z'],
    ['2026-10-04T02:30', 'Australia/Lord_Howe', '2026-10-03T15:30:00.000Z'],
    ['2026-12-01T10:00:30', 'Asia/Kathmandu', '2026-12-01T04:15:30.000Z'],
    ['2026-12-01', null, '2026-12-01T00:00:00.000Z'],
  ];
  for (const [local, zone, instant] of instants) {
    it(`${local} in ${zone} is ${instant}`, () => assert.equal(instantIn(local, zone), instant));
  }

  it('reads as people say it', () => {
    assert.equal(readableIn('2026-12-01T15:00:00Z', 'America/New_York'), '2026-12-01 10:00 America/New_York');
    assert.equal(readableIn('2026-12-01T15:00:00Z', 'Nowhere'), '2026-12-01 15:00 UTC');
  });
});
