import { css, html, nothing } from 'lit';
import { failed, loading, ready, type Loadable } from '../api/loadable.js';
import { problemOf, wasAborted } from '../api/problem.js';
import { speakEnglish } from '../locales/en.js';
import { contactField } from '../locales/en/contact-field.js';
import type { Words } from '../locales/words.js';
import type { Session } from '../session/session.js';
import type { ComboboxOption } from '../ui/option-index.js';
import { addIcons, icon } from '../ui/icons.js';
import { moreIcons } from '../ui/icons-more.js';
import { emphasised } from '../ui/emphasised.js';
import { valueIcon } from '../ui/value-icons.js';
import type { SourceField } from '../../server/contract/model/index.js';
import { placesOf, readDestination, type Destination } from './destination.js';

speakEnglish(contactField);
addIcons(moreIcons);

/** A picker with its list of destinations below. */
export const styles = css`
  .label {
    color: inherit;
    font-size: 0.8125rem;
    line-height: 1.25rem;
  }
  .goes {
    display: grid;
    gap: 4px;
    margin-block-start: 6px;
    font-size: 0.75rem;
    line-height: 1rem;
    color: var(--_muted);
  }
  .goes > li {
    display: flex;
    align-items: flex-start;
    gap: 6px;
    padding-inline-start: 2px;
  }
  .goes .icon {
    margin-block-start: 1px;
  }
  .goes .link {
    margin-inline-start: 4px;
  }
  .goes b {
    color: var(--_text);
    font-weight: 500;
  }
`;

/** What the element says about itself when it draws. */
export interface ContactFieldState {
  readonly words: Words;
  readonly value: string;
  readonly required: boolean;
  readonly disabled: boolean;
  /** Set once a form has asked for a choice that is missing. */
  readonly invalid: boolean;
  /** Name that the page's own labels give; empty without one. */
  readonly label: string;
  choose(value: string): void;
}

interface ContactFields {
  readonly options: readonly ComboboxOption[];
  readonly destinations: readonly Destination[];
}

/** The picker's data and drawing; loaded by the element once it is on the page. */
export class ContactFieldView {
  private fields: Loadable<ContactFields> = loading;
  private reading: AbortController | undefined;

  constructor(
    private readonly session: Session,
    private readonly changed: () => void,
  ) {}

  leave(): void {
    this.reading?.abort();
  }

  /** Reads the contact fields, and what each connected CRM does with them. */
  async read(): Promise<void> {
    this.reading?.abort();
    const { signal } = (this.reading = new AbortController());
    const { client, providers } = this.session;
    try {
      const connected =
        providers.status === 'ready' ? providers.value.filter(({ connection }) => connection) : [];
      const [{ fields }, ...destinations] = await Promise.all([
        client.sourceFields(signal),
        ...connected.map((provider) => readDestination(client, provider, signal)),
      ]);
      this.fields = ready({ options: optionsOf(fields), destinations });
    } catch (error) {
      if (wasAborted(error)) return;
      const problem = problemOf(error);
      if (this.fields.status !== 'ready') this.fields = failed(problem);
    }
    this.changed();
  }

  render(state: ContactFieldState) {
    const { words, value } = state;
    const options = this.fields.status === 'ready' ? this.fields.value.options : [];
    return html`
      ${
        state.label
          ? nothing
          : html`<span class="label" aria-hidden="true">${words.say('contactField.label')}</span>`
      }
      <cc-combobox
        part="field"
        label=${state.label || words.say('contactField.label')}
        description=${this.descriptionOf(state)}
        ?invalid=${state.invalid}
        placeholder=${words.say('contactField.none')}
        unknown-label=${value && this.fields.status === 'ready' ? words.say('contactField.unknown') : value}
        .options=${options}
        .value=${value}
        ?clearable=${!state.required}
        ?required=${state.required}
        ?disabled=${state.disabled}
        .words=${{
          clear: words.say('contactField.clear'),
          none: words.say('contactField.noMatch'),
          count: (matching: number, total: number) => words.say('contactField.count', { matching, total }),
        }}
        @input=${stop}
        @change=${(event: Event) => {
          event.stopPropagation();
          if (event instanceof CustomEvent) state.choose(String(event.detail.value));
        }}
      ></cc-combobox>
      ${this.renderGoes(state)}
    `;
  }

  /** Where the answer goes, for who hears the field and does not see what is below. */
  private descriptionOf({ words, value, invalid }: ContactFieldState): string {
    if (invalid) return words.say('contactField.required');
    if (this.fields.status !== 'ready') return '';
    const { destinations } = this.fields.value;
    if (!value) return words.say('contactField.stays');
    return destinations.map((each) => plain(this.saidOf(each, value, words))).join('. ');
  }

  private renderGoes({ words, value, invalid }: ContactFieldState) {
    if (this.fields.status === 'failed') {
      const { problem } = this.fields;
      return html`<p class="goes danger" role="alert">
        ${words.tell({ ...problem, sentence: problem.detail })}
      </p>`;
    }
    if (this.fields.status === 'loading') return nothing;
    const { destinations } = this.fields.value;
    if (invalid) {
      return html`<p class="goes danger">${words.say('contactField.required')}</p>`;
    }
    if (!value) {
      const crms = destinations.map(({ provider }) => provider.name);
      return html`<ul class="goes" part="goes">
        <li>${words.say('contactField.stays')}</li>
        ${crms.length > 0 ? html`<li>${words.say('contactField.neverReaches', { crms: either(crms, words) })}</li>` : nothing}
      </ul>`;
    }
    return html`<ul class="goes" part="goes">
      ${destinations.map((destination) => this.renderDestination(destination, value, words))}
    </ul>`;
  }

  private renderDestination(destination: Destination, value: string, words: Words) {
    const { provider } = destination;
    const crm = provider.name;
    const mapped = placesOf(destination, value).length > 0;
    return html`<li>
      ${icon('arrow-end', 's')}
      <span>
        ${emphasised(this.saidOf(destination, value, words))}
        ${
          mapped
            ? nothing
            : html`<button
                class="link"
                type="button"
                aria-label=${words.say('contactField.mapItIn', { crm })}
                @click=${() =>
                  this.session.tell({
                    kind: 'map-source',
                    provider: provider.id,
                    source: value,
                  })}
              >
                ${words.say('contactField.mapIt')}
              </button>`
        }
      </span>
    </li>`;
  }

  /** "HubSpot: **Job title**"; with the objects where they need telling apart. */
  private saidOf(destination: Destination, value: string, words: Words): string {
    const { provider, objects } = destination;
    const crm = provider.name;
    const places = placesOf(destination, value);
    const people = objects.filter(({ role }) => role === 'person').length;
    if (places.length === 0) return words.say('contactField.notMapped', { crm });
    const told = places.map(({ field, object }) =>
      people > 1
        ? words.say('contactField.fieldOn', { field, object: object.label })
        : words.say('contactField.field', { field }),
    );
    return words.say('contactField.goesTo', { crm, places: told });
  }
}

function optionsOf(fields: readonly SourceField[]): ComboboxOption[] {
  return fields
    .filter(({ object }) => object === 'contact')
    .map(({ key, label, type, group }) => ({ value: key, label, hint: key, kind: valueIcon(type), group }));
}

/** A text box tells of every letter; the element tells only of what was chosen. */
function stop(event: Event): void {
  event.stopPropagation();
}

function plain(text: string): string {
  return text.replaceAll('**', '');
}

function either(names: readonly string[], { locale }: Words): string {
  return new Intl.ListFormat(locale, { type: 'disjunction' }).format(names);
}
