import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from '@hubspot/api-client';
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/contacts/models/Filter.js';
import {
  PropertyCreateFieldTypeEnum,
  PropertyCreateTypeEnum,
} from '@hubspot/api-client/lib/codegen/crm/properties/models/PropertyCreate.js';
import { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/objects/models/AssociationSpec.js';
import { RunningEmulator } from './running-emulator.js';

const redirect = 'http://localhost:4000/oauth/hubspot/callback';
const scopes = ['crm.objects.contacts.read', 'crm.objects.contacts.write', 'crm.schemas.contacts.read'];
const category = AssociationSpecAssociationCategoryEnum.HubspotDefined;

describe('the official HubSpot client', () => {
  let emulator: RunningEmulator;
  let client: Client;
  let contactId = '';
  let meetingId = '';

  before(async () => {
    emulator = await RunningEmulator.start();
    const accessToken = await emulator.token();
    client = new Client({ accessToken, basePath: emulator.url, numberOfApiCallRetries: 0 });
  });
  after(() => emulator.close());

  async function allow(): Promise<string> {
    const url = new URL(
      client.oauth.getAuthorizationUrl('demo', redirect, scopes.join(' '), 'crm.objects.owners.read', 'st'),
    );
    const page = await emulator.send('GET', `${url.pathname}${url.search}`);
    assert.match(page.text, /Allow/);
    const form = new URLSearchParams({ request: url.search.slice(1), org: 'tidy', decision: 'allow' });
    const back = await emulator.send('POST', '/oauth/authorize', form);
    const target = new URL(back.headers.get('location') ?? '');
    assert.equal(target.searchParams.get('state'), 'st');
    return target.searchParams.get('code') ?? '';
  }

  it('exchanges a code, refreshes, looks up and revokes tokens', async () => {
    const { tokensApi, accessTokensApi, refreshTokensApi } = client.oauth;
    const first = await tokensApi.create(
      'authorization_code',
      await allow(),
      redirect,
      'demo',
      'demo-secret',
    );
    assert.equal(first.expiresIn, 1800);
    const second = await tokensApi.create(
      'refresh_token',
      undefined,
      undefined,
      'demo',
      'demo-secret',
      first.refreshToken,
    );
    assert.equal(second.refreshToken, first.refreshToken);

    const info = await accessTokensApi.get(second.accessToken);
    assert.equal(info.hubId, 44237313);
    assert.ok(info.scopes.includes('crm.objects.owners.read'));
    assert.equal((await refreshTokensApi.get(first.refreshToken)).clientId, 'demo');

    await refreshTokensApi.archive(first.refreshToken);
    await assert.rejects(
      tokensApi.create('refresh_token', undefined, undefined, 'demo', 'demo-secret', first.refreshToken),
      (error: { code: number; body: { status: string } }) =>
        error.code === 400 && error.body.status === 'BAD_REFRESH_TOKEN',
    );
  });

  it('lists properties and creates one', async () => {
    const all = await client.crm.properties.coreApi.getAll('contacts', false);
    assert.ok(all.results.length > 290);
    const created = await client.crm.properties.coreApi.create('contacts', {
      name: 'favourite_room',
      label: 'Favourite room',
      type: PropertyCreateTypeEnum.String,
      fieldType: PropertyCreateFieldTypeEnum.Text,
      groupName: 'contactinformation',
    });
    assert.equal(created.modificationMetadata?.readOnlyValue, false);
  });

  it('creates a contact, updates it by e-mail and upserts it', async () => {
    const { basicApi, batchApi } = client.crm.contacts;
    const created = await basicApi.create({
      properties: { email: 'rae@acme.com', firstname: 'Rae' },
      associations: [],
    });
    contactId = created.id;
    assert.ok(created.createdAt instanceof Date && !Number.isNaN(created.createdAt.getTime()));
    const updated = await basicApi.update('rae@acme.com', { properties: { lastname: 'Moss' } }, 'email');
    assert.equal(updated.id, contactId);
    const upserted = await batchApi.upsert({
      inputs: [{ id: 'RAE@acme.com', idProperty: 'email', properties: { phone: '+1 555 0100' } }],
    });
    assert.deepEqual(
      upserted.results.map(({ id, _new }) => [id, _new]),
      [[contactId, false]],
    );
  });

  it('finds the contact by search once the index has caught up', async () => {
    emulator.advance(5_000);
    const found = await client.crm.contacts.searchApi.doSearch({
      limit: 10,
      after: '0',
      sorts: [],
      properties: ['phone'],
      filterGroups: [
        { filters: [{ propertyName: 'email', operator: FilterOperatorEnum.Eq, value: 'rae@acme.com' }] },
      ],
    });
    assert.deepEqual([found.total, found.results[0]?.properties['phone']], [1, '+1 555 0100']);
  });

  it('creates a meeting with its contact and associates it both ways there are', async () => {
    const meeting = await client.crm.objects.meetings.basicApi.create({
      properties: { hs_timestamp: '2026-12-01T15:00:00Z', hs_meeting_title: 'Intro call' },
      associations: [
        { to: { id: contactId }, types: [{ associationCategory: category, associationTypeId: 200 }] },
      ],
    });
    meetingId = meeting.id;
    const byDefault = await client.crm.associations.v4.basicApi.createDefault(
      'meetings',
      meetingId,
      'contacts',
      contactId,
    );
    assert.equal(byDefault.results[0]?.associationSpec.associationTypeId, 200);
    const labelled = await client.crm.associations.v4.basicApi.create(
      'meetings',
      meetingId,
      'contacts',
      contactId,
      [{ associationCategory: category, associationTypeId: 200 }],
    );
    assert.equal(String(labelled.toObjectId), contactId);
  });

  it('lists owners', async () => {
    const page = await client.crm.owners.ownersApi.getPage();
    assert.ok(page.results.some(({ email }) => email === 'sam@host.com'));
  });

  it('calls date paths raw', async () => {
    const response = await client.apiRequest({ method: 'GET', path: '/account-info/2026-03/details' });
    assert.equal(response.status, 200);
  });

  it('raises exceptions with HubSpot’s words for a duplicate, a bad value and a used-up limit', async () => {
    const { basicApi } = client.crm.contacts;
    const create = (properties: Record<string, string>) => basicApi.create({ properties, associations: [] });
    await assert.rejects(
      create({ email: 'rae@acme.com' }),
      (error: { code: number; body: { message: string } }) => {
        return (
          error.code === 409 && error.body.message === `Contact already exists. Existing ID: ${contactId}`
        );
      },
    );
    await assert.rejects(
      create({ email: 'test222' }),
      (error: { code: number; body: { errors: { code: string }[] } }) => {
        return error.code === 400 && error.body.errors[0]?.code === 'INVALID_EMAIL';
      },
    );
    await emulator.control('POST', 'faults', [{ then: { rateLimit: 'rolling' }, times: 1 }]);
    await assert.rejects(
      create({ email: 'new@acme.com' }),
      (error: { code: number; body: { policyName: string } }) => {
        return error.code === 429 && error.body.policyName === 'TEN_SECONDLY_ROLLING';
      },
    );
  });

  it('reads a merged contact by its old id, and hears of locks and a used-up day', async () => {
    const { body } = await emulator.control('POST', 'records/contacts', {
      records: [{ email: 'kept@merge.example' }, { email: 'gone@merge.example' }],
    });
    const [kept, gone] = [String(body.at('ids', 0)), String(body.at('ids', 1))];
    await client.crm.contacts.basicApi.merge({ primaryObjectId: kept, objectIdToMerge: gone });
    assert.equal((await client.crm.contacts.basicApi.getById(gone)).id, kept);

    const refusal = async () => {
      const error: unknown = await client.crm.contacts.basicApi
        .getById(kept)
        .catch((caught: unknown) => caught);
      assert.ok(error instanceof Error && 'code' in error && 'body' in error && 'headers' in error);
      return JSON.parse(JSON.stringify({ code: error.code, body: error.body, headers: error.headers }));
    };
    const headers = { 'retry-after': '2' };
    await emulator.control('POST', 'faults', [{ times: 1, then: { status: 423, headers } }]);
    const locked = await refusal();
    assert.deepEqual([locked.code, locked.headers['retry-after']], [423, '2']);
    await emulator.control('PATCH', 'org', { limits: { daily: 0 } });
    const used = await refusal();
    assert.deepEqual([used.code, used.body.policyName], [429, 'DAILY']);
    await emulator.control('PATCH', 'org', { limits: { daily: null } });
  });
});
