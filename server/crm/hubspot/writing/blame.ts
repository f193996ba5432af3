import { propertyProblems, type PropertyProblem } from '../errors.js';
import type { ErrorBody } from '../replies.js';
import type { Pending } from './batch-run.js';

/** The rows that a refusal of the whole batch is surely about, each with what is wrong; empty when it can't be told. */
export function blame(
  group: readonly Pending[],
  body: ErrorBody,
): ReadonlyMap<Pending, readonly PropertyProblem[]> {
  const blamed = new Map<Pending, PropertyProblem[]>();
  const add = (pending: Pending, ...problems: PropertyProblem[]) => {
    blamed.set(pending, [...(blamed.get(pending) ?? []), ...problems]);
  };
  for (const pending of namedRows(group, body)) add(pending);
  for (const problem of propertyProblems(body)) {
    for (const pending of culprits(group, problem)) add(pending, problem);
  }
  return blamed;
}

/** Rows that the error names by trace id, or by a contact to which nothing can be linked. */
function namedRows(group: readonly Pending[], body: ErrorBody): readonly Pending[] {
  const contexts = [body.context, ...body.errors.map(({ context }) => context)];
  const traces = new Set(contexts.flatMap((context) => context?.['objectWriteTraceId'] ?? []));
  const gone = goneContacts(body);
  const isLinked = ({ row, guests }: Pending) =>
    [row.linkedTo, ...guests.values()].some((id) => id !== null && gone.has(id));
  return group.filter((pending, index) => traces.has(String(index)) || isLinked(pending));
}

/** Contacts to which an error says that nothing can be linked. */
export function goneContacts({ context, errors }: ErrorBody): ReadonlySet<string> {
  const texts = [context, ...errors.map((error) => error.context)].flatMap(
    (one) => one?.['INVALID_OBJECT_IDS'] ?? [],
  );
  return new Set(texts.flatMap((text) => /=(\d+)/.exec(text)?.[1] ?? []));
}

function culprits(group: readonly Pending[], problem: PropertyProblem): readonly Pending[] {
  if (group.length === 1) return group;
  const filled = group.filter(({ fields }) => fields[problem.property] !== undefined);
  switch (problem.code) {
    case 'field_gone':
    case 'field_not_writable':
      return filled;
    case 'required_missing':
      // What is there already may hold the value, so only a new record is surely the one.
      return group.filter(({ row, fields }) => row.id === null && (fields[problem.property] ?? '') === '');
    default: {
      if (filled.length === 1) return filled;
      return filled.filter(({ fields }) => quotes(problem.said, String(fields[problem.property])));
    }
  }
}

/** True when HubSpot's message is about this value: "X was not …", "Email address X is invalid". */
function quotes(said: string, value: string): boolean {
  const parts = [value, ...value.split(';')].filter((part) => part !== '');
  return parts.some(
    (part) => said.startsWith(`${part} was `) || said.includes(` ${part} is `) || said.includes(`"${part}"`),
  );
}
