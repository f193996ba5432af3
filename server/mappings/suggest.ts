import type { CrmField, CrmObject, Mapping, SourceField, Suggestion } from '../contract/model/index.js';
import { initials } from './suggest/abbreviated.js';
import { alike, originOf, soughtBy, type Likeness, type Origin } from './suggest/likeness.js';
import { isKnown } from './suggest/meaning.js';
import { telling } from './suggest/overlap.js';
import { distance, suitability } from './suggest/suitable.js';
import { targetsOf, type Target } from './suggest/targets.js';
import { usedElsewhere, type Usage } from './suggest/usage.js';

/** What suggestions are made from. */
export interface SuggestionInput {
  readonly mapping: Mapping;
  readonly objects: readonly CrmObject[];
  readonly fields: Readonly<Record<string, readonly CrmField[]>>;
  readonly sources: readonly SourceField[];
}

/**
 * Mappings worth proposing, best first within each object: one per source, none for what is mapped already. Where two
 * fields are about as likely and neither is the CRM's own, nothing is proposed.
 */
export function suggestions(input: SuggestionInput): readonly Suggestion[] {
  return input.objects.flatMap((object) => {
    const mapped = input.mapping.objects[object.name];
    return mapped ? forObject(object, input) : [];
  });
}

interface Proposal extends Suggestion {
  readonly source: SourceField;
  /** Of the target: 2 where every account keeps such things, 1 for another field of the CRM's own, 0 for a custom one. */
  readonly standing: 0 | 1 | 2;
}

function forObject(object: CrmObject, input: SuggestionInput): readonly Suggestion[] {
  const rows = input.mapping.objects[object.name]?.rows ?? [];
  const taken = new Set(rows.map(({ target }) => target));
  const used = new Set(
    rows.flatMap((row) => row.sources.flatMap((source) => ('field' in source ? [source.field] : []))),
  );
  const targets = targetsOf(object, (input.fields[object.name] ?? []).filter(isOpen(object, taken)));
  const index = indexed(targets);
  const proposals = input.sources
    .filter(({ key }) => !used.has(key))
    .flatMap((source) => proposalsFor(object, source, index, usedElsewhere(input, object, source)))
    .sort(
      (a, b) =>
        b.confidence - a.confidence ||
        Number(b.source.builtIn ?? false) - Number(a.source.builtIn ?? false) ||
        b.standing - a.standing,
    );

  const chosen: Suggestion[] = [];
  for (const proposal of proposals) {
    const { source, standing, ...suggestion } = proposal;
    if (taken.has(suggestion.target) || used.has(source.key)) continue;
    used.add(source.key);
    const rival = proposals.find(
      (other) => other !== proposal && other.source === source && !taken.has(other.target),
    );
    if (rival && isToss(proposal, rival)) continue;
    taken.add(suggestion.target);
    chosen.push(suggestion);
  }
  return chosen;
}

/** Below this much between them, two fields are as likely. */
const clearly = 0.03;

function isToss(best: Proposal, rival: Proposal): boolean {
  return best.standing <= rival.standing && best.confidence - rival.confidence < clearly;
}

function isOpen(object: CrmObject, taken: ReadonlySet<string>): (field: CrmField) => boolean {
  // A group that one field covers is not asked for a second time: start, end and duration would have to agree.
  const settled = new Set(
    object.requiredGroups.filter((group) => group.some((name) => taken.has(name))).flat(),
  );
  return ({ name, createable, updateable, type }) =>
    createable &&
    updateable &&
    type !== 'unsupported' &&
    type !== 'reference' &&
    !taken.has(name) &&
    !settled.has(name) &&
    name !== object.who?.target;
}

const asElsewhere = { code: 'used_elsewhere', confidence: 0.96 } as const;

type Index = ReadonlyMap<string, readonly Target[]>;

/** Targets by every name under which a source may look for them. */
function indexed(targets: readonly Target[]): Index {
  const index = new Map<string, Target[]>();
  for (const target of targets) {
    for (const key of new Set([
      `=${target.label}`,
      `~${initials(target.words)}`,
      target.byLabel,
      target.byName,
      target.standard?.[0] ?? '',
      `.${target.field.name}`,
      ...target.choices.map((list) => `%${list}`),
      ...telling(target.byLabel).map((part) => `#${part}`),
    ])) {
      const known = index.get(key);
      if (known) known.push(target);
      else index.set(key, [target]);
    }
  }
  return index;
}

function proposalsFor(
  object: CrmObject,
  source: SourceField,
  index: Index,
  usages: readonly Usage[],
): readonly Proposal[] {
  const origin = originOf(source, object.role);
  const cut = origin.words.map((words) => `~${initials(words)}`);
  const keys = [
    `=${origin.label}`,
    ...cut,
    ...soughtBy(origin),
    ...usages.map(({ name }) => `.${name}`),
    ...origin.choices.map((list) => `%${list}`),
    ...(source.builtIn ? [] : telling(origin.byLabel).map((part) => `#${part}`)),
  ];
  const near = new Set(keys.flatMap((key) => index.get(key) ?? []));
  return [...near].flatMap((target): Proposal[] => {
    const usage = usages.find(({ name }) => name === target.field.name);
    const likeness = usage ? asElsewhere : alike(origin, target);
    if (!likeness) return [];
    const far = distance(object, source, isNamesake(object, origin, target, likeness));
    const suits = suitability(source, target.field);
    if (far === null || !suits) return [];
    if (suits.isDoubtful && likeness.code !== 'same_label' && !target.standard) return [];
    const confidence = Math.min(0.99, likeness.confidence - far - suits.cost);
    if (confidence < least) return [];
    const { values } = suits;
    return [
      {
        source,
        standing: target.field.custom ? 0 : target.standard ? 2 : 1,
        object: object.name,
        target: target.field.name,
        sources: [{ field: source.key }],
        ...(values && !isIdentical(values) && { values }),
        confidence: Math.round(confidence * 100) / 100,
        reason: reason(likeness.code, source.label, target.field.label, usage),
      },
    ];
  });
}

/** True where a name leaves no doubt, whether a booking asks it of the person or a person of the meeting. */
function isNamesake(
  { role }: CrmObject,
  { byLabel }: Origin,
  target: Target,
  { code, confidence }: Likeness | typeof asElsewhere,
): boolean {
  if (code === 'same_label' || code === 'used_elsewhere') return true;
  const isSure = confidence >= sure;
  return role === 'person'
    ? isSure && !isAboutTalk(target)
    : isAboutTalk(target) || (isSure && !isKnown(byLabel) && byLabel === target.byLabel);
}

/** What names alone make certain enough. */
const sure = 0.82;

/** What people say beforehand is as much the meeting’s as theirs. */
function isAboutTalk({ byLabel, standard }: Target): boolean {
  return byLabel === '@notes' || standard?.[0] === '@notes';
}

const least = 0.65;

function reason(
  code: Likeness['code'] | 'used_elsewhere',
  source: string,
  target: string,
  usage: Usage | undefined,
): Suggestion['reason'] {
  const object = usage?.object.label ?? '';
  const sentences: Record<typeof code, string> = {
    same_label:
      source === target ? `Both are called ${target}.` : `${source} and ${target} have the same name.`,
    same_name: `The technical name of ${target} is that of ${source}.`,
    known_name: `${target} is where ${source} is usually kept.`,
    similar_name: `${target} seems to be what ${source} asks for.`,
    same_choices: `${target} has the same choices as ${source}.`,
    used_elsewhere: `${object} fill ${target} from ${source} already.`,
  };
  return {
    code,
    params: { source, target, ...(usage && { object }) },
    sentence: sentences[code],
  };
}

function isIdentical(values: Readonly<Record<string, string>>): boolean {
  return Object.entries(values).every(([from, to]) => from === to);
}
