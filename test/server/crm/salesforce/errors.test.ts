import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { faultOf } from '../../../../server/crm/salesforce/errors.js';
import { limitsOf } from '../../../../server/crm/salesforce/limits.js';

describe('what Salesforce’s errors mean', () => {
  const cases: [
    status: number,
    errorCode: string,
    message: string,
    fields: string[],
    code: string,
    sentence: RegExp,
  ][] = [
    [401, 'INVALID_SESSION_ID', 'Session expired or invalid', [], 'session_expired', /ended the session/],
    [
      401,
      'INVALID_SESSION_ID',
      'This session is not valid for use with the REST API',
      [],
      'scope_missing',
      /scope/,
    ],
    [
      403,
      'API_DISABLED_FOR_ORG',
      'The REST API is not enabled for this Organization.',
      [],
      'api_disabled',
      /switched off/,
    ],
    [
      403,
      'REQUEST_LIMIT_EXCEEDED',
      'TotalRequests Limit exceeded.',
      [],
      'limit_daily',
      /allows 15,000 calls in 24 hours; 18 are used/,
    ],
    [
      403,
      'REQUEST_LIMIT_EXCEEDED',
      'ConcurrentRequests (Concurrent API Requests) Limit exceeded.',
      [],
      'limit_rolling',
      /at once/,
    ],
    [
      400,
      'REQUIRED_FIELD_MISSING',
      'Required fields are missing: [LastName, Company]',
      ['LastName', 'Company'],
      'required_missing',
      /Last Name and Company are required/,
    ],
    [
      400,
      'REQUIRED_FIELD_MISSING',
      'Required fields are missing: [Company]',
      [],
      'required_missing',
      /Company is required/,
    ],
    [
      400,
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      'Industry: bad value for restricted picklist field: Tech',
      ['Industry'],
      'option_unknown',
      /the lead: Industry does not accept “Tech”/,
    ],
    [
      400,
      'STRING_TOO_LONG',
      'City: data value too large: … (max length=40)',
      ['City'],
      'value_too_long',
      /longer than 40/,
    ],
    [400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Phone is needed.', [], 'rule_refused', /“Phone is needed”/],
    [
      400,
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      'Unable to create/update fields: Rating. Please check…',
      ['Rating'],
      'field_not_writable',
      /Rating/,
    ],
    [400, 'INVALID_FIELD', "No such column 'X__c' on sobject of type Lead", [], 'field_gone', /X__c/],
    [400, 'INVALID_EMAIL_ADDRESS', 'Email: invalid email address: foo', ['Email'], 'value_invalid', /Email/],
    [400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [], 'record_gone', /deleted/],
    [400, 'INVALID_CROSS_REFERENCE_KEY', 'Owner ID: invalid', ['OwnerId'], 'value_invalid', /OwnerId/],
    [
      400,
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      'T: System.LimitException: Apex CPU time limit exceeded',
      [],
      'crm_unavailable',
      /not available/,
    ],
    [400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'T: execution of BeforeInsert', [], 'rule_refused', /rule/],
    [
      400,
      'UNABLE_TO_LOCK_ROW',
      'unable to obtain exclusive access to this record',
      [],
      'record_locked',
      /locked/,
    ],
    [
      400,
      'CANNOT_UPDATE_CONVERTED_LEAD',
      'cannot reference converted lead',
      [],
      'lead_converted',
      /converted/,
    ],
    [404, 'ENTITY_IS_DELETED', 'entity is deleted', [], 'record_gone', /The lead was deleted/],
    [400, 'INACTIVE_OWNER_OR_USER', 'operation performed with inactive user', [], 'value_invalid', /OwnerId/],
    [503, 'SERVER_UNAVAILABLE', 'busy', [], 'crm_unavailable', /not available/],
    [400, 'SOMETHING_NEW', 'who knows', [], 'record_refused', /who knows/],
  ];
  for (const [status, errorCode, message, fields, code, sentence] of cases) {
    it(`${errorCode}: ${message.slice(0, 50)}`, () => {
      const reply = {
        status,
        headers: new Headers({ 'sforce-limit-info': 'api-usage=18/15000' }),
        body: [{ errorCode, message, ...(fields.length > 0 && { fields }) }],
        requestId: 'r1',
      };
      const fault = faultOf(reply, {
        object: 'Lead',
        labels: { LastName: 'Last Name', Industry: 'Industry' },
        values: { Industry: 'Tech' },
        now: new Date(0),
      });
      assert.equal(fault?.code, code);
      assert.match(fault?.sentence ?? '', sentence);
      assert.equal(fault?.requestId, 'r1');
    });
  }

  it('a page of a proxy is told by its status', () => {
    const reply = { status: 502, headers: new Headers(), body: null, requestId: null };
    assert.equal(faultOf(reply, { object: null, labels: {}, now: new Date(0) })?.code, 'crm_unavailable');
  });

  it('limits come from the header, whatever else stands in it', () => {
    const info = 'per-app-api-usage=17/250(appName=sample), api-usage=14500/15000';
    assert.deepEqual(limitsOf(new Headers({ 'sforce-limit-info': info })), {
      used: 14500,
      max: 15000,
      windowMs: null,
    });
    assert.equal(limitsOf(new Headers()), null);
  });
});
