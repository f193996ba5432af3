import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { RunningEmulator } from './running-emulator.js';

interface Property {
  name: string;
  label: string;
  type: string;
  hidden: boolean;
  externalOptions: boolean;
  options: { value: string }[];
  modificationMetadata: { readOnlyValue: boolean };
}

describe('a seeded HubSpot org', () => {
  let emulator: RunningEmulator;
  before(async () => {
    emulator = await RunningEmulator.start();
  });
  after(() => emulator.close());

  async function list(org: 'tidy' | 'awkward', path: string): Promise<Property[]> {
    const call = await emulator.caller(org);
    const { body } = await call('GET', `/crm/properties/2026-03/${path}`);
    const results = body.at('results');
    return Array.isArray(results) ? results : [];
  }

  it('has the field counts of a fresh account when tidy', async () => {
    assert.ok((await list('tidy', 'contacts')).length >= 290);
    assert.equal((await list('tidy', 'meetings')).length, 66);
  });

  it('has 700 contact properties and more when awkward, with every kind of nuisance', async () => {
    const properties = await list('awkward', 'contacts');
    assert.ok(properties.length >= 700);
    assert.equal(new Set(properties.map(({ name }) => name)).size, properties.length, 'names are unique');
    assert.ok(properties.filter(({ label }) => label === 'Region').length > 5, 'labels are not');
    assert.ok(
      properties.some(({ label }) => /[\u3040-\u30ff]/.test(label)),
      'a label in Japanese',
    );
    assert.ok(
      properties.some(({ label }) => /[\u0600-\u06ff]/.test(label)),
      'a label in Arabic',
    );
    assert.ok(properties.some(({ name, hidden }) => hidden && name === 'migration_id'));
    assert.ok(properties.some(({ name, externalOptions }) => externalOptions && name === 'account_manager'));
  });

  it('shows sensitive properties only to who asks for them', async () => {
    const sensitive = await list('awkward', 'contacts?dataSensitivity=sensitive');
    assert.ok(sensitive.some(({ name }) => name === 'bank_account'));
    const plain = await list('awkward', 'contacts');
    assert.ok(!plain.some(({ name }) => name === 'bank_account'));
  });

  it('knows sam@host.com as an owner in both', async () => {
    for (const org of ['tidy', 'awkward'] as const) {
      const call = await emulator.caller(org);
      const { body } = await call('GET', '/crm/v3/owners?email=Sam@Host.com');
      assert.equal(body.at('results', 0, 'email'), 'sam@host.com');
    }
  });
});
