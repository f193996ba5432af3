import { options } from './expand.js';
import type { PicklistValue } from './field.js';

/** The standard option lists of a new org, by the name that the field tables use. */
export const picklists: Record<string, PicklistValue[]> = {
  Salutation: options(['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.', 'Mx.']),
  LeadSource: options(['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other']),
  LeadStatus: options(
    ['Open - Not Contacted', 'Working - Contacted', 'Closed - Converted', 'Closed - Not Converted'],
    'Open - Not Contacted',
  ),
  Rating: options(['Hot', 'Warm', 'Cold']),
  Industry: options([
    ...['Agriculture', 'Apparel', 'Banking', 'Biotechnology', 'Chemicals', 'Communications', 'Construction'],
    ...['Consulting', 'Education', 'Electronics', 'Energy', 'Engineering', 'Entertainment', 'Environmental'],
    ...['Finance', 'Food & Beverage', 'Government', 'Healthcare', 'Hospitality', 'Insurance', 'Machinery'],
    ...['Manufacturing', 'Media', 'Not For Profit', 'Recreation', 'Retail', 'Shipping', 'Technology'],
    ...['Telecommunications', 'Transportation', 'Utilities', 'Other'],
  ]),
  GeocodeAccuracy: options([
    ...['Address', 'NearAddress', 'Block', 'Street', 'ExtendedZip', 'Zip', 'Neighborhood', 'City', 'County'],
    ...['State', 'Unknown'],
  ]),
  CleanStatus: options([
    ['Matched', 'In Sync'],
    'Different',
    ['Acknowledged', 'Reviewed'],
    ['NotFound', 'Not Found'],
    'Inactive',
    ['Pending', 'Not Compared'],
    ['SelectMatch', 'Select Match'],
    'Skipped',
  ]),
  EventSubject: options(['Call', 'Email', 'Meeting', 'Send Letter/Quote', 'Other']),
  TaskSubject: options(['Call', 'Send Letter', 'Send Quote', 'Other']),
  ShowAs: options(['Busy', ['OutOfOffice', 'Out of Office'], 'Free'], 'Busy'),
  GroupEventType: options(
    [
      ['0', 'Non-group Event'],
      ['1', 'Group Event'],
      ['2', 'Proposed Event'],
      ['3', 'IsRecurrence2 Series Pattern'],
    ],
    '0',
  ),
  RecurrenceType: options([
    ['RecursDaily', 'Recurs Daily'],
    ['RecursEveryWeekday', 'Recurs Every Weekday'],
    ['RecursMonthly', 'Recurs Monthly'],
    ['RecursMonthlyNth', 'Recurs Monthly Nth'],
    ['RecursWeekly', 'Recurs Weekly'],
    ['RecursYearly', 'Recurs Yearly'],
    ['RecursYearlyNth', 'Recurs Yearly Nth'],
  ]),
  RecurrenceInstance: options([
    ['First', '1st'],
    ['Second', '2nd'],
    ['Third', '3rd'],
    ['Fourth', '4th'],
    ['Last', 'last'],
  ]),
  Month: options([
    ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'],
    ...['November', 'December'],
  ]),
  EventSubtype: options(['Event']),
  PatternVersion: options([
    ['1', 'RFC 5545 v4 RRULE'],
    ['2', 'RFC 5545 v4_2 RRULE'],
  ]),
  TimeZone: options(Intl.supportedValuesOf('timeZone')),
  CaseType: options(['Electrical', 'Electronic', 'Mechanical', 'Structural', 'Other']),
  CaseStatus: options(['New', 'Working', 'Escalated', 'Closed'], 'New'),
  CaseReason: options(['Installation', 'Equipment Complexity', 'Performance', 'Breakdown', 'Other']),
  CaseOrigin: options(['Phone', 'Email', 'Web']),
  CasePriority: options(['High', 'Medium', 'Low'], 'Medium'),
  AccountType: options([
    ...['Prospect', 'Customer - Direct', 'Customer - Channel', 'Channel Partner / Reseller'],
    ...['Installation Partner', 'Technology Partner', 'Other'],
  ]),
  Stage: options([
    ...['Prospecting', 'Qualification', 'Needs Analysis', 'Value Proposition', 'Id. Decision Makers'],
    ...['Perception Analysis', 'Proposal/Price Quote', 'Negotiation/Review', 'Closed Won', 'Closed Lost'],
  ]),
  TaskStatus: options(
    ['Not Started', 'In Progress', 'Completed', 'Waiting on someone else', 'Deferred'],
    'Not Started',
  ),
  TaskPriority: options(['High', 'Normal', 'Low'], 'Normal'),
  CampaignStatus: options(['Planned', 'In Progress', 'Completed', 'Aborted'], 'Planned'),
  UserType: options([
    'Standard',
    ['CsnOnly', 'Chatter Free'],
    'Guest',
    ['AutomatedProcess', 'Automated Process'],
  ]),
  GroupType: options(['Regular', 'Queue', 'Role', ['AllCustomerPortal', 'Customer Portal Users']]),
  Language: options(
    [
      ['en_US', 'English'],
      ['de', 'German'],
      ['fr', 'French'],
      ['ar', 'Arabic'],
      ['ja', 'Japanese'],
    ],
    'en_US',
  ),
  Locale: options(['en_US', 'en_GB', 'de_DE', 'fr_FR', 'ar_AE', 'ja_JP'], 'en_US'),
  Encoding: options(
    [
      ['UTF-8', 'Unicode (UTF-8)'],
      ['ISO-8859-1', 'General US & Western Europe (ISO-8859-1)'],
    ],
    'UTF-8',
  ),
  OrganizationType: options([
    'Developer Edition',
    'Enterprise Edition',
    'Unlimited Edition',
    'Professional Edition',
  ]),
};
