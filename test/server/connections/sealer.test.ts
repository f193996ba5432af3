import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSealer, Unsealable } from '../../../server/connections/sealer.js';

const key = (byte: number) => new Uint8Array(32).fill(byte);

describe('a sealed grant', () => {
  it('opens with its key and for its owner', async () => {
    const sealer = createSealer([key(1)]);
    const sealed = await sealer.seal('secret', 'con_1');
    assert.ok(!sealed.includes('secret'));
    assert.equal(await sealer.open(sealed, 'con_1'), 'secret');
  });

  it('looks different every time', async () => {
    const sealer = createSealer([key(1)]);
    assert.notEqual(await sealer.seal('secret', 'con_1'), await sealer.seal('secret', 'con_1'));
  });

  it('does not open for another owner', async () => {
    const sealer = createSealer([key(1)]);
    await assert.rejects(sealer.open(await sealer.seal('secret', 'con_1'), 'con_2'), Unsealable);
  });

  it('does not open once it was changed', async () => {
    const sealer = createSealer([key(1)]);
    const sealed = await sealer.seal('secret', 'con_1');
    const changed = sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA');
    await assert.rejects(sealer.open(changed, 'con_1'), Unsealable);
    for (const broken of ['', 'v1', 'v1.a.b.c', 'v2.' + sealed.slice(3)]) {
      await assert.rejects(sealer.open(broken, 'con_1'), Unsealable);
    }
  });

  it('opens with an older key until that is taken away', async () => {
    const sealed = await createSealer([key(1)]).seal('secret', 'con_1');
    const both = createSealer([key(2), key(1)]);
    assert.equal(await both.open(sealed, 'con_1'), 'secret');
    assert.equal(await both.isCurrent(sealed), false);
    assert.equal(await both.isCurrent(await both.seal('secret', 'con_1')), true);
    await assert.rejects(createSealer([key(2)]).open(sealed, 'con_1'), Unsealable);
  });
});
