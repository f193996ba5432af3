import type { faultCodes, FaultCode, FaultClass, Fix } from '../../contract/model/index.js';

/** What fills the sentence of a fault; what is not known is null. */
export interface FaultParts {
  /** The CRM's name. */
  readonly crm: string;
  /** The CRM's word for a field. */
  readonly fieldWord: string;
  /** "lead", "event", "record". */
  readonly object: string;
  /** Label of the field. */
  readonly field: string | null;
  readonly value: string | null;
  /** The CRM's own words. */
  readonly said: string | null;
}

/** How long a fault keeps what waits for it waiting. */
export type FaultWait =
  /** Longer with every try, with full jitter, until the time to give up has come. */
  | { readonly kind: 'backoff'; readonly firstMs: number; readonly mostMs: number }
  /** Until the CRM says, else any time between; asked again as long as it takes. */
  | { readonly kind: 'probe'; readonly fromMs: number; readonly toMs: number }
  /** Until a lost create can't come to be any more, then like a backoff. */
  | { readonly kind: 'settle'; readonly firstMs: number; readonly mostMs: number }
  /** Until the mapping, the CRM's fields or the booking change. */
  | { readonly kind: 'change' }
  /** Until somebody signs in again. */
  | { readonly kind: 'reconnect' };

/** One line of {@link faultTable}. */
export interface FaultRule<Class extends FaultClass = FaultClass> {
  readonly class: Class;
  /** This booking, all bookings that have the same cause, or everything for the account. */
  readonly waits: 'booking' | 'cause' | 'account';
  readonly wait: FaultWait;
  sentence(parts: FaultParts): string;
  /** What a person does about it; null when nothing is to be done. */
  fix(parts: FaultParts): string | null;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

const passing = { kind: 'backoff', firstMs: second, mostMs: 2 * hour } as const;
const settling = { kind: 'settle', firstMs: second, mostMs: 2 * hour } as const;
const hourly = { kind: 'probe', fromMs: hour, toMs: hour } as const;
const change = { kind: 'change' } as const;
const reconnect = { kind: 'reconnect' } as const;
const byItself = () => 'It is tried again by itself.';

/**
 * Everything that can go wrong on a CRM's side: its class, who waits and for what, one sentence, and what to do. A code
 * without a line does not compile. Adapters say it in their CRM's own words where those help more.
 */
export const faultTable: { readonly [Code in FaultCode]: FaultRule<(typeof faultCodes)[Code]> } = {
  network: {
    ...{ class: 'transient', waits: 'booking', wait: passing },
    sentence: ({ crm }) => `${crm} could not be reached.`,
    fix: byItself,
  },
  timeout: {
    ...{ class: 'unknown', waits: 'booking', wait: settling },
    sentence: ({ crm }) => `${crm} did not answer in time.`,
    fix: ({ crm }) => `It is tried again by itself, after a look at what ${crm} kept.`,
  },
  crm_unavailable: {
    ...{ class: 'transient', waits: 'booking', wait: passing },
    sentence: ({ crm, said }) => `${crm} is not available right now${quoted(said)}.`,
    fix: byItself,
  },
  record_locked: {
    ...{ class: 'transient', waits: 'booking', wait: passing },
    sentence: ({ crm, object }) => `${crm} was changing the ${object} at the same moment, so it was locked.`,
    fix: byItself,
  },
  reply_unreadable: {
    ...{ class: 'transient', waits: 'booking', wait: passing },
    sentence: ({ crm }) => `${crm} answered in a way that could not be read.`,
    fix: ({ crm }) => `It is tried again by itself. If it stays, give the request id to ${crm}’s support.`,
  },
  limit_rolling: {
    ...{ class: 'quota', waits: 'account', wait: { kind: 'probe', fromMs: 10 * second, toMs: 12 * second } },
    sentence: ({ crm }) => `${crm} allows no more calls for a few seconds.`,
    fix: byItself,
  },
  limit_daily: {
    // A pool of a rolling day frees up a little all the time.
    ...{ class: 'quota', waits: 'account', wait: { kind: 'probe', fromMs: 5 * minute, toMs: 30 * minute } },
    sentence: ({ crm }) => `The calls that ${crm} allows in a day are used up.`,
    fix: byItself,
  },
  account_migrating: {
    ...{ class: 'quota', waits: 'account', wait: { kind: 'probe', fromMs: 5 * minute, toMs: 10 * minute } },
    sentence: ({ crm }) => `${crm} is moving this account to another data centre.`,
    fix: byItself,
  },
  session_expired: {
    ...{ class: 'auth', waits: 'account', wait: reconnect },
    sentence: ({ crm }) => `The ${crm} session ended.`,
    fix: ({ crm }) => `Reconnect ${crm}. Your mapping is kept.`,
  },
  grant_revoked: {
    ...{ class: 'auth', waits: 'account', wait: reconnect },
    sentence: ({ crm, said }) => `${crm} no longer accepts this connection${quoted(said)}.`,
    fix: ({ crm }) => `Reconnect ${crm}. Your mapping is kept.`,
  },
  app_not_installed: {
    ...{ class: 'auth', waits: 'account', wait: reconnect },
    sentence: ({ crm, said }) => `This ${crm} account does not allow the app${quoted(said)}.`,
    fix: ({ crm }) => `A ${crm} admin allows the app, then connects again.`,
  },
  scope_missing: {
    ...{ class: 'permission', waits: 'account', wait: hourly },
    sentence: ({ crm }) => `This app was not granted what it needs in ${crm}.`,
    fix: ({ crm }) => `Reconnect ${crm} and allow everything that the app asks for.`,
  },
  api_disabled: {
    ...{ class: 'permission', waits: 'account', wait: hourly },
    sentence: ({ crm }) => `The ${crm} API is switched off for the connected user.`,
    fix: ({ crm }) => `A ${crm} admin switches the API on for the connected user.`,
  },
  object_not_writable: {
    ...{ class: 'permission', waits: 'cause', wait: hourly },
    sentence: ({ crm, object, said }) =>
      `${crm} does not let the connected user write the ${object}${quoted(said)}.`,
    fix: ({ crm, object }) => `A ${crm} admin lets the connected user write the ${object}.`,
  },
  field_not_writable: {
    ...{ class: 'permission', waits: 'cause', wait: hourly },
    sentence: ({ crm, object, field }) =>
      `${crm} does not let the connected user write ${field ?? 'a field'} of the ${object}.`,
    fix: ({ crm, field }) =>
      `Remove the mapping of ${field ?? 'the field'}, or make it editable for the connected user in ${crm}.`,
  },
  required_missing: {
    ...{ class: 'data', waits: 'booking', wait: change },
    sentence: ({ crm, object, field }) =>
      `${crm} refused the ${object}: ${field ?? 'a field'} must have a value.`,
    fix: ({ field }) => `Map a field to ${field ?? 'it'}, or give it a fallback value.`,
  },
  option_unknown: {
    ...{ class: 'data', waits: 'booking', wait: change },
    sentence: ({ crm, object, field, value }) =>
      `${crm} refused the ${object}: ${field ?? 'a field'} does not accept ${shown(value)}.`,
    fix: ({ crm, field, fieldWord }) =>
      `Match this value to an option of ${field ?? `the ${fieldWord}`} in the mapping, or add it to the ${fieldWord} in ${crm}.`,
  },
  value_too_long: {
    ...{ class: 'data', waits: 'booking', wait: change },
    sentence: ({ crm, object, field, value }) =>
      `${crm} refused the ${object}: ${shown(value)} is too long for ${field ?? 'a field'}.`,
    fix: ({ field, fieldWord }) =>
      `Let the mapping of ${field ?? `the ${fieldWord}`} cut long text, or map a shorter field.`,
  },
  value_invalid: {
    ...{ class: 'data', waits: 'booking', wait: change },
    sentence: ({ crm, object, field, value }) =>
      `${crm} refused the ${object}: ${field ?? 'a field'} can’t hold ${shown(value)}.`,
    fix: ({ field, fieldWord }) =>
      `Check what is mapped to ${field ?? `the ${fieldWord}`}, or give it another ${fieldWord}.`,
  },
  field_gone: {
    ...{ class: 'data', waits: 'booking', wait: change },
    sentence: ({ crm, object, field, fieldWord }) =>
      `${crm} refused the ${object}: the ${fieldWord} ${field ?? ''} does not exist any more.`.replace(
        '  ',
        ' ',
      ),
    fix: ({ field, fieldWord }) =>
      `Remove the mapping of ${field ?? `the ${fieldWord}`}, or choose another ${fieldWord}.`,
  },
  rule_refused: {
    ...{ class: 'data', waits: 'booking', wait: change },
    sentence: ({ crm, object, said }) => `A rule in ${crm} refused the ${object}${quoted(said)}.`,
    fix: ({ crm }) => `Map what the rule asks for, or have a ${crm} admin change the rule.`,
  },
  record_refused: {
    ...{ class: 'data', waits: 'booking', wait: change },
    sentence: ({ crm, object, said }) =>
      `${crm} refused the ${object}: ${said?.trim() ? stripped(said) : 'it gave no reason'}.`,
    fix: () => 'Check the mapping, then try again.',
  },
  no_person: {
    ...{ class: 'data', waits: 'booking', wait: change },
    sentence: () => 'The booking has no e-mail, so nobody can be found or created.',
    fix: () => 'Send the booking with an e-mail.',
  },
  value_unmapped: {
    ...{ class: 'data', waits: 'booking', wait: change },
    sentence: ({ field, value }) => `${field ?? 'A field'} has no counterpart for ${shown(value)}.`,
    fix: () => 'Match the value in the mapping.',
  },
  already_exists: {
    ...{ class: 'conflict', waits: 'booking', wait: change },
    sentence: ({ crm, object }) => `${crm} has this ${object} already.`,
    fix: ({ crm }) => `Correct the value, or the record in ${crm} that already has it.`,
  },
  duplicates_found: {
    ...{ class: 'conflict', waits: 'booking', wait: change },
    sentence: ({ crm, object, said }) =>
      `${crm} holds the ${object} back as a possible duplicate${quoted(said)}.`,
    fix: ({ crm }) => `Merge the duplicates in ${crm}, or choose what to do about duplicates in the mapping.`,
  },
  record_gone: {
    ...{ class: 'conflict', waits: 'booking', wait: change },
    sentence: ({ crm, object }) => `The ${object} is no longer in ${crm}.`,
    fix: () => 'Try again to create a new one, or restore it.',
  },
  lead_converted: {
    ...{ class: 'conflict', waits: 'booking', wait: change },
    sentence: () => 'The lead was converted, so the contact that it became takes its place.',
    fix: () => null,
  },
  outcome_unknown: {
    ...{ class: 'unknown', waits: 'booking', wait: settling },
    sentence: () => 'The reply was lost, so whether the record was saved is found out first.',
    fix: byItself,
  },
};

/** The sentence of a fault and what to do about it, in the words of {@link faultTable}. */
export function wordsOf(code: FaultCode, parts: FaultParts): { sentence: string; fix: Fix | null } {
  const rule: FaultRule = faultTable[code];
  const fix = rule.fix(parts);
  return { sentence: rule.sentence(parts), fix: fix === null ? null : { text: fix } };
}

function quoted(said: string | null): string {
  const text = stripped(said ?? '');
  return text === '' ? '' : `: “${text}”`;
}

function stripped(said: string): string {
  return said
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[.\s]+$/, '');
}

function shown(value: string | null): string {
  return value === null || value === '' ? 'this value' : `“${value}”`;
}
