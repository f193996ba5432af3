import type { FaultCode, Fix } from '../../contract/model/index.js';

/** What fills a sentence. */
export interface SentenceParts {
  readonly object: string | null;
  readonly label: string | null;
  readonly value: string | null;
  /** Salesforce's own words. */
  readonly said: string;
  /** Labels of all fields that it named. */
  readonly labels: readonly string[];
  readonly used: { readonly used: number; readonly max: number } | null;
}

/** What failed and what to do, in English, for each fault. */
export function sentenceFor(code: FaultCode, parts: SentenceParts): { sentence: string; fix: Fix | null } {
  const [sentence, fix] = texts[code](parts);
  return { sentence, fix: fix === null ? null : { text: fix } };
}

/** "the lead", "the event", "the record". */
function theRecord(object: string | null): string {
  return `the ${object === null ? 'record' : (nouns[object] ?? object)}`;
}

const nouns: Readonly<Record<string, string>> = {
  Contact: 'contact',
  Lead: 'lead',
  Event: 'event',
  Case: 'case',
};

const securitySteps =
  'In Salesforce: Setup → Permission Sets → the set of the connected user → Object Settings. Then check the permissions again.';
const reconnectSteps = 'Reconnect Salesforce. Your mapping is kept.';
const reportSteps = 'It is tried again by itself. If it stays, give the request id to Salesforce support.';

const texts: Record<FaultCode, (parts: SentenceParts) => readonly [sentence: string, fix: string | null]> = {
  network: () => ['Salesforce could not be reached.', 'It is tried again by itself.'],
  timeout: () => [
    'Salesforce did not answer in time.',
    'It is tried again by itself, after a look at what Salesforce kept.',
  ],
  crm_unavailable: ({ said }) => [`Salesforce is not available right now${quoted(said)}.`, reportSteps],
  record_locked: ({ object }) => [
    `Salesforce was changing ${theRecord(object)} at the same moment, so it was locked.`,
    'It is tried again by itself.',
  ],
  limit_rolling: () => ['Salesforce has too many long requests at once.', 'It is tried again by itself.'],
  limit_daily: ({ used }) => [
    used === null
      ? 'All Salesforce API calls of the last 24 hours are used up.'
      : `Salesforce allows ${count(used.max)} calls in 24 hours; ${count(used.used)} are used.`,
    'It is tried again by itself. To see who uses the calls: Setup → Company Information → API Requests.',
  ],
  account_migrating: () => ['Salesforce is moving this org.', 'It is tried again by itself.'],
  session_expired: () => ['Salesforce ended the session.', reconnectSteps],
  grant_revoked: ({ said }) => [
    `Salesforce no longer accepts this connection${quoted(said)}.`,
    reconnectSteps,
  ],
  app_not_installed: ({ said }) => [
    `This Salesforce org does not allow the app yet${quoted(said)}.`,
    'A Salesforce admin opens Setup → Connected Apps OAuth Usage and presses Install beside this app, then connects again.',
  ],
  scope_missing: () => [
    'The connection lacks the scope "api".',
    'Reconnect Salesforce and allow all that it asks for.',
  ],
  api_disabled: () => [
    'The Salesforce API is switched off for the connected user, or the edition has none.',
    'In Salesforce: Setup → Permission Sets → the set of the connected user → System Permissions → API Enabled.',
  ],
  object_not_writable: ({ object, said }) => [
    `Salesforce does not let the connected user write ${theRecord(object)}${quoted(said)}.`,
    securitySteps,
  ],
  field_not_writable: ({ object, label }) => [
    `Salesforce does not let the connected user write ${label ?? 'a field'} of ${theRecord(object)}.`,
    `In Salesforce: Setup → Object Manager → the object → Fields & Relationships → ${label ?? 'the field'} → Set Field-Level Security; or remove its mapping.`,
  ],
  required_missing: ({ object, labels }) => [
    `Salesforce refused ${theRecord(object)}: ${list(labels)} ${labels.length > 1 ? 'are' : 'is'} required and got no value.`,
    `Map ${list(labels)}, or give it a fallback value.`,
  ],
  option_unknown: ({ object, label, value }) => [
    `Salesforce refused ${theRecord(object)}: ${label ?? 'a picklist'} does not accept ${value === null ? 'this value' : `“${value}”`}.`,
    `Match the value to one of Salesforce’s own in the mapping of ${label ?? 'the field'}, or add it to the picklist in Salesforce.`,
  ],
  value_too_long: ({ object, label, said }) => [
    `Salesforce refused ${theRecord(object)}: the text for ${label ?? 'a field'} is longer than ${/max length=(\d+)/.exec(said)?.[1] ?? 'its'} characters.`,
    `Switch on “Cut text that is too long” in the mapping of ${label ?? 'the field'}.`,
  ],
  value_invalid: ({ object, label, value, said }) => [
    label === null
      ? `Salesforce refused a value of ${theRecord(object)}${quoted(said)}.`
      : `Salesforce refused ${theRecord(object)}: ${label} does not take ${value === null ? 'this value' : `“${value}”`}${quoted(said)}.`,
    `Correct the mapping of ${label ?? 'the field'}.`,
  ],
  field_gone: ({ object, label }) => [
    `${label ?? 'A mapped field'} is not on ${theRecord(object)} any more, or the connected user may not see it.`,
    `Remove its mapping, or give the connected user access to ${label ?? 'the field'}.`,
  ],
  rule_refused: ({ object, said }) => [
    `A rule of this Salesforce org refused ${theRecord(object)}${quoted(said)}.`,
    'Map what the rule asks for, or have a Salesforce admin change the rule.',
  ],
  record_refused: ({ object, said }) => [
    `Salesforce refused ${theRecord(object)}${quoted(said)}.`,
    'Correct the mapping or the booking, then try again.',
  ],
  no_person: () => [
    'The booking has no e-mail, so nobody can be found or created.',
    'Send the booking with an e-mail.',
  ],
  value_unmapped: ({ label, value }) => [
    `${label ?? 'A picklist'} has no counterpart for ${value === null ? 'this value' : `“${value}”`}.`,
    'Match the value in the mapping.',
  ],
  already_exists: ({ object, label, said }) => [
    `Salesforce has a record with the same ${label ?? 'unique value'} as ${theRecord(object)}${quoted(said)}.`,
    'Correct the value, or the record that already has it.',
  ],
  duplicates_found: ({ object, said }) => [
    `Salesforce holds ${theRecord(object)} back as a possible duplicate${quoted(said)}.`,
    'Merge the duplicates in Salesforce, or choose what to do about duplicates in the mapping.',
  ],
  record_gone: ({ object }) => [
    `${capital(theRecord(object))} was deleted in Salesforce, or the connected user may not see it any more.`,
    'Try again to create a new one, or restore it from the Recycle Bin.',
  ],
  lead_converted: () => ['The lead was converted, so the contact that it became takes its place.', null],
  outcome_unknown: () => [
    'Salesforce’s answer was lost.',
    'It is tried again by itself, after a look at what Salesforce kept.',
  ],
  reply_unreadable: () => ['Salesforce sent an answer that makes no sense.', reportSteps],
};

function quoted(said: string): string {
  const text = said.trim().replace(/\s+/g, ' ').replace(/\.$/, '');
  return text === '' ? '' : `: “${text}”`;
}

function list(labels: readonly string[]): string {
  if (labels.length === 0) return 'a field';
  return labels.length === 1 ? (labels[0] ?? '') : `${labels.slice(0, -1).join(', ')} and ${labels.at(-1)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
