import { CrmConnect } from './crm-connect/crm-connect.js';
import { CrmFieldMapper } from './crm-field-mapper/crm-field-mapper.js';
import { CrmContactField } from './crm-contact-field/crm-contact-field.js';
import { CrmSyncActivity } from './crm-sync-activity/crm-sync-activity.js';
import { registerUi } from './ui/register.js';

const elements = {
  'crm-connect': CrmConnect,
  'crm-field-mapper': CrmFieldMapper,
  'crm-contact-field': CrmContactField,
  'crm-sync-activity': CrmSyncActivity,
};

registerUi();
for (const [tag, element] of Object.entries(elements)) {
  // A tag may be there already, from another copy or version of this file.
  if (!customElements.get(tag)) customElements.define(tag, element);
}

export * from './index.js';
