import { css, html } from 'lit';
import { drawEach } from '../ui/each.js';
import { speakEnglish } from '../locales/en.js';
import { mapperMore } from '../locales/en/mapper-more.js';
import type { Suggestion } from '../../server/contract/model/index.js';
import { row } from '../../server/contract/rules/core-row.js';
import { rowsOf } from './draft.js';
import { withRow } from './draft-changes.js';
import type { MapperView } from './view.js';
import { commit } from './commit.js';

speakEnglish(mapperMore);

/** Looks of the list of suggestions. */
export const styles = css`
  .proposals {
    padding-block-end: 8px;
    border-block-start: 1px solid var(--_border);
  }
  .proposals > li {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 6px var(--pad);
    font-size: 0.8125rem;
    line-height: 1.25rem;
  }
  .proposals > li + li {
    border-block-start: 1px solid var(--_hair);
  }
`;

/** Shows what looks like a match on this tab, to take one by one or together. */
export function suggestionsDialog({ editor, words }: MapperView) {
  const taken = rowsOf(editor.mapping, editor.object).map(({ target }) => target);
  const open = (editor.suggestions ?? []).filter(
    ({ object, target }) => object === editor.object && !taken.includes(target),
  );
  const close = () => editor.set({ panel: undefined });
  const take = (wanted: readonly Suggestion[], done: boolean) => {
    let draft = editor.draft;
    if (!draft) return;
    let first = '';
    for (const { target, sources, values } of wanted) {
      const added = row({ id: `row-${crypto.randomUUID()}`, target, sources, ...(values && { values }) });
      draft = withRow(draft, editor.object, added);
      first ||= added.id;
    }
    commit(editor, draft, done ? { panel: undefined } : {});
    editor.listener.say(words.say('mapper.suggestionsAdded', { count: wanted.length }));
    if (done) editor.listener.focus({ kind: 'source', row: first });
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const wanted = new FormData(event.target).getAll('target');
    take(
      open.filter(({ target }) => wanted.includes(target)),
      true,
    );
  };
  return html`<cc-dialog
    open
    heading=${words.say('mapper.suggestionsTitle')}
    close-label=${words.say('common.close')}
    @close=${close}
  >
    <span slot="lead">${words.say('mapper.suggestionsLead')}</span>
    <form id="proposals" @submit=${onSubmit}>
      <ul class="proposals">
        ${drawEach(open, ({ target }) => target, proposal)}
      </ul>
    </form>
    <button class="button text" type="button" slot="actions" @click=${close}>
      ${words.say('common.cancel')}
    </button>
    <button class="button primary" type="submit" form="proposals" slot="actions">
      ${words.say('mapper.addThese')}
    </button>
  </cc-dialog>`;

  function proposal(suggestion: Suggestion) {
    const { target, sources, reason } = suggestion;
    const field = editor.knownFields().find(({ name }) => name === target)?.label ?? target;
    const [first] = sources;
    const key = first && 'field' in first ? first.field : '';
    const source = editor.ready?.sources.find((each) => each.key === key)?.label ?? key;
    return html`<li>
      <label class="choice grow"
        ><input type="checkbox" name="target" value=${target} checked /><span
          ><span class="med">${words.say('mapper.suggestionTo', { source, field })}</span
          ><small>${words.tell(reason)}</small></span
        ></label
      >
      <button
        class="button compact"
        type="button"
        aria-label=${words.say('mapper.addOneOf', { source, field })}
        @click=${({ currentTarget }: Event) => {
          // Its line goes, so the next one's button is where a person goes on.
          const line = currentTarget instanceof Element ? currentTarget.closest('li') : null;
          (line?.nextElementSibling ?? line?.previousElementSibling)?.querySelector('button')?.focus();
          take([suggestion], open.length === 1);
        }}
      >
        ${words.say('mapper.addOne')}
      </button>
    </li>`;
  }
}
