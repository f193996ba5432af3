import type { Org } from '../org.js';
import { makeId } from '../records/id.js';
import { formatDateTime, type Value } from '../records/values.js';
import { completeRow } from '../records/derive.js';

/** Ids of seeded people, the same at every start. */
export const userId = (pod: string, n: number) => makeId('005', pod, 64 + n);

/** The users, profiles, queue and organization that both orgs begin with. */
export function seedPeople(org: Org, pod: string, company: string): void {
  const profile = (n: number) => makeId('00e', pod, 16 + n);
  put(org, 'Profile', profile(1), { Name: 'System Administrator', UserType: 'Standard' });
  put(org, 'Profile', profile(2), { Name: 'Standard User', UserType: 'Standard' });
  const users: [first: string, last: string, email: string, title: string, active: boolean][] = [
    ['Ada', 'Admin', `ada.admin@${company}`, 'CRM Administrator', true],
    ['Sam', 'Host', 'sam@host.com', 'Account Executive', true],
    ['Sam', 'North', 'sam@northlane.example', 'Account Executive', true],
    ['Priya', 'Natarajan', `priya.natarajan@${company}`, 'Sales Manager', true],
    ['Jonas', 'Weber', `jonas.weber@${company}`, 'Account Executive', true],
    ['Gone', 'Away', `gone.away@${company}`, 'Former employee', false],
  ];
  users.forEach(([FirstName, LastName, Email, Title, IsActive], index) => {
    put(org, 'User', userId(pod, index), {
      ...{ FirstName, LastName, Name: `${FirstName} ${LastName}`, Email, Title, IsActive },
      Username: `${Email}.${org.name}`,
      Alias: (FirstName[0] ?? '').toLowerCase() + LastName.toLowerCase().slice(0, 4),
      CommunityNickname: `${FirstName.toLowerCase()}${index}`,
      ...{ TimeZoneSidKey: 'America/New_York', LocaleSidKey: 'en_US', LanguageLocaleKey: 'en_US' },
      ...{ EmailEncodingKey: 'UTF-8', UserType: 'Standard', ProfileId: profile(index === 0 ? 1 : 2) },
    });
  });
  put(org, 'Group', makeId('00G', pod, 32), {
    Name: 'Unassigned',
    DeveloperName: 'Unassigned',
    Type: 'Queue',
  });
  put(org, 'Organization', org.organizationId(false), {
    ...{
      Name: org.title,
      OrganizationType: 'Enterprise Edition',
      InstanceName: pod.toUpperCase(),
      IsSandbox: false,
    },
    ...{ DefaultLocaleSidKey: 'en_US', TimeZoneSidKey: 'America/New_York', LanguageLocaleKey: 'en_US' },
    ...{ Country: 'US', PrimaryContact: 'Ada Admin', IsReadOnly: false },
  });
}

/** Values that an org's own required fields need. */
type Extra = Record<'Contact' | 'Lead', Record<string, Value>>;

/** A few accounts, contacts and leads, one of them converted. */
export function seedCustomers(org: Org, pod: string, extra: Extra = { Contact: {}, Lead: {} }): void {
  const id = (prefix: string, n: number) => makeId(prefix, pod, 256 + n);
  const owner = userId(pod, 1);
  const accounts = ['Northwind Traders', 'Acme Corporation', 'Global Media'];
  accounts.forEach((Name, n) =>
    put(org, 'Account', id('001', n), { Name, OwnerId: owner, Industry: 'Technology' }),
  );
  const contacts: [first: string, last: string, email: string, title: string, account: number][] = [
    ['Rosa', 'Parker', 'rosa.parker@northwind.example', 'Head of Operations', 0],
    ['Ken', 'Ito', 'ken.ito@acme.example', 'Buyer', 1],
    ['Marta', 'Kowalska', 'marta.kowalska@globalmedia.example', 'Producer', 2],
    ['Chris', 'Vert', 'chris.vert@converted.example', 'Founder', 1],
  ];
  contacts.forEach(([FirstName, LastName, Email, Title, account], n) =>
    put(org, 'Contact', id('003', n), {
      ...{
        FirstName,
        LastName,
        Email,
        Title,
        AccountId: id('001', account),
        OwnerId: owner,
        LeadSource: 'Web',
      },
      ...{ Phone: `+1 555 010 0${n}`, MailingCity: 'Boston', MailingCountry: 'US', ...extra.Contact },
    }),
  );
  const leads: [first: string, last: string, email: string, company: string][] = [
    ['Dana', 'Fields', 'dana.fields@prospect.example', 'Prospect Labs'],
    ['Omar', 'Haddad', 'omar.haddad@bluefin.example', 'Bluefin'],
  ];
  leads.forEach(([FirstName, LastName, Email, Company], n) =>
    put(org, 'Lead', id('00Q', n), {
      ...{
        FirstName,
        LastName,
        Email,
        Company,
        OwnerId: owner,
        Status: 'Open - Not Contacted',
        LeadSource: 'Web',
      },
      ...{ IsUnreadByOwner: true, ...extra.Lead },
    }),
  );
  put(org, 'Lead', id('00Q', 9), {
    ...{
      FirstName: 'Chris',
      LastName: 'Vert',
      Email: 'chris.vert@converted.example',
      Company: 'Acme Corporation',
    },
    ...{ OwnerId: owner, Status: 'Closed - Converted', IsConverted: true, ConvertedDate: '2026-09-14' },
    ...{ ConvertedContactId: id('003', 3), ConvertedAccountId: id('001', 1), ...extra.Lead },
  });
}

/** Puts a record in as if an administrator had loaded it: nothing is validated. */
export function put(org: Org, object: string, id: string, values: Record<string, Value>): void {
  const sobject = org.object(object);
  if (!sobject) throw new Error(`The seed names an unknown object ${object}.`);
  const at = formatDateTime(SEEDED_AT);
  const by = org.connectingUserId;
  const audit = {
    CreatedDate: at,
    CreatedById: by,
    LastModifiedDate: at,
    LastModifiedById: by,
    SystemModstamp: at,
  };
  const defaults: Record<string, Value> = {};
  for (const field of sobject.fields) {
    if (field.defaultedOnCreate && field.defaultValue !== null) defaults[field.name] = field.defaultValue;
  }
  org.store.put(
    completeRow(org, { id, object, deleted: false, values: { ...defaults, ...values, ...audit, Id: id } }),
  );
}

const SEEDED_AT = Date.UTC(2026, 8, 15, 9, 30);
