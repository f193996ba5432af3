import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ownerOf } from '../../../server/mappings/owner.js';

const users = [
  { id: 'u1', name: 'Sam', email: 'Sam@Host.com', active: true },
  { id: 'u2', name: 'Kim', email: 'kim@host.com', active: false },
];
const person = { name: 'Lead', role: 'person', ownerField: 'OwnerId' } as const;
const meeting = { name: 'Visit', role: 'meeting', ownerField: 'OwnerId' } as const;

describe('who owns a record', () => {
  it('is the user with the host’s e-mail address, of a person from the start, of a meeting always', () => {
    const policy = { from: 'host_email', fallback: null } as const;
    assert.deepEqual(ownerOf(policy, person, ' sam@host.com', users, 'Acme CRM').owner, {
      field: 'OwnerId',
      id: 'u1',
      write: 'on_create',
    });
    assert.equal(ownerOf(policy, meeting, 'sam@host.com', users, 'Acme CRM').owner?.write, 'always');
  });

  it('is the fallback when the host is nobody, or nobody active, there', () => {
    const policy = { from: 'host_email', fallback: 'u9' } as const;
    for (const email of ['new@host.com', 'kim@host.com', undefined]) {
      assert.equal(ownerOf(policy, person, email, users, 'Acme CRM').owner?.id, 'u9');
    }
  });

  it('is left to the CRM, and told, when there is no fallback either', () => {
    const { owner, omitted } = ownerOf(
      { from: 'host_email', fallback: null },
      person,
      'kim@host.com',
      users,
      'Acme CRM',
    );
    assert.equal(owner, null);
    assert.deepEqual(omitted, {
      object: 'Lead',
      field: 'OwnerId',
      code: 'owner_unknown',
      why: 'Acme CRM has no active user with the e-mail address kim@host.com, so it chose the owner itself.',
    });
  });

  it('is not told when the booking has no host, or the admin wants none', () => {
    const nothing = { owner: null, omitted: null };
    assert.deepEqual(ownerOf({ from: 'host_email', fallback: null }, person, '', users, 'Acme CRM'), nothing);
    assert.deepEqual(ownerOf({ from: 'none', fallback: null }, person, 'sam@host.com', users, 'A'), nothing);
    assert.deepEqual(
      ownerOf({ from: 'none', fallback: 'u9' }, { ...person, ownerField: null }, 'sam@host.com', users, 'A'),
      nothing,
    );
  });
});
