import { search, type ComboboxOption, type Match, type OptionIndex } from './option-index.js';

/** How many options are drawn at once; the rest is reached by typing. */
export const maxShown = 100;

/** Says why an option does not fit here, or nothing when it does. */
export type Objection = (option: ComboboxOption) => string | undefined;

/** An option as drawn: its place among all that match, and why it can't be chosen, if it can't. */
export interface ShownOption extends Match {
  readonly position: number;
  readonly blocked: boolean;
  readonly reason: string | undefined;
}

/** A run of options under one heading; an empty heading is not drawn. */
export interface Section {
  readonly heading: string;
  readonly options: readonly ShownOption[];
}

/** What to draw for a query, and how much there is in all. */
export interface OptionList {
  readonly sections: readonly Section[];
  readonly shown: readonly ShownOption[];
  readonly matching: number;
  readonly total: number;
}

export interface ListRequest {
  readonly query: string;
  /** Drawn first when no query narrows the list and it would not be among those drawn. */
  readonly selected: string;
  readonly objection: Objection | undefined;
  readonly fitHeading: string;
  readonly unfitHeading: string;
}

/** Lists what fits by group, then what does not fit under its own heading, the first hundred of it all. */
export function listOptions(index: OptionIndex, request: ListRequest): OptionList {
  const { query, selected, objection, fitHeading, unfitHeading } = request;
  const matches = search(index, query);
  const fitting = new Map<string, Match[]>();
  const unfit: (Match & { reason: string | undefined })[] = [];
  for (const match of matches) {
    const { option } = match;
    const reason = option.disabled ? (option.reason ?? '') : objection?.(option);
    if (reason !== undefined) {
      unfit.push({ ...match, reason });
      continue;
    }
    const heading = option.group ?? fitHeading;
    const group = fitting.get(heading);
    if (group) group.push(match);
    else fitting.set(heading, [match]);
  }

  const sections: Section[] = [];
  const shown: ShownOption[] = [];
  const add = (
    heading: string,
    found: readonly (Match & { reason?: string | undefined })[],
    blocked: boolean,
  ) => {
    const options = found.slice(0, maxShown - shown.length).map((match, i) => {
      return { ...match, reason: match.reason, blocked, position: shown.length + i };
    });
    if (options.length === 0) return;
    sections.push({ heading, options });
    shown.push(...options);
  };

  const flat = [...fitting.values()].flat();
  const chosen = query ? -1 : flat.findIndex((match) => match.option.value === selected);
  if (chosen >= maxShown) add('', flat.slice(chosen, chosen + 1), false);
  for (const [heading, found] of fitting) add(heading, found, false);
  add(unfitHeading, unfit, true);
  return { sections, shown, matching: matches.length, total: index.entries.length };
}
