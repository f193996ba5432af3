import type { Problem } from '../contract/model/index.js';
import { CrmError, type Adapter } from '../crm/adapter.js';
import { problemDocument, ProblemError, problemOfFault } from '../http/problems.js';

/** What the CRM sent instead of a code; null when it sent a code. */
export function refusedBy(adapter: Adapter, query: URLSearchParams): Problem | null {
  const error = query.get('error') ?? (query.get('code') ? null : 'no_code');
  if (error === null) return null;
  const description = query.get('error_description');
  const fault = adapter.signIn.refusal(error, description);
  // RFC 6749, 4.1.2.1; some pages write it with a hyphen.
  const denied = error.replaceAll('-', '_') === 'access_denied';
  return problemDocument(
    denied ? 'denied' : 'authorization_refused',
    { ...fault.params, crm: adapter.about.name, fault: fault.code },
    { detail: fault.sentence, crmSaid: description ?? error, ...(fault.fix && { fix: fault.fix }) },
  );
}

/** What a person should read when a sign-in failed after the CRM had agreed. */
export function problemOfSignIn(error: unknown, crm: string): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (!(error instanceof CrmError)) return problemDocument('internal', { requestId: null });
  const { fault } = error;
  const told = problemOfFault(fault).problem;
  if (told.code === 'crm_unavailable') return told;
  const said = fault.params.crmSaid ?? fault.params.said;
  return problemDocument(
    'authorization_refused',
    { ...fault.params, crm, fault: fault.code },
    {
      detail: fault.sentence,
      ...(typeof said === 'string' && { crmSaid: said }),
      ...(fault.fix && { fix: fault.fix }),
    },
  );
}
