/** A literal of a condition. Dates keep their own kinds: SOQL writes them without quotes. */
export type Literal =
  /** `pattern` keeps the backslashes that LIKE needs. */
  | { kind: 'text'; value: string; pattern: string }
  | { kind: 'number'; value: number }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'null' }
  | { kind: 'date'; value: string }
  | { kind: 'datetime'; value: string }
  /** Such as `TODAY` or `LAST_N_DAYS:30`. */
  | { kind: 'period'; name: string; n: number };

/** Comparison operators of SOQL, in capitals. */
export type Operator =
  '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN' | 'INCLUDES' | 'EXCLUDES';

/** A field, possibly of a related record: `['Owner', 'Name']`; `at` is its place in the text. */
export interface FieldPath {
  path: string[];
  at: number;
}

/** What WHERE says. */
export type Condition =
  | { kind: 'and' | 'or'; parts: Condition[] }
  | { kind: 'not'; part: Condition }
  | { kind: 'compare'; field: FieldPath; operator: Operator; values: Literal[] }
  | { kind: 'semijoin'; field: FieldPath; negated: boolean; query: Query };

/** One entry of SELECT. */
export type Selected =
  | { kind: 'field'; field: FieldPath }
  | { kind: 'count'; field: FieldPath | undefined; alias: string | undefined }
  | { kind: 'fields'; group: 'ALL' | 'STANDARD' | 'CUSTOM' };

/** A parsed query. */
export interface Query {
  text: string;
  selected: Selected[];
  from: string;
  fromAt: number;
  where: Condition | undefined;
  orderBy: { field: FieldPath; descending: boolean; nulls: 'first' | 'last' }[];
  limit: number | undefined;
  offset: number;
}
