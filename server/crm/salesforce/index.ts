import type { Vendor } from '../adapter.js';
import { catalog } from './catalog.js';
import { about } from './declaration.js';
import { defaults } from './defaults.js';
import { doctor } from './doctor.js';
import { people } from './people.js';
import { pool } from './pool.js';
import { protocol } from './protocol.js';
import { records } from './records.js';
import { readSettings, type SalesforceSettings } from './settings.js';
import { createSignIn } from './sign-in.js';
import { values } from './values.js';
import { createWriter } from './writer/writer.js';

/** Salesforce: leads or contacts, their events and, when switched on, cases. */
export const salesforce: Vendor<SalesforceSettings> = {
  id: 'salesforce',
  about,
  settings: readSettings,
  create: (settings) => ({
    id: 'salesforce',
    about,
    signIn: createSignIn(settings),
    protocol,
    pool,
    catalog,
    doctor,
    defaults,
    values,
    people,
    records,
    writer: createWriter(),
  }),
};
