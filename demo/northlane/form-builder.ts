import { backend } from './backend.js';
import { byId, element, say } from './dom.js';
import type { FormId } from './forms.js';
import type { HostQuestion } from './host-state.js';
import { icon } from './icons.js';
import { questionEditor } from './question-editor.js';

/** All questions of all forms, as the page has them. */
export interface Questions {
  all: HostQuestion[];
  /** Labels of contact fields by key. */
  labels: ReadonlyMap<string, string>;
}

/** The builder of one form: what it asks, and where each answer is saved. */
export class FormBuilder {
  private selected: string | undefined;
  private readonly list = element('div', { class: 'questions' });
  private readonly editor = element('form', { class: 'editor', 'aria-label': 'Question' });

  constructor(
    private readonly form: FormId,
    place: string,
    private readonly questions: Questions,
    private readonly onChange: () => void,
  ) {
    const title = element('h2', {}, 'Questions');
    const add = element(
      'button',
      { type: 'button', class: 'quiet', click: () => this.add() },
      icon('plus'),
      'Add a question',
    );
    const root = byId(place, HTMLElement);
    root.className = 'builder';
    root.append(element('div', { class: 'asked' }, title, this.list, add), this.editor);
    this.editor.addEventListener('submit', (event) => void this.save(event));
  }

  /** What this form asks, in its order. */
  get own(): HostQuestion[] {
    return this.questions.all.filter(({ form }) => form === this.form);
  }

  /** Selects a question by id, as the widget's `crm-question-open` asks. */
  open(id: string): void {
    this.selected = id;
    this.draw();
    this.list.querySelector<HTMLElement>('[aria-pressed=true]')?.focus();
  }

  draw(): void {
    const { own } = this;
    const chosen = own.find(({ id }) => id === this.selected) ?? own[0];
    this.selected = chosen?.id;
    this.list.replaceChildren(...own.map((question) => this.card(question)));
    this.editor.replaceChildren(...questionEditor(chosen, () => void this.remove()));
  }

  private add(): void {
    const id = `q_${Math.random().toString(36).slice(2, 8)}`;
    this.questions.all.push({
      id,
      form: this.form,
      text: 'New question',
      answer: 'text',
      choices: [],
      contactField: null,
    });
    this.selected = id;
    this.draw();
    this.editor.querySelector('input')?.select();
  }

  private async save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = new FormData(this.editor);
    const choices = String(form.get('choices') ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
    this.questions.all = this.questions.all.map((question) =>
      question.id === this.selected
        ? {
            ...question,
            text: String(form.get('text')),
            answer: form.get('answer') === 'list' ? 'list' : 'text',
            choices,
            contactField: String(form.get('contactField') ?? '') || null,
          }
        : question,
    );
    await this.store('The question is saved.');
  }

  private async remove(): Promise<void> {
    this.questions.all = this.questions.all.filter(({ id }) => id !== this.selected);
    await this.store('The question is removed.');
    this.list.querySelector<HTMLElement>('[aria-pressed=true]')?.focus();
  }

  private async store(done: string): Promise<void> {
    try {
      await backend.saveQuestions(this.questions.all);
      say(done);
    } catch (error) {
      say(`Not saved. ${error instanceof Error ? error.message : ''}`);
    }
    const active = document.activeElement;
    const kept = active instanceof HTMLElement ? active.id || active.className : '';
    this.draw();
    if (kept) this.editor.querySelector<HTMLElement>(`#${kept}, .${kept}`)?.focus();
    this.onChange();
  }

  private card({ id, text, answer, contactField }: HostQuestion): HTMLElement {
    const chosen = id === this.selected;
    return element(
      'button',
      {
        type: 'button',
        class: 'question',
        'aria-pressed': chosen ? 'true' : 'false',
        click: () => this.open(id),
      },
      element('b', {}, text),
      element('span', { class: `fake ${answer}` }, answer === 'list' ? 'Choose one' : 'Your answer'),
      element(
        'span',
        { class: 'to' },
        ...(contactField
          ? [icon('arrow'), this.questions.labels.get(contactField) ?? contactField]
          : ['Not saved to a contact field']),
      ),
    );
  }
}
