import { expandField, options, type FieldSeed } from '../schema/expand.js';
import type { Field } from '../schema/field.js';

/** A managed package that an org has installed: its namespace and the subjects that its fields are about. */
export interface Package {
  namespace: string;
  subjects: readonly string[];
}

/** The packages of an org that has seen many tools come and go. */
export const packages: readonly Package[] = [
  {
    namespace: 'mkto',
    subjects: ['Acquisition', 'Email', 'Web Visit', 'Program', 'Nurture', 'Webinar', 'Campaign'],
  },
  {
    namespace: 'pi',
    subjects: ['Prospect', 'Email', 'Form', 'Landing Page', 'Campaign', 'Web Visit', 'Grade'],
  },
  {
    namespace: 'bizible2',
    subjects: ['First Touch', 'Lead Creation', 'Last Touch', 'Campaign', 'Ad', 'Keyword'],
  },
  { namespace: 'DOZISF', subjects: ['Company', 'Technology', 'Person', 'Intent', 'Email', 'Location'] },
  { namespace: 'et4ae5', subjects: ['Email', 'Subscriber', 'Journey', 'SMS', 'Campaign'] },
  { namespace: 'npsp', subjects: ['Gift', 'Membership', 'Household', 'Volunteer', 'Event'] },
  { namespace: 'SBQQ', subjects: ['Quote', 'Renewal', 'Contract', 'Discount', 'Order'] },
  { namespace: 'zoomapp', subjects: ['Webinar', 'Meeting', 'Recording', 'Chat'] },
];

/** The fields that a package puts on an object: so many kinds for each subject. */
export function packageFields({ namespace, subjects }: Package): Field[] {
  return subjects.flatMap((subject) =>
    KINDS.map(({ suffix, ...kind }) =>
      expandField({
        ...kind,
        name: `${namespace}__${`${subject} ${suffix}`.replaceAll(' ', '_')}__c`,
        label: `${subject} ${suffix}`,
      }),
    ),
  );
}

const LEVELS = options(['Very low', 'Low', 'Medium', 'High', 'Very high']);
const CHANNELS = options(['Organic', 'Paid', 'Referral', 'Direct', ['Social', 'Social media'], 'Partner']);

const KINDS: ({ suffix: string } & Omit<FieldSeed, 'name'>)[] = [
  { suffix: 'Score', type: 'double', precision: 8, scale: 2 },
  { suffix: 'Status', type: 'picklist', picklistValues: LEVELS, restrictedPicklist: true },
  { suffix: 'Source', type: 'picklist', picklistValues: CHANNELS },
  { suffix: 'Source Detail', type: 'string', length: 255 },
  { suffix: 'Date', type: 'date' },
  { suffix: 'Last Sync', type: 'datetime', createable: false, updateable: false },
  { suffix: 'Count', type: 'int' },
  { suffix: 'Opted Out', type: 'boolean' },
  { suffix: 'URL', type: 'url' },
  { suffix: 'Notes', type: 'textarea', length: 4000 },
  { suffix: 'Rate', type: 'percent', precision: 5, scale: 2 },
  { suffix: 'Value', type: 'currency', precision: 16, scale: 2 },
  { suffix: 'Tags', type: 'multipicklist', picklistValues: CHANNELS },
  { suffix: 'ID', type: 'string', length: 36 },
  { suffix: 'Contact Email', type: 'email' },
  { suffix: 'Summary', type: 'string', length: 1300, calculated: true, calculatedFormula: '…' },
];
