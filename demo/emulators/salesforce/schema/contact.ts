import type { Field } from './field.js';
import { addressLines, auditLines, deletedLine, idLine, personNameLines, viewedLines } from './parts.js';
import { fieldTable } from './table.js';

/** The 59 fields of Contact in a new org. */
export function contactFields(): Field[] {
  return fieldTable(`
  ${idLine('Contact ID')}
  ${deletedLine}
  MasterRecordId | Master Record ID | reference Contact | ro
  AccountId | Account ID | reference Account |
  ${personNameLines}
  ${addressLines('Other')}
  ${addressLines('Mailing')}
  Phone | Business Phone | phone |
  Fax | Business Fax | phone |
  MobilePhone | Mobile Phone | phone |
  HomePhone | Home Phone | phone |
  OtherPhone | Other Phone | phone |
  AssistantPhone | Asst. Phone | phone |
  ReportsToId | Reports To ID | reference Contact |
  Email | Email | email | lookup
  Title | Title | string 128 |
  Department | Department | string 80 |
  AssistantName | Assistant's Name | string 40 |
  LeadSource | Lead Source | picklist LeadSource |
  Birthdate | Birthdate | date |
  Description | Contact Description | textarea 32000 |
  OwnerId | Owner ID | reference User | set
  ${auditLines}
  LastActivityDate | Last Activity | date | ro
  LastCURequestDate | Last Stay-in-Touch Request Date | datetime | ro
  LastCUUpdateDate | Last Stay-in-Touch Save Date | datetime | ro
  ${viewedLines}
  EmailBouncedReason | Email Bounced Reason | string 255 | update-only
  EmailBouncedDate | Email Bounced Date | datetime | update-only
  IsEmailBounced | Is Email Bounced | boolean | ro
  PhotoUrl | Photo URL | url | ro kind=imageurl
  Jigsaw | Data.com Key | string 20 |
  JigsawContactId | Jigsaw Contact ID | string 20 | ro relation=JigsawContact
  CleanStatus | Clean Status | picklist CleanStatus,40 | restricted
  IndividualId | Individual ID | reference Individual | fixed
  `);
}
