import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startEmulators, type Emulators } from '../../../demo/emulators/index.js';
import { startStage, until, type Stage } from '../harness.js';

describe('the fields of a CRM', () => {
  let emulators: Emulators;
  let stage: Stage;
  let now = new Date();
  before(async () => {
    emulators = await startEmulators({ now: () => now.getTime() });
  });
  beforeEach(async () => {
    await stage?.close();
    now = new Date();
    stage = await startStage({ emulators, effects: { now: () => now } });
    await stage.crm('hubspot').reset();
    await stage.crm('salesforce').reset();
  });
  after(async () => {
    await stage.close();
    await emulators.close();
  });

  const fields = async (provider: string, object: string, query = '') =>
    (await stage.api('member').get(`/providers/${provider}/objects/${object}/fields${query}`)).body.fields;
  const named = (list: { name: string }[], name: string) => list.find((field) => field.name === name);
  const calls = async (provider: 'hubspot' | 'salesforce') => (await stage.crm(provider).calls()).total;

  it('come without those that nobody can write', async () => {
    await stage.connect('salesforce');
    const lead = await fields('salesforce', 'Lead');
    assert.equal(named(lead, 'CreatedDate'), undefined);
    assert.equal(named(lead, 'Id'), undefined);
    assert.deepEqual(
      ['LastName', 'Company'].map(
        (name) => (named(lead, name) as { required?: string } | undefined)?.required,
      ),
      ['always', 'always'],
    );
  });

  it('are read once and then served from here', async () => {
    await stage.connect('hubspot');
    const before = await calls('hubspot');
    await fields('hubspot', 'contacts');
    await fields('hubspot', 'meetings');
    await stage.api().get('/providers/hubspot/objects');
    assert.equal(await calls('hubspot'), before);
  });

  it('are read again when asked', async () => {
    await stage.connect('hubspot');
    await stage.crm('hubspot').patch({
      fields: {
        contacts: {
          add: [
            {
              name: 'shoe_size',
              label: 'Shoe size',
              type: 'number',
              fieldType: 'number',
              groupName: 'contactinformation',
            },
          ],
        },
      },
    });
    assert.equal(named(await fields('hubspot', 'contacts'), 'shoe_size'), undefined);
    assert.ok(named(await fields('hubspot', 'contacts', '?refresh=true'), 'shoe_size'));
  });

  it('are read whole when asked, since Salesforce does not date what only permissions changed', async () => {
    const asked: (string | null)[] = [];
    const own = await startStage({
      emulators,
      tenant: 'whole',
      effects: {
        now: () => now,
        fetch: (input, init) => {
          const isDescribe = String(input instanceof Request ? input.url : input).endsWith('/Lead/describe');
          if (isDescribe) asked.push(new Headers(init?.headers).get('if-modified-since'));
          return fetch(input, init);
        },
      },
    });
    await own.connect('salesforce');
    const path = '/providers/salesforce/objects/Lead/fields';
    await own.api().get(`${path}?refresh=true`);
    assert.deepEqual(asked, [null, null]);
    now = new Date(now.getTime() + 6 * 60_000);
    await own.api().get(path);
    await until(async () => asked.length === 3);
    assert.ok(asked[2], 'behind a stale answer only changes are asked for');
    await own.close();
  });

  it('are those of the later of two readings, whichever ends first', async () => {
    let asked = 0;
    let letGo = () => {};
    const own = await startStage({
      emulators,
      tenant: 'later',
      effects: {
        now: () => now,
        fetch: async (input, init) => {
          const reply = await fetch(input, init);
          if (!/\/properties\/[^/]+\/contacts\?/.test(String(input)) || ++asked !== 3) return reply;
          const body = await reply.text();
          await new Promise<void>((resolve) => (letGo = resolve));
          return new Response(body, { status: reply.status, headers: reply.headers });
        },
      },
    });
    const path = '/providers/hubspot/objects/contacts/fields';
    const read = async (query = '') => (await own.api().get(`${path}${query}`)).body.fields;
    await own.connect('hubspot');
    await read('?refresh=true');
    assert.equal(asked, 2);
    now = new Date(now.getTime() + 6 * 60_000);
    await read();
    await until(async () => asked === 3);
    await stage.crm('hubspot').patch({ fields: { contacts: { remove: ['website'] } } });
    now = new Date(now.getTime() + 1000);
    assert.equal(named(await read('?refresh=true'), 'website'), undefined);
    letGo();
    now = new Date(now.getTime() + 6 * 60_000);
    let kept: { name: string }[] = [];
    await until(async () => {
      kept = await read();
      return asked > 4;
    });
    assert.equal(named(kept, 'website'), undefined, 'the one that began before does not bring it back');
    await own.close();
  });

  it('are served at once when they are old, and read again behind that', async () => {
    await stage.connect('hubspot');
    await stage.crm('hubspot').patch({ fields: { contacts: { remove: ['website'] } } });
    now = new Date(now.getTime() + 6 * 60_000);
    assert.ok(named(await fields('hubspot', 'contacts'), 'website'));
    await until(async () => named(await fields('hubspot', 'contacts'), 'website') === undefined);
  });

  it('are read again before a mapping is saved, so that a field that has just gone is refused at its row', async () => {
    await stage.connect('hubspot');
    const { body, headers } = await stage.api().get('/providers/hubspot/mapping');
    const rows = [
      ...body.objects.contacts.rows,
      { id: 'job', target: 'jobtitle', sources: [{ field: 'jobTitle' }] },
    ];
    const save = () =>
      stage
        .api()
        .put(
          '/providers/hubspot/mapping',
          { objects: { contacts: { rows } } },
          { 'if-match': headers.get('etag') ?? '' },
        );
    await stage.crm('hubspot').patch({ fields: { contacts: { remove: ['jobtitle'] } } });
    now = new Date(now.getTime() + 60_000);
    const refused = await save();
    assert.equal(refused.status, 422);
    assert.equal(refused.body.errors[0].pointer, `/objects/contacts/rows/${rows.length - 1}/target`);
  });

  it('are still served while the CRM is down', async () => {
    await stage.connect('hubspot');
    await stage.crm('hubspot').faults([{ then: { status: 503 } }]);
    now = new Date(now.getTime() + 6 * 60_000);
    assert.ok((await fields('hubspot', 'contacts')).length > 20);
    const { status, body } = await stage.api().get('/providers/hubspot/objects/contacts/fields?refresh=true');
    assert.equal(status, 503);
    assert.equal(body.code, 'crm_unavailable');
    await stage.crm('hubspot').faults([]);
  });

  it('cost nothing to look at again while they are the same', async () => {
    await stage.connect('salesforce');
    const path = '/providers/salesforce/objects/Lead/fields';
    const etag = (await stage.api().get(path)).headers.get('etag') ?? '';
    const again = await stage.api().get(path, { 'if-none-match': etag });
    assert.equal(again.status, 304);
    assert.equal(again.body, null);
    assert.equal(again.headers.get('etag'), etag);
    await stage.crm('salesforce').patch({ fields: { Lead: { remove: ['Industry'] } } });
    assert.equal((await stage.api().get(`${path}?refresh=true`, { 'if-none-match': etag })).status, 200);
  });

  it('can be created where the CRM allows it', async () => {
    await stage.connect('hubspot');
    const made = await stage.api().post('/providers/hubspot/objects/contacts/fields', {
      label: 'Team size',
      type: 'enum',
      options: [{ value: 'small', label: 'Small' }],
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    assert.ok(named(await fields('hubspot', 'contacts'), made.body.name));
    assert.equal(
      (
        await stage
          .api('member')
          .post('/providers/hubspot/objects/contacts/fields', { label: 'x', type: 'text' })
      ).status,
      403,
    );
    assert.equal(
      (await stage.api().post('/providers/hubspot/objects/contacts/fields', { label: '', type: 'blob' })).body
        .code,
      'invalid_input',
    );
  });

  it('are refused for an object that is none of ours', async () => {
    await stage.connect('hubspot');
    const { status, body } = await stage.api().get('/providers/hubspot/objects/deals/fields');
    assert.equal(status, 404);
    assert.equal(body.code, 'unknown_object');
  });

  it('come with what an event needs as a group', async () => {
    await stage.connect('salesforce');
    const { objects } = (await stage.api().get('/providers/salesforce/objects')).body;
    assert.deepEqual(
      objects.map(({ name, role }: { name: string; role: string }) => [name, role]),
      [
        ['Contact', 'person'],
        ['Lead', 'person'],
        ['Event', 'meeting'],
        ['Case', 'case'],
      ],
    );
    assert.deepEqual(objects[2].requiredGroups, [['StartDateTime'], ['EndDateTime', 'DurationInMinutes']]);
  });

  it('have owners to choose from', async () => {
    await stage.connect('hubspot');
    const { users } = (await stage.api('member').get('/providers/hubspot/users')).body;
    assert.ok(users.some((user: { email: string }) => user.email === 'sam@host.com'));
  });
});
