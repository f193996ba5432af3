import type { Mapping, MappingChange, Question } from '../../server/contract/model/index.js';

/** The mapping was edited or saved. */
export type MappingChangedEvent = CustomEvent<{
  readonly provider: string;
  readonly mapping: Mapping;
  /** Rows that differ from what was saved before. */
  readonly changes: readonly MappingChange[];
  /** False for an edit that is still a draft in the page. */
  readonly saved: boolean;
}>;

/** Somebody wants to see a question that does not reach the CRM. */
export type CrmQuestionOpenEvent = CustomEvent<{ readonly question: Question }>;

declare global {
  interface GlobalEventHandlersEventMap {
    'mapping-changed': MappingChangedEvent;
    'crm-question-open': CrmQuestionOpenEvent;
  }
}
