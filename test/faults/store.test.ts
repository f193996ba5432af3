/** sync.md § 10, Store: a mapping fix replays what it held. (A full disk is tried with a real process.) */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changeMapping, event } from './arrange.js';
import { both, stage } from './stage.js';
import { hour } from './world.js';

describe('what is held', () => {
  const inWorld = stage();
  for (const provider of both) {
    it(`a mapping fix replays 500 held bookings of ${provider}, each once, in ≤ 10 calls`, () =>
      inWorld(provider, async (watched) => {
        const { world } = watched;
        const [object, field] =
          provider === 'hubspot' ? (['contacts', 'hs_lead_status'] as const) : (['Lead', 'Rating'] as const);
        await changeMapping(world, provider, (mapping) => {
          mapping.objects[object].rows.push({
            ...{ id: 'held', target: field, sources: [{ field: 'jobTitle' }], unmapped: 'as_is' },
          });
          return mapping;
        });
        if (provider === 'salesforce')
          await world
            .crm(provider)
            .patch({ fields: { Lead: { change: { Rating: { restrictedPicklist: true } } } } });
        await world.api('admin', 'GET', `/providers/${provider}/objects/${object}/fields?refresh=true`);
        const events = Array.from({ length: 500 }, (_, at) => {
          const one = event(world, `b${at}`);
          return { ...one, contact: { ...one.contact, jobTitle: 'Not an option' } };
        });
        await watched.book(...events);
        await world.pass(10 * 60_000);
        const { body } = await world.api('member', 'GET', '/connections');
        assert.equal(body.connections[0].counts.attention, 500);
        watched.forgetCalls();
        await changeMapping(world, provider, (mapping) => {
          const { rows } = mapping.objects[object];
          mapping.objects[object].rows = rows.filter((row: { id: string }) => row.id !== 'held');
          return mapping;
        });
        await watched.settle(hour);
        const written = watched
          .calls(provider)
          .filter(({ url, method }) => method !== 'GET' && /objects|composite/.test(url.pathname));
        assert.ok(written.length <= 10, `${written.length} calls`);
        await watched.promised({ calls: { total: written.length, refused: 0 } });
      }));
  }
});
