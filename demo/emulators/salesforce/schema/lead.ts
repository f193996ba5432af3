import type { Field } from './field.js';
import { addressLines, auditLines, deletedLine, idLine, personNameLines, viewedLines } from './parts.js';
import { fieldTable } from './table.js';

/** The 54 fields of Lead in a new org. */
export function leadFields(): Field[] {
  return fieldTable(`
  ${idLine('Lead ID')}
  ${deletedLine}
  MasterRecordId | Master Record ID | reference Lead | ro
  ${personNameLines}
  Title | Title | string 128 |
  Company | Company | string 255 | required
  ${addressLines('')}
  Phone | Phone | phone |
  MobilePhone | Mobile Phone | phone |
  Fax | Fax | phone |
  Email | Email | email | lookup
  Website | Website | url |
  PhotoUrl | Photo URL | url | ro kind=imageurl
  Description | Description | textarea 32000 |
  LeadSource | Lead Source | picklist LeadSource |
  Status | Status | picklist LeadStatus | nonnull default="Open - Not Contacted"
  Industry | Industry | picklist Industry |
  Rating | Rating | picklist Rating |
  AnnualRevenue | Annual Revenue | currency 18,0 |
  NumberOfEmployees | Employees | int 8 |
  OwnerId | Owner ID | reference Group,User | set
  IsConverted | Converted | boolean | create-only
  ConvertedDate | Converted Date | date | ro
  ConvertedAccountId | Converted Account ID | reference Account | ro
  ConvertedContactId | Converted Contact ID | reference Contact | ro
  ConvertedOpportunityId | Converted Opportunity ID | reference Opportunity | ro
  IsUnreadByOwner | Unread By Owner | boolean |
  ${auditLines}
  LastActivityDate | Last Activity | date | ro
  ${viewedLines}
  Jigsaw | Data.com Key | string 20 |
  JigsawContactId | Jigsaw Contact ID | string 20 | ro relation=JigsawContact
  CleanStatus | Clean Status | picklist CleanStatus,40 | restricted
  CompanyDunsNumber | Company D-U-N-S Number | string 9 |
  DandbCompanyId | D&B Company ID | reference DandBCompany |
  EmailBouncedReason | Email Bounced Reason | string 255 | update-only
  EmailBouncedDate | Email Bounced Date | datetime | update-only
  IndividualId | Individual ID | reference Individual | fixed
  `);
}
