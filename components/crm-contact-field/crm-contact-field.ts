import { adoptStyles, html } from 'lit';
import { property } from 'lit/decorators.js';
import { SessionController } from '../session/session-controller.js';
import { SessionElement } from '../session/session-element.js';
import type { Session, SessionNews } from '../session/session.js';
import { controlsMore } from '../theme/controls-more.styles.js';
import { controls } from '../theme/controls.styles.js';
import { tokens } from '../theme/tokens.styles.js';
import { styles } from './crm-contact-field.styles.js';
import type { ContactFieldView } from './contact-field-view.js';

/**
 * Picks the contact field that keeps the answers to one question, and says where they go in each connected CRM.
 * Takes part in forms like an input: name, value, validity, reset, restore, disabled fieldsets.
 *
 * @fires {Event} input - Another field was chosen.
 * @fires {Event} change - Another field was chosen.
 * @csspart field - The picker.
 * @csspart goes - Where the answer goes.
 */
export class CrmContactField extends SessionElement {
  static formAssociated = true;
  static override shadowRootOptions: ShadowRootInit = {
    ...SessionElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override styles = [tokens, controlsMore, controls, styles];

  /** Name in the form's data. */
  @property({ reflect: true }) name = '';
  /** A field must be chosen. */
  @property({ type: Boolean, reflect: true }) required = false;
  @property({ type: Boolean, reflect: true }) disabled = false;
  /** Id of the question, for the host's own use and for what is said about it. */
  @property() question?: string;

  private readonly internals = this.attachInternals();
  private chosen = '';
  private readonly session = new SessionController(this, {
    sessionJoined: (session) => void this.onSession(session),
    sessionNews: (news) => this.onNews(news),
  });
  private view: ContactFieldView | undefined;
  private disabledByForm = false;
  private askedFor = false;

  /** Key of the chosen contact field; empty when the answer is not saved. */
  @property()
  get value(): string {
    return this.chosen;
  }
  set value(value: string | null) {
    const before = this.chosen;
    this.chosen = value ?? '';
    if (this.chosen) this.askedFor = false;
    // At once, as a form may ask before the next drawing.
    this.internals.setFormValue(this.chosen);
    this.judge();
    this.requestUpdate('value', before);
  }

  /** The form it belongs to. */
  get form(): HTMLFormElement | null {
    return this.internals.form;
  }

  get validity(): ValidityState {
    return this.internals.validity;
  }

  get validationMessage(): string {
    return this.internals.validationMessage;
  }

  get willValidate(): boolean {
    return this.internals.willValidate;
  }

  /** True when a choice is made or none is needed. */
  checkValidity(): boolean {
    return this.internals.checkValidity();
  }

  /** The same, and shows the reason. */
  reportValidity(): boolean {
    return this.internals.reportValidity();
  }

  /** Called by the form. */
  formResetCallback(): void {
    this.askedFor = false;
    this.value = this.getAttribute('value') ?? '';
  }

  /** Called by the browser when it brings a form back. */
  formStateRestoreCallback(state: string): void {
    this.value = state;
  }

  /** Called by the browser when a fieldset around it changes. */
  formDisabledCallback(disabled: boolean): void {
    this.disabledByForm = disabled;
    this.requestUpdate();
  }

  /** Labels of the page that name it. */
  get labels(): NodeList {
    return this.internals.labels;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('invalid', this.onInvalid);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('invalid', this.onInvalid);
    // An element that is only moved keeps what it shows.
    queueMicrotask(() => {
      if (!this.isConnected) this.leaveView();
    });
  }

  protected override updated(): void {
    this.judge();
  }

  protected override render() {
    const { words } = this.session;
    if (!this.view) return html`<div class="place" aria-busy="true">${this.session.unset}</div>`;
    return this.view.render({
      words,
      value: this.value,
      required: this.required,
      disabled: this.disabled || this.disabledByForm,
      invalid: this.askedFor && this.required && !this.value,
      label: [...this.internals.labels].map((label) => label.textContent?.trim()).join(' '),
      choose: (value) => this.choose(value),
    });
  }

  private judge(): void {
    const missing = this.required && !this.chosen;
    const message = missing ? this.session.words.say('contactField.required') || ' ' : '';
    const anchor = this.shadowRoot?.querySelector<HTMLElement>('cc-combobox') ?? undefined;
    this.internals.setValidity(missing ? { valueMissing: true } : {}, message, anchor);
  }

  private leaveView(): void {
    this.view?.leave();
    this.view = undefined;
  }

  private readonly onInvalid = () => {
    this.askedFor = true;
    this.requestUpdate();
  };

  private choose(value: string): void {
    if (value === this.value) return;
    this.value = value;
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  private async onSession(session: Session): Promise<void> {
    this.leaveView();
    const { ContactFieldView, styles: viewStyles } = await import('./contact-field-view.js');
    if (this.session.session !== session) return;
    await this.updateComplete;
    if (this.renderRoot instanceof ShadowRoot)
      adoptStyles(this.renderRoot, [tokens, controlsMore, controls, styles, viewStyles]);
    this.view = new ContactFieldView(session, () => this.requestUpdate());
    this.requestUpdate();
    await this.view.read();
  }

  private onNews({ kind }: SessionNews): void {
    if (kind === 'mapping' || kind === 'providers') void this.view?.read();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-contact-field': CrmContactField;
  }
}
