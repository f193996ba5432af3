import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { demoSettings } from '../../demo/settings.js';

const folder = () => mkdtempSync(join(tmpdir(), 'crm-connect-demo-'));

describe('The demo’s settings', () => {
  it('need nothing to be set', () => {
    const settings = demoSettings({}, folder());
    assert.equal(settings.hostUrl, 'http://localhost:3000');
    assert.equal(settings.server['PORT'], '4000');
    assert.equal(settings.server['SALESFORCE_SANDBOX_LOGIN_URL'], 'http://localhost:4102/sandbox');
  });

  it('honour what the environment has set', () => {
    const env = { DEMO_PORT: '3100', DATABASE_URL: 'postgres://elsewhere', SESSION_SECRET: '' };
    const settings = demoSettings(env, folder());
    assert.equal(settings.hostUrl, 'http://localhost:3100');
    assert.equal(settings.server['ALLOWED_ORIGINS'], 'http://localhost:3100');
    assert.equal(settings.server['DATABASE_URL'], 'postgres://elsewhere');
    assert.ok((settings.server['SESSION_SECRET'] ?? '').length >= 32);
  });

  it('keep their keys from one start to the next', () => {
    const data = folder();
    const keys = () => demoSettings({}, data).server['ENCRYPTION_KEYS'];
    assert.equal(keys(), keys());
  });

  it('say which port is none', () => {
    for (const PORT of ['abc', '0', '70000', '80.5']) {
      assert.throws(
        () => demoSettings({ PORT }, folder()),
        new RegExp(`^Error: PORT must be a port number.*"${PORT}"`),
      );
    }
  });

  it('say what to do about a file of keys that holds none', () => {
    const data = folder();
    writeFileSync(join(data, 'keys.json'), '{}');
    assert.throws(() => demoSettings({}, data), /does not hold the demo's keys. Delete it/);
  });
});
