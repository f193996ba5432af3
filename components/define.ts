import { CrmConnect } from './crm-connect/crm-connect.js';
import { CrmFieldMapper } from './crm-field-mapper/crm-field-mapper.js';
import { define, registerUi } from './ui/register.js';

registerUi();
define({ 'crm-connect': CrmConnect, 'crm-field-mapper': CrmFieldMapper });

// Files of their own: most pages have one of them or none. `customElements.whenDefined` tells when they are there.
void Promise.all([
  import('./crm-contact-field/crm-contact-field.js'),
  import('./crm-sync-activity/crm-sync-activity.js'),
]).then(([{ CrmContactField }, { CrmSyncActivity }]) => {
  define({ 'crm-contact-field': CrmContactField, 'crm-sync-activity': CrmSyncActivity });
});

export { CrmConnect, CrmFieldMapper };
export type * from './index.js';
