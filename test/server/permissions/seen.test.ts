import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PermissionCheck } from '../../../server/contract/model/index.js';
import { settledBy, toldBy, withSeen, type Sighting } from '../../../server/permissions/seen.js';

const check = (create: 'granted' | 'missing'): PermissionCheck => ({
  id: 'contacts_read_write',
  label: 'Read & Write on Contacts',
  object: 'contacts',
  need: 'required',
  code: 'why',
  why: 'Because.',
  state: create,
  fix: { text: 'Steps.' },
  rights: { read: 'granted', create, edit: 'granted' },
});
const refusal: Sighting = { right: 'create', by: 'refusal', at: '2026-11-24T10:00:00Z', isSure: true };
const merged = (told: PermissionCheck, sighting: Sighting, settled = {}) =>
  withSeen([told], { contacts: [sighting] }, settled)[0];

describe('what a write has shown', () => {
  it('disproves what the CRM tells, with the time, while nothing has gone through since', () => {
    const found = merged(check('granted'), refusal);
    assert.deepEqual([found?.state, found?.rights?.create], ['missing', 'missing']);
    assert.deepEqual(found?.seen, [{ right: 'create', by: 'refusal', at: '2026-11-24T10:00:00Z' }]);
  });

  it('no longer counts once the CRM has told that the right came back', () => {
    const settled = settledBy(toldBy([check('granted')]), toldBy([check('missing')]));
    assert.deepEqual(settled, ['contacts.create']);
    const found = merged(check('granted'), refusal, { 'contacts.create': '2026-11-24T10:05:00Z' });
    assert.equal(found?.state, 'granted');
    assert.equal(found?.seen, undefined);
  });

  it('is only told, not believed of the whole object, where one record may have been closed', () => {
    const found = merged(check('granted'), { ...refusal, isSure: false });
    assert.deepEqual([found?.state, found?.seen?.length], ['granted', 1]);
  });

  it('does not prove a right that was taken away since', () => {
    assert.equal(merged(check('missing'), { ...refusal, by: 'write' })?.state, 'missing');
  });
});
