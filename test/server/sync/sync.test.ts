import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { event, syncing } from './harness.js';

for (const strategy of ['write_first', 'look_up'] as const) {
  describe(`a booking, with a CRM that works by ${strategy}`, () => {
    it('becomes one person and one meeting', async () => {
      const { book, crm, state } = await syncing({ strategy });
      await book({});
      assert.deepEqual(
        crm.people().map(({ fields }) => fields.email),
        ['ana@acme.com'],
      );
      assert.deepEqual(
        crm.meetings().map(({ fields, person }) => [fields.title, person]),
        [['Intro call', 'person-1']],
      );
      const sync = await state();
      assert.equal(sync.state, 'synced');
      assert.deepEqual(
        sync.records.map(({ object, action, url }: Record<string, string>) => [object, action, url]),
        [
          ['person', 'created', 'https://crm.test/person/person-1'],
          ['meeting', 'created', 'https://crm.test/meeting/meeting-2'],
        ],
      );
      assert.equal(crm.calls.length, strategy === 'look_up' ? 3 : 2);
    });

    it('updates the same records when it is rescheduled, missed and cancelled, in one call each', async () => {
      const { book, crm, state } = await syncing({ strategy });
      await book({});
      for (const [minute, status] of ['rescheduled', 'no_show', 'cancelled'].entries()) {
        const before = crm.calls.length;
        await book({ status, occurredAt: `2026-11-23T08:1${minute}:00Z` });
        assert.equal(crm.calls.length - before, 1);
        assert.equal(crm.meetings()[0]?.fields.state, status);
      }
      assert.equal(crm.records.size, 2);
      assert.equal((await state()).version, 4);
    });

    it('costs no call when nothing that the mapping uses has changed', async () => {
      const { book, crm, state } = await syncing({ strategy });
      await book({});
      const before = crm.calls.length;
      await book({ occurredAt: '2026-11-23T08:30:00Z', guests: [{ email: 'bo@acme.com' }] });
      assert.equal(crm.calls.length, before);
      assert.equal((await state()).version, 2);
    });

    it('updates a person who is there already', async () => {
      const { book, crm } = await syncing({ strategy });
      crm.add('person', { email: 'ana@acme.com', first: 'Anna' });
      await book({});
      assert.equal(crm.people().length, 1);
      assert.equal(crm.people()[0]?.fields.first, 'Ana');
    });

    it('writes a hundred people in two or three calls', async () => {
      const { book, crm } = await syncing({ strategy });
      await book(
        ...Array.from({ length: 100 }, (_, at) => ({ id: `b${at}`, contact: { email: `p${at}@acme.com` } })),
      );
      assert.equal(crm.meetings().length, 100);
      assert.equal(crm.calls.length, strategy === 'look_up' ? 3 : 2);
    });

    it('writes ten bookings of one new person as one person', async () => {
      const { book, crm } = await syncing({ strategy });
      await book(
        ...Array.from({ length: 10 }, (_, at) => ({
          id: `b${at}`,
          contact: { email: at % 2 ? 'Ana@Acme.com' : 'ana@acme.com' },
        })),
      );
      assert.equal(crm.people().length, 1);
      assert.deepEqual(new Set(crm.meetings().map(({ person }) => person)), new Set(['person-1']));
    });

    it('is skipped with the reason when it was cancelled before it ever got there', async () => {
      const { post, sync, crm, state } = await syncing({ strategy });
      await post('/bookings', [
        event(),
        event({ eventId: 'evt_2', status: 'cancelled', occurredAt: '2026-11-23T08:05:00Z' }),
      ]);
      await sync.settled();
      assert.deepEqual(crm.calls, []);
      const { state: shown, fault } = await state();
      assert.deepEqual([shown, fault.code], ['skipped', 'nothing_to_write']);
    });

    it('moves to another person when the e-mail is corrected', async () => {
      const { book, crm, state } = await syncing({ strategy });
      await book({});
      await book({ occurredAt: '2026-11-23T08:30:00Z', contact: { email: 'anna@acme.com' } });
      assert.equal(crm.meetings().length, 1);
      const anna = crm.people().find(({ fields }) => fields.email === 'anna@acme.com');
      assert.equal(crm.meetings()[0]?.person, anna?.id);
      assert.deepEqual(
        (await state()).records.map(({ id }: { id: string }) => id).sort(),
        [anna?.id, 'meeting-2'].sort(),
      );
    });

    it('finds the person anew when their record was deleted', async () => {
      const { book, crm, state } = await syncing({ strategy });
      await book({});
      crm.records.delete('person-1');
      await book({
        occurredAt: '2026-11-23T08:30:00Z',
        contact: { email: 'ana@acme.com', firstName: 'Anna' },
      });
      assert.equal(crm.people().length, 1);
      assert.equal((await state()).state, 'synced');
    });

    it('gets a new meeting when the old one was deleted', async () => {
      const { book, crm, state } = await syncing({ strategy });
      await book({});
      crm.records.delete('meeting-2');
      await book({ status: 'rescheduled', occurredAt: '2026-11-23T08:30:00Z' });
      assert.deepEqual(
        crm.meetings().map(({ fields }) => fields.state),
        ['rescheduled'],
      );
      assert.equal((await state()).state, 'synced');
    });

    it('writes only the person of a submission', async () => {
      const { post, sync, crm, state } = await syncing({ strategy });
      const submission = {
        eventId: 's',
        id: 'sub',
        occurredAt: '2026-11-23T08:00:00Z',
        source: 'Chat',
        contact: { email: 'a@b.co' },
      };
      assert.equal((await post('/submissions', submission)).status, 202);
      await sync.settled();
      assert.deepEqual([crm.people().length, crm.meetings().length], [1, 0]);
      assert.equal((await state('sub')).state, 'synced');
    });
  });
}
