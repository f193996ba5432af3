import assert from 'node:assert/strict';
import { it } from 'node:test';
import { states } from './states.js';
import { walks } from './walks.js';

it('every state has exactly one way that leads to it', () => {
  const reached = walks.flatMap(({ to }) => to);
  assert.deepEqual([...reached].sort(), Object.keys(states).sort());
});
