import type { ProblemDetail, Question, SourceField } from '../contract/model/index.js';
import { builtInFields } from '../contract/rules/built-in-fields.js';
import { problem } from '../http/problems.js';

/**
 * The host's own fields out of what it sent: built-in ones are left as they are, so that what GET gave can be PUT
 * back. Throws a problem when a key is used twice or a choice has no options.
 */
export function checkFields(fields: readonly SourceField[]): readonly SourceField[] {
  const builtIn = new Map(builtInFields.map((field) => [field.key, field]));
  const seen = new Set<string>();
  const errors: ProblemDetail[] = [];
  const own: SourceField[] = [];
  fields.forEach((field, at) => {
    const same = builtIn.get(field.key);
    if (same) {
      if (same.object !== field.object || same.type !== field.type) {
        errors.push(
          detail(
            at,
            'key',
            'built_in',
            `The key “${field.key}” belongs to a built-in field; choose another.`,
          ),
        );
      }
      return;
    }
    if (seen.has(field.key)) errors.push(detail(at, 'key', 'twice', `The key “${field.key}” is used twice.`));
    seen.add(field.key);
    if ((field.type === 'enum' || field.type === 'multi_enum') && !field.options?.length) {
      errors.push(
        detail(at, 'options', 'required', `The choice “${field.label}” needs at least one option.`),
      );
    }
    const { builtIn: _, ...rest } = field;
    own.push(rest);
  });
  if (errors.length > 0) throw problem('invalid_input', {}, { errors });
  return own;

  function detail(at: number, name: string, code: string, sentence: string): ProblemDetail {
    return { pointer: `/fields/${at}/${name}`, code, sentence };
  }
}

/** Throws a problem when an id is used twice or a question names a contact field that is none. */
export function checkQuestions(questions: readonly Question[], fields: readonly SourceField[]): void {
  const contact = new Set(fields.filter(({ object }) => object === 'contact').map(({ key }) => key));
  const seen = new Set<string>();
  const errors = questions.flatMap(({ id, contactField }, at): ProblemDetail[] => {
    const twice = seen.has(id);
    seen.add(id);
    return [
      ...(twice
        ? [{ pointer: `/questions/${at}/id`, code: 'twice', sentence: `The id “${id}” is used twice.` }]
        : []),
      ...(contactField === null || contact.has(contactField)
        ? []
        : [
            {
              pointer: `/questions/${at}/contactField`,
              code: 'unknown_field',
              sentence: `There is no contact field “${contactField}”; send it with PUT /v1/source/fields first, or null.`,
            },
          ]),
    ];
  });
  if (errors.length > 0) throw problem('invalid_input', {}, { errors });
}
