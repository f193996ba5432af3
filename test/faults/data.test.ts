/** sync.md § 10, Data: what a CRM refuses holds one booking and says why; what is odd arrives as it is. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changeMapping, event, type Watched } from './arrange.js';
import { both, stage } from './stage.js';
import { shapes } from './story.js';
import { hour, minute, type Provider } from './world.js';

/** Refusals that a test provokes say nothing about our care. */
const provoked = { calls: { total: 0, refused: 0 } } as const;

describe('when data is not as it should be', () => {
  const inWorld = stage();
  const some = ({ world }: Watched, count: number) =>
    Array.from({ length: count }, (_, at) => event(world, `b${at}`));
  const person = { hubspot: 'contacts', salesforce: 'Lead' } as const;
  const sync = async (watched: Watched, id: string) => {
    const [only] = (await watched.told(id)).syncs;
    assert.ok(only);
    return only;
  };
  /** Adds a row that writes a host's question to a field of the person. */
  const mapAnswer = (watched: Watched, provider: Provider, target: string, more: object = {}) =>
    changeMapping(watched.world, provider, (mapping) => {
      mapping.objects[person[provider]].rows.push({
        ...{ id: 'extra', target, sources: [{ field: 'jobTitle' }] },
        ...more,
      });
      return mapping;
    });
  const titled = (watched: Watched, id: string, jobTitle: string) => {
    const one = event(watched.world, id);
    return { ...one, contact: { ...one.contact, jobTitle } };
  };

  for (const provider of both) {
    describe(`with ${provider}`, () => {
      it('one bad row in 100: it is held with its reason, 99 are written, in few calls', () =>
        inWorld(provider, async (watched) => {
          const code = provider === 'hubspot' ? 'INVALID_EMAIL' : 'INVALID_EMAIL_ADDRESS';
          await watched.world
            .crm(provider)
            .faults([{ object: person[provider], then: { rowError: code, match: 'b42@acme.example' } }]);
          watched.forgetCalls();
          await watched.book(...some(watched, 100));
          await watched.settle(20 * minute);
          const held = await sync(watched, 'b42');
          assert.equal(held.state, 'attention');
          assert.ok(held.fault?.sentence);
          assert.ok(watched.calls(provider).length <= 40, `${watched.calls(provider).length} calls`);
          await watched.promised({
            ...provoked,
            isOver: false,
            mayHold: ({ code: one }) => one !== 'unknown',
          });
          await watched.world.crm(provider).faults([]);
          const fix = { provider, bookings: ['b42'] };
          await watched.world.api('admin', 'POST', '/activity/retry', fix);
          await watched.settle();
          await watched.promised(provoked);
        }));

      it('option removed: what named it is held or left out by policy, and goes out once the option is back', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          const [object, field, options] =
            provider === 'hubspot'
              ? (['contacts', 'hs_lead_status', 'options'] as const)
              : (['Lead', 'Rating', 'picklistValues'] as const);
          const { body } = await world.api('admin', 'GET', `/providers/${provider}/objects/${object}/fields`);
          const known = body.fields.find((one: { name: string }) => one.name === field);
          const value: string = known.options[0].value;
          await mapAnswer(watched, provider, field, {
            sources: [{ field: 'jobTitle' }],
            unmapped: 'as_is',
          });
          await watched.book(titled(watched, 'before', value));
          await watched.settle();
          await watched.promised();
          const rest = known.options
            .slice(1)
            .map((one: { value: string; label: string }) =>
              provider === 'hubspot'
                ? { label: one.label, value: one.value, hidden: false, displayOrder: 1 }
                : one.value,
            );
          await world.crm(provider).patch({
            fields: {
              [object]: {
                change: {
                  [field]: {
                    [options]: rest,
                    ...(provider === 'salesforce' && { restrictedPicklist: true }),
                  },
                },
              },
            },
          });
          await watched.book(titled(watched, 'b0', value), titled(watched, 'b1', value));
          await world.pass(2 * hour);
          const held = await sync(watched, 'b0');
          assert.equal(held.state, 'attention', JSON.stringify(held));
          assert.ok(held.fault?.sentence.includes(value), held.fault?.sentence);
          await changeMapping(world, provider, (mapping) => {
            for (const row of mapping.objects[object].rows)
              if (row.id === 'extra') row.onInvalid = 'leave_out';
            return mapping;
          });
          await watched.settle();
          const { omitted, state } = await sync(watched, 'b0');
          assert.equal(state, 'synced');
          assert.ok(
            omitted.some((one) => one.field === field),
            JSON.stringify(omitted),
          );
          await watched.promised(provoked);
        }));

      it('too long, emoji, RTL, quotes and backslashes in SOQL, + and capitals in e-mail', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          const odd = ["O'Brien\\", 'Quo"te', '😀👩‍👩‍👧', 'שלום', '%_\\%', 'x;y'];
          await watched.book(
            ...odd.flatMap((lastName, at) => [
              event(world, `odd${at}`, { email: `d'arcy+${at}@Acme.Example`, contact: { lastName } }),
            ]),
          );
          await watched.book(
            ...odd.map((lastName, at) =>
              event(world, `again${at}`, {
                email: `D'ARCY+${at}@acme.example`,
                ageMs: 0,
                contact: { lastName },
              }),
            ),
          );
          await watched.settle();
          await watched.promised();
        }));

      it('same attendee twice in a batch, 10 bookings of one new person at once: one person', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          await watched.book(
            ...Array.from({ length: 10 }, (_, at) =>
              event(world, `b${at}`, {
                email: at % 2 ? 'Ana@Acme.example' : 'ana@acme.example',
                ageMs: at * minute,
              }),
            ),
          );
          await watched.settle();
          await watched.promised();
        }));

      it('12 guests: each is one person, and the booking says whom it could not link', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          await changeMapping(world, provider, (mapping) => ({ ...mapping, guests: 'create' }));
          const guests = Array.from({ length: 12 }, (_, at) => ({ email: `guest${at}@acme.example` }));
          await watched.book(event(world, 'one', { guests }), event(world, 'two', { guests }));
          await watched.settle();
          const told = await sync(watched, 'one');
          assert.equal(told.state, 'synced', told.fault?.sentence);
          const { people, email } = shapes[provider];
          for (const guest of guests) {
            let found = 0;
            for (const object of people)
              found += (await world.crm(provider).records(object)).filter(
                (one) => one[email] === guest.email,
              ).length;
            assert.ok(found <= 1, `${guest.email} is ${found} people`);
            if (provider === 'hubspot') assert.equal(found, 1, guest.email);
          }
          if (provider === 'salesforce')
            assert.ok(told.omitted.length > 0, 'nobody says that guests are missing');
        }));

      it('contact merged, deleted: the meeting follows, and nobody is doubled', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          await watched.book(
            event(world, 'gone', { ageMs: hour }),
            event(world, 'merged', { ageMs: hour }),
            event(world, 'kept', { ageMs: hour }),
          );
          await watched.settle();
          const object = person[provider];
          const emulator = world.crm(provider);
          await emulator.send('PATCH', `/records/${object}/gone@acme.example`, { delete: true });
          await emulator.send('PATCH', `/records/${object}/merged@acme.example`, {
            mergeInto: 'kept@acme.example',
          });
          for (const [at, id] of ['gone', 'merged', 'kept'].entries())
            await watched.book(event(world, id, { status: 'rescheduled', startsInMs: (200 + at) * minute }));
          await watched.settle();
          for (const id of ['gone', 'merged', 'kept']) {
            const told = await sync(watched, id);
            assert.equal(told.state, 'synced', `${id}: ${told.fault?.sentence}`);
          }
          const meetings = (await emulator.records(shapes[provider].meeting)).map(
            (one) => one[shapes[provider].title],
          );
          assert.equal(new Set(meetings).size, meetings.length);
        }));

      it('meeting deleted in the CRM: the next change makes one again', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          await watched.book(event(world, 'one', { ageMs: hour }));
          const told = await sync(watched, 'one');
          const { meeting } = shapes[provider];
          const id = told.records.find(({ object }) => object === meeting)?.id;
          await world.crm(provider).send('PATCH', `/records/${meeting}/${id}`, { delete: true });
          await watched.book(event(world, 'one', { status: 'rescheduled', startsInMs: 99 * minute }));
          await watched.settle();
          await watched.promised(provoked);
        }));

      it('e-mail changed in the CRM: the record stays the person’s', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          await watched.book(event(world, 'one', { ageMs: hour }));
          const before = (await sync(watched, 'one')).records;
          await world.crm(provider).send('PATCH', `/records/${person[provider]}/one@acme.example`, {
            set: { [shapes[provider].email]: 'changed@acme.example' },
          });
          await watched.book(event(world, 'one', { status: 'rescheduled', startsInMs: 99 * minute }));
          await watched.book(event(world, 'two', { email: 'one@acme.example', ageMs: 0 }));
          await watched.settle();
          const after = await sync(watched, 'two');
          assert.equal(after.state, 'synced', after.fault?.sentence);
          assert.equal(after.records.find(({ object }) => object === person[provider])?.id, before[0]?.id);
        }));

      it('property deleted: the booking is held or written without it, and says so', () =>
        inWorld(provider, async (watched) => {
          const { world } = watched;
          const field = provider === 'hubspot' ? 'jobtitle' : 'Title';
          await mapAnswer(watched, provider, field);
          await watched.book(titled(watched, 'before', 'Boss'));
          await watched.settle();
          await watched.promised();
          await world.crm(provider).patch({ fields: { [person[provider]]: { remove: [field] } } });
          await watched.book(titled(watched, 'after', 'Chief'));
          await world.pass(2 * hour);
          const told = await sync(watched, 'after');
          const isSaid =
            told.fault?.sentence.includes(field) || told.omitted.some((one) => one.field === field);
          assert.ok(isSaid, JSON.stringify(told));
        }));
    });
  }

  it('too long: held with the length allowed, or cut where the mapping says so', () =>
    inWorld('salesforce', async (watched) => {
      const { world } = watched;
      await watched.book(
        event(world, 'long', { contact: { lastName: '😀'.repeat(60) } }),
        event(world, 'short'),
      );
      await world.pass(hour);
      const held = await sync(watched, 'long');
      assert.equal(held.state, 'attention');
      assert.match(held.fault?.sentence ?? '', /80/);
      assert.equal((await sync(watched, 'short')).state, 'synced');
      await changeMapping(world, 'salesforce', (mapping) => {
        for (const row of mapping.objects.Lead.rows) if (row.target === 'LastName') row.truncate = true;
        return mapping;
      });
      await watched.settle();
      assert.equal((await sync(watched, 'long')).state, 'synced');
      const lead = (await world.crm('salesforce').records('Lead')).find(
        ({ Email }) => Email === 'long@acme.example',
      );
      assert.match(String(lead?.['LastName']), /^(?:😀)+$/u, 'no character is cut in half');
    }));

  it('new required field of Salesforce: held, learned, and written once it is mapped', () =>
    inWorld('salesforce', async (watched) => {
      const { world } = watched;
      await watched.book(event(world, 'before'));
      await world.crm('salesforce').patch({ fields: { Lead: { change: { Title: { required: true } } } } });
      await watched.book(...some(watched, 5));
      await world.pass(hour);
      const held = await sync(watched, 'b0');
      assert.equal(held.state, 'attention', JSON.stringify(held));
      assert.match(held.fault?.sentence ?? '', /Title/);
      await mapAnswer(watched, 'salesforce', 'Title', { fallback: { value: 'Unknown' } });
      await watched.settle();
      await watched.promised(provoked);
    }));

  it('lead converted between booked and rescheduled: the contact takes over', () =>
    inWorld('salesforce', async (watched) => {
      const { world } = watched;
      await watched.book(event(world, 'one', { ageMs: hour }));
      await watched.settle();
      const { contactId } = await world
        .crm('salesforce')
        .send('PATCH', '/records/Lead/one@acme.example', { convert: true });
      await watched.book(
        event(world, 'one', { status: 'rescheduled', startsInMs: 99 * minute, contact: { lastName: 'New' } }),
      );
      await watched.settle();
      const told = await sync(watched, 'one');
      assert.equal(told.state, 'synced', told.fault?.sentence);
      assert.ok(
        told.records.some(({ id }) => id === contactId),
        JSON.stringify(told.records),
      );
      const events = (await world.crm('salesforce').records('Event')).filter((one) =>
        String(one['Subject']).includes('[one]'),
      );
      assert.deepEqual(
        events.map(({ WhoId }) => WhoId),
        [contactId],
      );
    }));

  for (const [name, rule, duplicates, third] of [
    ['block', { action: 'block', match: ['email'] }, 'use_match', 'synced'],
    ['allow', { action: 'alert', match: ['email'] }, 'use_match', 'synced'],
    ['fuzzy', { action: 'block', match: ['name'] }, 'hold', 'attention'],
    ['fuzzy, only the same e-mail is used', { action: 'block', match: ['name'] }, 'use_match', 'attention'],
    ['fuzzy, saved anyway', { action: 'alert', match: ['name'] }, 'save_anyway', 'synced'],
  ] as const) {
    it(`duplicate rule ${name}: never two people of one e-mail, never waiting without a reason`, () =>
      inWorld('salesforce', async (watched) => {
        const { world } = watched;
        await changeMapping(world, 'salesforce', (mapping) => ({
          ...mapping,
          match: { ...mapping.match, duplicates },
        }));
        const both = { ...rule, against: ['Contact', 'Lead'] };
        await world.crm('salesforce').patch({ rules: { duplicates: { Lead: both, Contact: both } } });
        await watched.book(event(world, 'one', { email: 'a@acme.example' }));
        await watched.book(event(world, 'two', { email: 'a@acme.example', ageMs: 0 }), event(world, 'three'));
        await watched.settle(hour);
        const told = await sync(watched, 'three');
        assert.equal(told.state, third, told.fault?.sentence);
        await watched.promised({ ...provoked, mayHold: (fault) => fault.class === 'conflict' });
      }));
  }

  it('row lock on 30 %: all is written in the end', () =>
    inWorld('salesforce', async (watched) => {
      await watched.world
        .crm('salesforce')
        .faults([{ then: { rowError: 'UNABLE_TO_LOCK_ROW', share: 0.3 } }], 5);
      await watched.book(...some(watched, 60));
      await watched.settle(6 * hour);
      await watched.promised(provoked);
    }));

  it('CPU limit at 200 rows but not at 50: batches shrink, and all is written', () =>
    inWorld('salesforce', async (watched) => {
      await watched.world.crm('salesforce').patch({ rules: { cpu: { rows: 50 } } });
      watched.forgetCalls();
      await watched.book(...some(watched, 220));
      await watched.settle(6 * hour);
      await watched.promised({ ...provoked, budget: 60 });
      assert.ok(watched.calls('salesforce').length <= 60, `${watched.calls('salesforce').length} calls`);
    }));
});
