import { failed, loading, ready, type Loadable } from '../api/loadable.js';
import { createField, planField } from '../api/mapping-calls.js';
import { problemOf, wasAborted, type ClientProblem } from '../api/problem.js';
import type { Words } from '../locales/words.js';
import type {
  CrmField,
  NewField,
  NewFieldPlan,
  SourceOption,
  ValueType,
} from '../../server/contract/model/index.js';
import { normalised } from '../../server/contract/rules/options.js';
import { writeTo } from './choices.js';
import { rowsOf } from './draft.js';
import type { Editor, Panel } from './editor.js';
import { sourceNamed } from './row-view.js';

type NewFieldPanel = Extract<Panel, { readonly kind: 'new-field' }>;

const forms = new WeakMap<NewFieldPanel, NewFieldForm>();

/** What is typed about a new field, and what the CRM says to it; one for each time that the dialog is opened. */
export class NewFieldForm {
  label: string;
  type: ValueType;
  /** API name of the chosen group; '' leaves it to the CRM. */
  group = '';
  plan: Loadable<NewFieldPlan> = loading;
  busy = false;
  said = '';
  problem: ClientProblem | undefined;
  #asking = new AbortController();
  readonly #object: string;
  readonly #offered: readonly SourceOption[];

  private constructor(
    private readonly panel: NewFieldPanel,
    private readonly editor: Editor,
    private readonly words: Words,
  ) {
    this.#object = editor.object;
    const [first] = this.#row?.sources ?? [];
    const source = first && 'field' in first ? sourceNamed(editor.ready?.sources, first.field) : undefined;
    this.label = panel.label;
    this.type = source?.type ?? 'text';
    this.#offered = source?.options ?? [];
    void this.#ask();
  }

  static of(panel: NewFieldPanel, editor: Editor, words: Words): NewFieldForm {
    const form = forms.get(panel) ?? new NewFieldForm(panel, editor, words);
    forms.set(panel, form);
    return form;
  }

  /** Choices of the new field: those of what fills it. */
  get options(): readonly SourceOption[] {
    return this.type === 'enum' || this.type === 'multi_enum' ? this.#offered : [];
  }

  /** Every letter; the CRM is asked when the person is done with the word. */
  typed(label: string): void {
    this.label = label;
    this.problem = undefined;
  }

  change(to: { readonly label?: string; readonly type?: ValueType }): void {
    Object.assign(this, to);
    this.problem = undefined;
    void this.#ask();
  }

  choose(group: string): void {
    this.group = group;
    this.#draw();
  }

  /** Makes the field and chooses it in the row. */
  async create(): Promise<void> {
    const { editor, words } = this;
    const field = this.#field;
    if (this.busy || !field) return;
    this.busy = true;
    this.problem = undefined;
    this.#draw();
    try {
      const made = await createField(editor.session.client, editor.provider.id, this.#object, field);
      await this.#take(made);
      editor.listener.say(words.say('mapper.newFieldMade', { field: made.label, crm: editor.provider.name }));
    } catch (error) {
      if (!wasAborted(error)) this.problem = problemOf(error);
    }
    this.busy = false;
    this.#draw();
  }

  /** Reads the fields again and chooses the new one, once it is there. */
  async checkAgain(): Promise<void> {
    const { editor, words } = this;
    if (this.busy || !this.label.trim()) return;
    this.busy = true;
    this.said = words.say('mapper.missingLooking', { crm: editor.provider.name });
    this.#draw();
    await Promise.all([editor.readFields(this.#object, true), this.#ask()]);
    this.busy = false;
    const found = this.#found();
    if (found) {
      await this.#take(found);
      editor.listener.say(words.say('mapper.newFieldFound', { field: found.label }));
      return;
    }
    this.said = words.say('mapper.newFieldNotThere', { label: this.label, crm: editor.provider.name });
    this.#draw();
  }

  /** Where the missing permission is told with all that belongs to it. */
  showPermissions(provider: string): void {
    this.editor.set({ panel: undefined });
    this.editor.session.tell({ kind: 'show-permissions', provider, object: this.#object });
  }

  get #row() {
    return rowsOf(this.editor.mapping, this.#object).find(({ id }) => id === this.panel.row);
  }

  get #field(): NewField | undefined {
    const label = this.label.trim();
    if (!label) return undefined;
    const options = this.options.map(({ value, label: shown }) => ({ value, label: shown }));
    return {
      label,
      type: this.type,
      ...(options.length > 0 && { options }),
      ...(this.group && { group: this.group }),
    };
  }

  async #ask(): Promise<void> {
    const { editor } = this;
    this.#asking.abort();
    this.#asking = new AbortController();
    const field = this.#field ?? { label: '…', type: this.type };
    const signal = AbortSignal.any([this.#asking.signal, editor.signal]);
    try {
      const plan = await planField(editor.session.client, editor.provider.id, this.#object, field, signal);
      this.plan = ready(plan);
    } catch (error) {
      if (wasAborted(error)) return;
      this.problem = problemOf(error);
      this.plan = failed(this.problem);
    }
    this.#draw();
  }

  #found(): CrmField | undefined {
    const name = this.plan.status === 'ready' ? this.plan.value.name.toLowerCase() : '';
    const fields = this.editor.knownFields(this.#object);
    const wanted = normalised(this.label);
    const named = fields.find((field) => field.name.toLowerCase() === name);
    const taken = new Set(rowsOf(this.editor.mapping, this.#object).map(({ target }) => target));
    return named ?? fields.find((field) => normalised(field.label) === wanted && !taken.has(field.name));
  }

  async #take(field: CrmField): Promise<void> {
    const { editor } = this;
    const known = editor.knownFields(this.#object);
    // The list that was read before it was made.
    const listed = known.some(({ name }) => name === field.name) ? known : [...known, field];
    editor.set({ fields: { ...editor.fields, [this.#object]: ready(listed) }, panel: undefined });
    const row = this.#row;
    if (!row) return;
    await writeTo(editor, row, field.name);
    editor.listener.focus({ kind: 'source', row: row.id });
  }

  #draw(): void {
    if (this.editor.panel === this.panel) this.editor.listener.changed();
  }
}
