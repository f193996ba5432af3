import type { Omission, Row } from '../../contract/model/index.js';
import { same } from '../../contract/rules/mapping-changes.js';
import { isTimeZone } from '../../contract/rules/time-zone.js';
import { planRow, type Plan, type PlanInput } from './plan.js';

/** {@link planRow}, which also tells where the booking's time zone is none and the row says a day or a time of it. */
export function planInZone(row: Row, input: PlanInput): Plan {
  const zone = input.material.timeZone;
  if (zone === null || isTimeZone(zone)) return planRow(row, input);
  const plan = planRow(row, inZone(input, null));
  const { write } = plan;
  if (!write || !dependsOnZone(plan, row, input)) return plan;
  const why = `“${zone}” is no time zone, so this is told in UTC. Send a name such as Europe/Berlin.`;
  const told: Omission = {
    object: input.object.name,
    field: row.target,
    code: 'unknown_time_zone',
    why,
  };
  return { ...plan, write: { ...write, note: write.note ?? why, omitted: [...write.omitted, told] } };
}

/** As far apart as clocks are: what reads the same in both reads the same everywhere. */
const probes = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'];

function dependsOnZone({ write }: Plan, row: Row, input: PlanInput): boolean {
  return probes.some((probe) => !same(planRow(row, inZone(input, probe)).write?.value, write?.value));
}

function inZone(input: PlanInput, timeZone: string | null): PlanInput {
  return { ...input, material: { ...input.material, timeZone } };
}
