import { isObject, type Json } from '../../json.js';
import { failure, type ApiFailure } from '../failure.js';
import type { Org } from '../org.js';

/** Triggers that run out of time when a run of rows of one object is too long. */
export interface CpuRule {
  /** The most rows that pass. */
  rows: number;
  /** Undefined: all objects. */
  objects: string[] | undefined;
  code: string;
}

/** Reads `{rows: 50, objects?: ["Lead"], code?: "LIMIT_EXCEEDED"}`; a string says what is wrong. */
export function readCpuRule(given: Json): CpuRule | string {
  if (!isObject(given) || typeof given['rows'] !== 'number')
    return 'rules.cpu is {rows: n, objects?, code?} or null.';
  const { rows, objects, code } = given;
  return {
    rows,
    objects: Array.isArray(objects) ? objects.map(String) : undefined,
    code: typeof code === 'string' ? code : 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
  };
}

/** Says of each row of a collection whether its run of rows of one object is too long for the org's triggers. */
export function cpuFailures(org: Org, types: readonly string[]): (index: number) => ApiFailure | undefined {
  const { cpu } = org.rules;
  if (!cpu) return () => undefined;
  const runs = runLengths(types);
  return (index) => {
    const type = types[index] ?? '';
    if ((runs[index] ?? 0) <= cpu.rows || cpu.objects?.includes(type) === false) return undefined;
    const words =
      cpu.code === 'LIMIT_EXCEEDED'
        ? 'Apex CPU time limit exceeded'
        : `${type}Trigger: System.LimitException: Apex CPU time limit exceeded`;
    return failure(cpu.code, words, []);
  };
}

function runLengths(types: readonly string[]): number[] {
  const lengths: number[] = [];
  for (let from = 0; from < types.length;) {
    let until = from;
    while (until < types.length && types[until] === types[from]) until += 1;
    for (let index = from; index < until; index += 1) lengths.push(until - from);
    from = until;
  }
  return lengths;
}
