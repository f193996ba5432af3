import { css, html, nothing } from 'lit';
import { speakEnglish } from '../locales/en.js';
import { mapperMore } from '../locales/en/mapper-more.js';
import { icon } from '../ui/icons.js';
import type { NewFieldPlan, ValueType } from '../../server/contract/model/index.js';
import type { Panel } from './editor.js';
import { NewFieldForm } from './new-field-form.js';
import { chosen } from './people-view.js';
import type { MapperView } from './view.js';

speakEnglish(mapperMore);

/** Looks of the form. */
export const styles = css`
  .new-field {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 12px 16px;
    padding: 4px var(--pad) 20px;
    font-size: 0.8125rem;
    line-height: 1.25rem;
  }
  .new-field label {
    display: grid;
    gap: 4px;
    align-content: start;
  }
  .new-field > .whole {
    grid-column: 1 / -1;
    margin: 0;
  }
  .new-field ol {
    display: grid;
    gap: 4px;
    margin-block: 6px;
    padding-inline-start: 20px;
    list-style: decimal;
    overflow-wrap: anywhere;
  }
  @container dialog (inline-size < 520px) {
    .new-field {
      grid-template-columns: 1fr;
    }
  }
`;

const types: readonly ValueType[] = [
  ...(['text', 'multiline', 'email', 'phone', 'url', 'number', 'boolean'] as const),
  ...(['date', 'datetime', 'enum', 'multi_enum'] as const),
];

/** Makes a CRM field for a row, or says step by step how a person makes it, and chooses it in the row. */
export function newFieldDialog(view: MapperView, panel: Extract<Panel, { readonly kind: 'new-field' }>) {
  const { editor, words } = view;
  const { name: crm, fieldWord: word, canCreateFields } = editor.provider;
  const form = NewFieldForm.of(panel, editor, words);
  const { plan } = form;
  const ready = plan.status === 'ready' ? plan.value : undefined;
  const makes = canCreateFields && !ready?.missing;
  const onSubmit = (event: Event) => {
    event.preventDefault();
    void (makes ? form.create() : form.checkAgain());
  };
  return html`<cc-dialog
    open
    heading=${words.say('mapper.newFieldTitle', { word, crm })}
    close-label=${words.say('common.close')}
    @close=${() => editor.set({ panel: undefined })}
  >
    <span slot="lead"
      >${words.say(canCreateFields ? 'mapper.newFieldLead' : 'mapper.newFieldLeadSteps', {
        word,
        crm,
        object: editor.crmObject()?.label,
      })}</span
    >
    <form class="new-field" id="new-field" @submit=${onSubmit}>
      <label>
        ${words.say('mapper.newFieldLabel')}
        <input
          class="input"
          required
          maxlength="255"
          autocomplete="off"
          .value=${form.label}
          @change=${({ target }: Event) => form.change({ label: chosen(target) })}
          @input=${({ target }: Event) => form.typed(chosen(target))}
        />
      </label>
      <label>
        ${words.say('mapper.newFieldType')}
        <span class="select"
          ><select @change=${({ target }: Event) => form.change({ type: typeNamed(chosen(target)) })}>
            ${types.map(
              (type) =>
                html`<option value=${type} ?selected=${type === form.type}>
                  ${words.say(`mapper.type.${type}`)}
                </option>`,
            )}</select
          >${icon('chevron-down', 's')}</span
        >
      </label>
      ${ready && ready.groups.length > 0 ? groupsView(view, form, ready) : nothing}
      ${form.options.length > 0 ? html`<p class="whole muted">${words.say('mapper.newFieldOptions', { count: form.options.length, values: form.options.map(({ label }) => label) })}</p>` : nothing}
      ${ready && form.label.trim() ? html`<p class="whole">${words.say('mapper.newFieldName')} <code class="api">${ready.name}</code> <span class="muted">${ready.type}</span></p>` : nothing}
      ${ready && !makes ? stepsView(view, form, ready) : nothing}
      <div class="whole" role="status">${form.said}</div>
      ${
        form.problem
          ? html`<p class="whole note danger" role="alert">
              ${icon('warning')}<span class="grow"
                >${words.tell({ ...form.problem, sentence: form.problem.detail })}
                ${form.problem.fix?.text ?? nothing}</span
              >
            </p>`
          : nothing
      }
    </form>
    <button
      class="button primary"
      type="submit"
      form="new-field"
      slot="actions"
      aria-disabled=${form.busy ? 'true' : 'false'}
      @click=${onSubmit}
    >
      ${makes ? words.say('mapper.newFieldCreate', { word }) : words.say('mapper.newFieldAgain')}
    </button>
  </cc-dialog>`;
}

function groupsView({ words }: MapperView, form: NewFieldForm, { groups }: NewFieldPlan) {
  return html`<label>
    ${words.say('mapper.newFieldGroup')}
    <span class="select"
      ><select @change=${({ target }: Event) => form.choose(chosen(target))}>
        <option value="" ?selected=${!form.group}>${words.say('mapper.newFieldAnyGroup')}</option>
        ${groups.map(
          ({ name, label }) => html`<option value=${name} ?selected=${name === form.group}>${label}</option>`,
        )}</select
      >${icon('chevron-down', 's')}</span
    >
  </label>`;
}

function stepsView({ editor, words }: MapperView, form: NewFieldForm, { missing, steps, url }: NewFieldPlan) {
  const { name: crm, id: provider } = editor.provider;
  return html`<div class="whole">
    ${
      missing
        ? html`<p class="note warning">
            ${icon('lock')}<span class="grow"
              >${words.say('mapper.newFieldMissing', { permission: missing.label, crm })}</span
            >
          </p>`
        : nothing
    }
    <ol>
      ${(missing?.steps ?? steps).map((step) => html`<li>${step}</li>`)}
    </ol>
    <a class="button compact" href=${url} target="_blank" rel="noopener"
      >${words.say('mapper.missingOpen', { crm })}${icon('arrow-out', 's')}</a
    >
    ${
      missing
        ? html`<button class="button compact" type="button" @click=${() => form.showPermissions(provider)}>
            ${words.say('mapper.newFieldPermission')}
          </button>`
        : nothing
    }
  </div>`;
}

function typeNamed(value: string): ValueType {
  return types.find((type) => type === value) ?? 'text';
}
