import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import jsforce from 'jsforce';
import {
  connect,
  decide,
  patchOrg,
  redirectUri,
  send,
  setFaults,
  startSalesforce,
  type Running,
} from './harness.js';

/** The official client, as a program would use it. */
describe('Salesforce emulator: jsforce 3.10', () => {
  let emulator: Running;
  before(async () => void (emulator = await startSalesforce()));
  after(() => emulator.close());
  beforeEach(async () => {
    for (const org of ['tidy', 'awkward'])
      await send(`${emulator.url}/_emulator/reset?org=${org}`, { method: 'POST' });
  });

  const oauth2For = (loginUrl: string) =>
    new jsforce.OAuth2({
      loginUrl,
      clientId: 'demo',
      clientSecret: 'demo-secret',
      redirectUri,
      useVerifier: true,
    });

  const login = async (loginUrl = emulator.url, org: 'tidy' | 'awkward' = 'tidy') => {
    const oauth2 = oauth2For(loginUrl);
    const connection = new jsforce.Connection({ oauth2, version: '67.0' });
    const back = await decide(
      oauth2.getAuthorizationUrl({ scope: 'api refresh_token id openid', state: 'x' }),
      'allow',
      org,
    );
    const user = await connection.authorize(back.searchParams.get('code') ?? '');
    return { connection, user, oauth2 };
  };

  const error = async (
    work: PromiseLike<unknown>,
  ): Promise<{ name: string; errorCode?: string; message: string; data?: unknown }> => {
    try {
      await work;
    } catch (thrown) {
      if (thrown instanceof Error) return thrown;
    }
    throw new Error('It should have failed.');
  };

  it('logs in without naming the challenge method, and knows org, user and instance', async () => {
    const { connection, user } = await login();
    assert.match(user.organizationId, /^00D\w{15}$/);
    assert.match(user.id, /^005\w{15}$/);
    assert.equal(connection.instanceUrl, emulator.url);
    const identity = await connection.identity();
    assert.equal(identity.user_id, user.id);
    assert.equal(identity.email, 'ada.admin@tidy.example');
  });

  it('logs in to a sandbox by its own login', async () => {
    const production = await login();
    const sandbox = await login(`${emulator.url}/sandbox`);
    assert.notEqual(sandbox.user.organizationId, production.user.organizationId);
    const { records } = await sandbox.connection.query('SELECT Id, IsSandbox FROM Organization');
    assert.equal(records[0]?.['IsSandbox'], true);
    assert.equal((await sandbox.connection.identity()).organization_id, sandbox.user.organizationId);
  });

  it('says why a login failed', async () => {
    const connection = new jsforce.Connection({ oauth2: oauth2For(emulator.url), version: '67.0' });
    const { name, message } = await error(connection.authorize('nonsense'));
    assert.deepEqual([name, message], ['invalid_grant', 'invalid authorization code']);
  });

  it('describes one object and all of them', async () => {
    const { connection } = await login();
    const contact = await connection.describe('Contact');
    assert.equal(contact.fields.length, 59);
    assert.equal(contact.fields.find((field) => field.name === 'LastName')?.nillable, false);
    const { sobjects } = await connection.describeGlobal();
    assert.ok(sobjects.some((sobject) => sobject.name === 'Lead' && sobject.keyPrefix === '00Q'));
    assert.ok(
      (await (await login(emulator.url, 'awkward')).connection.describe('Contact')).fields.length > 700,
    );
  });

  it('creates, reads, updates, upserts and destroys one record', async () => {
    const { connection } = await login();
    const contacts = connection.sobject('Contact');
    const made = await contacts.create({ LastName: 'López', Email: 'ana@acme.com' });
    const id = made.id ?? '';
    assert.deepEqual(made, { id, success: true, errors: [] });
    assert.deepEqual(await contacts.update({ Id: id, Title: 'CEO' }), { id, success: true, errors: [] });
    const upserted = await contacts.upsert({ Email: 'ana@acme.com', Department: 'Sales' }, 'Email');
    assert.equal(upserted.success, true);
    const record = await contacts.retrieve(id);
    assert.deepEqual([record['Title'], record['Department']], ['CEO', 'Sales']);
    assert.equal((await contacts.destroy(id)).success, true);
    assert.equal((await error(contacts.retrieve(id))).errorCode, 'ENTITY_IS_DELETED');
  });

  it('lists the matches of an ambiguous upsert', async () => {
    const { connection } = await login();
    const contacts = connection.sobject('Contact');
    await contacts.create({ LastName: 'A', Email: 'two@acme.com' });
    await contacts.create({ LastName: 'B', Email: 'two@acme.com' });
    const { errorCode, data } = await error(contacts.upsert({ Email: 'two@acme.com' }, 'Email'));
    assert.equal(errorCode, 'MULTIPLE_CHOICES');
    assert.equal(Array.isArray(data) && data.length, 2);
  });

  it('writes collections: create, update, upsert, destroy', async () => {
    const { connection } = await login();
    const leads = connection.sobject('Lead');
    const made = await leads.create([{ LastName: 'A', Company: 'X', Email: 'a@x.com' }, { LastName: 'B' }]);
    assert.deepEqual(
      made.map(({ success }) => success),
      [true, false],
    );
    assert.match(JSON.stringify(made[1]), /"statusCode":"REQUIRED_FIELD_MISSING"/);
    const id = made[0]?.id ?? '';
    assert.equal((await leads.update([{ Id: id, Title: 'T' }]))[0]?.success, true);
    const upserted = await leads.upsert(
      [
        { Email: 'a@x.com', Title: 'U' },
        { Email: 'c@x.com', LastName: 'C', Company: 'Y' },
      ],
      'Email',
    );
    assert.deepEqual(
      upserted.map(({ success }) => success),
      [true, true],
    );
    assert.deepEqual(
      (await leads.destroy([id])).map(({ success }) => success),
      [true],
    );
  });

  it('finds by query, by conditions, by search, and page after page', async () => {
    const { connection } = await login();
    const found = await connection.query("SELECT Id, Owner.Name FROM Lead WHERE Company LIKE 'Blue%'");
    assert.deepEqual([found.totalSize, found.done, found.records[0]?.['Owner'].Name], [1, true, 'Sam Host']);
    await connection.sobject('Contact').create({ LastName: "O'Neil" });
    const some = await connection
      .sobject('Contact')
      .find({ LastName: "O'Neil" }, ['Id', 'LastName'])
      .sort({ CreatedDate: -1 })
      .limit(5);
    assert.equal(some.length, 1);
    assert.equal(await connection.sobject('Contact').count({ Email: { $like: '%@acme.example' } }), 1);
    const { searchRecords } = await connection.search(
      'FIND {ken.ito@acme.example} IN EMAIL FIELDS RETURNING Contact(Id)',
    );
    assert.equal(searchRecords.length, 1);
    const rows = Array.from({ length: 200 }, (_, i) => ({ Name: `C${i}` }));
    for (let i = 0; i < 11; i += 1) await connection.sobject('Campaign').create(rows);
    const all = await connection.query('SELECT Id FROM Campaign', { autoFetch: true, maxFetch: 5000 });
    assert.equal(all.records.length, 2200);
  });

  it('posts a composite', async () => {
    const { connection } = await login();
    const reply: { compositeResponse: { httpStatusCode: number }[] } = await connection.requestPost(
      '/composite',
      {
        allOrNone: true,
        compositeRequest: [
          {
            method: 'POST',
            url: '/services/data/v67.0/sobjects/Lead',
            referenceId: 'p',
            body: { LastName: 'A', Company: 'B' },
          },
          {
            ...{ method: 'POST', url: '/services/data/v67.0/sobjects/Event', referenceId: 'e' },
            body: { WhoId: '@{p.id}', StartDateTime: '2026-12-01T15:00:00Z', DurationInMinutes: 30 },
          },
        ],
      },
    );
    assert.deepEqual(
      reply.compositeResponse.map(({ httpStatusCode }) => httpStatusCode),
      [201, 201],
    );
  });

  it('passes headers on, reads the limits and what a call used', async () => {
    const { connection } = await login();
    const headers = { 'Sforce-Auto-Assign': 'FALSE', 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
    await connection.sobject('Lead').create({ LastName: 'A', Company: 'B' }, { headers });
    const limits = await connection.limits();
    assert.equal(limits['DailyApiRequests']?.Max, 15_000);
    assert.equal(connection.limitInfo?.apiUsage?.used, 15_000 - (limits['DailyApiRequests']?.Remaining ?? 0));
  });

  it('gives errors by code, and several as one', async () => {
    const { connection } = await login();
    const leads = connection.sobject('Lead');
    const one = await error(leads.create({ LastName: 'A' }));
    assert.deepEqual(
      [one.name, one.errorCode, one.message],
      ['REQUIRED_FIELD_MISSING', 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [Company]'],
    );
    const several = await error(
      leads.create({ LastName: 'A', Company: 'B', Email: 'x', Title: 'x'.repeat(300) }),
    );
    assert.equal(several.errorCode, 'MULTIPLE_API_ERRORS');
    assert.equal((await error(connection.query('SELECT Nope FROM Lead'))).errorCode, 'INVALID_FIELD');
    assert.equal((await error(connection.describe('Nope'))).errorCode, 'NOT_FOUND');
  });

  it('gives the matches of a duplicate rule, and saves all the same when told to', async () => {
    await patchOrg(emulator, { rules: { duplicates: { Contact: { action: 'alert' } } } });
    const contacts = (await login()).connection.sobject('Contact');
    const ana = { LastName: 'Lopez', Email: 'ana@acme.example' };
    const { id } = await contacts.create(ana);
    const refused = await error(contacts.create(ana));
    assert.deepEqual(
      [refused.errorCode, refused.message],
      ['DUPLICATES_DETECTED', 'Use one of these records?'],
    );
    assert.ok(JSON.stringify(refused.data).includes(`"Id":"${id}"`));
    const headers = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
    assert.equal((await contacts.create(ana, { headers })).success, true);
  });

  it('gives each row of a collection its own error: a rule, a lock, too little time', async () => {
    const contacts = (await login()).connection.sobject('Contact');
    const rule = { message: 'Name them', when: { FirstName: null } };
    await patchOrg(emulator, { rules: { validation: { Contact: [rule] } } });
    const then = { rowError: 'UNABLE_TO_LOCK_ROW', match: 'Locked' };
    await setFaults(emulator, [{ then }]);
    const rows = [
      { LastName: 'A' },
      { LastName: 'Locked', FirstName: 'B' },
      { LastName: 'C', FirstName: 'C' },
    ];
    const codes = async () => {
      const results = await contacts.create(rows, { allOrNone: false });
      return results.map(({ success, errors: [failed] = [] }) =>
        failed && 'statusCode' in failed ? failed.statusCode : success,
      );
    };
    assert.deepEqual(await codes(), ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'UNABLE_TO_LOCK_ROW', true]);
    await patchOrg(emulator, { rules: { cpu: { rows: 2 } } });
    assert.deepEqual(await codes(), Array(3).fill('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY'));
  });

  it('refreshes by itself when the session has run out', async () => {
    const { connection } = await login();
    const before = connection.accessToken;
    emulator.wait(3 * 3_600_000);
    assert.ok((await connection.query('SELECT Id FROM Lead')).totalSize > 0);
    assert.notEqual(connection.accessToken, before);
  });

  it('loses its access under rotation unless the listener keeps the new token', async () => {
    await patchOrg(emulator, { rotation: true });
    const keeping = (await login()).connection;
    keeping.on('refresh', (_token: string, reply: { refresh_token?: string }) => {
      if (reply.refresh_token) keeping.refreshToken = reply.refresh_token;
    });
    for (let i = 0; i < 3; i += 1) {
      emulator.wait(3 * 3_600_000);
      assert.ok((await keeping.query('SELECT Id FROM Lead')).totalSize > 0);
    }
    const forgetful = (await login()).connection;
    emulator.wait(3 * 3_600_000);
    await forgetful.query('SELECT Id FROM Lead');
    emulator.wait(3 * 3_600_000);
    const { message } = await error(forgetful.query('SELECT Id FROM Lead'));
    assert.equal(message, 'Unable to refresh session due to: expired access/refresh token');
  });

  it('does not try to refresh a session that has no right to the API', async () => {
    const { token } = await connect(emulator, 'tidy', ['id', 'refresh_token']);
    const connection = new jsforce.Connection({
      ...{
        oauth2: oauth2For(emulator.url),
        instanceUrl: emulator.url,
        accessToken: token,
        refreshToken: 'x',
        version: '67.0',
      },
    });
    assert.match(
      (await error(connection.query('SELECT Id FROM Lead'))).message,
      /not valid for use with the REST API/,
    );
  });

  it('logs out and revokes', async () => {
    const { connection, oauth2 } = await login();
    const refreshToken = connection.refreshToken ?? '';
    await oauth2.revokeToken(refreshToken);
    assert.equal(
      (await error(connection.query('SELECT Id FROM Lead'))).message.includes('expired access/refresh token'),
      true,
    );
    const other = (await login()).connection;
    const { accessToken } = other;
    await other.logout(true);
    const { status } = await send(`${emulator.url}/services/data/v67.0/limits`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    assert.equal(status, 401);
  });
});
