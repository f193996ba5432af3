import type { Mapping, ObjectMapping, Row } from '../../server/contract/model/index.js';
import { same } from '../../server/contract/rules/mapping-changes.js';

/** A row that both sides changed, each in its own way; undefined where a side removed it. */
export interface Clash {
  readonly object: string;
  readonly id: string;
  readonly mine: Row | undefined;
  readonly theirs: Row | undefined;
}

/** Two edits of one version brought together. */
export interface Merge {
  /** Rows that only one side changed, from that side. */
  readonly kept: number;
  readonly clashes: readonly Clash[];
  /** The mapping, given for which clashes the person takes theirs. */
  result(theirs: ReadonlySet<string>): Mapping;
}

/** Brings my draft and their saved version together, both made from `base`. Settings are mine where I changed them. */
export function merge(base: Mapping, mine: Mapping, theirs: Mapping): Merge {
  const names = [...new Set([...Object.keys(theirs.objects), ...Object.keys(mine.objects)])];
  const clashes: Clash[] = [];
  let kept = 0;
  for (const object of names) {
    const [b, m, t] = [base, mine, theirs].map((mapping) => byId(mapping.objects[object]));
    if (!b || !m || !t) continue;
    for (const id of new Set([...b.keys(), ...m.keys(), ...t.keys()])) {
      const [was, my, their] = [b.get(id), m.get(id), t.get(id)];
      const [iChanged, theyChanged] = [!same(was, my), !same(was, their)];
      if (iChanged && theyChanged && !same(my, their)) clashes.push({ object, id, mine: my, theirs: their });
      else if (iChanged || theyChanged) kept += 1;
    }
  }
  return { kept, clashes, result };

  function result(taken: ReadonlySet<string>): Mapping {
    const objects = names.map((object) => [object, mergedObject(object, taken)]);
    const settings = pick(rest(base), rest(mine), rest(theirs));
    return { ...theirs, ...settings, version: theirs.version, objects: Object.fromEntries(objects) };
  }

  function mergedObject(object: string, taken: ReadonlySet<string>): ObjectMapping | undefined {
    const own = mine.objects[object];
    const their = theirs.objects[object];
    const was = base.objects[object];
    if (!own || !their || !was) return their ?? own;
    const [b, m, t] = [byId(was), byId(own), byId(their)];
    const choose = (id: string): Row | undefined => {
      if (clashes.some((clash) => clash.object === object && clash.id === id)) {
        return taken.has(`${object} ${id}`) ? t.get(id) : m.get(id);
      }
      return same(b.get(id), m.get(id)) ? t.get(id) : m.get(id);
    };
    const order = [...new Set([...t.keys(), ...m.keys()])];
    const { rows: _, ...wasRest } = was;
    const { rows: __, ...ownRest } = own;
    const { rows: ___, ...theirRest } = their;
    return { ...pick(wasRest, ownRest, theirRest), rows: order.flatMap((id) => choose(id) ?? []) };
  }
}

function byId(object: ObjectMapping | undefined): ReadonlyMap<string, Row> {
  return new Map((object?.rows ?? []).map((row) => [row.id, row]));
}

function rest({ objects: _, version: __, ...settings }: Mapping) {
  return settings;
}

/** Each setting from whoever changed it; mine where both did. */
function pick<Settings extends object>(base: Settings, mine: Settings, theirs: Settings): Settings {
  const was = new Map(Object.entries(base));
  const changed = Object.entries(mine).filter(([key, value]) => !same(value, was.get(key)));
  return { ...theirs, ...Object.fromEntries(changed) };
}
