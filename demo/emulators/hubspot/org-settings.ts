import type { OrgName, OrgPatch } from '../emulated-org.js';
import { isObject, type Json, type JsonObject } from '../json.js';

/** One rule on a property's values, as `GET /crm/property-validations/…` returns it. */
export type ValidationRule = JsonObject & {
  ruleType: string;
  ruleArguments: string[];
  shouldApplyNormalization: boolean;
};

/** A property that must have a value when another one has. */
export type ConditionalRule = JsonObject & {
  property: string;
  basedOn: string;
  /** Empty: any value of the other counts. */
  values: string[];
};

/** How an org behaves, apart from what it holds. */
export interface OrgSettings {
  /** Scopes that this account or its user lacks. */
  lackedScopes: string[];
  /** Properties that `2026-09` refuses to create a record without, by object. */
  required: Record<string, string[]>;
  /** Properties that are required once another has a value, or one of some values, by object; enforced like `required`. */
  conditional: Record<string, ConditionalRule[]>;
  /** Validation rules by object and property. */
  validations: Record<string, Record<string, ValidationRule[]>>;
  tokenLifetimeSeconds: number;
  latencyMs: number;
  searchLagMs: number;
  limits: { tenSecondly: number; searchSecondly: number; daily: number | null };
}

/** The settings of a fresh account (HubSpot docs, API usage guidelines, Nov 2026); `awkward` has rules of its own. */
export function freshSettings(org: OrgName): OrgSettings {
  const hasRules = org === 'awkward';
  return {
    lackedScopes: [],
    required: hasRules ? { contacts: ['firstname', 'region'] } : {},
    conditional: {},
    validations: hasRules ? structuredClone(awkwardRules) : {},
    tokenLifetimeSeconds: 1800,
    latencyMs: 0,
    searchLagMs: 2000,
    limits: { tenSecondly: 110, searchSecondly: 5, daily: null },
  };
}

/**
 * Applies the HubSpot form of a patch; a string says why it cannot.
 *
 * - `permissions: {scopes: {"crm.objects.owners.read": false}}`: the account lacks a scope. Consent drops it when optional and
 *   fails when required; calls that need it answer 403 `MISSING_SCOPES`, also with live tokens. `true` gives it back.
 * - `rules: {required: {contacts: ["firstname"]}, validations: {contacts: {phone: [{ruleType: "MAX_LENGTH", ruleArguments: ["20"]}]}}}`:
 *   `required` and `conditional: {contacts: [{property: "region", basedOn: "country", values?: ["DE"]}]}` are enforced under
 *   `2026-09` only, validations everywhere.
 * - `limits: {tenSecondly: 110, searchSecondly: 5, daily: null}`: calls per 10 s, searches per second, calls until the account's
 *   midnight (a private app's; null as for OAuth apps).
 * - `rotation` is refused when true: HubSpot's refresh tokens do not change.
 */
export function patchSettings(settings: OrgSettings, patch: OrgPatch): OrgSettings | string {
  const next = structuredClone(settings);
  next.tokenLifetimeSeconds = patch.tokenLifetimeSeconds ?? next.tokenLifetimeSeconds;
  next.latencyMs = patch.latencyMs ?? next.latencyMs;
  next.searchLagMs = patch.searchLagMs ?? next.searchLagMs;
  if (patch.rotation === true) return 'HubSpot does not rotate refresh tokens.';
  return (
    patchPermissions(next, patch.permissions) ??
    patchRules(next, patch.rules) ??
    patchLimits(next, patch.limits) ??
    next
  );
}

const awkwardRules: OrgSettings['validations'] = {
  contacts: {
    customer_number: [
      { ruleType: 'REGEX', ruleArguments: ['[A-Z]{2}-[0-9]{4}'], shouldApplyNormalization: false },
      { ruleType: 'MAX_LENGTH', ruleArguments: ['7'], shouldApplyNormalization: false },
    ],
    budget: [{ ruleType: 'MIN_NUMBER', ruleArguments: ['0'], shouldApplyNormalization: false }],
  },
};

function patchPermissions(next: OrgSettings, permissions: JsonObject | undefined): string | undefined {
  if (!permissions) return undefined;
  const scopes = permissions['scopes'];
  if (!isObject(scopes)) return '"permissions" must be {scopes: {"<scope>": true | false}}.';
  for (const [scope, has] of Object.entries(scopes)) {
    next.lackedScopes = next.lackedScopes.filter((lacked) => lacked !== scope);
    if (has === false) next.lackedScopes.push(scope);
  }
  return undefined;
}

function patchRules(next: OrgSettings, rules: JsonObject | undefined): string | undefined {
  for (const [key, part] of Object.entries(rules ?? {})) {
    if (!isObject(part)) return `"rules.${key}" must be an object with one entry per CRM object.`;
    for (const [object, value] of Object.entries(part)) {
      if (key === 'required' && Array.isArray(value)) next.required[object] = value.map(String);
      else if (key === 'conditional' && Array.isArray(value))
        next.conditional[object] = value.filter(isObject).map((rule) => ({
          property: String(rule['property']),
          basedOn: String(rule['basedOn']),
          values: texts(rule['values']),
        }));
      else if (key === 'validations' && isObject(value)) next.validations[object] = parseRules(value);
      else
        return `"rules" may hold "required", "conditional" and "validations", not "${key}.${object}" like this.`;
    }
  }
  return undefined;
}

function patchLimits(next: OrgSettings, limits: JsonObject | undefined): string | undefined {
  for (const [key, value] of Object.entries(limits ?? {})) {
    if (key === 'daily' && (value === null || typeof value === 'number')) next.limits.daily = value;
    else if (key === 'tenSecondly' && typeof value === 'number') next.limits.tenSecondly = value;
    else if (key === 'searchSecondly' && typeof value === 'number') next.limits.searchSecondly = value;
    else return `"limits" may hold numbers for tenSecondly, searchSecondly and daily, not "${key}".`;
  }
  return undefined;
}

function parseRules(byProperty: JsonObject): Record<string, ValidationRule[]> {
  const result: Record<string, ValidationRule[]> = {};
  for (const [name, rules] of Object.entries(byProperty)) {
    result[name] = (Array.isArray(rules) ? rules : []).filter(isObject).map((rule) => ({
      ruleType: String(rule['ruleType']),
      ruleArguments: texts(rule['ruleArguments']),
      shouldApplyNormalization: rule['shouldApplyNormalization'] === true,
    }));
  }
  return result;
}

function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
