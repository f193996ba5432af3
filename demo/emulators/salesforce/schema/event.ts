import type { Field } from './field.js';
import { auditLines, deletedLine, idLine } from './parts.js';
import { fieldTable } from './table.js';

/** The 48 fields of Event in a new org. */
export function eventFields(): Field[] {
  return fieldTable(`
  ${idLine('Activity ID')}
  WhoId | Name ID | reference Contact,Lead |
  WhatId | Related To ID | reference Account,Asset,Campaign,Case,Contract,Opportunity,Order,Product2,Solution |
  Subject | Subject | combobox EventSubject | name fixed
  Location | Location | string 255 |
  IsAllDayEvent | All-Day Event | boolean | fls
  ActivityDateTime | Due Date Time | datetime | fixed
  ActivityDate | Due Date Only | date | fixed plain
  DurationInMinutes | Duration | int 8 | fixed
  StartDateTime | Start Date Time | datetime | fixed
  EndDateTime | End Date Time | datetime | fixed
  EndDate | End Date | date | ro
  Description | Description | textarea 32000 |
  AccountId | Account ID | reference Account | ro
  OwnerId | Assigned To ID | reference Calendar,User | set
  IsPrivate | Private | boolean |
  ShowAs | Show Time As | picklist ShowAs,40 | restricted default=Busy fixed
  ${deletedLine}
  IsChild | Is Child | boolean | ro
  IsGroupEvent | Is Group Event | boolean | ro
  GroupEventType | Group Event Type | picklist GroupEventType,40 | ro restricted default=0
  ${auditLines}
  IsArchived | Archived | boolean | ro
  RecurrenceActivityId | Recurrence Activity ID | reference Event | ro relation=
  IsRecurrence | Create Recurring Series of Events | boolean | create-only
  RecurrenceStartDateTime | Recurrence Start | datetime | fixed
  RecurrenceEndDateOnly | Recurrence End | date | fixed
  RecurrenceTimeZoneSidKey | Recurrence Time Zone | picklist TimeZone,40 | restricted fixed
  RecurrenceType | Recurrence Type | picklist RecurrenceType,40 | restricted fixed
  RecurrenceInterval | Recurrence Interval | int 9 | fixed
  RecurrenceDayOfWeekMask | Recurrence Day of Week Mask | int 9 | fixed
  RecurrenceDayOfMonth | Recurrence Day of Month | int 9 | fixed
  RecurrenceInstance | Recurrence Instance | picklist RecurrenceInstance,40 | restricted fixed
  RecurrenceMonthOfYear | Recurrence Month of Year | picklist Month,40 | restricted fixed
  ReminderDateTime | Reminder Date/Time | datetime | fixed
  IsReminderSet | Reminder Set | boolean |
  EventSubtype | Event Subtype | picklist EventSubtype,40 | restricted create-only
  IsRecurrence2Exclusion | Historical Event, Not Following Recurrence | boolean | ro
  Recurrence2PatternText | Recurrence Pattern | textarea 512 | create-only
  Recurrence2PatternVersion | Pattern Version | picklist PatternVersion,40 | ro restricted
  IsRecurrence2 | Repeat | boolean | ro
  IsRecurrence2Exception | Is Exception | boolean | ro
  Recurrence2PatternStartDate | Recurrence Pattern Start Date | datetime | ro
  Recurrence2PatternTimeZone | Recurrence Pattern Time Zone Reference | string 255 | ro
  `);
}
