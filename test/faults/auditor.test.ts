import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { connectedWorld, event, type Watched } from './arrange.js';
import { audit, type BookingTold, type Evidence, type SyncTold } from './auditor.js';
import { shapes } from './story.js';
import { minute } from './world.js';

type Records = Record<string, Record<string, unknown>[]>;

/** Evidence that a test may spoil. */
interface Spoilt {
  acknowledged: Evidence['acknowledged'];
  records: Records;
  told: Map<string, BookingTold>;
  calls: { total: number; refused: number };
}

for (const provider of ['hubspot', 'salesforce'] as const) {
  describe(`the auditor of ${provider}`, () => {
    let watched: Watched;
    let sound: Evidence;
    const { meeting, title, people, instants, email } = shapes[provider];
    before(async () => {
      watched = await connectedWorld([provider]);
      watched.forgetCalls();
      const { world } = watched;
      await watched.book(
        event(world, 'one', { email: 'ana@acme.example' }),
        event(world, 'two', { email: 'Ana@acme.example', ageMs: 5 * minute }),
        event(world, 'three'),
        event(world, 'over', { status: 'cancelled' }),
      );
      await watched.book(event(world, 'three', { status: 'rescheduled', ageMs: 0, startsInMs: 99 * minute }));
      await watched.settle();
      sound = await watched.evidence(provider);
    });
    after(() => watched.close());

    /** What the auditor says of the sound evidence with one fault planted. */
    function found(plant: (spoilt: Spoilt) => void, more: Partial<Evidence> = {}): string[] {
      const spoilt: Spoilt = {
        acknowledged: sound.acknowledged,
        records: structuredClone(
          Object.fromEntries(Object.entries(sound.records).map(([k, v]) => [k, [...v]])),
        ),
        told: new Map(structuredClone([...sound.told])),
        calls: { ...sound.calls },
      };
      plant(spoilt);
      return audit({ ...sound, ...spoilt, ...more }).map(({ promise }) => promise);
    }
    const meetingOf = ({ records }: Spoilt, id: string) => {
      const record = records[meeting]?.find((one) => String(one[title]).includes(`[${id}]`));
      assert.ok(record);
      return record;
    };
    const person = ({ records }: Spoilt, object: string) => {
      const record = records[object]?.find((one) => one[email] === 'ana@acme.example');
      assert.ok(record);
      return record;
    };
    const change = (spoilt: Spoilt, id: string, sync: Partial<SyncTold>) => {
      const told = spoilt.told.get(id);
      assert.ok(told);
      spoilt.told.set(id, { ...told, syncs: told.syncs.map((one) => ({ ...one, ...sync })) });
    };
    const object = people[0] ?? '';

    it('is content with a run in which all went well', () => {
      assert.deepEqual(audit(sound), []);
      assert.equal(sound.records[meeting]?.length, 3);
    });
    it('finds a doubled meeting', () => {
      const twice = (spoilt: Spoilt) =>
        void spoilt.records[meeting]?.push({ ...meetingOf(spoilt, 'one'), id: 'twin' });
      assert.deepEqual(found(twice), ['one_meeting']);
    });
    it('finds a meeting of no booking', () => {
      const stranger = (spoilt: Spoilt) =>
        void spoilt.records[meeting]?.push({ ...meetingOf(spoilt, 'one'), id: 'x', [title]: 'Who is this' });
      assert.deepEqual(found(stranger), ['one_meeting']);
    });
    it('finds a stale field', () => {
      const stale = (spoilt: Spoilt) =>
        void (meetingOf(spoilt, 'three')[instants[0] ?? ''] = '2026-01-01T00:00:00.000Z');
      assert.deepEqual(found(stale), ['latest_state']);
    });
    it('finds a field that is missing unsaid, and takes one that is named as left out', () => {
      const blank = (spoilt: Spoilt) => void (meetingOf(spoilt, 'three')[title] = 'No title [three]');
      assert.deepEqual(found(blank), ['latest_state']);
      const said = (spoilt: Spoilt) => {
        blank(spoilt);
        change(spoilt, 'three', { omitted: [{ object: meeting, field: title, why: 'It was too long.' }] });
      };
      assert.deepEqual(found(said), []);
    });
    it('finds a lost meeting and a lost booking', () => {
      const gone = (spoilt: Spoilt) =>
        void (spoilt.records[meeting] = (spoilt.records[meeting] ?? []).filter(
          (one) => one !== meetingOf(spoilt, 'one'),
        ));
      assert.deepEqual(found(gone), ['nothing_lost']);
      assert.deepEqual(
        found(({ told }) => void told.delete('two')),
        ['nothing_lost'],
      );
    });
    it('finds a doubled person, whatever the object and the case of the e-mail', () => {
      for (const other of people) {
        const twin = (spoilt: Spoilt) =>
          void spoilt.records[other]?.push({
            ...person(spoilt, object),
            id: 'twin',
            [email]: 'ANA@acme.example',
          });
        assert.deepEqual(found(twin), ['one_person']);
      }
    });
    it('finds a person with the words of an older booking', () => {
      const field = provider === 'hubspot' ? 'firstname' : 'FirstName';
      assert.deepEqual(
        found((spoilt) => void (person(spoilt, object)[field] = 'Old')),
        ['latest_state'],
      );
    });
    it('finds a meeting linked to somebody else', () => {
      const moved = (spoilt: Spoilt) =>
        void Object.assign(meetingOf(spoilt, 'one'), { WhoId: '00Q', associations: { contacts: ['1'] } });
      assert.deepEqual(found(moved), ['latest_state']);
    });
    it('finds what is stuck, and waiting without a reason', () => {
      const waits = (spoilt: Spoilt) => change(spoilt, 'one', { state: 'pending', nextAttemptAt: null });
      assert.deepEqual(found(waits), ['nothing_stuck']);
      assert.deepEqual(found(waits, { isOver: false }), ['nothing_stuck']);
      const soon = (spoilt: Spoilt) =>
        change(spoilt, 'one', { state: 'pending', nextAttemptAt: '2026-12-01T13:00:00Z' });
      assert.deepEqual(found(soon, { isOver: false }), []);
      const held = (spoilt: Spoilt) => change(spoilt, 'one', { state: 'attention' });
      assert.deepEqual(found(held), ['nothing_stuck']);
    });
    it('finds a booking that was skipped though it is on', () => {
      assert.deepEqual(
        found((spoilt) => change(spoilt, 'one', { state: 'skipped' })),
        ['nothing_lost'],
      );
    });
    it('finds a cancelled booking that was skipped though the CRM holds it', () => {
      const orphan = (spoilt: Spoilt) =>
        void spoilt.records[meeting]?.push({ ...meetingOf(spoilt, 'one'), id: 'o', [title]: 'Call [over]' });
      assert.deepEqual(found(orphan), ['latest_state']);
    });
    it('finds an old version told as synced', () => {
      assert.deepEqual(
        found((spoilt) => change(spoilt, 'three', { version: 1 })),
        ['latest_state'],
      );
    });
    it('finds too many calls, and too many refusals', () => {
      assert.deepEqual(
        found(() => {}, { budget: sound.calls.total }),
        [],
      );
      assert.deepEqual(
        found(() => {}, { budget: sound.calls.total - 1 }),
        ['call_budget'],
      );
      assert.deepEqual(
        found((spoilt) => void (spoilt.calls = { total: 100, refused: 6 })),
        ['error_share'],
      );
    });
  });
}
