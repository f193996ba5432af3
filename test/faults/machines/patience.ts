/** Waiting for what real processes do, whose clocks nobody turns. */
import assert from 'node:assert/strict';

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Waits until something holds; fails after a time that only a hang takes. */
export async function until(holds: () => Promise<boolean>, milliseconds = 90_000): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await holds())) {
    assert.ok(Date.now() < deadline, `it did not happen within ${milliseconds / 1000} seconds`);
    await pause(25);
  }
}
