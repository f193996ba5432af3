import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConfig } from '../../server/config.js';

const key = Buffer.alloc(32, 1).toString('base64');
const good = { SESSION_SECRET: 's'.repeat(32), ENCRYPTION_KEYS: key };

describe('the settings', () => {
  it('need no more than two secrets', () => {
    const parsed = parseConfig(good);
    assert.ok('config' in parsed);
    assert.equal(parsed.config.port, 4000);
    assert.equal(parsed.config.publicUrl, 'http://localhost:4000');
    assert.equal(parsed.config.databaseUrl, 'file:./data/crm-connect.db');
    assert.equal(parsed.config.logLevel, 'info');
  });

  it('take lists, to rotate secrets and keys and to allow several pages', () => {
    const parsed = parseConfig({
      SESSION_SECRET: `${'a'.repeat(32)}, ${'b'.repeat(40)}`,
      ENCRYPTION_KEYS: `${key},${key}`,
      ALLOWED_ORIGINS: 'https://app.example.com, http://localhost:3000',
    });
    assert.ok('config' in parsed);
    assert.equal(parsed.config.sessionSecrets.length, 2);
    assert.equal(parsed.config.encryptionKeys.length, 2);
    assert.deepEqual(parsed.config.allowedOrigins, ['https://app.example.com', 'http://localhost:3000']);
  });

  it('are all checked at once, with a sentence for each', () => {
    const parsed = parseConfig({ PORT: 'four', PUBLIC_URL: 'nowhere', LOG_LEVEL: 'loud' });
    assert.ok('problems' in parsed);
    assert.equal(parsed.problems.length, 5);
    for (const name of ['PORT', 'PUBLIC_URL', 'LOG_LEVEL', 'SESSION_SECRET', 'ENCRYPTION_KEYS']) {
      assert.equal(parsed.problems.filter((sentence) => sentence.startsWith(`${name} `)).length, 1, name);
    }
  });

  const bad: Record<string, Record<string, string>> = {
    'a short secret': { SESSION_SECRET: 'short' },
    'a short secret beside a long one': { SESSION_SECRET: `${'a'.repeat(32)},short` },
    'an empty secret': { SESSION_SECRET: ' ' },
    'a key that is no base64': { ENCRYPTION_KEYS: '%%%' },
    'a key of the wrong length': { ENCRYPTION_KEYS: Buffer.alloc(16).toString('base64') },
    'an origin with a path': { ALLOWED_ORIGINS: 'https://app.example.com/settings' },
    'any origin at all': { ALLOWED_ORIGINS: '*' },
    'another kind of database': { DATABASE_URL: 'mysql://localhost/db' },
    'a port that is none': { PORT: '70000' },
    'an address without http': { PUBLIC_URL: 'crm.example.com' },
  };
  for (const [what, settings] of Object.entries(bad)) {
    it(`refuse ${what} in one sentence`, () => {
      const parsed = parseConfig({ ...good, ...settings });
      assert.ok('problems' in parsed);
      assert.equal(parsed.problems.length, 1);
      assert.match(parsed.problems[0] ?? '', new RegExp(`^${Object.keys(settings)[0]} .*\\.$`));
    });
  }
});
