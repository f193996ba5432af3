import type { CrmObject, Mapping, Question } from '../../server/contract/model/index.js';
import { createsRecords } from '../../server/contract/rules/requirements.js';
import { templateFields } from '../../server/contract/rules/template.js';

/** A question whose answers get lost, and why. */
export interface LostQuestion {
  readonly question: Question;
  /**
   * No contact field keeps the answer, no row takes that field on, or only rows of an object do that new people
   * don't become: of those the CRM has only people whom it knew before.
   */
  readonly why: 'unsaved' | 'unmapped' | 'known_people';
}

/** Which questions don't reach new people in the CRM. */
export function lostQuestions(
  questions: readonly Question[],
  mapping: Mapping,
  objects: readonly CrmObject[],
): readonly LostQuestion[] {
  const people = objects.filter(({ name, role }) => role === 'person' && mapping.objects[name]?.enabled);
  const ofNew = sourcesOf(
    people.filter((object) => createsRecords(object, mapping)),
    mapping,
  );
  const ofAny = sourcesOf(people, mapping);
  return questions.flatMap((question): LostQuestion[] => {
    const { contactField } = question;
    if (contactField === null) return [{ question, why: 'unsaved' }];
    if (ofNew.has(contactField)) return [];
    return [{ question, why: ofAny.has(contactField) ? 'known_people' : 'unmapped' }];
  });
}

/** Fields of the app that rows of these objects take; a row that was only begun takes none. */
function sourcesOf(objects: readonly CrmObject[], mapping: Mapping): ReadonlySet<string> {
  const rows = objects.flatMap(({ name }) => mapping.objects[name]?.rows ?? []);
  return new Set(
    rows
      .filter(({ target }) => target !== '')
      .flatMap(({ sources }) => sources)
      .flatMap((source) =>
        'field' in source ? [source.field] : 'template' in source ? templateFields(source.template) : [],
      ),
  );
}
