import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startEmulators, type Emulators } from '../../demo/emulators/index.js';
import { BadSettings, createServer } from '../../server/index.js';
import { program } from '../compiled.js';
import { settingsFor, startStage, until } from './harness.js';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');

describe('the server', () => {
  let emulators: Emulators;
  let folder: string;
  before(async () => {
    emulators = await startEmulators();
    folder = await mkdtemp(join(tmpdir(), 'crm-connect-'));
  });
  after(async () => {
    await emulators.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('carries a booking to both CRMs', async () => {
    const stage = await startStage({ emulators });
    await stage.connect('hubspot');
    await stage.connect('salesforce');
    const accepted = await stage.api('service').post('/bookings', {
      eventId: 'evt_1',
      id: 'bkg_1',
      occurredAt: new Date().toISOString(),
      status: 'booked',
      contact: { email: 'ana@acme.example', firstName: 'Ana', lastName: 'López', company: 'Acme' },
      booking: { subject: 'Intro call', start: '2027-01-04T15:00:00Z', end: '2027-01-04T15:30:00Z' },
    });
    assert.equal(accepted.status, 202, JSON.stringify(accepted.body));
    await until(async () => {
      const { syncs } = (await stage.api('member').get('/bookings/bkg_1')).body;
      return syncs.every((sync: { state: string }) => sync.state !== 'pending');
    });
    const { syncs } = (await stage.api('member').get('/bookings/bkg_1')).body;
    assert.deepEqual(
      syncs.map(({ state }: { state: string }) => state),
      ['synced', 'synced'],
      JSON.stringify(syncs),
    );
    const contacts = await stage.crm('hubspot').records('contacts');
    assert.equal(contacts.filter(({ email }) => email === 'ana@acme.example').length, 1);
    const leads = await stage.crm('salesforce').records('Lead');
    assert.equal(leads.filter(({ Email }) => Email === 'ana@acme.example').length, 1);
    await stage.close();
  });

  it('ends what waits as skipped when a CRM is disconnected', async () => {
    const stage = await startStage({ emulators });
    await stage.connect('hubspot');
    await stage.api().patch('/connections/hubspot', { paused: true });
    const event = {
      eventId: 'evt_2',
      id: 'bkg_2',
      occurredAt: new Date().toISOString(),
      status: 'booked',
      contact: { email: 'bo@acme.example' },
      booking: { subject: 'Intro call', start: '2027-01-04T15:00:00Z', end: '2027-01-04T15:30:00Z' },
    };
    assert.equal((await stage.api('service').post('/bookings', event)).status, 202);
    const sync = async () => (await stage.api('member').get('/bookings/bkg_2')).body.syncs[0];
    assert.equal((await sync()).state, 'paused');
    assert.equal((await stage.api('member').get('/connections')).body.connections[0].counts.pending, 1);
    await stage.api().delete('/connections/hubspot?mapping=keep');
    assert.equal((await sync()).state, 'skipped');
    assert.equal((await sync()).fault.code, 'disconnected');
    await stage.close();
  });

  it('is still connected after a restart, and with a new encryption key', async () => {
    const settings = { DATABASE_URL: `file:${join(folder, 'restart.db')}`, ENCRYPTION_KEYS: key(1) };
    const first = await startStage({ emulators, settings });
    await first.connect('salesforce');
    await first.close();
    const second = await startStage({
      emulators,
      settings: { ...settings, ENCRYPTION_KEYS: `${key(2)},${key(1)}` },
    });
    assert.equal(
      (await second.api().get('/providers/salesforce/objects/Lead/fields?refresh=true')).status,
      200,
    );
    await second.close();
    const third = await startStage({ emulators, settings: { ...settings, ENCRYPTION_KEYS: key(2) } });
    assert.equal(
      (await third.api().get('/providers/salesforce/objects/Lead/fields?refresh=true')).status,
      200,
    );
    await third.close();
    const fourth = await startStage({ emulators, settings: { ...settings, ENCRYPTION_KEYS: key(3) } });
    const [connection] = (await fourth.api().get('/connections')).body.connections;
    assert.equal(connection.status, 'needs_reconnect');
    await fourth.close();
    const fifth = await startStage({ emulators, settings: { ...settings, ENCRYPTION_KEYS: key(2) } });
    const [again] = (await fifth.api().get('/connections')).body.connections;
    assert.equal(again.status, 'active', 'a start with the wrong keys costs nobody a new sign-in');
    await fifth.close();
  });

  it('takes nothing more once it closes', async () => {
    const stage = await startStage({ emulators });
    await stage.server.close();
    assert.equal((await stage.api().get('/providers')).body.code, 'shutting_down');
    const ready = await fetch(`${stage.url}/readyz`);
    assert.equal(ready.status, 503);
    await stage.close();
  });

  it('lists every setting that it cannot use', () => {
    assert.throws(
      () =>
        createServer({
          PORT: 'x',
          HUBSPOT_CLIENT_ID: 'demo',
          HUBSPOT_CLIENT_SECRET: 's',
          HUBSPOT_API_URL: 'nowhere',
        }),
      (error) => {
        assert.ok(error instanceof BadSettings);
        for (const name of ['PORT', 'SESSION_SECRET', 'ENCRYPTION_KEYS', 'HUBSPOT_API_URL']) {
          assert.equal(
            error.problems.filter((sentence) => sentence.includes(name)).length,
            1,
            `${name}: ${error.message}`,
          );
        }
        return true;
      },
    );
  });

  describe('as a program', () => {
    const run = (settings: Record<string, string>) => {
      const child = spawn(process.execPath, program('server/main.ts'), {
        env: { PATH: process.env.PATH, ...settings },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
      return { child, ended: once(child, 'close').then(([code]) => ({ code, said })), said: () => said };
    };
    const good = (): Record<string, string> => ({
      ...settingsFor(emulators, 'http://localhost:4000'),
      PORT: '0',
    });

    it('says which secret is missing and exits', async () => {
      const { SESSION_SECRET: _secret, ...settings } = good();
      const { code, said } = await run(settings).ended;
      assert.equal(code, 1);
      assert.match(said, /^SESSION_SECRET is missing[^\n]*\n$/);
    });

    it('says which port is taken and exits', async () => {
      const taken = createTcpServer().listen(0);
      await once(taken, 'listening');
      const { port } = taken.address() as AddressInfo;
      const { code, said } = await run({ ...good(), PORT: String(port) }).ended;
      taken.close();
      assert.equal(code, 1);
      assert.match(said, new RegExp(`Port ${port} is taken[^\\n]*\\n$`));
    });

    it('says that no backup could be written and exits, rather than run without', async () => {
      const file = join(folder, 'a file');
      await writeFile(file, '');
      for (const BACKUP_DIR of [file, join(file, 'copies')]) {
        const DATABASE_URL = `file:${join(folder, 'backed-up.db')}`;
        const { code, said } = await run({ ...good(), DATABASE_URL, BACKUP_DIR }).ended;
        assert.equal(code, 1);
        assert.match(said, /^No backup can be written to [^\n]*; check BACKUP_DIR\.\n$/);
      }
    });

    it('stops when it is told to, and a second one on its database is refused meanwhile', async () => {
      const settings = { ...good(), DATABASE_URL: `file:${join(folder, 'deep', 'er', 'program.db')}` };
      const first = run(settings);
      await until(async () => /listening/.test(first.said()) || first.child.exitCode !== null);
      const second = await run(settings).ended;
      assert.equal(second.code, 1);
      assert.equal(second.said.trim().split('\n').length, 1, second.said);
      first.child.kill('SIGTERM');
      const { code } = await first.ended;
      assert.equal(code, 0);
    });
  });
});
