import { backend } from './backend.js';
import type { HostQuestion } from './booking-page.js';
import { byId, element, say } from './dom.js';

/** The form builder: what the booking page asks, and where each answer is saved. */
export class QuestionsView {
  questions: HostQuestion[] = [];
  private selected = 0;

  constructor(private readonly onChange: () => void) {
    byId('add-question', HTMLButtonElement).addEventListener('click', () => this.add());
    byId('question-editor', HTMLFormElement).addEventListener('submit', (event) => void this.save(event));
  }

  async load(): Promise<void> {
    this.questions = (await backend.questions()).questions;
    this.draw();
    this.onChange();
  }

  /** Selects a question by id, as the widget's `crm-question-open` asks. */
  open(id: string): void {
    const at = this.questions.findIndex((question) => question.id === id);
    if (at < 0) return;
    this.selected = at;
    this.draw();
  }

  private add(): void {
    const id = `q_${Math.random().toString(36).slice(2, 8)}`;
    this.questions.push({ id, text: 'New question', answer: 'text', choices: [], contactField: null });
    this.selected = this.questions.length - 1;
    this.draw();
    byId('question-editor', HTMLFormElement).querySelector('input')?.select();
  }

  private async save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = new FormData(byId('question-editor', HTMLFormElement));
    const known = this.questions[this.selected];
    if (!known) return;
    const choices = String(form.get('choices') ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
    this.questions[this.selected] = {
      ...known,
      text: String(form.get('text')),
      answer: form.get('answer') === 'list' ? 'list' : 'text',
      choices,
      contactField: String(form.get('contactField') ?? '') || null,
    };
    await this.store('The question is saved.');
  }

  private async remove(): Promise<void> {
    this.questions.splice(this.selected, 1);
    this.selected = Math.max(0, this.selected - 1);
    await this.store('The question is removed.');
  }

  private async store(done: string): Promise<void> {
    try {
      await backend.saveQuestions(this.questions);
      say(done);
    } catch (error) {
      say(`Not saved. ${error instanceof Error ? error.message : ''}`);
    }
    this.draw();
    this.onChange();
  }

  private draw(): void {
    byId('questions', HTMLElement).replaceChildren(
      ...this.questions.map((question, at) => this.card(question, at)),
    );
    this.drawEditor();
  }

  private card(question: HostQuestion, at: number): HTMLElement {
    const select = () => {
      this.selected = at;
      this.draw();
    };
    return element(
      'button',
      {
        type: 'button',
        class: 'question',
        'aria-pressed': at === this.selected ? 'true' : 'false',
        click: select,
      },
      element('b', {}, question.text),
      element('span', { class: 'fake' }, question.answer === 'list' ? 'Choose one' : 'Your answer'),
      element(
        'span',
        { class: 'to' },
        question.contactField ? `→ ${question.contactField}` : 'Not saved to a contact field',
      ),
    );
  }

  private drawEditor(): void {
    const editor = byId('question-editor', HTMLFormElement);
    const question = this.questions[this.selected];
    if (!question) {
      editor.replaceChildren(element('p', { class: 'lede' }, 'This page asks nothing.'));
      return;
    }
    const answers = element(
      'select',
      { name: 'answer', id: 'answer' },
      element('option', { value: 'text', selected: question.answer === 'text' }, 'Text'),
      element('option', { value: 'list', selected: question.answer === 'list' }, 'One of a list'),
    );
    const choices = element(
      'textarea',
      { name: 'choices', id: 'choices', rows: '4' },
      question.choices.join('\n'),
    );
    const choicesField = element(
      'div',
      { hidden: question.answer !== 'list' },
      label('choices', 'Choices, one a line'),
      choices,
    );
    answers.addEventListener('change', () => (choicesField.hidden = answers.value !== 'list'));
    const picker = document.createElement('crm-contact-field');
    for (const [name, value] of Object.entries({
      name: 'contactField',
      value: question.contactField ?? '',
      question: question.id,
      server: document.querySelector('crm-connect')?.getAttribute('server') ?? '',
      'token-url': '/crm-token',
    })) {
      picker.setAttribute(name, value);
    }
    editor.replaceChildren(
      element('h2', {}, 'Question'),
      element(
        'div',
        {},
        label('text', 'Text'),
        element('input', { name: 'text', id: 'text', value: question.text, required: true }),
      ),
      element('div', {}, label('answer', 'Answer'), answers),
      choicesField,
      element('hr'),
      picker,
      element(
        'div',
        { class: 'acts' },
        element('button', { class: 'primary' }, 'Save question'),
        element('button', { type: 'button', class: 'quiet', click: () => void this.remove() }, 'Remove'),
      ),
    );
  }
}

function label(id: string, text: string): HTMLElement {
  return element('label', { for: id }, text);
}
