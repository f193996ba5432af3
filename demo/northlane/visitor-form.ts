import { Refused } from './backend.js';
import { byId, element } from './dom.js';
import type { HostQuestion, HostSubmission } from './host-state.js';

/** One field of a form that a visitor fills in. */
export interface VisitorField {
  readonly name: string;
  readonly label: string;
  readonly type?: string;
  readonly autocomplete?: string;
  readonly required?: boolean;
  readonly value?: string;
  /** What is wrong with a value; undefined when it is fine. */
  readonly judge?: (value: string) => string | undefined;
}

/** What a form does with what was entered. */
export interface VisitorFormParts {
  readonly id: string;
  readonly title: string;
  readonly button: string;
  readonly contact: readonly VisitorField[];
  readonly more: readonly VisitorField[];
  /** Sends it; gives the sentence to say. */
  send(submission: HostSubmission, entered: (name: string) => string): Promise<string>;
}

/** A form as a visitor sees it: contact fields, the form's questions, and what is wrong said beside each. */
export class VisitorForm {
  private readonly form: HTMLFormElement;
  private questions: readonly HostQuestion[] = [];

  constructor(private readonly parts: VisitorFormParts) {
    this.form = byId(parts.id, HTMLFormElement);
    this.form.addEventListener('submit', (event) => void this.submit(event));
  }

  /** Draws the form anew, keeping what was typed. */
  draw(questions: readonly HostQuestion[]): void {
    this.questions = questions;
    const typed = new FormData(this.form);
    const { title, button, contact, more } = this.parts;
    this.form.replaceChildren(
      element('h2', {}, title),
      element(
        'div',
        { class: 'columns' },
        ...[...contact, ...more].map((field) => this.field(field, typed)),
        ...questions.map((question) => this.question(question, typed)),
      ),
      element('p', { class: 'wrong whole', role: 'alert' }),
      element('div', { class: 'acts' }, element('button', { class: 'primary' }, button)),
    );
  }

  private field({ name, label, type, autocomplete, required, value }: VisitorField, typed: FormData) {
    const input = element('input', {
      name,
      id: this.idOf(name),
      type: type ?? 'text',
      autocomplete: autocomplete ?? 'off',
      required: required === true,
    });
    input.value = String(typed.get(name) ?? value ?? '');
    return this.place(name, label, input);
  }

  private question({ id, text, answer, choices }: HostQuestion, typed: FormData) {
    const named = { name: id, id: this.idOf(id) };
    const control =
      answer === 'list'
        ? element(
            'select',
            named,
            ...['', ...choices].map((choice) => element('option', { value: choice }, choice || 'Choose one')),
          )
        : element('input', { ...named, autocomplete: 'off' });
    control.value = String(typed.get(id) ?? '');
    return this.place(id, text, control);
  }

  private place(name: string, label: string, control: HTMLElement): HTMLElement {
    const wrong = element('p', { class: 'wrong', id: `${this.idOf(name)}-wrong` });
    control.setAttribute('aria-describedby', wrong.id);
    return element('div', {}, element('label', { for: control.id }, label), control, wrong);
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = new FormData(this.form);
    const entered = (name: string) => String(form.get(name) ?? '').trim();
    const fields = [...this.parts.contact, ...this.parts.more];
    const faults = fields.map(({ name, judge }) => ({ name, wrong: judge?.(entered(name)) }));
    for (const { name, wrong } of faults) this.mark(name, wrong);
    this.markWhole('');
    const first = faults.find(({ wrong }) => wrong);
    if (first) {
      this.control(first.name)?.focus();
      return;
    }
    const contact = Object.fromEntries(
      this.parts.contact.flatMap(({ name }) => (entered(name) ? [[name, entered(name)]] : [])),
    );
    const answers = this.questions.flatMap(({ id }) =>
      entered(id) ? [{ question: id, value: entered(id) }] : [],
    );
    try {
      this.begin(await this.parts.send({ contact, answers }, entered));
    } catch (error) {
      this.markRefusal(error instanceof Refused ? error : new Refused(String(error), []));
    }
  }

  /** Empty for the next visitor, with what became of the last one's answers; focus goes there, as its button is new. */
  private begin(done: string): void {
    this.form.replaceChildren();
    this.draw(this.questions);
    const said = element('p', { class: 'done', tabindex: '-1' }, done);
    this.form.querySelector('h2')?.after(said);
    said.focus();
  }

  private markRefusal({ message, fields }: Refused): void {
    const rest = fields.filter(({ pointer, sentence }) => {
      const name = pointer.split('/').at(-1) ?? '';
      this.mark(name, sentence);
      return !this.control(name);
    });
    this.markWhole(rest[0]?.sentence ?? message);
  }

  private markWhole(text: string): void {
    const place = this.form.querySelector('.whole');
    if (place) place.textContent = text;
  }

  private mark(name: string, wrong: string | undefined): void {
    const control = this.control(name);
    control?.toggleAttribute('aria-invalid', Boolean(wrong));
    if (wrong) control?.setAttribute('aria-invalid', 'true');
    const place = document.getElementById(`${this.idOf(name)}-wrong`);
    if (place) place.textContent = wrong ?? '';
  }

  private control(name: string): HTMLElement | null {
    return document.getElementById(this.idOf(name));
  }

  private idOf(name: string): string {
    return `${this.parts.id}-${name}`;
  }
}
