import type { ObjectType } from '../object-types.js';
import type { StoredRecord } from './record.js';

/** Id of the registered app, as records name their source. */
export const appId = 19083857;

/** Values that HubSpot sets by itself when a record is created. */
export function onCreate(
  type: ObjectType,
  id: string,
  now: number,
  given: Record<string, string>,
): Record<string, string> {
  const at = new Date(now).toISOString();
  const shared = {
    [type.createdProperty]: at,
    [type.modifiedProperty]: at,
    hs_object_id: id,
    hs_object_source: 'INTEGRATION',
    hs_object_source_id: String(appId),
    hs_object_source_label: 'INTEGRATION',
    ...(given['hubspot_owner_id'] ? { hubspot_owner_assigneddate: at } : {}),
  };
  if (type.name === 'meetings') {
    return { ...shared, hs_engagement_source: 'INTEGRATION', hs_meeting_source: 'CRM_UI' };
  }
  if (type.name === 'companies') return shared;
  const stage = given['lifecyclestage'] ?? 'lead';
  return {
    ...shared,
    hs_all_contact_vids: id,
    hs_associated_target_accounts: '0',
    hs_currently_enrolled_in_prospecting_agent: 'false',
    hs_is_contact: 'true',
    hs_is_unworked: 'true',
    [`hs_lifecyclestage_${stage}_date`]: String(now),
    hs_membership_has_accessed_private_content: '0',
    hs_pipeline: 'contacts-lifecycle-pipeline',
    hs_prospecting_agent_actively_enrolled_count: '0',
    hs_prospecting_agent_total_enrolled_count: '0',
    hs_registered_member: '0',
    hs_sequences_actively_enrolled_count: '0',
    lifecyclestage: stage,
    num_notes: '0',
  };
}

/** Values that follow from others, computed anew after every write. */
export function derived(type: ObjectType, properties: Record<string, string>): Record<string, string> {
  if (type.name === 'meetings') {
    const body = (properties['hs_meeting_body'] ?? '').replace(/<[^>]*>/g, '');
    return body === ''
      ? {}
      : { hs_body_preview: body.slice(0, 200), hs_body_preview_is_truncated: String(body.length > 200) };
  }
  if (type.name === 'companies') return {};
  const { email, firstname, lastname } = properties;
  const name = [firstname, lastname].filter(Boolean).join(' ');
  return {
    ...(email ? { hs_email_domain: email.slice(email.indexOf('@') + 1) } : {}),
    ...(name || email ? { hs_full_name_or_email: name || (email ?? '') } : {}),
  };
}

/** What a write answers beside the values it was given. */
export function echoed(
  type: ObjectType,
  record: StoredRecord,
  given: readonly string[],
  created: boolean,
): string[] {
  if (created) return Object.keys(record.properties);
  const system = ['hs_object_id', 'hs_object_source', 'hs_object_source_id', 'hs_object_source_label'];
  const own = type.name === 'contacts' ? ['hs_is_unworked', 'hs_pipeline', 'lifecyclestage', 'email'] : [];
  return [...given, ...system, ...own, type.createdProperty, type.modifiedProperty].filter(
    (name) => record.properties[name] !== undefined || given.includes(name),
  );
}
