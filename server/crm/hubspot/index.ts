import type { Adapter, Vendor } from '../adapter.js';
import { createCatalogReader } from './catalog.js';
import { about } from './declaration.js';
import { defaults } from './defaults.js';
import { createDoctor } from './doctor.js';
import { pathsOf } from './paths.js';
import { createPeople } from './people.js';
import { protocol } from './protocol.js';
import { createRecords } from './records.js';
import { readSettings, type HubspotSettings } from './settings.js';
import { createSignIn } from './sign-in.js';
import { values } from './values.js';
import { createWriter } from './writer.js';

/** HubSpot, written through its date-versioned API. */
export const hubspot: Vendor<HubspotSettings> = {
  id: 'hubspot',
  about,
  settings: readSettings,
  create(settings): Adapter {
    const paths = pathsOf(settings.apiVersion);
    return {
      id: 'hubspot',
      about,
      signIn: createSignIn(settings, paths),
      protocol,
      catalog: createCatalogReader(paths),
      doctor: createDoctor(paths),
      defaults,
      values,
      people: createPeople(paths),
      records: createRecords(paths),
      writer: createWriter(paths),
    };
  },
};
