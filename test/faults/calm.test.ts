/** sync.md § 3, alone: on a quiet day a booking costs its own calls, and what is known of the CRM is read on a schedule. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { event } from './arrange.js';
import { both, stage } from './stage.js';
import { minute } from './world.js';

const isAboutFields = /\/(properties|schemas|owners|sobjects|describe)\b(?!.*composite)|User/;

describe('on a quiet day', () => {
  const inWorld = stage();

  for (const provider of both) {
    it(`a booking now and then costs two calls of ${provider}, and the fields one reading an hour`, () =>
      inWorld(provider, async (watched) => {
        const { world } = watched;
        watched.forgetCalls();
        const hours = 4;
        for (let at = 0; at < hours * 6; at++) {
          await watched.book(event(world, `b${at}`));
          await world.pass(10 * minute);
        }
        await watched.settle();
        await watched.promised();
        const all = watched.calls(provider);
        const aboutFields = all.filter(({ url, method }) => method === 'GET' && isAboutFields.test(url.href));
        assert.equal(all.length - aboutFields.length, hours * 6 * 2);
        assert.ok(
          aboutFields.length <= (hours + 1) * 8,
          `${aboutFields.length} readings of fields and users`,
        );
      }));
  }
});
