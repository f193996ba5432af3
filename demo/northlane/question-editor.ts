import { element } from './dom.js';
import type { HostQuestion } from './host-state.js';

/** The settings of one question, with the widget's own picker among them. */
export function questionEditor(question: HostQuestion | undefined, onRemove: () => void): Node[] {
  const title = element('h2', {}, 'Question');
  if (!question) return [title, element('p', { class: 'lede' }, 'This form asks nothing yet.')];
  const answers = element(
    'select',
    { name: 'answer', id: 'answer' },
    element('option', { value: 'text', selected: question.answer === 'text' }, 'Text'),
    element('option', { value: 'list', selected: question.answer === 'list' }, 'One of a list'),
  );
  const choices = element('textarea', { name: 'choices', id: 'choices', rows: '4' });
  choices.value = question.choices.join('\n');
  const choicesField = labelled('Choices, one a line', choices);
  choicesField.hidden = question.answer !== 'list';
  answers.addEventListener('change', () => (choicesField.hidden = answers.value !== 'list'));
  return [
    title,
    labelled('Text', element('input', { name: 'text', id: 'text', value: question.text, required: true })),
    labelled('Answer', answers),
    choicesField,
    element('hr'),
    picker(question),
    element(
      'div',
      { class: 'acts' },
      element('button', { class: 'primary' }, 'Save question'),
      element('button', { type: 'button', class: 'quiet', click: onRemove }, 'Remove'),
    ),
  ];
}

function picker({ id, contactField }: HostQuestion): HTMLElement {
  const made = document.createElement('crm-contact-field');
  const widget = document.querySelector('crm-connect');
  for (const [name, value] of Object.entries({
    name: 'contactField',
    value: contactField ?? '',
    question: id,
    server: widget?.getAttribute('server') ?? '',
    'token-url': '/crm-token',
  })) {
    made.setAttribute(name, value);
  }
  return made;
}

function labelled(text: string, control: HTMLElement): HTMLElement {
  return element('div', {}, element('label', { for: control.id }, text), control);
}
