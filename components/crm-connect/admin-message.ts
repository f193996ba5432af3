import type { Words } from '../locales/words.js';
import type {
  Connection,
  FieldAccess,
  PermissionCheck,
  PermissionNeed,
  Right,
} from '../../server/contract/model/index.js';

/** What a message to somebody who has never seen this page must tell. */
interface Around {
  readonly crm: string;
  readonly words: Words;
  readonly connection: Connection | null;
}

/** Asks a CRM admin for all that is needed, before anything is connected. */
export function messageBefore(needs: readonly PermissionNeed[], { crm, words }: Around): string {
  const what = needs.map(
    (need, at) =>
      `${at + 1}. ${need.label} (${words.say(`connect.${need.need}`)})\n   ${words.say('connect.messageWhy', { why: whyOf(need, words) })}`,
  );
  return words.say('connect.needsMessage', { crm, site: location.host, what: what.join('\n') });
}

/** Asks a CRM admin for what is missing, with the steps. */
export function messageAbout(checks: readonly PermissionCheck[], around: Around): string {
  const { crm, words, connection } = around;
  return words.say('connect.checksMessage', {
    crm,
    site: location.host,
    name: connection?.connectedBy ?? '',
    account: connection?.accountName ?? '',
    id: connection?.accountId ?? '',
    what: checks.map((check, at) => item(check, at + 1, around)).join('\n\n'),
  });
}

function item(check: PermissionCheck, number: number, { crm, words }: Around): string {
  const lines = [
    words.say('connect.messageWhy', { why: whyOf(check, words) }),
    ...lacks(check, words).map((what) => words.say('connect.messageLacks', { what })),
    ...stepsOf(check).map((step) => `- ${step}`),
    ...(check.fix.url ? [words.say('connect.messagePage', { crm, url: check.fix.url })] : []),
  ];
  return [`${number}. ${check.label}`, ...lines.map((line) => `   ${line}`)].join('\n');
}

/** Steps of a fix, one a line. */
export function stepsOf({ fix }: PermissionCheck): readonly string[] {
  return fix.text.split('\n');
}

/** Why something is needed. */
export function whyOf(need: PermissionNeed, words: Words): string {
  return words.tell({ code: need.code, params: {}, sentence: need.why });
}

/** Mapped fields that may not be written in every way. */
export function closedFields({ fields = [] }: PermissionCheck): readonly FieldAccess[] {
  return fields.filter(({ rights }) => Object.values(rights).includes('missing'));
}

/** What may not be done with a field, in words. */
export function closedField({ name, label, rights }: FieldAccess, words: Words): string {
  const field = name === label ? name : `${label} (${name})`;
  const { read, create, edit } = rights;
  const both = create === 'missing' && edit === 'missing';
  const how = read === 'missing' ? 'read' : both ? 'both' : create === 'missing' ? 'create' : 'edit';
  return words.say(`connect.fieldClosed.${how}`, { field });
}

function lacks(check: PermissionCheck, words: Words): readonly string[] {
  const rights = order.filter((right) => check.rights?.[right] === 'missing');
  const named = rights.map((right) => words.say(`connect.right.${right}`)).join(', ');
  return [...(named ? [named] : []), ...closedFields(check).map((field) => closedField(field, words))];
}

const order: readonly Right[] = ['read', 'create', 'edit'];
