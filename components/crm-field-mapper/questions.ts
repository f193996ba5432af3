import type { CrmObject, Mapping, Question } from '../../server/contract/model/index.js';
import { templateFields } from '../../server/contract/rules/template.js';

/** A question whose answers get lost, and why. */
export interface LostQuestion {
  readonly question: Question;
  /** No contact field keeps the answer, or no row takes that field on. */
  readonly why: 'unsaved' | 'unmapped';
}

/** Which questions don't reach a person in the CRM. */
export function lostQuestions(
  questions: readonly Question[],
  mapping: Mapping,
  objects: readonly CrmObject[],
): readonly LostQuestion[] {
  const used = new Set(
    objects
      .filter(({ name, role }) => role === 'person' && mapping.objects[name]?.enabled)
      .flatMap(({ name }) => mapping.objects[name]?.rows ?? [])
      .flatMap(({ sources }) => sources)
      .flatMap((source) =>
        'field' in source ? [source.field] : 'template' in source ? templateFields(source.template) : [],
      ),
  );
  return questions.flatMap((question): LostQuestion[] => {
    if (question.contactField === null) return [{ question, why: 'unsaved' }];
    return used.has(question.contactField) ? [] : [{ question, why: 'unmapped' }];
  });
}
