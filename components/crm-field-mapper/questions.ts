import type { Question, Row } from '../../server/contract/model/index.js';
import { createsRecords } from '../../server/contract/rules/requirements.js';
import { templateFields } from '../../server/contract/rules/template.js';
import type { Editor } from './editor.js';
import { matchedValues } from './judge.js';
import { pairable } from './pairs.js';

/** A question whose answers get lost, and why. */
export interface LostQuestion {
  readonly question: Question;
  /**
   * No contact field keeps the answer, no row takes that field on, none of the answers has a value in the CRM, or only
   * rows of an object take it that new people don't become: of those the CRM has only people whom it knew before.
   */
  readonly why: 'unsaved' | 'unmapped' | 'unmatched' | 'known_people';
}

/** Which questions don't reach new people in the CRM. */
export function lostQuestions(editor: Editor): readonly LostQuestion[] {
  const { ready, mapping } = editor;
  const people = ready?.objects.filter(
    ({ name, role }) => role === 'person' && mapping.objects[name]?.enabled,
  );
  const rows = (people ?? []).flatMap((object) =>
    (mapping.objects[object.name]?.rows ?? []).map((row) => ({
      isOfNew: createsRecords(object, mapping),
      taken: sourcesOf(row),
      isUnmatched: noneArrives(editor, row, object.name),
    })),
  );
  return (ready?.questions ?? []).flatMap((question): LostQuestion[] => {
    const { contactField } = question;
    if (contactField === null) return [{ question, why: 'unsaved' }];
    const takers = rows.filter(({ taken }) => taken.includes(contactField));
    const ofNew = takers.filter(({ isOfNew }) => isOfNew);
    // Only the first source of a row goes through its table of values.
    if (ofNew.some(({ isUnmatched, taken }) => !isUnmatched || taken[0] !== contactField)) return [];
    return [{ question, why: ofNew.length ? 'unmatched' : takers.length ? 'known_people' : 'unmapped' }];
  });
}

/** True when the row pairs choices with choices and none of the answers has a value that the CRM takes. */
function noneArrives(editor: Editor, row: Row, object: string): boolean {
  const pair = pairable(editor, row, object);
  if (!pair || matchedValues(row, pair.source, pair.target) > 0) return false;
  // Without a table of values, answers go out as they are.
  const isSentAsIs = row.unmapped === 'as_is' || !Object.keys(row.values ?? {}).length;
  return !isSentAsIs || pair.field.restricted;
}

/** Fields of the app that a row takes; one that was only begun takes none. */
function sourcesOf({ target, sources }: Row): readonly string[] {
  if (target === '') return [];
  return sources.flatMap((source) =>
    'field' in source ? [source.field] : 'template' in source ? templateFields(source.template) : [],
  );
}
