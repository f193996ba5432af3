import { html } from 'lit';
import type { CrmField, FieldOption, Message } from '../../server/contract/model/index.js';
import type { MapperView } from './view.js';

/** Which choices of a field are left out and why, or on what it depends; one line for each reason. */
export function limitsView(
  { words }: MapperView,
  { options, label, recordTypeField }: CrmField,
  controller: CrmField | undefined,
  fields: ReadonlyMap<string, CrmField>,
  why: (option: FieldOption) => Message | undefined,
) {
  const left = new Map<string, { readonly params: Message['params']; readonly values: string[] }>();
  for (const option of options) {
    const said = option.active && why(option);
    if (!said) continue;
    const { values } = left.get(said.code) ?? { values: [] };
    left.set(said.code, { params: said.params, values: [...values, option.label] });
  }
  const lines = [...left.values()].map(({ params, values }) =>
    words.say('mapper.valuesLeftOut', {
      field: params['controller'] ?? fields.get(recordTypeField ?? '')?.label,
      value: params['controlling'] ?? params['recordType'],
      values: [
        ...values.slice(0, mostNamed),
        ...(values.length > mostNamed
          ? [words.say('mapper.importMoreLeft', { count: values.length - mostNamed })]
          : []),
      ],
    }),
  );
  if (controller && !left.has('choice_not_with'))
    lines.push(words.say('mapper.valuesDepend', { field: label, controller: controller.label }));
  return lines.map((line) => html`<p class="limits small">${line}</p>`);
}

/** Choices that a line names before it counts the rest. */
const mostNamed = 8;
