import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ValueChange } from '../ui/combobox.js';
import { icon } from '../ui/icons.js';
import type { Row, Source } from '../../server/contract/model/index.js';
import { parseTemplate } from '../../server/contract/rules/template.js';
import { noField, sourceChoices } from './field-options.js';
import { chosen } from './people-view.js';
import type { Slot } from './slots.js';
import type { MapperView } from './view.js';

/** Where a row's value comes from: fields and texts in order, of which the first that has a value wins. */
export function sourcesView(view: MapperView, { row, label }: Slot, edit: (change: Partial<Row>) => void) {
  const { editor, words, readonly } = view;
  const add = (source: Source) => {
    edit({ sources: [...row.sources, source] });
    editor.listener.focus({ kind: row.sources.length > 0 ? 'added' : 'text', row: row.id });
  };
  const put = (at: number, source: Source) =>
    edit({ sources: row.sources.map((each, i) => (i === at ? source : each)) });
  const shown = row.sources.length > 0 ? row.sources : [{ field: '' }];
  return html`<p class="legend">${words.say('mapper.firstThatHas')}</p>
    ${shown.map(
      (source, i) =>
        html`<div class="source-line">
          <span class="muted num" aria-hidden="true">${i + 1}</span>
          ${'field' in source ? fieldSource(view, label, source.field, i, (next) => (row.sources.length > 0 ? put(i, next) : edit({ sources: [next] }))) : textSource(view, label, source, i, (next) => put(i, next))}
          <button
            class="icon-button"
            type="button"
            aria-label=${words.say('mapper.removeSource', { number: i + 1, field: label })}
            ?disabled=${readonly || row.sources.length === 0}
            @click=${() => edit({ sources: row.sources.filter((_, at) => at !== i) })}
          >
            ${icon('close')}
          </button>
          ${'template' in source ? html`<p class="chips small muted">${chips(view, source.template)}</p>` : nothing}
        </div>`,
    )}
    <div class="more-sources">
      <button
        class="button text compact"
        type="button"
        aria-label=${words.say('mapper.addFieldOf', { field: label })}
        @click=${() => add({ field: '' })}
      >
        ${icon('plus', 's')}${words.say('mapper.addField')}
      </button>
      <button
        class="button text compact"
        type="button"
        aria-label=${words.say('mapper.addTextOf', { field: label })}
        @click=${() => add({ constant: '' })}
      >
        ${icon('plus', 's')}${words.say('mapper.addText')}
      </button>
    </div>`;
}

function fieldSource(
  view: MapperView,
  field: string,
  key: string,
  at: number,
  put: (source: Source) => void,
) {
  const { editor, words, readonly } = view;
  return html`<cc-combobox
    data-part=${partAt(at)}
    label=${words.say('mapper.sourceNumber', { number: at + 1, field })}
    placeholder=${words.say('mapper.chooseSource')}
    ?disabled=${readonly}
    .words=${view.comboboxWords}
    .options=${sourceChoices(editor.ready?.sources ?? [], words)}
    .value=${key}
    unknown-label=${key}
    .objection=${({ value }: { readonly value: string }) => (value === noField ? '' : undefined)}
    @change=${({ detail }: ValueChange) => put({ field: detail.value })}
  ></cc-combobox>`;
}

function textSource(
  view: MapperView,
  field: string,
  source: Exclude<Source, { readonly field: string }>,
  at: number,
  put: (source: Source) => void,
) {
  const { editor, words } = view;
  const text = 'template' in source ? source.template : String(source.constant);
  // A text without a field in it is the same each time.
  const read = (typed: string): Source => (typed.includes('{{') ? { template: typed } : { constant: typed });
  const insert = ({ detail, currentTarget }: ValueChange) => {
    const input = currentTarget instanceof Element ? currentTarget.previousElementSibling : null;
    if (!(input instanceof HTMLInputElement)) return;
    const place = input.selectionEnd ?? input.value.length;
    put(read(`${input.value.slice(0, place)}{{${detail.value}}}${input.value.slice(place)}`));
    input.focus();
  };
  return html`<span class="text-source">
    <input
      class="input"
      data-part=${partAt(at)}
      aria-label=${words.say('mapper.sourceNumber', { number: at + 1, field })}
      placeholder=${words.say('mapper.textHint')}
      .value=${live(text)}
      @change=${({ target }: Event) => put(read(chosen(target)))}
    />
    <cc-menu
      label=${words.say('mapper.insertField')}
      .items=${(editor.ready?.sources ?? []).map(({ key, label }) => ({ value: key, label }))}
      @choose=${insert}
      ><span slot="button">${icon('plus')}</span></cc-menu
    >
  </span>`;
}

/** Focus goes to the first text that a row always uses, or to the last source when one was added. */
function partAt(at: number): 'text' | 'added' {
  return at > 0 ? 'added' : 'text';
}

/** A template as it reads: words, and the labels of the fields between them. */
function chips({ editor }: MapperView, template: string) {
  const labelOf = (key: string) => editor.ready?.sources.find((each) => each.key === key)?.label ?? key;
  return parseTemplate(template)?.map((piece) =>
    'field' in piece ? html`<span class="badge accent">${labelOf(piece.field)}</span>` : piece.text,
  );
}
