import { Ajv, type ValidateFunction } from 'ajv';

/**
 * The shapes of HubSpot's replies (its OpenAPI documents for 2026-03), one line each: `key` must be there, `key?` may be.
 * Types: `s` string, `s|null`, `i` integer, `b` boolean, `t` ISO time, `u` uuid, `{s}` map of strings, `{[s]}` map of lists,
 * `{s|null}`; a model's name refers to it, `[X]` is a list of X. Keys that a model does not name are allowed.
 */
const models: Record<string, string> = {
  Error:
    'status:s message:s correlationId:u category:s errors?:[Detail] context?:{[s]} links?:{s} subCategory?:s',
  Detail: 'message:s code?:s in?:s context?:{[s]} subCategory?:s',
  RowError: 'status:s category:s message:s context:{[s]} errors:[Detail] links:{s}',
  Token: 'token_type:s refresh_token:s access_token:s expires_in:i token_use:s hub_id:i scopes:[s] user_id:i',
  TokenInfo:
    'active:b token:s token_type:s token_use:s hub_id:i app_id:i client_id:s scopes:[s] user_id:i hub_domain?:s user?:s',
  AccessTokenInfo: 'expires_in:i is_private_distribution:b signed_access_token:Signed token:s app_id:i',
  Signed:
    'appId:i appInstallId:s audience:s expiresAt:i hubId:i hublet:s installingUserId:i isPrivateDistribution:b isServiceAccount:b isUserLevel:b newSignature:s scopeToScopeGroupPks:s scopes:s signature:s trialScopeToScopeGroupPks:s trialScopes:s userId:i',
  Object:
    'id:s properties:{s|null} createdAt:t updatedAt:t archived:b archivedAt?:t url?:s objectWriteTraceId?:s warnings?:[Warning] associations?:Linked',
  Warning: 'category:s message:s context:{s}',
  Linked: 'contacts?:LinkedIds meetings?:LinkedIds companies?:LinkedIds',
  LinkedIds: 'results:[LinkedId]',
  LinkedId: 'id:s type:s',
  Upserted: 'id:s properties:{s|null} createdAt:t updatedAt:t archived:b new:b',
  Objects: 'results:[Object] paging?:Paging',
  Found: 'total:i results:[Object] paging?:Paging',
  Paging: 'next?:Next',
  Next: 'after:s link?:s',
  Batch: 'status:s startedAt:t completedAt:t results:[Object] errors?:[RowError] numErrors?:i',
  Upserts: 'status:s startedAt:t completedAt:t results:[Upserted] errors?:[RowError] numErrors?:i',
  Property:
    'name:s label:s type:s fieldType:s description:s groupName:s options:[Option] displayOrder?:i calculated?:b externalOptions?:b hasUniqueValue?:b hidden?:b hubspotDefined?:b formField?:b dataSensitivity?:s createdAt?:t updatedAt?:t archived?:b modificationMetadata?:Modification referencedObjectType?:s',
  Option: 'label:s value:s hidden:b displayOrder?:i description?:s',
  Modification: 'archivable:b readOnlyDefinition:b readOnlyValue:b readOnlyOptions?:b',
  Properties: 'results:[Property]',
  Group: 'name:s label:s archived:b displayOrder?:i',
  Groups: 'results:[Group]',
  DefaultLinks: 'status:s startedAt:t completedAt:t results:[DefaultLink]',
  DefaultLink: 'from:Id to:Id associationSpec:Spec',
  Id: 'id:s',
  Spec: 'associationCategory:s associationTypeId:i',
  Pair: 'fromObjectTypeId:s fromObjectId:s toObjectTypeId:s toObjectId:s labels:[s]',
  Associated: 'results:[AssociatedOne] paging?:Paging',
  AssociatedOne: 'toObjectId:s associationTypes:[Labelled]',
  Labelled: 'category:s typeId:i label?:s',
  Owners: 'results:[Owner] paging?:Paging',
  Owner:
    'id:s type:s archived:b createdAt:t updatedAt:t email?:s firstName?:s lastName?:s userId?:i teams?:[Team]',
  Team: 'id:s name:s primary:b',
  Account:
    'portalId:i accountType:s timeZone:s companyCurrency:s additionalCurrencies:[s] utcOffset:s utcOffsetMilliseconds:i uiDomain:s dataHostingLocation:s',
  Schema:
    'id:s name:s objectTypeId:s fullyQualifiedName:s labels:Labels requiredProperties:[s] searchableProperties:[s] secondaryDisplayProperties:[s] primaryDisplayProperty?:s properties:[Property] associations:[Definition] allowsSensitiveProperties:b archived:b createdAt?:t updatedAt?:t',
  Labels: 'singular?:s plural?:s',
  Definition: 'id:s fromObjectTypeId:s toObjectTypeId:s name?:s',
  RuleMaps: 'results:[RuleMap]',
  RuleMap: 'propertyName:s propertyValidationRules:[Rule]',
  Rule: 'ruleType:s ruleArguments:[s] shouldApplyNormalization?:b',
};

const primitives: Record<string, object> = {
  s: { type: 'string' },
  's|null': { type: ['string', 'null'] },
  i: { type: 'integer' },
  b: { type: 'boolean' },
  t: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$' },
  u: { type: 'string', pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' },
};

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
for (const [name, keys] of Object.entries(models)) ajv.addSchema(schemaOf(keys), name);

/** What is wrong with a reply; empty when it fits the model. */
export function misfits(model: string, reply: unknown): string[] {
  const validate: ValidateFunction | undefined = ajv.getSchema(model);
  if (!validate) throw new Error(`There is no model ${model}.`);
  if (validate(reply)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

function schemaOf(keys: string): object {
  const properties: Record<string, object> = {};
  const required: string[] = [];
  for (const entry of keys.split(' ')) {
    const [, key = '', optional, type = ''] = /^(\w+)(\?)?:(.+)$/.exec(entry) ?? [];
    properties[key] = typeSchema(type);
    if (optional === undefined) required.push(key);
  }
  return { type: 'object', properties, required };
}

function typeSchema(type: string): object {
  if (type.startsWith('[')) return { type: 'array', items: typeSchema(type.slice(1, -1)) };
  if (type.startsWith('{')) return { type: 'object', additionalProperties: typeSchema(type.slice(1, -1)) };
  return primitives[type] ?? { $ref: type };
}
