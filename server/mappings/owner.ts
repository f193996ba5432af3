import type { CrmUser, Omission, OwnerPolicy, SourceValue } from '../contract/model/index.js';
import { asText } from '../contract/rules/field-value.js';
import { isBlank } from '../contract/rules/blank.js';
import type { ObjectDeclaration } from '../crm/adapter.js';
import type { RenderOwner } from './engine.js';

/** Who is to own a record; what could not be found is told, and the CRM decides then. */
export interface OwnerChoice {
  readonly owner: RenderOwner | null;
  readonly omitted: Omission | null;
}

/** The CRM user with the host's e-mail, else the fallback. A person keeps their owner, a meeting and a case follow the host. */
export function ownerOf(
  policy: OwnerPolicy,
  object: Pick<ObjectDeclaration, 'name' | 'role' | 'ownerField'>,
  hostEmail: SourceValue | undefined,
  users: readonly CrmUser[],
  crmName: string,
): OwnerChoice {
  if (object.ownerField === null) return { owner: null, omitted: null };
  const email = policy.from === 'none' || isBlank(hostEmail) ? '' : asText(hostEmail ?? '').toLowerCase();
  const host =
    email === '' ? undefined : users.find((user) => user.active && user.email.toLowerCase() === email);
  const id = host?.id ?? policy.fallback;
  if (id !== null) {
    const write = object.role === 'person' ? 'on_create' : 'always';
    return { owner: { field: object.ownerField, id, write }, omitted: null };
  }
  if (email === '') return { owner: null, omitted: null };
  const why = `${crmName} has no active user with the e-mail address ${email}, so it chose the owner itself.`;
  return {
    owner: null,
    omitted: { object: object.name, field: object.ownerField, code: 'owner_unknown', why },
  };
}
