import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { builtInFields } from '../../../server/contract/rules/built-in-fields.js';
import { event, intake } from './harness.js';

const teamSize = {
  key: 'teamSize',
  label: 'Team size',
  object: 'contact',
  type: 'enum',
  options: [{ value: '11-50', label: '11 to 50' }],
};
const question = {
  id: 'q_team_size',
  kind: 'booking_form',
  text: 'How big is your team?',
  form: 'f1',
  formName: 'Intro call',
  contactField: 'teamSize',
};

describe('the host’s own fields and questions', () => {
  it('come after the built-in ones, and what GET gave can be PUT back', async () => {
    const { send } = await intake();
    const put = await send('PUT', '/source/fields', { fields: [teamSize] });
    assert.deepEqual([put.status, put.body.fields.length], [200, builtInFields.length + 1]);
    assert.equal(
      (await send('PUT', '/source/fields', put.body)).body.fields.length,
      builtInFields.length + 1,
    );
    assert.equal(
      (await send('PUT', '/source/fields', { fields: [] })).body.fields.length,
      builtInFields.length,
    );
  });

  it('end the warning about a question at once', async () => {
    const { post, send } = await intake();
    const answered = (eventId: string) =>
      event({ eventId, answers: [{ question: 'q_team_size', value: '11-50' }] });
    assert.equal((await post('/bookings', answered('e1'))).body.warnings.length, 1);
    await send('PUT', '/source/fields', { fields: [teamSize] });
    assert.equal((await send('PUT', '/source/questions', { questions: [question] })).status, 200);
    assert.equal((await post('/bookings', answered('e2'))).body.warnings.length, 0);
  });

  const refusals: [string, string, unknown, string][] = [
    ['a key that is used twice', '/source/fields', { fields: [teamSize, teamSize] }, '/fields/1/key'],
    [
      'a built-in key for something else',
      '/source/fields',
      { fields: [{ ...teamSize, key: 'email' }] },
      '/fields/0/key',
    ],
    [
      'a choice without options',
      '/source/fields',
      { fields: [{ ...teamSize, options: [] }] },
      '/fields/0/options',
    ],
    [
      'a type that is none',
      '/source/fields',
      { fields: [{ ...teamSize, type: 'colour' }] },
      '/fields/0/type',
    ],
    [
      'a question for a field that is none',
      '/source/questions',
      { questions: [question] },
      '/questions/0/contactField',
    ],
  ];
  for (const [name, path, body, pointer] of refusals) {
    it(`are refused with ${name}`, async () => {
      const { send } = await intake();
      const reply = await send('PUT', path, body);
      assert.equal(reply.status, 422);
      assert.deepEqual(
        reply.body.errors.map((error: { pointer: string }) => error.pointer),
        [pointer],
      );
    });
  }

  it('belong to one tenant only', async () => {
    const { send } = await intake();
    await send('PUT', '/source/fields', { fields: [teamSize] });
    const rival = await send('GET', '/source/fields', undefined, { tenant: 'rival' });
    assert.equal(rival.body.fields.length, builtInFields.length);
  });
});
