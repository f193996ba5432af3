/** sync.md § 10, Time: a meeting starts at the instant that was booked, whatever the clocks of its place do. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changeMapping, event, type Watched } from './arrange.js';
import { both, stage } from './stage.js';
import { shapes } from './story.js';
import { minute } from './world.js';

/** Both edges of daylight saving in 2027: just before and just after the clocks change. */
const edges: Readonly<Record<string, readonly string[]>> = {
  'America/New_York': [
    '2027-03-14T06:59:00Z',
    '2027-03-14T07:01:00Z',
    '2027-11-07T05:59:00Z',
    '2027-11-07T06:01:00Z',
  ],
  'Europe/London': [
    '2027-03-28T00:59:00Z',
    '2027-03-28T01:01:00Z',
    '2027-10-31T00:59:00Z',
    '2027-10-31T01:01:00Z',
  ],
  'Australia/Lord_Howe': [
    '2027-04-03T14:59:00Z',
    '2027-04-03T15:01:00Z',
    '2027-10-02T15:29:00Z',
    '2027-10-02T15:31:00Z',
  ],
};

describe('times and dates', () => {
  const inWorld = stage();
  const at = ({ world }: Watched, id: string, start: string, timeZone: string) =>
    event(world, id, {
      booking: { start, end: new Date(Date.parse(start) + 30 * minute).toISOString(), timeZone },
    });

  for (const provider of both) {
    it(`both DST edges in New York, London, Lord Howe: ${provider} holds the instant`, () =>
      inWorld(provider, async (watched) => {
        await watched.book(
          ...Object.entries(edges).flatMap(([zone, starts]) =>
            starts.map((start, index) => at(watched, `${zone}-${index}`, start, zone)),
          ),
        );
        await watched.settle();
        await watched.promised();
      }));

    it(`date fields either side of midnight: ${provider} holds the day of the booking’s place`, () =>
      inWorld(provider, async (watched) => {
        const { world } = watched;
        const object = provider === 'hubspot' ? 'contacts' : 'Event';
        const field = provider === 'hubspot' ? 'first_call' : 'First_Call__c';
        const added =
          provider === 'hubspot'
            ? {
                name: field,
                label: 'First call',
                type: 'date',
                fieldType: 'date',
                groupName: 'contactinformation',
              }
            : { name: field, label: 'First call', type: 'date' };
        await world.crm(provider).patch({ fields: { [object]: { add: [added] } } });
        await world.api('admin', 'GET', `/providers/${provider}/objects/${object}/fields?refresh=true`);
        await changeMapping(world, provider, (mapping) => {
          mapping.objects[object].rows.push({ id: 'day', target: field, sources: [{ field: 'start' }] });
          return mapping;
        });
        const wanted: Readonly<Record<string, string>> = {
          early: '2027-03-13',
          late: '2027-03-14',
          eve: '2027-10-02',
          morrow: '2027-10-03',
        };
        await watched.book(
          at(watched, 'early', '2027-03-14T04:59:00Z', 'America/New_York'),
          at(watched, 'late', '2027-03-14T05:00:00Z', 'America/New_York'),
          at(watched, 'eve', '2027-10-02T13:29:00Z', 'Australia/Lord_Howe'),
          at(watched, 'morrow', '2027-10-02T13:30:00Z', 'Australia/Lord_Howe'),
        );
        await watched.settle();
        await watched.promised();
        const key = provider === 'hubspot' ? 'email' : shapes[provider].title;
        const records = await world.crm(provider).records(object);
        for (const [id, day] of Object.entries(wanted)) {
          const record = records.find((one) =>
            String(one[key]).includes(provider === 'hubspot' ? `${id}@` : `[${id}]`),
          );
          const held = String(record?.[field]);
          const said = /^\d{9,}$/.test(held)
            ? new Date(Number(held)).toISOString().slice(0, 10)
            : held.slice(0, 10);
          assert.equal(said, day, id);
        }
      }));
  }
});
