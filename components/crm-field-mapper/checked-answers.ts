import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { SourceOption } from '../../server/contract/model/index.js';
import type { Editor } from './editor.js';
import { valuePicker, type Choices } from './value-picker.js';
import type { MapperView } from './view.js';

const checkedOf = new WeakMap<Editor, { readonly row: string; readonly answers: Set<string> }>();

/** Answers that are checked, to be given one value at once. */
export function checkedIn(editor: Editor, row: string): Set<string> {
  const known = checkedOf.get(editor);
  if (known?.row === row) return known.answers;
  const answers = new Set<string>();
  checkedOf.set(editor, { row, answers });
  return answers;
}

/** Checks an answer, or no longer. */
export function check(editor: Editor, checked: Set<string>, answer: string, on: boolean): void {
  if (on) checked.add(answer);
  else checked.delete(answer);
  editor.listener.changed();
}

/** Several answers checked, one value for all of them. */
export function bulkView(
  view: MapperView,
  source: readonly SourceOption[],
  choices: Choices,
  checked: Set<string>,
  putAll: (answers: readonly string[], to: string) => void,
) {
  const { editor, words } = view;
  const answers = source.map(({ value }) => value).filter((value) => checked.has(value));
  const toggle = () => {
    for (const { value } of source) {
      if (answers.length < source.length) checked.add(value);
      else checked.delete(value);
    }
    editor.listener.changed();
  };
  return html`<div class="bulk">
    <label class="choice"
      ><input
        type="checkbox"
        .checked=${live(answers.length === source.length)}
        .indeterminate=${live(answers.length > 0 && answers.length < source.length)}
        @change=${toggle}
      />${words.say('mapper.checkedAnswers', { count: answers.length })}</label
    >
    ${
      answers.length > 0
        ? valuePicker(
            view,
            'bulk',
            words.say('mapper.valueOfChecked', { count: answers.length }),
            '',
            choices,
            (to) => {
              putAll(answers, to);
              for (const answer of answers) checked.delete(answer);
              editor.listener.changed();
            },
          )
        : nothing
    }
  </div>`;
}
