import type { InputCode, Params, ProblemDetail } from '../contract/model/index.js';

/** What a schema found wrong: an issue of zod, or one that another schema passes on whole in `params.issue`. */
export interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly keys?: readonly string[];
  readonly expected?: string;
  readonly values?: readonly unknown[];
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly origin?: string;
  readonly errors?: readonly (readonly Issue[])[];
}

/** Where the values were sent: their names in sentences and pointers differ. */
export type InputPlace = 'json' | 'query' | 'param' | 'header' | (string & {});

/**
 * Each value that can't be used, with a pointer, a stable code and one plain sentence. A sentence that the schema
 * brings itself stands; the library's own words (“expected string, received undefined”) are never shown.
 */
export function inputFaults(place: InputPlace, issues: readonly Issue[], sent: unknown): ProblemDetail[] {
  return issues.flatMap((each) => {
    const issue = passedOn(each);
    const [inner, ...more] = likeliest(issue);
    if (inner) return inputFaults(place, [inner, ...more], sent);
    const paths = issue.keys?.length ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return paths.map((path) => {
      const name = nameOf(path, place);
      const [code, sentence, params = {}] = told(issue, name, valueAt(sent, path) === undefined);
      return {
        pointer: place === 'json' ? jsonPointer(path) : path.map(String).join('.') || place,
        code,
        params: { name, ...params },
        sentence,
      };
    });
  });
}

type Told<Code extends string = string> = readonly [code: Code, sentence: string, params?: Params];

function told(issue: Issue, name: string, isAbsent: boolean): Told {
  if (isAbsent && issue.code !== 'custom') return ['missing', `${name} is missing.`];
  const own = libraryWords.test(issue.message) ? null : issue.message;
  const [code, sentence, params = {}] = plain(issue, name);
  return [ownCode(issue) ?? code, own ?? sentence, params];
}

/** A check that knows more brings a code of its own. */
function ownCode({ params }: Issue): string | null {
  return typeof params?.code === 'string' ? params.code : null;
}

/** How zod begins what it says where a schema says nothing itself. */
const libraryWords = /^(Invalid|Too (big|small)|Unrecognized key)/;

function plain(
  { code, expected, values, origin, minimum, maximum, errors = [] }: Issue,
  name: string,
): Told<InputCode> {
  switch (code) {
    case 'invalid_type':
      return ['wrong_type', `${name} must be ${types[expected ?? ''] ?? 'of another type'}.`];
    case 'invalid_value': {
      const choices = (values ?? []).map(String);
      return ['not_a_choice', `${name} must be one of ${choices.join(', ')}.`, { choices }];
    }
    case 'too_small': {
      const least = Number(minimum);
      if (least === 1 && (origin === 'string' || origin === 'array'))
        return ['too_short', `${name} must not be empty.`];
      const [unit, kind] = unitOf(origin);
      return [
        kind === 'size' ? 'too_short' : 'too_small',
        `${name} must ${kind === 'size' ? 'have' : 'be'} at least ${least}${unit}.`,
        { min: least },
      ];
    }
    case 'too_big': {
      const most = Number(maximum);
      const [unit, kind] = unitOf(origin);
      return [
        kind === 'size' ? 'too_long' : 'too_big',
        `${name} must ${kind === 'size' ? 'have' : 'be'} at most ${most}${unit}.`,
        { max: most },
      ];
    }
    case 'invalid_format':
      return ['wrong_format', `${name} is not in the form that is needed here.`];
    case 'invalid_union':
      return ['wrong_type', `${name} must be ${kindsOf(errors) || 'of another kind'}.`];
    case 'unrecognized_keys':
      return ['unknown_key', `${name} is not known here; leave it out.`];
    default:
      return ['invalid', `${name} cannot be used here.`];
  }
}

const types: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function kindsOf(choices: readonly (readonly Issue[])[]): string {
  const kinds = choices.flatMap((found) =>
    found.flatMap(({ path, expected }) => (path.length === 0 && expected && types[expected]) || []),
  );
  return [...new Set(kinds)].join(' or ');
}

function unitOf(origin: string | undefined): readonly [unit: string, kind: 'size' | 'amount'] {
  if (origin === 'string') return [' characters', 'size'];
  if (origin === 'array' || origin === 'set') return [' entries', 'size'];
  return ['', 'amount'];
}

function passedOn(issue: Issue): Issue {
  const inner = issue.params?.issue;
  return isIssue(inner) ? { ...inner, path: issue.path } : issue;
}

function isIssue(value: unknown): value is Issue {
  return typeof value === 'object' && value !== null && 'message' in value && 'path' in value;
}

/** Of a union that says nothing itself, what its nearest choice found: the one that took the value as a whole. */
function likeliest({ code, message, errors = [], path }: Issue): readonly Issue[] {
  if (code !== 'invalid_union' || !libraryWords.test(message)) return [];
  const near = errors.find((choice) => choice.length > 0 && choice.every((each) => each.path.length > 0));
  return near?.map((each) => ({ ...each, path: [...path, ...each.path] })) ?? [];
}

/** `contact.email`, `answers[0].question`; the whole body is “The body”. */
function nameOf(path: readonly PropertyKey[], place: InputPlace): string {
  const name = path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
  return name === '' ? `The ${place === 'json' ? 'body' : place}` : name;
}

function valueAt(sent: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined,
    sent,
  );
}

/** RFC 6901. */
function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
