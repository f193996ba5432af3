import type { OrgName } from '../emulated-org.js';

/** Contacts that an org holds from the start, by property. */
export function seededContacts(org: OrgName): Record<string, string>[] {
  const shared: Record<string, string>[] = [
    { email: 'ana@acme.com', firstname: 'Ana', lastname: 'López', company: 'Acme', phone: '+34 600 100 200' },
    { email: 'bo.lindqvist@fjord.example', firstname: 'Bo', lastname: 'Lindqvist', company: 'Fjord Supply' },
    { email: 'chidi@brightside.example', firstname: 'Chidi', lastname: 'Okafor', lifecyclestage: 'customer' },
  ];
  if (org === 'tidy') return shared;
  return [
    ...shared,
    {
      email: 'mei@lantern.example',
      hs_additional_emails: 'mei.private@mail.example;mei@old-lantern.example',
      firstname: '美',
      lastname: '林',
      region: 'apac',
    },
    { firstname: 'No', lastname: 'Email', company: 'Walk-in Ltd' },
    { email: 'yusuf@souq.example', firstname: 'يوسف', lastname: 'حداد', vip: 'true', city_ar: 'عمّان' },
  ];
}
