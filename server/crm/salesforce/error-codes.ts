import type { FaultCode } from '../../contract/model/index.js';
import type { SalesforceError } from './errors.js';

/** The closed list's code for an error, which may be missing, and the status that it came with. */
export function codeOf(error: SalesforceError | undefined, status: number): FaultCode {
  const code = codes[error?.code ?? ''];
  const message = error?.message ?? '';
  if (code === 'session_expired' && /not valid for use with the REST API/i.test(message))
    return 'scope_missing';
  if (code === 'limit_daily' && /concurrent/i.test(message)) return 'limit_rolling';
  if (code === 'rule_refused' && apexLimit.test(message)) return lockOrLoad(message);
  if (code === 'value_invalid' && rowMissing.test(message) && isOfRecord(error?.fields ?? []))
    return 'record_gone';
  return code ?? codeOfStatus(status, message);
}

/** True when the record itself or its person is what no longer is there. */
function isOfRecord(fields: readonly string[]): boolean {
  return fields.every((name) => name === 'Id' || name === 'WhoId' || name === 'ContactId');
}

function codeOfStatus(status: number, message: string): FaultCode {
  if (apexLimit.test(message)) return lockOrLoad(message);
  if (status === 300) return 'duplicates_found';
  if (status === 401) return 'session_expired';
  if (status === 403) return 'object_not_writable';
  if (status === 404 || status === 410) return 'record_gone';
  if (status === 420 || status === 429) return 'limit_rolling';
  if (status >= 500) return 'crm_unavailable';
  return 'record_refused';
}

function lockOrLoad(message: string): FaultCode {
  return /LOCK_ROW|exclusive access/i.test(message) ? 'record_locked' : 'crm_unavailable';
}

/** True for the words of a lock, or of Apex running out of its share of time or queries. */
export function speaksOfStrain(message: string): boolean {
  return apexLimit.test(message);
}

const apexLimit = /CPU time limit|Too many (SOQL|DML)|LimitException|UNABLE_TO_LOCK_ROW|exclusive access/i;
const rowMissing = /invalid cross.?reference id/i;

/** Salesforce docs, REST API status codes and SOAP API StatusCode, Nov 2026. */
const codes: Readonly<Record<string, FaultCode>> = {
  INVALID_SESSION_ID: 'session_expired',
  INVALID_AUTH_HEADER: 'session_expired',
  API_DISABLED_FOR_ORG: 'api_disabled',
  API_CURRENTLY_DISABLED: 'api_disabled',
  REQUEST_LIMIT_EXCEEDED: 'limit_daily',
  SERVER_UNAVAILABLE: 'crm_unavailable',
  UNKNOWN_EXCEPTION: 'crm_unavailable',
  UNABLE_TO_LOCK_ROW: 'record_locked',
  REQUIRED_FIELD_MISSING: 'required_missing',
  INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: 'option_unknown',
  STRING_TOO_LONG: 'value_too_long',
  FIELD_CUSTOM_VALIDATION_EXCEPTION: 'rule_refused',
  FIELD_FILTER_VALIDATION_EXCEPTION: 'rule_refused',
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: 'rule_refused',
  CANNOT_EXECUTE_FLOW_TRIGGER: 'rule_refused',
  INVALID_FIELD_FOR_INSERT_UPDATE: 'field_not_writable',
  INVALID_FIELD: 'field_gone',
  INVALID_TYPE: 'object_not_writable',
  INVALID_TYPE_FOR_OPERATION: 'object_not_writable',
  INSUFFICIENT_ACCESS: 'object_not_writable',
  INSUFFICIENT_ACCESS_OR_READONLY: 'object_not_writable',
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: 'object_not_writable',
  JSON_PARSER_ERROR: 'value_invalid',
  INVALID_EMAIL_ADDRESS: 'value_invalid',
  NUMBER_OUTSIDE_VALID_RANGE: 'value_invalid',
  FIELD_INTEGRITY_EXCEPTION: 'value_invalid',
  MALFORMED_ID: 'value_invalid',
  INVALID_CROSS_REFERENCE_KEY: 'value_invalid',
  INACTIVE_OWNER_OR_USER: 'value_invalid',
  DUPLICATE_VALUE: 'already_exists',
  DUPLICATES_DETECTED: 'duplicates_found',
  CANNOT_UPDATE_CONVERTED_LEAD: 'lead_converted',
  ENTITY_IS_DELETED: 'record_gone',
  NOT_FOUND: 'record_gone',
};
