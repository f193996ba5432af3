import { html, nothing } from 'lit';
import type { Loadable } from '../api/loadable.js';
import { capitalised } from '../locales/capitalised.js';
import type { Words } from '../locales/words.js';
import { icon } from '../ui/icons.js';
import { bone } from '../ui/pieces.js';
import type { JsonValue, Preview, PreviewField, PreviewWrite } from '../../server/contract/model/index.js';
import { rowsOf } from './draft.js';
import type { MapperView } from './view.js';

/** What the records hold now and would hold then, record by record, or why nothing would be written. */
export function resultsView(view: MapperView, result: Loadable<Preview>) {
  const { words } = view;
  if (result.status === 'loading') {
    return html`<div class="bones">${bone('short')}${bone('long')}${bone('text')}${bone('long')}</div>`;
  }
  if (result.status === 'failed') {
    return html`<div class="note danger" role="alert">
      ${icon('warning')}
      <p class="grow">${words.tell({ ...result.problem, sentence: result.problem.detail })}</p>
    </div>`;
  }
  const { writes, problems } = result.value;
  return html`${
    problems.length > 0
      ? html`<div class="note danger">
          ${icon('warning')}
          <div class="grow">
            ${problems.some(({ code }) => code === 'nothing_to_write') ? nothing : html`<b class="med">${words.say('mapper.wouldNotSync')}</b>`}
            ${problems.map((problem) => html`<p>${words.tell(problem)}</p>`)}
          </div>
        </div>`
      : nothing
  }
  ${writes.map((write) => writeView(view, write))}`;
}

function writeView(view: MapperView, { object, action, record, fields }: PreviewWrite) {
  const { editor, words } = view;
  const leftOut = fields.filter(({ origin }) => origin === 'left-out' || origin === 'kept').length;
  const written = fields.length - leftOut;
  const badge = action === 'create' ? 'success' : 'accent';
  return html`<section class="write">
    <h3>
      <span class="badge ${badge}">${words.say(`mapper.${action}`)}</span>
      <b>${capitalised(editor.crmObject(object)?.singular ?? object, words.locale)}</b>
      <span class="grow cut"
        >${
          record?.url
            ? html`<a
                class="link"
                href=${record.url}
                target="_blank"
                rel="noopener"
                aria-label=${words.say('mapper.openIn', { label: record.label, crm: editor.provider.name })}
                >${record.label}${icon('arrow-out', 's')}</a
              >`
            : record?.label
        }</span
      >
      <span class="muted num small">${words.say('mapper.written', { written, leftOut })}</span>
    </h3>
    <dl>${fields.map((field) => fieldView(view, field, action, originOf(view, object, field)))}</dl>
  </section>`;
}

/** A value that a row without a source always gives stands in for nothing: it is fixed. */
function originOf(
  { editor }: MapperView,
  object: string,
  { origin, row }: PreviewField,
): PreviewField['origin'] {
  const sources = rowsOf(editor.mapping, object).find(({ id }) => id === row)?.sources;
  return origin === 'fallback' && sources?.length === 0 ? 'constant' : origin;
}

function fieldView(
  view: MapperView,
  { label, before, after, from, why }: PreviewField,
  action: string,
  origin: PreviewField['origin'],
) {
  const { words } = view;
  const tones = {
    mapped: '',
    'value-mapped': 'accent',
    fallback: 'accent',
    constant: '',
    kept: '',
    'left-out': 'warning',
  } as const;
  const unchanged = origin === 'left-out' || origin === 'kept';
  const was = shown(words, before);
  return html`<div>
    <dt>${label}</dt>
    <dd>
      ${
        unchanged
          ? html`<span class="muted">${was || shown(words, after)}</span>`
          : html`${
                action === 'update' && was !== shown(words, after)
                  ? html`${was ? html`<s class="muted">${was}</s>` : html`<span class="muted">${words.say('mapper.emptyBefore')}</span>`}${icon('arrow-end', 's')}<span
                        class="hidden"
                        >${words.say('mapper.turnsInto')}</span
                      >`
                  : nothing
              }<span class="med">${shown(words, after)}</span>`
      }
      ${why ? html`<small>${why}</small>` : from ? html`<small>${words.say('mapper.fromField', { field: from })}</small>` : nothing}
    </dd>
    <dd><span class="badge ${tones[origin]}">${words.say(`mapper.origin.${origin}`)}</span></dd>
  </div>`;
}

function shown(words: Words, value: JsonValue): string {
  if (value === null || value === '') return '';
  if (typeof value === 'boolean') return words.say(value ? 'mapper.yes' : 'mapper.no');
  if (typeof value === 'number') return words.number(value);
  if (typeof value === 'string') {
    const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value);
    return instant ? `${words.day(value)} ${words.time(value)}` : value;
  }
  return Array.isArray(value) ? value.map((item) => shown(words, item)).join(', ') : JSON.stringify(value);
}
