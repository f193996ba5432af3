import type { Field } from './field.js';
import { auditLines, deletedLine, idLine, viewedLines } from './parts.js';
import { fieldTable } from './table.js';

/** The 35 fields of Case in a new org. */
export function caseFields(): Field[] {
  return fieldTable(`
  ${idLine('Case ID')}
  ${deletedLine}
  MasterRecordId | Master Record ID | reference Case | ro
  CaseNumber | Case Number | string 30 | ro set auto name lookup
  ContactId | Contact ID | reference Contact |
  AccountId | Account ID | reference Account |
  AssetId | Asset ID | reference Asset |
  ParentId | Parent Case ID | reference Case |
  SuppliedName | Name | string 80 |
  SuppliedEmail | Email Address | email |
  SuppliedPhone | Phone | string 40 |
  SuppliedCompany | Company | string 80 |
  Type | Case Type | picklist CaseType |
  Status | Status | picklist CaseStatus | default=New fixed
  Reason | Case Reason | picklist CaseReason,40 |
  Origin | Case Origin | picklist CaseOrigin |
  Subject | Subject | string 255 |
  Priority | Priority | picklist CasePriority | default=Medium
  Description | Description | textarea 32000 |
  IsClosed | Closed | boolean | ro
  ClosedDate | Closed Date | datetime | ro
  IsEscalated | Escalated | boolean |
  OwnerId | Owner ID | reference Group,User | set
  ${auditLines}
  ContactPhone | Contact Phone | phone | ro
  ContactMobile | Contact Mobile | phone | ro
  ContactEmail | Contact Email | email | ro
  ContactFax | Contact Fax | phone | ro
  Comments | Internal Comments | textarea 4000 |
  ${viewedLines}
  `);
}
