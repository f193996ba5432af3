import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import {
  bookingStatuses,
  type BookingStatus,
  type CrmField,
  type CrmObject,
  type Mapping,
  type Preview,
  type PreviewField,
  type Row,
} from '../../../server/contract/model/index.js';
import { builtInFields } from '../../../server/contract/rules/built-in-fields.js';
import { startEmulators, type Emulators } from '../../../demo/emulators/index.js';
import { startStage, until, type Stage } from '../harness.js';
import { answers, anyRows, details, hostFields } from './any-mapping.js';

/** What Salesforce keeps in step with an event's start and end, takes only as a whole, or does something else at. */
const inStep =
  /^(Activity(Date|DateTime)|EndDateTime|DurationInMinutes|IsAllDayEvent|Recurrence.*|IsRecurrence.*|IsConverted)$/;

const sources = [...builtInFields, ...hostFields];
const at = (hours: number) => new Date(Date.UTC(2026, 10, 1) + hours * 3_600_000).toISOString();

interface State {
  readonly contact: object;
  readonly booking: object;
  readonly status: BookingStatus;
}

const stateOf = (...statuses: readonly BookingStatus[]): fc.Arbitrary<State> =>
  fc.record({ contact: answers, booking: details, status: fc.constantFrom(...statuses) });

/** A booking as it is made and as it is later, with what may have happened in between. */
const story = fc.record({
  first: stateOf('booked', 'completed'),
  later: stateOf(...bookingStatuses),
  between: fc.option(fc.constantFrom(...bookingStatuses)),
});

/** What a value comes to, whatever way a CRM writes it. */
function plain(value: unknown, { type }: Pick<CrmField, 'type'>): string {
  if (value === null || value === undefined) return '';
  const text = String(value).trim();
  if (text === '') return '';
  switch (type) {
    case 'number':
      return String(Number(text));
    case 'datetime':
      return new Date(/^\d+$/.test(text) ? Number(text) : text).toISOString();
    case 'multi_enum':
      return text.split(/[;,]/).sort().join(';');
    case 'email':
      return text.toLowerCase();
    default:
      return text;
  }
}

for (const [provider, runs, seed] of [
  ['hubspot', 4, 41],
  ['salesforce', 14, 42],
] as const) {
  describe(`what the preview promises, ${provider} then holds`, () => {
    let emulators: Emulators;
    let stage: Stage;
    let objects: readonly CrmObject[] = [];
    const fields = new Map<string, readonly CrmField[]>();
    let first: Mapping;
    let made = 0;

    before(async () => {
      emulators = await startEmulators();
      stage = await startStage({ emulators });
      await stage.connect(provider);
      await stage.api('service').put('/source/fields', { fields: hostFields });
      objects = (await stage.api().get(`/providers/${provider}/objects`)).body.objects;
      for (const { name } of objects) {
        fields.set(
          name,
          (await stage.api().get(`/providers/${provider}/objects/${name}/fields`)).body.fields,
        );
      }
      first = (await stage.api().get(`/providers/${provider}/mapping`)).body;
    });
    after(async () => {
      await stage.close();
      await emulators.close();
    });

    /** Saves the rows beside the core ones, without those that the server says can't work. */
    async function map(rows: Readonly<Record<string, readonly Row[]>>, createAs: string | undefined) {
      let own = rows;
      for (let tries = 0; tries < 5; tries++) {
        const { body: live, headers } = await stage.api().get(`/providers/${provider}/mapping`);
        const mapping = {
          ...live,
          ...(createAs !== undefined && { createAs }),
          objects: Object.fromEntries(
            Object.entries(first.objects).map(([name, object]) => {
              const targets = new Set((own[name] ?? []).map(({ target }) => target));
              const core = object.rows.filter(({ target }) => !targets.has(target));
              return [name, { ...object, enabled: true, rows: [...core, ...(own[name] ?? [])] }];
            }),
          ),
        };
        const reply = await stage
          .api()
          .put(`/providers/${provider}/mapping`, mapping, { 'if-match': headers.get('etag') ?? '' });
        if (reply.status === 200) return;
        assert.equal(reply.status, 422, JSON.stringify(reply.body));
        const bad = new Set<string>(
          reply.body.errors.flatMap(({ pointer }: { pointer: string }) => {
            const [, , object = '', , place] = pointer.split('/');
            return [mapping.objects[object]?.rows[Number(place)]?.id ?? ''];
          }),
        );
        own = Object.fromEntries(
          Object.entries(own).map(([name, list]) => [name, list.filter(({ id }) => !bad.has(id))]),
        );
      }
      assert.fail('No mapping of it could be saved.');
    }

    const pause = async (paused: boolean) => {
      const { status, body } = await stage.api().patch(`/connections/${provider}`, { paused });
      assert.equal(status, 200, JSON.stringify(body));
    };
    const syncOf = async (id: string) => (await stage.api('member').get(`/bookings/${id}`)).body.syncs[0];

    /** Previews bookings while nothing is sent, sends them, and compares. */
    async function promisesHold(events: readonly (readonly { readonly id: string }[])[]) {
      for (const wave of events) {
        const { status, body } = await stage.api('service').post('/bookings', wave);
        assert.equal(status, 202, JSON.stringify(body));
      }
      const ids = [...new Set(events.flat().map(({ id }) => id))];
      const previews = new Map<string, Preview>();
      for (const id of ids) {
        const { status, body } = await stage
          .api()
          .post(`/providers/${provider}/mapping/preview`, { booking: id });
        assert.equal(status, 200, JSON.stringify(body));
        previews.set(id, body);
      }
      await pause(false);
      const syncs = new Map<string, any>();
      for (const id of ids) {
        await until(async () => {
          const sync = await syncOf(id);
          syncs.set(id, sync);
          return ['synced', 'attention', 'skipped'].includes(sync?.state);
        });
      }
      const held = new Map<string, any>();
      for (const { name } of objects) {
        for (const record of await stage.crm(provider).records(name)) {
          held.set(`${name} ${record['id'] ?? record['Id']}`, record);
        }
      }
      for (const id of ids) {
        const preview = previews.get(id);
        const sync = syncs.get(id);
        assert.ok(preview);
        const told = () => JSON.stringify({ preview, sync }, null, 1);
        const isOver = preview.problems.some(({ code }) => code === 'nothing_to_write');
        assert.equal(sync.state === 'skipped', isOver, told());
        assert.equal(sync.state !== 'synced', preview.problems.length > 0, told());
        if (sync.state !== 'synced') continue;
        assert.deepEqual(
          sync.records.map((one: { object: string }) => one.object).sort(),
          preview.writes.map(({ object }) => object).sort(),
          told(),
        );
        for (const { object, action, record, fields: promised } of preview.writes) {
          const written = sync.records.find((one: { object: string }) => one.object === object);
          if (action === 'update') assert.equal(written.id, record?.id);
          const now = held.get(`${object} ${written.id}`);
          assert.ok(now, `${object} ${written.id}`);
          for (const field of promised) compare(object, action, field, now, told);
        }
      }
    }

    function compare(
      object: string,
      action: string,
      { name, before, after, origin }: PreviewField,
      now: Record<string, unknown>,
      told: () => string,
    ) {
      const field = fields.get(object)?.find((one) => one.name === name);
      if (!field) return;
      if (origin === 'left-out' && action === 'create') return;
      const promised = origin === 'left-out' || origin === 'kept' ? before : after;
      const [wanted, is] = [plain(promised, field), plain(now[name], field)];
      assert.equal(is, wanted, `${object}.${name} (${origin}, ${action}) ${told()}`);
    }

    it('for any mapping, on create and on update', { timeout: 120_000 }, async () => {
      const free = (name: string) => {
        const locked = new Set(
          first.objects[name]?.rows.filter((row) => row.locked).map(({ target }) => target),
        );
        const who = objects.find((object) => object.name === name)?.who?.target;
        return (fields.get(name) ?? []).filter(
          (field) =>
            !locked.has(field.name) &&
            field.name !== who &&
            !inStep.test(field.name) &&
            !['reference', 'unsupported'].includes(field.type) &&
            (field.createable || field.updateable),
        );
      };
      const anyMapping = fc.record(
        Object.fromEntries(objects.map(({ name }) => [name, anyRows(free(name), sources, name)])),
      );
      const cases = fc.record({
        rows: anyMapping,
        rowsLater: anyMapping,
        stories: fc.array(story, { minLength: 5, maxLength: 5 }),
        asContact: fc.boolean(),
      });
      for (const { rows, rowsLater, stories, asContact } of fc.sample(cases, { seed, numRuns: runs })) {
        const createAs = first.createAs && (asContact ? 'Contact' : 'Lead');
        const number = ++made;
        const eventOf = (place: number, state: State, hour: number) => ({
          eventId: `evt-${number}-${place}-${hour}`,
          id: `bkg-${number}-${place}`,
          occurredAt: at(number * 5 + hour),
          status: state.status,
          contact: { email: `p${number}.${place}@acme.example`, lastName: `P${place}`, ...state.contact },
          booking: { subject: `Call ${place}`, start: at(3000), end: at(3000.5 + hour), ...state.booking },
        });
        // A save frees bookings that were held, so nothing must move between here and the previews.
        await pause(true);
        await map(rows, createAs);
        await promisesHold([stories.map(({ first: state }, i) => eventOf(i, state, 0))]);
        await pause(true);
        await map(rowsLater, createAs);
        const between = stories.flatMap(({ between: status, later }, i) =>
          status ? [eventOf(i, { ...later, status }, 1)] : [],
        );
        await promisesHold([
          ...(between.length > 0 ? [between] : []),
          stories.map(({ later }, i) => eventOf(i, later, 2)),
        ]);
      }
    });
  });
}
