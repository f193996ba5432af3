import { css, html, nothing } from 'lit';
import { speakEnglish } from '../locales/en.js';
import { mapperMore } from '../locales/en/mapper-more.js';
import { emphasised } from '../ui/emphasised.js';
import type { Row } from '../../server/contract/model/index.js';
import { fallbackText } from '../../server/contract/rules/fallback-value.js';
import { startDraft } from './draft.js';
import { sendable } from './draft-changes.js';
import type { Panel } from './editor.js';
import { merge, type Clash } from './merge.js';
import { sourceLabel } from './row-view.js';
import { saveDraft } from './saving.js';
import type { MapperView } from './view.js';
import { commit } from './commit.js';
import { begin } from './edits.js';

speakEnglish(mapperMore);

/** Looks of the two sides. */
export const styles = css`
  .clashes {
    border-block-start: 1px solid var(--_border);
    font-size: 0.8125rem;
    line-height: 1.25rem;
  }
  .clashes .line {
    display: grid;
    grid-template-columns: minmax(0, 0.8fr) minmax(0, 1fr) minmax(0, 1fr);
    gap: 4px 16px;
    padding: 10px var(--pad);
  }
  .clashes .line + .line {
    border-block-start: 1px solid var(--_hair);
  }
  .clashes .titles {
    padding-block: 8px;
    background: var(--_sunken);
    color: var(--_muted);
    font-size: 0.75rem;
    font-weight: 500;
  }
  .clashes small {
    display: block;
    color: var(--_muted);
    font-size: 0.75rem;
    font-weight: 400;
    line-height: 1rem;
  }
  .clashes b {
    font-weight: 500;
  }
  .clashes .side {
    display: none;
    font-weight: 500;
  }
  @container dialog (inline-size < 520px) {
    .clashes .line {
      grid-template-columns: minmax(0, 1fr);
    }
    .clashes .titles {
      display: none;
    }
    .clashes .side {
      display: block;
    }
  }
`;

/** Somebody else saved first: what both changed is chosen row by row, the rest is kept from both. */
export function conflictDialog(view: MapperView, panel: Extract<Panel, { readonly kind: 'conflict' }>) {
  const { editor, words } = view;
  const { theirs, etag, author, at } = panel;
  if (!editor.saved) return nothing;
  const merged = merge(editor.saved, sendable(editor.mapping), theirs);
  const close = () => editor.set({ panel: undefined });
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const choices = [...new FormData(event.target)];
    const taken = new Set(choices.flatMap(([key, side]) => (side === 'theirs' ? [key] : [])));
    editor.set({ saved: theirs, etag, panel: undefined });
    commit(editor, startDraft(merged.result(taken)));
    void saveDraft(editor);
  };
  const when = at ? words.say('mapper.conflictWhen', { time: words.time(at) }) : '';
  return html`<cc-dialog
    open
    heading=${words.say('mapper.conflictTitle', { name: author, version: theirs.version, when, base: editor.saved.version })}
    close-label=${words.say('common.close')}
    @close=${close}
  >
    <span slot="lead"
      >${words.say('mapper.conflictLead', { kept: merged.kept, count: merged.clashes.length })}</span
    >
    <form class="clashes" id="conflict" @submit=${onSubmit}>
      ${
        merged.clashes.length > 0
          ? html`<div class="line titles" aria-hidden="true">
              <span>${words.say('mapper.conflictField')}</span><span>${words.say('mapper.yoursSide')}</span
              ><span>${words.say('mapper.theirsSide', { name: author })}</span>
            </div>`
          : nothing
      }
      ${merged.clashes.map((clash) => line(view, clash, author))}
    </form>
    <span slot="foot">${words.say('mapper.nothingSaved')}</span>
    <button class="button text" type="button" slot="actions" @click=${() => begin(editor, theirs, etag)}>
      ${words.say('mapper.takeTheirs', { name: author })}
    </button>
    <button class="button primary" type="submit" form="conflict" slot="actions">
      ${words.say('mapper.saveAs', { version: theirs.version + 1 })}
    </button>
  </cc-dialog>`;
}

function line(view: MapperView, { object, id, mine, theirs }: Clash, author: string) {
  const { editor, words } = view;
  const name = `${object} ${id}`;
  const target = (mine ?? theirs)?.target ?? '';
  const label = editor.knownFields(object).find((field) => field.name === target)?.label ?? target;
  const side = (which: 'mine' | 'theirs', row: Row | undefined, title: string) =>
    html`<label class="choice"
      ><input type="radio" name=${name} value=${which} ?checked=${which === 'mine'} /><span
        ><small class="side" aria-hidden="true">${title}</small
        ><span class="hidden">${title}: </span>${described(view, row, object)}</span
      ></label
    >`;
  return html`<fieldset class="line">
    <legend class="hidden">${label}</legend>
    <span class="med" aria-hidden="true">${label}<small>${editor.crmObject(object)?.label}</small></span>
    ${side('mine', mine, words.say('mapper.yoursSide'))}
    ${side('theirs', theirs, words.say('mapper.theirsSide', { name: author }))}
  </fieldset>`;
}

function described(view: MapperView, row: Row | undefined, object: string) {
  const { editor, words } = view;
  if (!row) return html`<span class="med">${words.say('mapper.isRemovedSide')}</span>`;
  const source = sourceLabel(view, row);
  const field = editor.knownFields(object).find(({ name }) => name === row.target);
  const value = row.fallback && field ? fallbackText(row.fallback.value, field) : row.fallback?.value;
  const write =
    row.write === 'always' ? '' : words.say(`mapper.write.${row.write}`, { crm: editor.provider.name });
  return html`${source ? emphasised(words.say('mapper.isFilledFrom', { source })) : words.say('mapper.isAlways')}
  ${value !== undefined ? html`<small>${words.say('mapper.ifEmptyIs', { value: String(value) })}</small>` : nothing}
  ${write ? html`<small>${write}</small>` : nothing}`;
}
