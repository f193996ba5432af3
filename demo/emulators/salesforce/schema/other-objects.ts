import type { Field } from './field.js';
import { auditLines, deletedLine, idLine, viewedLines } from './parts.js';
import { fieldTable } from './table.js';

/** Field tables of the objects around people and meetings, by object name. */
export const otherFields: Record<string, () => Field[]> = {
  Account: () =>
    fieldTable(`
  ${idLine('Account ID')}
  ${deletedLine}
  MasterRecordId | Master Record ID | reference Account | ro
  Name | Account Name | string 255 | required name kind=switchablepersonname
  Type | Account Type | picklist AccountType |
  ParentId | Parent Account ID | reference Account |
  BillingStreet | Billing Street | textarea 255 | in=BillingAddress
  BillingCity | Billing City | string 40 | in=BillingAddress
  BillingState | Billing State/Province | string 80 | in=BillingAddress
  BillingPostalCode | Billing Zip/Postal Code | string 20 | in=BillingAddress
  BillingCountry | Billing Country | string 80 | in=BillingAddress
  BillingAddress | Billing Address | address | ro
  Phone | Account Phone | phone |
  Fax | Account Fax | phone |
  AccountNumber | Account Number | string 40 |
  Website | Website | url |
  Industry | Industry | picklist Industry |
  AnnualRevenue | Annual Revenue | currency 18,0 |
  NumberOfEmployees | Employees | int 8 |
  Description | Account Description | textarea 32000 |
  OwnerId | Owner ID | reference User | set
  ${auditLines}
  LastActivityDate | Last Activity | date | ro
  ${viewedLines}`),
  Opportunity: () =>
    fieldTable(`
  ${idLine('Opportunity ID')}
  ${deletedLine}
  AccountId | Account ID | reference Account |
  Name | Name | string 120 | required name
  Description | Description | textarea 32000 |
  StageName | Stage | picklist Stage | required
  Amount | Amount | currency 18,2 |
  Probability | Probability (%) | percent 3,0 |
  CloseDate | Close Date | date | required
  LeadSource | Lead Source | picklist LeadSource |
  IsClosed | Closed | boolean | ro
  IsWon | Won | boolean | ro
  OwnerId | Owner ID | reference User | set
  ${auditLines}`),
  Task: () =>
    fieldTable(`
  ${idLine('Activity ID')}
  WhoId | Name ID | reference Contact,Lead |
  WhatId | Related To ID | reference Account,Campaign,Case,Opportunity |
  Subject | Subject | combobox TaskSubject | name fixed
  ActivityDate | Due Date Only | date | fixed
  Status | Status | picklist TaskStatus | nonnull default="Not Started"
  Priority | Priority | picklist TaskPriority | nonnull default=Normal
  OwnerId | Assigned To ID | reference Group,User | set
  Description | Description | textarea 32000 |
  ${deletedLine}
  IsClosed | Closed | boolean | ro
  ${auditLines}`),
  Campaign: () =>
    fieldTable(`
  ${idLine('Campaign ID')}
  ${deletedLine}
  Name | Name | string 80 | required name
  Status | Status | picklist CampaignStatus | default=Planned
  StartDate | Start Date | date |
  EndDate | End Date | date |
  IsActive | Active | boolean |
  OwnerId | Owner ID | reference User | set
  ${auditLines}`),
  User: () =>
    fieldTable(`
  ${idLine('User ID')}
  Username | Username | string 80 | required lookup
  LastName | Last Name | string 80 | required in=Name kind=personname
  FirstName | First Name | string 40 | in=Name kind=personname
  Name | Full Name | string 121 | ro nonnull name kind=personname
  CompanyName | Company Name | string 80 |
  Division | Division | string 80 |
  Department | Department | string 80 |
  Title | Title | string 80 |
  Email | Email | email | required lookup
  Phone | Phone | phone |
  MobilePhone | Mobile | phone |
  Alias | Alias | string 8 | required
  CommunityNickname | Nickname | string 40 | required
  IsActive | Active | boolean |
  TimeZoneSidKey | Time Zone | picklist TimeZone,40 | restricted required
  LocaleSidKey | Locale | picklist Locale,40 | restricted required
  LanguageLocaleKey | Language | picklist Language,40 | restricted required
  EmailEncodingKey | Email Encoding | picklist Encoding,40 | restricted required
  UserType | User Type | picklist UserType,40 | ro restricted
  ProfileId | Profile ID | reference Profile | required
  ManagerId | Manager ID | reference User |
  FederationIdentifier | SAML Federation ID | string 512 | unique lookup
  LastLoginDate | Last Login | datetime | ro
  ${auditLines}`),
  Organization: () =>
    fieldTable(`
  ${idLine('Organization ID')}
  Name | Name | string 80 | update-only nonnull name
  Country | Country | string 80 |
  PrimaryContact | Primary Contact | string 80 |
  DefaultLocaleSidKey | Locale | picklist Locale,40 | restricted required
  TimeZoneSidKey | Time Zone | picklist TimeZone,40 | restricted required
  LanguageLocaleKey | Language | picklist Language,40 | restricted required
  OrganizationType | Edition | picklist OrganizationType,40 | ro restricted
  NamespacePrefix | Namespace Prefix | string 15 | ro
  InstanceName | Instance Name | string 5 | ro
  IsSandbox | Is Sandbox | boolean | ro
  IsReadOnly | Is Read Only | boolean | ro
  TrialExpirationDate | Trial Expiration Date | datetime | ro
  ${auditLines}`),
  Group: () =>
    fieldTable(`
  ${idLine('Group ID')}
  Name | Name | string 40 | required name
  DeveloperName | Developer Name | string 80 |
  Type | Type | picklist GroupType,40 | restricted required create-only
  Email | Email | email |
  ${auditLines}`),
  Profile: () =>
    fieldTable(`
  ${idLine('Profile ID')}
  Name | Name | string 255 | required name
  UserType | User Type | picklist UserType,40 | ro restricted
  ${auditLines}`),
  RecordType: () =>
    fieldTable(`
  ${idLine('Record Type ID')}
  Name | Name | string 80 | required name
  DeveloperName | Record Type Name | string 80 | required
  Description | Description | string 255 |
  SobjectType | SObject Type Name | string 40 | required create-only
  IsActive | Active | boolean |
  ${auditLines}`),
  Individual: () =>
    fieldTable(`
  ${idLine('Individual ID')}
  ${deletedLine}
  LastName | Last Name | string 80 | required in=Name
  FirstName | First Name | string 40 | in=Name
  Name | Name | string 121 | ro nonnull name
  ${auditLines}`),
  Calendar: () =>
    fieldTable(`
  ${idLine('Calendar ID')}
  Name | Calendar Name | string 80 | required name
  IsActive | Active | boolean |
  ${auditLines}`),
  UserPermissionAccess: () =>
    fieldTable(`
  ${idLine('User Permission Access ID')}
  LastCacheUpdate | Last Cache Update | datetime | ro
  PermissionsApiEnabled | API Enabled | boolean | ro
  PermissionsModifyAllData | Modify All Data | boolean | ro
  PermissionsViewAllData | View All Data | boolean | ro
  PermissionsViewSetup | View Setup and Configuration | boolean | ro
  PermissionsEditEvent | Edit Events | boolean | ro`),
};
