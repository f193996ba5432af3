import { validForBitmap } from '../schema/dependency.js';
import { expandField, options, type FieldSeed } from '../schema/expand.js';
import type { Field, PicklistValue } from '../schema/field.js';

const regions = withInactive(['NA', 'EMEA', 'APAC', 'LATAM'], 'West (old)');
const segments = withInactive(['Enterprise', 'Mid-Market', 'SMB'], 'Education');

/** Dependent options with the controlling values that allow them. */
const markets: Record<string, string[]> = {
  'United States': ['NA'],
  Canada: ['NA'],
  Mexico: ['NA', 'LATAM'],
  Brazil: ['LATAM'],
  Germany: ['EMEA'],
  'United Kingdom': ['EMEA'],
  Japan: ['APAC'],
  'Hong Kong SAR': ['APAC'],
};
const plans: Record<string, string[]> = {
  Free: ['SMB'],
  Team: ['SMB', 'Mid-Market'],
  Business: ['Mid-Market', 'Enterprise'],
  Enterprise: ['Enterprise'],
  Campus: ['Education'],
};

/** Custom fields that the awkward org's own administrators have made over the years, by object. */
export const houseFields: Record<string, () => Field[]> = {
  Contact: () => [
    required('Region__c', 'Region', regions),
    restricted('Customer_Tier__c', 'Customer Tier', withInactive(['Gold', 'Silver', 'Bronze'], 'Platinum')),
    custom({
      ...{ name: 'Interests__c', label: 'Interests', type: 'multipicklist', restrictedPicklist: true },
      picklistValues: withInactive(['Scheduling', 'Routing', 'Reporting', 'Integrations'], 'Fax'),
    }),
    externalId('External_Ref__c', 'External Reference'),
    ...dependents('Region__c', regions, 'Market__c', 'Market', markets),
    ...oddities(),
    custom({
      name: 'Office__c',
      type: 'reference',
      referenceTo: ['Office__c'],
      relationshipName: 'Office__r',
    }),
  ],
  Lead: () => [
    required('Segment__c', 'Segment', segments),
    externalId('External_Ref__c', 'External Reference'),
    ...dependents('Segment__c', segments, 'Plan__c', 'Plan', plans),
    custom({ name: 'Budget_Confirmed__c', label: 'Budget Confirmed', type: 'boolean', defaultValue: true }),
    custom({ name: 'Team_Size__c', label: 'Team Size', type: 'int' }),
    custom({ name: 'Industry__c', label: 'Industry', type: 'string', length: 40 }),
    custom({ name: 'Company_Name__c', label: 'Company', type: 'string', length: 100 }),
    ...oddities(),
  ],
  Event: () => [
    restricted('Meeting_Kind__c', 'Meeting Kind', withInactive(['Intro', 'Demo', 'Review'], 'Fax call')),
    externalId('Booking_Ref__c', 'Booking Reference'),
    custom({ name: 'Booking_Page__c', label: 'Booking Page', type: 'url' }),
    custom({ name: 'No_Show__c', label: 'No-show', type: 'boolean' }),
  ],
  Case: () => [
    required('Channel__c', 'Channel', withInactive(['Booking', 'Support', 'Sales'], 'Telex')),
    externalId('Booking_Ref__c', 'Booking Reference'),
    custom({ name: 'Severity__c', label: 'Severity', type: 'double', precision: 3, scale: 1 }),
  ],
};

/** One of each rare kind, with labels that repeat, run long or come in other scripts. */
function oddities(): Field[] {
  const seeds: FieldSeed[] = [
    { name: 'Phone_2__c', label: 'Phone', type: 'phone' },
    { name: 'Phone_3__c', label: 'Phone', type: 'string', length: 20 },
    { name: 'Email_2__c', label: 'Email', type: 'email' },
    { name: 'Title__c', label: 'Title', type: 'string', length: 30 },
    { name: 'LastName_Kana__c', label: '姓（カナ）', type: 'string', length: 40 },
    { name: 'Company_JP__c', label: '会社名', type: 'string', length: 120 },
    { name: 'Phone_AR__c', label: 'رقم الهاتف', type: 'phone' },
    { name: 'Date_HE__c', label: 'תאריך פגישה', type: 'date' },
    { name: 'Role_RU__c', label: 'Должность', type: 'string', length: 60 },
    { name: 'Strasse__c', label: 'Straße und Hausnummer', type: 'string', length: 60 },
    { name: 'Emoji__c', label: '⭐ Favourite?', type: 'boolean' },
    { name: 'Markup__c', label: '<b>Bold</b> & "quoted"', type: 'string', length: 50 },
    {
      ...{ name: 'Very_Long_Label__c', type: 'string', length: 80 },
      label:
        'Preferred day and time of the week for a follow-up call by the regional account team (do not use before Q3)',
    },
    {
      name: 'Full_Address__c',
      label: 'Full Address',
      type: 'string',
      length: 1300,
      calculated: true,
      calculatedFormula: 'City',
    },
    { name: 'Member_No__c', label: 'Member No.', type: 'string', length: 30, autoNumber: true },
    { name: 'Tax_Id__c', label: 'Tax ID', type: 'encryptedstring', length: 20, mask: 'X', maskType: 'all' },
    {
      name: 'Bio__c',
      label: 'Biography',
      type: 'textarea',
      length: 32768,
      htmlFormatted: true,
      extraTypeInfo: 'richtextarea',
    },
    {
      name: 'Score__c',
      label: 'Score',
      type: 'double',
      precision: 5,
      scale: 1,
      inlineHelpText: 'From 0 to 1000, one decimal.',
    },
    { name: 'Budget__c', label: 'Budget', type: 'currency', precision: 12, scale: 2 },
    { name: 'Fit__c', label: 'Fit', type: 'percent', precision: 4, scale: 1 },
    { name: 'Callback_At__c', label: 'Call back at', type: 'datetime' },
    { name: 'Office_Opens__c', label: 'Office Opens', type: 'time' },
    { name: 'Home__c', label: 'Home', type: 'location' },
    {
      name: 'Home__Latitude__s',
      label: 'Home (Latitude)',
      type: 'double',
      precision: 18,
      scale: 15,
      compoundFieldName: 'Home__c',
    },
    {
      name: 'Home__Longitude__s',
      label: 'Home (Longitude)',
      type: 'double',
      precision: 18,
      scale: 15,
      compoundFieldName: 'Home__c',
    },
    {
      name: 'Retired__c',
      label: 'Retired (do not use)',
      type: 'string',
      length: 20,
      deprecatedAndHidden: true,
    },
  ];
  return seeds.map(custom);
}

function custom(seed: FieldSeed): Field {
  return expandField({ label: seed.name.replace(/__c$/, '').replaceAll('_', ' '), custom: true, ...seed });
}

function restricted(name: string, label: string, picklistValues: PicklistValue[]): Field {
  return custom({ name, label, type: 'picklist', picklistValues, restrictedPicklist: true });
}

function required(name: string, label: string, picklistValues: PicklistValue[]): Field {
  return { ...restricted(name, label, picklistValues), nillable: false, permissionable: false };
}

function dependents(
  controllerName: string,
  controlling: PicklistValue[],
  name: string,
  label: string,
  allowing: Record<string, string[]>,
): Field[] {
  const controller = { type: 'picklist', picklistValues: controlling } as const;
  const picklistValues = options(Object.keys(allowing)).map((option) => ({
    ...option,
    validFor: validForBitmap(controller, allowing[option.value] ?? []),
  }));
  const dependent = { controllerName, dependentPicklist: true, restrictedPicklist: true };
  return [custom({ name, label, type: 'picklist', picklistValues, ...dependent })];
}

function externalId(name: string, label: string): Field {
  return custom({ name, label, type: 'string', length: 64, externalId: true, idLookup: true, unique: true });
}

function withInactive(values: string[], inactive: string): PicklistValue[] {
  return options([...values, inactive]).map((option) => ({ ...option, active: option.value !== inactive }));
}
