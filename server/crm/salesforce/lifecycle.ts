import type { BookingStatus, CrmField } from '../../contract/model/index.js';
import type { LifecycleValue } from '../adapter.js';

/** Put before the subject of a cancelled event; Salesforce has no field for it. Product rule Y5. */
const cancelledPrefix = 'Canceled: ';

/** A cancelled event says so in its subject and no longer blocks the time; any other does block it. */
export function lifecycle(
  object: string,
  status: BookingStatus,
  fields: readonly CrmField[],
): readonly LifecycleValue[] {
  if (object !== 'Event') return [];
  const isCancelled = status === 'cancelled';
  const showAs = isCancelled ? 'Free' : 'Busy';
  const result: LifecycleValue[] = [];
  if (isCancelled && can(fields, 'Subject')) {
    result.push({
      field: 'Subject',
      value: cancelledPrefix,
      prefix: true,
      why: 'The booking was cancelled.',
    });
  }
  const field = fields.find(({ name }) => name === 'ShowAs');
  const offered = field?.options.some(({ value, active }) => value === showAs && active) ?? false;
  if (offered && can(fields, 'ShowAs')) {
    const why = isCancelled ? 'The booking was cancelled, so the time is free.' : 'The time is taken.';
    result.push({ field: 'ShowAs', value: showAs, prefix: false, why });
  }
  return result;
}

function can(fields: readonly CrmField[], name: string): boolean {
  const field = fields.find((candidate) => candidate.name === name);
  return field !== undefined && field.createable && field.updateable;
}
