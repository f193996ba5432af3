import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRace, isUnavailable } from '../../../server/store/errors.js';

const coded = (code: string) => Object.assign(new Error('no'), { code });

describe('errors of the database', () => {
  for (const code of [
    'SQLITE_FULL',
    'SQLITE_IOERR_WRITE',
    'ECONNREFUSED',
    'EPIPE',
    '57P01',
    '57P03',
    '53100',
    '08006',
  ])
    it(`${code} is one that passes`, () => assert.ok(isUnavailable(coded(code))));

  for (const sentence of [
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
  ])
    it(`“${sentence}” is one that passes`, () => assert.ok(isUnavailable(new Error(sentence))));

  it('those of two servers at once are tried again', () => {
    for (const code of ['23505', '40001', '40P01'])
      assert.ok(isRace(coded(code)) && !isUnavailable(coded(code)));
  });

  it('ours are neither', () => {
    for (const error of [new Error('no'), coded('42P01'), coded('SQLITE_ERROR'), 'text'])
      assert.ok(!isRace(error) && !isUnavailable(error));
  });
});
