import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Fault } from '../../../../server/contract/model/index.js';
import { propertyProblems } from '../../../../server/crm/hubspot/errors.js';
import { protocol } from '../../../../server/crm/hubspot/protocol.js';
import { errorBody } from '../../../../server/crm/hubspot/replies.js';

const now = new Date('2026-11-23T09:00:00.000Z');

describe('HubSpot’s errors', () => {
  const table: readonly [string, number, object | null, Partial<Fault>, Record<string, string>?][] = [
    [
      'an expired session',
      401,
      {
        status: 'error',
        message: 'The OAuth token used to make this call expired 0 second(s) ago.',
        category: 'EXPIRED_AUTHENTICATION',
      },
      { code: 'session_expired', class: 'auth' },
    ],
    [
      'an uninstalled app',
      401,
      {
        status: 'error',
        message: 'Authentication credentials not found.',
        category: 'INVALID_AUTHENTICATION',
      },
      { code: 'grant_revoked', class: 'auth' },
    ],
    [
      'a missing scope',
      403,
      {
        message: 'This app hasn’t been granted all required scopes to make this call.',
        errors: [
          { message: 'One or more.', context: { requiredGranularScopes: ['crm.objects.contacts.read'] } },
        ],
        category: 'MISSING_SCOPES',
      },
      { code: 'scope_missing', params: { scopes: ['crm.objects.contacts.read'] } },
    ],
    [
      'a missing scope, told at the top',
      403,
      { message: 'No.', context: { requiredScopes: ['contacts'] }, category: 'MISSING_SCOPES' },
      { code: 'scope_missing', params: { scopes: ['contacts'] } },
    ],
    [
      'the rolling limit',
      429,
      { message: 'You have reached your ten_secondly_rolling limit.', policyName: 'TEN_SECONDLY_ROLLING' },
      { code: 'limit_rolling', retryAt: '2026-11-23T09:00:10.000Z' },
    ],
    [
      'the rolling limit with its figures',
      429,
      { message: 'You have reached your ten_secondly_rolling limit.', policyName: 'TEN_SECONDLY_ROLLING' },
      {
        sentence: 'HubSpot allows 110 calls per 10 seconds, and all are used.',
        params: {
          ...{ crm: 'HubSpot', policy: 'TEN_SECONDLY_ROLLING', seconds: 10 },
          ...{ used: 110, max: 110, remaining: 0 },
        },
      },
      {
        'x-hubspot-ratelimit-max': '110',
        'x-hubspot-ratelimit-remaining': '0',
        'x-hubspot-ratelimit-interval-milliseconds': '10000',
      },
    ],
    [
      'the daily limit with its figures',
      429,
      { message: 'You have reached your daily limit.', policyName: 'DAILY' },
      {
        sentence:
          'HubSpot allows 250,000 calls a day, and all are used. It counts anew at midnight of the account’s time zone.',
        retryAt: '2026-11-23T09:15:00.000Z',
      },
      { 'x-hubspot-ratelimit-daily': '250000', 'x-hubspot-ratelimit-daily-remaining': '0' },
    ],
    [
      'a locked record that tells how long',
      423,
      {},
      { code: 'record_locked', retryAt: '2026-11-23T09:00:07.000Z' },
      { 'retry-after': '7' },
    ],
    [
      'the limit of one second',
      429,
      { message: 'You have reached your secondly limit.' },
      { code: 'limit_rolling', retryAt: '2026-11-23T09:00:01.000Z' },
    ],
    [
      'the daily limit',
      429,
      { message: 'You have reached your daily limit.', policyName: 'DAILY' },
      { code: 'limit_daily' },
    ],
    ['a locked record', 423, {}, { code: 'record_locked', retryAt: '2026-11-23T09:00:02.000Z' }],
    [
      'an account on the move',
      477,
      null,
      { code: 'account_migrating', retryAt: '2026-11-23T09:01:00.000Z' },
      { 'retry-after': '60' },
    ],
    ['an outage', 502, null, { code: 'crm_unavailable', class: 'transient', retryAt: null }],
    ['a record that is gone', 404, { message: 'resource not found' }, { code: 'record_gone' }],
    [
      'a contact that is there already',
      409,
      { message: 'Contact already exists. Existing ID: 501', category: 'CONFLICT' },
      { code: 'already_exists', class: 'conflict' },
    ],
    [
      'a property that is gone',
      400,
      refusing('PROPERTY_DOESNT_EXIST', 'industry'),
      { code: 'field_gone', field: 'industry' },
    ],
    [
      'an unknown option',
      400,
      refusing('INVALID_OPTION', 'industry'),
      { code: 'option_unknown', field: 'industry' },
    ],
    ['a bad e-mail', 400, refusing('INVALID_EMAIL', 'email'), { code: 'value_invalid', field: 'email' }],
    ['a read-only property', 400, refusing('READ_ONLY_VALUE', 'createdate'), { code: 'field_not_writable' }],
    [
      'a required property',
      400,
      refusing('MISSING_REQUIRED_PROPERTY', 'firstname'),
      { code: 'required_missing', class: 'data' },
    ],
    [
      'a conditional one',
      400,
      refusing('MISSING_CONDITIONAL_REQUIRED_PROPERTY', 'state'),
      { code: 'required_missing' },
    ],
    ['text that is too long', 400, refusing('INVALID_LENGTH', 'notes'), { code: 'value_too_long' }],
    ['a body of another kind', 400, { message: 'Invalid input JSON on line 1' }, { code: 'record_refused' }],
    ['no body at all', 400, null, { code: 'record_refused' }],
  ];
  for (const [what, status, body, expected, headers] of table) {
    it(`say ${what}`, () => {
      const fault = protocol.fault(
        { status, body, headers: new Headers(headers), requestId: 'r1' },
        { object: 'contacts', labels: { industry: 'Industry' }, now },
      );
      assert.ok(fault);
      assert.match(fault.sentence, /[.?]$/);
      assert.equal(fault.requestId, 'r1');
      for (const [key, value] of Object.entries(expected)) {
        assert.deepEqual(Object.entries(fault).find(([name]) => name === key)?.[1], value, key);
      }
    });
  }

  it('name the property by its label', () => {
    const fault = protocol.fault(
      {
        status: 400,
        body: refusing('PROPERTY_DOESNT_EXIST', 'industry'),
        headers: new Headers(),
        requestId: null,
      },
      { object: 'contacts', labels: { industry: 'Industry' }, now },
    );
    assert.equal(
      fault?.sentence,
      'HubSpot refused the contact: the property Industry does not exist any more.',
    );
  });

  it('are read from the message when they come only there', () => {
    const body = errorBody.parse({
      message:
        'Property values were not valid: [{"isValid":false,"message":"Email address x is invalid","error":"INVALID_EMAIL","name":"email"},{"isValid":false,"message":"m","error":"INVALID_OPTION","name":"tier"}]',
    });
    assert.deepEqual(
      propertyProblems(body).map(({ property, code }) => [property, code]),
      [
        ['email', 'value_invalid'],
        ['tier', 'option_unknown'],
      ],
    );
  });
});

describe('HubSpot’s limits', () => {
  it('are read from the headers', () => {
    const headers = new Headers({
      'X-HubSpot-RateLimit-Max': '110',
      'X-HubSpot-RateLimit-Remaining': '100',
      'X-HubSpot-RateLimit-Interval-Milliseconds': '10000',
    });
    assert.deepEqual(protocol.limits(headers), { used: 10, max: 110, windowMs: 10_000 });
    assert.equal(protocol.limits(new Headers()), null);
  });
});

describe('HubSpot’s daily limit', () => {
  const askedAgain = (instant: string, timeZone?: string) =>
    protocol.fault(
      { status: 429, body: { policyName: 'DAILY' }, headers: new Headers(), requestId: null },
      { object: null, labels: {}, now: new Date(instant), ...(timeZone !== undefined && { timeZone }) },
    )?.retryAt;

  it('ends at the account’s midnight', () => {
    assert.equal(askedAgain('2026-11-01T12:00:00Z', 'US/Eastern'), '2026-11-02T05:00:00.000Z');
  });

  it('is asked after every quarter of an hour where the zone is not known', () => {
    assert.equal(askedAgain('2026-11-01T12:00:00Z'), '2026-11-01T12:15:00.000Z');
    assert.equal(askedAgain('2026-11-01T12:00:00Z', 'Mars/Olympus'), '2026-11-01T12:15:00.000Z');
  });

  it('is asked after as well when it is still used up after midnight', () => {
    assert.equal(askedAgain('2026-11-02T05:00:01Z', 'US/Eastern'), '2026-11-02T05:15:01.000Z');
  });
});

function refusing(code: string, property: string): object {
  return {
    status: 'error',
    message: 'Property values were not valid',
    errors: [{ message: 'No.', code, context: { propertyName: [property] } }],
    category: 'VALIDATION_ERROR',
  };
}
