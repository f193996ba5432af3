import type { ObjectType } from '../object-types.js';

/** A link between two records, seen from one end. */
export interface Link {
  fromType: ObjectType['name'];
  fromId: string;
  toType: ObjectType['name'];
  toId: string;
  typeIds: number[];
}

/** HubSpot's own association type ids; the first of a pair is the unlabelled default (HubSpot docs, associations v4, Nov 2026). */
const typeIds: Record<string, number[]> = {
  'meetings>contacts': [200],
  'contacts>meetings': [199],
  'meetings>companies': [188],
  'companies>meetings': [187],
  'contacts>companies': [279, 1],
  'companies>contacts': [280, 2],
  'contacts>contacts': [449],
};

/** The type ids that may link one kind of record to another, the default first; empty when they cannot be linked. */
export function associationTypes(from: ObjectType, to: ObjectType): readonly number[] {
  return typeIds[`${from.name}>${to.name}`] ?? [];
}

/** Where a type id leads when it starts at `from`; undefined when it does not start there. */
export function associationTarget(from: ObjectType, typeId: number): string | undefined {
  const pair = Object.entries(typeIds).find(
    ([key, ids]) => key.startsWith(`${from.name}>`) && ids.includes(typeId),
  );
  return pair?.[0].split('>')[1];
}

/** All links of an org. A link is kept once and read from both ends. */
export class Associations {
  private readonly links = new Map<string, Map<string, Link>>();

  /** @param wrote told the links that an end has now, after each change. */
  constructor(private readonly wrote: (end: string, links: Link[]) => void) {}

  /** Links two records; the other direction gets its counterpart type. */
  link(from: ObjectType, fromId: string, to: ObjectType, toId: string, typeId: number): void {
    const position = associationTypes(from, to).indexOf(typeId);
    this.add(from, fromId, to, toId, typeId);
    const back = associationTypes(to, from);
    const counterpart = back[position] ?? back[0];
    if (counterpart !== undefined) this.add(to, toId, from, fromId, counterpart);
  }

  unlink(from: ObjectType, fromId: string, to: ObjectType, toId: string): void {
    this.remove(end(from.name, fromId), end(to.name, toId));
    this.remove(end(to.name, toId), end(from.name, fromId));
  }

  /** Links that start at a record, optionally only those to one kind. */
  from(type: ObjectType, id: string, to?: ObjectType): Link[] {
    const links = [...(this.links.get(end(type.name, id))?.values() ?? [])];
    return to ? links.filter((link) => link.toType === to.name) : links;
  }

  /** Lets go of a record that was archived. */
  drop(type: ObjectType, id: string): void {
    const own = end(type.name, id);
    for (const other of this.links.get(own)?.keys() ?? []) this.remove(other, own);
    this.links.delete(own);
    this.wrote(own, []);
  }

  /** All links by the end that they start from, for saving. */
  byEnd(): Record<string, Link[]> {
    return Object.fromEntries([...this.links].map(([own, links]) => [own, [...links.values()]]));
  }

  restore(links: readonly Link[]): void {
    this.links.clear();
    for (const link of links) this.put(link);
  }

  private add(from: ObjectType, fromId: string, to: ObjectType, toId: string, typeId: number): void {
    const known = this.links.get(end(from.name, fromId))?.get(end(to.name, toId))?.typeIds ?? [];
    const merged = [...new Set([...known, typeId])];
    this.put({ fromType: from.name, fromId, toType: to.name, toId, typeIds: merged });
  }

  private put(link: Link): void {
    const own = end(link.fromType, link.fromId);
    const links = this.links.get(own) ?? new Map<string, Link>();
    links.set(end(link.toType, link.toId), link);
    this.links.set(own, links);
    this.wrote(own, [...links.values()]);
  }

  private remove(own: string, other: string): void {
    const links = this.links.get(own);
    if (links?.delete(other)) this.wrote(own, [...links.values()]);
  }
}

function end(type: string, id: string): string {
  return `${type}/${id}`;
}
