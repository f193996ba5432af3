import type { OrgName } from '../emulated-org.js';

/** A user who may own records, as the owners API returns it. */
export interface Owner {
  id: string;
  email: string;
  type: 'PERSON';
  firstName: string;
  lastName: string;
  userId: number;
  userIdIncludingInactive: number;
  createdAt: string;
  updatedAt: string;
  archived: boolean;
  teams?: { id: string; name: string; primary: boolean }[];
}

/** The owners an org starts with; the demo's hosts are among them. */
export function seededOwners(org: OrgName): Owner[] {
  const people =
    org === 'tidy'
      ? ['Sam Host sam@host.com', 'Sam Rivera sam@northlane.example', 'Priya Nair priya@northlane.example']
      : [
          'Sam Host sam@host.com',
          'Sam Rivera sam@northlane.example',
          'Sam Rivera sam.rivera@northlane.example',
          'Łucja Żak lucja@northlane.example',
          '直美 田中 naomi@northlane.example',
        ];
  const owners = people.map((person, index) => owner(person, index, org));
  return org === 'tidy'
    ? owners
    : [...owners, { ...owner('Old Hand old.hand@northlane.example', 9, org), archived: true }];
}

function owner(person: string, index: number, org: OrgName): Owner {
  const [firstName = '', lastName = '', email = ''] = person.split(' ');
  const userId = (org === 'tidy' ? 61_000_000 : 62_000_000) + index;
  return {
    id: String((org === 'tidy' ? 11_349_275_740 : 11_449_275_740) + index),
    email,
    type: 'PERSON',
    firstName,
    lastName,
    userId,
    userIdIncludingInactive: userId,
    createdAt: '2024-02-06T09:30:00.000Z',
    updatedAt: '2024-02-06T09:30:00.000Z',
    archived: false,
    ...(index === 0 ? { teams: [{ id: '178588', name: 'Sales', primary: true }] } : {}),
  };
}
