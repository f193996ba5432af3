import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Caller, connect, patchOrg, send, startSalesforce, type Reply, type Running } from './harness.js';

describe('Salesforce emulator: people and what becomes of them', () => {
  let emulator: Running;
  let caller: Caller;
  before(async () => void (emulator = await startSalesforce()));
  after(() => emulator.close());
  beforeEach(async () => {
    await send(`${emulator.url}/_emulator/reset`, { method: 'POST' });
    caller = await connect(emulator);
  });

  const act = async (object: string, key: string, action: object) => {
    const body = JSON.stringify(action);
    return send(`${emulator.url}/_emulator/records/${object}/${key}`, { method: 'PATCH', body });
  };
  const add = async (object: string, records: object[]) => {
    const body = JSON.stringify({ records });
    const reply = await send(`${emulator.url}/_emulator/records/${object}`, { method: 'POST', body });
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
    return reply.body['ids'] as unknown as string[];
  };
  const event = (fields: object) =>
    caller.call('POST', '/sobjects/Event', {
      ...{ Subject: 'Intro', StartDateTime: '2026-12-01T15:00:00Z', DurationInMinutes: 30 },
      ...fields,
    });
  const refusal = ({ status, body }: Reply) =>
    [status, body[0]?.['errorCode'], body[0]?.['message']] as unknown[];
  const held = async (object: string, id: string) => {
    const { body } = await send(`${emulator.url}/_emulator/records/${object}`);
    return body['records']?.find((record) => String(record['id']) === id);
  };

  describe('several on one event', () => {
    const share = () => patchOrg(emulator, { rules: { sharedActivities: true } });

    it('is no column without Shared Activities, and shows in the relationships of describe with them', async () => {
      const [bo] = await add('Contact', [{ LastName: 'Bo' }]);
      const refused = await event({ EventWhoIds: [bo] });
      assert.deepEqual(refusal(refused), [
        400,
        'INVALID_FIELD',
        "No such column 'EventWhoIds' on sobject of type Event",
      ]);
      const lists = async () => {
        const { body } = await caller.call('GET', '/sobjects/Event/describe');
        const relation = body['childRelationships']?.find(
          (child) => child['relationshipName'] === 'EventRelations',
        );
        return relation?.['junctionIdListNames'] as unknown;
      };
      assert.deepEqual(await lists(), []);
      await share();
      assert.deepEqual(await lists(), ['EventWhoIds']);
    });

    it('takes up to 50 contacts, the first as its WhoId, and follows changes', async () => {
      await share();
      const ids = await add(
        'Contact',
        Array.from({ length: 51 }, (_, n) => ({ LastName: `C${n}` })),
      );
      assert.equal((await event({ EventWhoIds: ids })).status, 400);
      const { body } = await event({ EventWhoIds: ids.slice(0, 50) });
      const id = String(body['id']);
      assert.equal((await held('Event', id))?.['WhoId'], ids[0]);
      await caller.call('PATCH', `/sobjects/Event/${id}`, { EventWhoIds: [ids[3], ids[4]] });
      const now = await held('Event', id);
      assert.deepEqual([now?.['WhoId'], now?.['EventWhoIds']] as unknown, [ids[3], [ids[3], ids[4]]]);
      await caller.call('PATCH', `/sobjects/Event/${id}`, { WhoId: ids[9] });
      assert.deepEqual((await held('Event', id))?.['EventWhoIds'] as unknown, [ids[9], ids[4]]);
    });

    it('takes one lead and nobody beside it', async () => {
      await share();
      const [bo] = await add('Contact', [{ LastName: 'Bo' }]);
      const leads = await add('Lead', [
        { LastName: 'A', Company: 'B' },
        { LastName: 'C', Company: 'D' },
      ]);
      assert.equal((await event({ EventWhoIds: [leads[0]] })).status, 201);
      for (const people of [leads, [leads[0], bo]])
        assert.equal(refusal(await event({ EventWhoIds: people }))[1], 'FIELD_INTEGRITY_EXCEPTION');
      assert.equal(
        refusal(await event({ EventWhoIds: ['003000000000000AAA'] }))[1],
        'INVALID_CROSS_REFERENCE_KEY',
      );
    });
  });

  it('converts a lead: a contact takes over, its meetings move, the lead can’t be touched any more', async () => {
    const lead = await caller.create('Lead', {
      LastName: 'Now',
      FirstName: 'Ana',
      Company: 'Acme',
      Email: 'a@now.example',
    });
    const { body: made } = await event({ WhoId: lead });
    const { body } = await act('Lead', 'a@now.example', { convert: true });
    const contact = String(body['contactId']);
    assert.equal((await held('Event', String(made['id'])))?.['WhoId'], contact);
    const q = `SELECT IsConverted, ConvertedContactId FROM Lead WHERE Email = 'a@now.example'`;
    assert.equal((await caller.query(q)).body['records']?.[0]?.['ConvertedContactId'], contact);
    const words = [400, 'CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead'];
    assert.deepEqual(refusal(await caller.call('PATCH', `/sobjects/Lead/${lead}`, { Title: 'x' })), words);
    assert.deepEqual(refusal(await event({ WhoId: lead })), words);
    const read = await caller.call('GET', `/sobjects/Contact/${contact}?fields=Email,Account.Name`);
    assert.deepEqual([read.body['Email'], read.body['Account']?.['Name']] as unknown, [
      'a@now.example',
      'Acme',
    ]);
  });

  it('merges contacts: the loser is deleted and names its master, its meetings move', async () => {
    const [winner = '', loser = ''] = await add('Contact', [
      { LastName: 'W' },
      { LastName: 'L', Title: 'CEO' },
    ]);
    const { body: made } = await event({ WhoId: loser });
    await act('Contact', loser, { mergeInto: winner });
    const gone = [404, 'ENTITY_IS_DELETED', 'entity is deleted'];
    assert.deepEqual(refusal(await caller.call('PATCH', `/sobjects/Contact/${loser}`, { Title: 'x' })), gone);
    assert.equal(refusal(await event({ WhoId: loser }))[1], 'ENTITY_IS_DELETED');
    assert.equal((await held('Event', String(made['id'])))?.['WhoId'], winner);
    assert.equal((await held('Contact', winner))?.['Title'], 'CEO');
    const q = encodeURIComponent(`SELECT Id, IsDeleted, MasterRecordId FROM Contact WHERE Id = '${loser}'`);
    const { body } = await caller.call('GET', `/queryAll?q=${q}`);
    assert.equal(body['records']?.[0]?.['MasterRecordId'], winner);
    assert.equal((await caller.query(decodeURIComponent(q))).body['totalSize'] as unknown, 0);
  });

  it('deletes and changes records as somebody in the CRM would, past all rules', async () => {
    const [id = ''] = await add('Contact', [{ LastName: 'A', Email: 'old@a.example' }]);
    assert.equal((await act('Contact', 'old@a.example', { set: { Email: 'new@a.example' } })).status, 200);
    assert.equal(
      (await caller.query("SELECT Id FROM Contact WHERE Email = 'NEW@A.example'")).body[
        'totalSize'
      ] as unknown,
      1,
    );
    assert.equal(
      (await caller.query("SELECT Id FROM Contact WHERE Email = 'old@a.example'")).body[
        'totalSize'
      ] as unknown,
      0,
    );
    await act('Contact', id, { delete: true });
    assert.equal(refusal(await caller.call('GET', `/sobjects/Contact/${id}`))[1], 'ENTITY_IS_DELETED');
    for (const action of [{}, { explode: true }, { set: { Nope: 1 } }, { convert: true }])
      assert.equal((await act('Contact', 'ken.ito@acme.example', action)).status, 400);
  });
});
