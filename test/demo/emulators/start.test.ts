import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import { startEmulators } from '../../../demo/emulators/index.js';

describe('starting the emulators', () => {
  it('gives both an address of their own and stops both', async () => {
    const emulators = await startEmulators();
    const urls = [emulators.hubspot.url, emulators.salesforce.url];
    for (const url of urls) assert.equal((await fetch(`${url}/_emulator/calls`)).status, 200);
    await emulators.close();
    for (const url of urls) await assert.rejects(fetch(`${url}/_emulator/calls`));
  });

  it('says in one sentence that a port is taken, and leaves nothing running', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    const hubspot = await freePort();
    await assert.rejects(startEmulators({ hubspot: { port: hubspot }, salesforce: { port } }), {
      message: `Port ${port} is taken, so the Salesforce emulator cannot start. Stop what uses it or choose another port.`,
    });
    await assert.rejects(fetch(`http://localhost:${hubspot}/_emulator/calls`));
    await new Promise((resolve) => other.close(resolve));
  });
});

async function freePort(): Promise<number> {
  const emulators = await startEmulators();
  await emulators.close();
  return Number(new URL(emulators.hubspot.url).port);
}
