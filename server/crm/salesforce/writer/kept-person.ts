import type { Fault } from '../../../contract/model/index.js';
import type { LinkedWrite, WriteOutcome } from '../../adapter.js';
import { sentenceFor } from '../sentences.js';
import type { Draft } from './draft.js';
import { failedWith, written } from './task.js';

/**
 * The outcome of a person to whom nothing was written, told by what was linked to them: that they are gone or were
 * converted shows only there.
 */
export function keptPerson(
  person: Draft,
  linked: readonly LinkedWrite[],
  outcomes: ReadonlyMap<string, WriteOutcome>,
): WriteOutcome {
  for (const write of linked) {
    const outcome = outcomes.get(write.key);
    if (outcome?.result === 'failed' && isAboutPerson(write, outcome.fault)) {
      return failedWith(person, ofPerson(outcome.fault, person.object));
    }
  }
  return written(person, person.id ?? '');
}

/** A record that is only being created can't be gone itself. */
function isAboutPerson({ id }: LinkedWrite, { code, field }: Fault): boolean {
  if (code === 'lead_converted') return true;
  return code === 'record_gone' && (id === null || field === 'WhoId' || field === 'ContactId');
}

function ofPerson(fault: Fault, object: string): Fault {
  const said = String(fault.params['crmSaid'] ?? '');
  const parts = { object, label: null, value: null, said, labels: [], used: null };
  return { ...fault, object, field: null, value: null, ...sentenceFor(fault.code, parts) };
}
