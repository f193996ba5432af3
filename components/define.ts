import { CrmConnect } from './crm-connect/crm-connect.js';
import { CrmFieldMapper } from './crm-field-mapper/crm-field-mapper.js';
import { define, registerUi } from './ui/register.js';

registerUi();
define({ 'crm-connect': CrmConnect, 'crm-field-mapper': CrmFieldMapper });
defineOthers();

/**
 * Registers the elements that most pages lack, from files of their own: at once when the page has one, a moment after
 * one came, and two seconds later in any case. `customElements.whenDefined` tells when they are there.
 */
function defineOthers(looks = 0): void {
  if (looks < 20 && !globalThis.document?.querySelector('crm-contact-field, crm-sync-activity')) {
    setTimeout(defineOthers, 100, looks + 1);
    return;
  }
  void Promise.all([
    import('./crm-contact-field/crm-contact-field.js'),
    import('./crm-sync-activity/crm-sync-activity.js'),
  ]).then(([{ CrmContactField }, { CrmSyncActivity }]) => {
    define({ 'crm-contact-field': CrmContactField, 'crm-sync-activity': CrmSyncActivity });
  });
}

export { CrmConnect, CrmFieldMapper };
export type * from './index.js';
