import { html, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { SessionController } from '../session/session-controller.js';
import { SessionElement } from '../session/session-element.js';
import { controls } from '../theme/controls.styles.js';
import { tokens } from '../theme/tokens.styles.js';
import { Press } from '../ui/press.js';
import { styles } from './crm-field-mapper.styles.js';
import { Mapper } from './mapper.js';
import { styles as innerStyles } from './mapper.styles.js';

/**
 * Lets an admin map booking fields to the fields of one CRM, with fallbacks for what is required.
 *
 * @fires {MappingChangedEvent} mapping-changed - The mapping was edited or saved.
 * @fires {CrmQuestionOpenEvent} crm-question-open - Somebody wants to see a question that does not reach the CRM.
 * @fires {CrmErrorEvent} crm-error - Something did not work; it is shown on the page as well. With the code `mapping_drifted` the CRM changed mapped fields: `params` has `crm`, `count` and `fields` (“Lead.Region__c”).
 * @slot heading - A heading above the card.
 * @slot empty - Shown while no CRM is connected.
 * @csspart card - Everything.
 * @csspart head - Which fields, which version, and the actions for all of them.
 * @csspart required - The group of what the CRM demands.
 * @csspart mappings - The group of the admin's own rows.
 * @csspart row - One source and target pair.
 * @csspart add - The button that adds a row.
 * @csspart questions - How many booking questions reach the CRM.
 * @csspart save-bar - What is not saved yet.
 * @csspart save - The button that saves.
 */
export class CrmFieldMapper extends SessionElement {
  static override styles = [tokens, controls, styles, innerStyles];

  /** Which CRM to map; the connected one by default, with a switch when there are two. */
  @property({ reflect: true }) provider?: string;
  /** API name of the object whose tab is shown. */
  @property({ reflect: true }) object?: string;
  /** Saves every edit a moment after it was made, unless it leaves a required field without a value. */
  @property({ type: Boolean }) autosave = false;
  /** Shows the mapping without a way to change it. */
  @property({ type: Boolean }) readonly = false;

  readonly #session = new SessionController(this, {
    sessionJoined: () => this.#onSession(),
    sessionNews: (news) => this.#mapper?.onNews(news),
  });
  readonly #press = new Press(this);
  #mapper: Mapper | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('beforeunload', this.#onUnload);
    window.addEventListener('pagehide', this.#onUnload);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('beforeunload', this.#onUnload);
    window.removeEventListener('pagehide', this.#onUnload);
    this.#mapper?.leave();
  }

  protected override scheduleUpdate(): void | Promise<unknown> {
    // What is being clicked must not move away below the pointer.
    const { over } = this.#press;
    return over ? over.then(() => super.scheduleUpdate()) : super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#mapper?.follow(changed.has('object'));
  }

  protected override render() {
    return html`<slot name="heading"></slot>
      ${this.#mapper?.render() ?? html`<div class="card place" part="card" aria-busy="true">${this.#session.unset}</div>`}`;
  }

  protected override updated(): void {
    this.#mapper?.reflect();
  }

  /** Saves what was edited; false when it could not be, which is then shown. */
  async save(): Promise<boolean> {
    return (await this.#mapper?.save()) ?? true;
  }

  /** Gives up what was edited since the last save. */
  discard(): void {
    this.#mapper?.discard();
  }

  /** Reads fields and mapping again; what was edited stays. */
  async reload(): Promise<void> {
    await this.#mapper?.reload();
  }

  /** Fires an event that bubbles out of the shadow tree. */
  override emit(type: string, detail: unknown): void {
    super.emit(type, detail);
  }

  #onSession(): void {
    this.#mapper?.leave();
    this.#mapper ??= new Mapper(this, this.#session);
    // Joined while being drawn, so that it is too late to ask for a drawing.
    this.#mapper.follow(false);
  }

  readonly #onUnload = (event: Event) => {
    // What is typed and not left yet is part of the draft as well; not every browser asks before it unloads.
    const typed = this.shadowRoot?.activeElement;
    if (typed?.matches('.input')) typed.dispatchEvent(new Event('change'));
    if (this.#mapper?.dirty) event.preventDefault();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-field-mapper': CrmFieldMapper;
  }
}
