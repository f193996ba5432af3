import type { FaultContext } from '../adapter.js';
import { faultOf } from '../http.js';
import type { Fault, FaultCode } from '../../contract/model/index.js';
import { singularOf } from './declaration.js';
import { type ErrorBody } from './replies.js';
import { refusal } from './sentences.js';

/** One thing that HubSpot says is wrong with a property. */
export interface PropertyProblem {
  readonly property: string;
  readonly code: FaultCode;
  /** HubSpot's own words. */
  readonly said: string;
}

/** Which properties an error names; the same property once. Empty when it names none. */
export function propertyProblems(body: ErrorBody): readonly PropertyProblem[] {
  const problems = new Map<string, PropertyProblem>();
  for (const { code, message, context } of body.errors) {
    for (const property of context?.['propertyName'] ?? []) {
      if (!problems.has(property))
        problems.set(property, { property, code: propertyCode(code), said: message });
    }
  }
  if (problems.size > 0) return [...problems.values()];
  for (const { name, error, message } of embedded(body.message)) {
    if (!problems.has(name)) problems.set(name, { property: name, code: propertyCode(error), said: message });
  }
  return [...problems.values()];
}

/** The fault for one refused property. `value` is what was sent, when that is known. */
export function propertyFault(
  problem: PropertyProblem,
  value: string | null,
  context: FaultContext,
  requestId: string | null,
): Fault {
  const field = context.labels[problem.property] ?? problem.property;
  const { sentence, fix } = refusal(problem.code, {
    object: context.object,
    field,
    value,
    said: problem.said,
  });
  return faultOf(problem.code, sentence, {
    params: {
      crm: 'HubSpot',
      object: singularOf(context.object),
      field,
      label: field,
      value,
      crmSaid: problem.said,
    },
    object: context.object,
    field: problem.property,
    value,
    requestId,
    fix,
  });
}

/** The fault that an error means, alone as a body or inside a partly successful batch. */
export function errorFault(body: ErrorBody, context: FaultContext, requestId: string | null): Fault {
  const { object } = context;
  const word = singularOf(object);
  const params = { crm: 'HubSpot', object: word, crmSaid: body.message };
  const more = { object, requestId, params };
  const scopes = missingScopes(body);
  if (body.category === 'MISSING_SCOPES' || scopes.length > 0) return scopeFault(scopes, object, requestId);
  if (body.category === 'CONFLICT') {
    return faultOf('already_exists', `HubSpot has this ${word} already.`, {
      ...more,
      params: { ...params, existingId: existingId(body) },
    });
  }
  if (isGone(body)) return faultOf('record_gone', `The ${word} is no longer in HubSpot.`, more);
  if (body.context?.['INVALID_OBJECT_IDS']) {
    return faultOf(
      'record_gone',
      `HubSpot could not link the ${word}, because the contact is no longer there.`,
      { ...more, object: 'contacts' },
    );
  }
  const [first] = propertyProblems(body);
  if (first) return propertyFault(first, null, context, requestId);
  const said = body.message.trim().replace(/[.\s]+$/, '') || 'it gave no reason';
  return faultOf('record_refused', `HubSpot refused the ${word}: ${said}.`, more);
}

/** The record that is in the way of a create, when the error tells its id. */
export function existingId(body: ErrorBody): string | null {
  return body.context?.['existingId']?.[0] ?? /Existing ID: (\d+)/.exec(body.message)?.[1] ?? null;
}

/** The fault for a call that the granted scopes do not cover. */
export function scopeFault(
  scopes: readonly string[],
  object: string | null,
  requestId: string | null,
): Fault {
  const named = scopes.length > 0 ? ` (${scopes.join(', ')})` : '';
  return faultOf('scope_missing', `This app was not granted what it needs in HubSpot${named}.`, {
    params: { scopes },
    object,
    requestId,
    fix: {
      text: 'Reconnect HubSpot and allow everything that the app asks for, as a user who has these rights.',
    },
  });
}

// HubSpot names scopes under either key, in the errors or at the top (developer issue tracker, 2024 and 2025).
function missingScopes(body: ErrorBody): readonly string[] {
  const contexts = [body.context, ...body.errors.map(({ context }) => context)];
  return contexts.flatMap(
    (context) => context?.['requiredGranularScopes'] ?? context?.['requiredScopes'] ?? [],
  );
}

function isGone({ category, message }: ErrorBody): boolean {
  return category === 'OBJECT_NOT_FOUND' || message === 'resource not found';
}

// A few single-record errors carry their list only inside the message (HubSpot docs, error handling).
function embedded(message: string): readonly { name: string; error: string | undefined; message: string }[] {
  const start = message.indexOf('[{');
  if (start < 0) return [];
  let list: unknown;
  try {
    list = JSON.parse(message.slice(start));
  } catch {
    return [];
  }
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null || !('name' in entry) || typeof entry.name !== 'string')
      return [];
    const error = 'error' in entry && typeof entry.error === 'string' ? entry.error : undefined;
    const said = 'message' in entry && typeof entry.message === 'string' ? entry.message : '';
    return [{ name: entry.name, error, message: said }];
  });
}

function propertyCode(code: string | undefined): FaultCode {
  if (code === undefined) return 'value_invalid';
  const known = propertyCodes[code];
  if (known) return known;
  return /LENGTH|TOO_LONG|MAX_/.test(code) ? 'value_too_long' : 'value_invalid';
}

// HubSpot docs, CRM error codes; the REQUIRED ones: changelog, CRM API write validation enforcement, Sep 2026.
const propertyCodes: Readonly<Record<string, FaultCode>> = {
  PROPERTY_DOESNT_EXIST: 'field_gone',
  INVALID_OPTION: 'option_unknown',
  READ_ONLY_VALUE: 'field_not_writable',
  MISSING_REQUIRED_PROPERTY: 'required_missing',
  MISSING_CONDITIONAL_REQUIRED_PROPERTY: 'required_missing',
  INVALID_EMAIL: 'value_invalid',
  INVALID_INTEGER: 'value_invalid',
  INVALID_LONG: 'value_invalid',
  INVALID_NUMBER: 'value_invalid',
  INVALID_DATE: 'value_invalid',
};
