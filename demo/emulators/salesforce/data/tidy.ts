import { fullAccess } from '../permissions.js';
import { standardObjects } from '../schema/standard-org.js';
import { seedCustomers, seedPeople, userId } from './people.js';
import type { OrgSeed } from './seed.js';

const POD = 'gK';

/** A fresh org: the standard fields and nothing else. */
export const tidySeed: OrgSeed = {
  title: 'Tidy Scheduling Co',
  pod: POD,
  connectingUserId: userId(POD, 0),
  objects: standardObjects,
  permissions: () => fullAccess(),
  fill(org) {
    seedPeople(org, POD, 'tidy.example');
    seedCustomers(org, POD);
  },
};
